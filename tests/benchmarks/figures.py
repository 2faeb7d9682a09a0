"""What a run's JSON says: figures by engine, and shares of one engine's time in another's.

Tables, promises, chart and README all read a run through here, so they cannot
say different things of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from measure import geometric_mean, ratios
from questions import Kind

SLOW = 0.95
"""Share of the questions that are no slower than the figure called p95."""

MEAN = "mean over the questions, ms"
P95 = "p95 over the questions, ms"
BUILD_RATE = "build, posts/s"
BUILD_CPU = "build, CPU s"
FIRST = "asked for the first time, ms"
FIRST_P95 = "asked for the first time, p95, ms"
FIRST_MOST = "asked for the first time, longest, ms"
INDEX = "index, MB"
MEMORY = "memory after searches, MB"
COLD_OPEN = "cold open, ms"
COLD_PASS = "cold SHA-256 pass alone, ms"
PAGE_RATE = "pages/s"
"""Rows that others look up."""

Data = dict[str, Any]
Value = float | None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of every engine.

    Attributes:
        label: What is measured, with its unit.
        values: By engine; None where it was not measured.
        show: Writes a value.
        more: Whether more is better.
    """

    label: str
    values: dict[str, Value]
    show: Callable[[float], str]
    more: bool = False


def rows(size: Data) -> Iterator[Row]:
    """Yield the figures of one size, from building to memory."""
    engines = size["engines"]
    builds = {name: data["builds"] for name, data in engines.items()}

    def of(pick: Callable[[Data], Value]) -> dict[str, Value]:
        return {name: pick(data) for name, data in engines.items()}

    def built(key: str) -> dict[str, Value]:
        return {name: middle([build.get(key) for build in each]) for name, each in builds.items()}

    rate = {name: size["posts"] / seconds for name, seconds in built("seconds").items() if seconds}
    yield Row(BUILD_RATE, dict(rate), "{:,.0f}".format, more=True)
    yield Row(BUILD_CPU, built("cpu"), "{:.2f}".format)
    yield Row("build, peak memory above posts, MB", built("peak"), _megabytes)
    yield Row(INDEX, built("bytes"), _megabytes)
    for state in ("cold", "warm"):
        for number, what in enumerate(("open", "first search", "first counts")):
            values = of(lambda data, s=state, n=number: middle([each[n] for each in data[s]]))
            yield Row(f"{state} {what}, ms", values, milliseconds)
        passes = of(lambda data, s=state: data["hashed"][s])
        yield Row(f"{state} SHA-256 pass alone, ms", passes, milliseconds)
    yield Row(MEMORY, of(lambda data: _memory(data, "resident")), _megabytes)
    yield Row("  of it not files, MB", of(lambda data: _memory(data, "anonymous")), _megabytes)


def searches(size: Data, mode: str) -> Iterator[Row]:
    """Yield the times of one way of searching, kind by kind, and their sums."""
    questions = size["narrowed" if mode == "narrowed" else "questions"]
    engines = size["engines"]
    for kind in Kind:
        numbers = [n for n, question in enumerate(questions) if question["kind"] == kind]
        if not numbers:
            continue
        times = {name: data[mode]["median"] for name, data in engines.items()}
        values = {name: middle([each[n] for n in numbers]) for name, each in times.items()}
        yield Row(f"{kind}, ms", values, milliseconds)
    means = {name: _mean(data[mode]["median"]) for name, data in engines.items()}
    yield Row(MEAN, means, milliseconds)
    slowest = {name: _slow(data[mode]["median"]) for name, data in engines.items()}
    yield Row(P95, slowest, milliseconds)
    yield from _firsts(engines, mode)


def _firsts(engines: Data, mode: str) -> Iterator[Row]:
    """Yield the times of single requests, of a process that was not asked anything before."""
    taken = {name: _taken(data, mode, "first") for name, data in engines.items()}
    if not any(taken.values()):
        return
    for label, figure in ((FIRST, middle), (FIRST_P95, _slow), (FIRST_MOST, _longest)):
        yield Row(label, {name: figure(each) for name, each in taken.items()}, milliseconds)


def pages(size: Data) -> Iterator[Row]:
    """Yield what answering people took, over one connection, one page after the other.

    Of many connections at once, `crowded` tells.
    """
    taken = {name: data["html"] for name, data in size["engines"].items() if "html" in data}
    if not taken:
        return
    for share in (0.5, 0.99):
        values: dict[str, Value] = {
            name: exceeded_by_few(each, share) for name, each in taken.items()
        }
        yield Row(f"p{share * 100:.0f}, ms", values, milliseconds)
    rates: dict[str, Value] = {name: len(each) / sum(each) for name, each in taken.items()}
    yield Row(PAGE_RATE, rates, "{:,.1f}".format, more=True)


def crowded(size: Data) -> Iterator[Row]:
    """Yield what `crowd.CONNECTIONS` people met who asked at once."""
    met = {name: data["crowd"] for name, data in size["engines"].items() if "crowd" in data}
    if met:
        for share in ("p50", "p99"):
            times: dict[str, Value] = {name: each[share] for name, each in met.items()}
            yield Row(f"{share}, ms", times, milliseconds)
        rates: dict[str, Value] = {name: each["rate"] for name, each in met.items()}
        yield Row(PAGE_RATE, rates, "{:,.1f}".format, more=True)


def compared(
    size: Data, mode: str, ours: str, *, which: str = "median"
) -> Iterator[tuple[str, float, float, int]]:
    """Yield for each other engine our share of its time, over the questions both answered.

    Args:
        size: The figures of one number of posts.
        mode: Way of searching.
        ours: Engine that is compared.
        which: `median` of the repetitions, or `first`, when nothing was kept of the words.

    Yields:
        The engine, the ratio of sums, the geometric mean of ratios, how many questions.
    """
    engines = size["engines"]
    for name, data in engines.items():
        taken = (_taken(each, mode, which) for each in (engines[ours], data))
        # Where one of them was not asked in this way, there is nothing to compare.
        pairs = zip(*taken, strict=False)
        both = [(mine, other) for mine, other in pairs if mine is not None and other is not None]
        if name == ours or not both:
            continue
        mine, other = zip(*both, strict=True)
        mean = geometric_mean(ratios(mine, other))
        assert mean is not None
        yield name, sum(mine) / sum(other), mean, len(both)


def share(
    size: Data, mode: str, theirs: str, *, ours: str = "pressmark", which: str = "median"
) -> Value:
    """Return our share of another engine's time over all questions; None if not measured.

    Args: As for `compared`.
    """
    if not {ours, theirs} <= set(size["engines"]):
        return None
    each = {name: total for name, total, _, _ in compared(size, mode, ours, which=which)}
    return each.get(theirs)


def _taken(data: Data, mode: str, which: str) -> Sequence[Value]:
    """Return an engine's times in the order of the questions; none if it was not asked so."""
    found: Sequence[Value]
    found = data.get("first", {}).get(mode, ()) if which == "first" else data[mode][which]
    return found


def _longest(times: Sequence[Value]) -> Value:
    return max((seconds for seconds in times if seconds is not None), default=None)


def _mean(times: Sequence[Value]) -> Value:
    known = [seconds for seconds in times if seconds is not None]
    return fmean(known) if known else None


def _slow(times: Sequence[Value]) -> Value:
    known = [seconds for seconds in times if seconds is not None]
    return exceeded_by_few(known, SLOW) if known else None


def middle(values: Iterable[Value]) -> Value:
    """Return the median of what is known; None if nothing is."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def exceeded_by_few(values: Sequence[float], share: float) -> float:
    """Return what so large a share of some values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _memory(data: Data, key: str) -> Value:
    return data["memory"][key] if data.get("memory") else None


def _megabytes(value: float) -> str:
    return f"{value / 1e6:,.1f}"


def milliseconds(value: float) -> str:
    """Write seconds as milliseconds."""
    return f"{value * 1e3:,.2f}"
