"""A run as tables for people: what each engine took, and Pressmark's share of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from measure import geometric_mean, ratios
from questions import Kind, from_json

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


def write(run: Data) -> str:
    """Return a run as text."""
    parts = [_heading(run)]
    parts += [part for size in run["sizes"] for part in _size(size)]
    return "\n\n".join(parts) + "\n"


def rows(size: Data) -> Iterator[Row]:
    """Yield the figures of one size, from building to memory."""
    engines = size["engines"]
    builds = {name: data["builds"] for name, data in engines.items()}

    def of(pick: Callable[[Data], Value]) -> dict[str, Value]:
        return {name: pick(data) for name, data in engines.items()}

    def built(key: str) -> dict[str, Value]:
        return {name: _median([build.get(key) for build in each]) for name, each in builds.items()}

    rate = {name: size["posts"] / seconds for name, seconds in built("seconds").items() if seconds}
    yield Row("build, posts/s", dict(rate), "{:,.0f}".format, more=True)
    yield Row("build, CPU s", built("cpu"), "{:.2f}".format)
    yield Row("build, peak memory above posts, MB", built("peak"), _megabytes)
    yield Row("index, MB", built("bytes"), _megabytes)
    for state in ("cold", "warm"):
        for number, what in enumerate(("open", "first search", "first counts")):
            values = of(lambda data, s=state, n=number: _median([each[n] for each in data[s]]))
            yield Row(f"{state} {what}, ms", values, _milliseconds)
        passes = of(lambda data, s=state: data["hashed"][s])
        yield Row(f"{state} SHA-256 pass alone, ms", passes, _milliseconds)
    yield Row("memory after searches, MB", of(lambda data: _memory(data, "resident")), _megabytes)
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
        values = {name: _median([each[n] for n in numbers]) for name, each in times.items()}
        yield Row(f"{kind}, ms", values, _milliseconds)
    firsts = {name: _median(data[mode]["first"]) for name, data in engines.items()}
    yield Row("asked for the first time, ms", firsts, _milliseconds)


def pages(size: Data) -> Iterator[Row]:
    """Yield what answering people took, over one connection, one page after the other."""
    taken = {name: data["html"] for name, data in size["engines"].items() if "html" in data}
    if not taken:
        return
    for share in (0.5, 0.99):
        values: dict[str, Value] = {name: _share(each, share) for name, each in taken.items()}
        yield Row(f"p{share * 100:.0f}, ms", values, _milliseconds)
    rates: dict[str, Value] = {name: len(each) / sum(each) for name, each in taken.items()}
    yield Row("pages/s", rates, "{:,.1f}".format, more=True)


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
        pairs = zip(engines[ours][mode][which], data[mode][which], strict=True)
        both = [(mine, other) for mine, other in pairs if mine is not None and other is not None]
        if name == ours or not both:
            continue
        mine, other = zip(*both, strict=True)
        mean = geometric_mean(ratios(mine, other))
        assert mean is not None
        yield name, sum(mine) / sum(other), mean, len(both)


def _heading(run: Data) -> str:
    machine = run["machine"]
    lines = [
        f"{run['corpus']}; language {run['language']}; medians of {run['repeat']} turns",
        f"Python {machine['python']}, {machine['cores']} cores, {machine['system']}",
    ]
    lines += [f"  {name}: {version}" for name, version in run["versions"].items()]
    lines += [f"  {name}: left out ({reason})" for name, reason in run["missing"].items()]
    return "\n".join(lines)


def _size(size: Data) -> Iterator[str]:
    names = list(size["engines"])
    ours = names[0]
    yield f"== {size['posts']:,} posts; in brackets {ours}'s share of it (below 1: less) =="
    yield _table("", list(rows(size)), names, ours)
    for mode, title in (
        ("plain", "ten best hits"),
        ("faceted", "with counts"),
        ("narrowed", "with counts, values ticked"),
        ("page", "with counts and passages"),
    ):
        yield _table(f"{title}:", list(searches(size, mode)), names, ours)
        yield _comparison(size, mode, ours)
    if any("html" in data for data in size["engines"].values()):
        served = [name for name in names if "html" in size["engines"][name]]
        yield _table("pages of results in HTML:", list(pages(size)), served, served[0])
    yield _differences(size["differences"])


def _table(title: str, listed: Sequence[Row], names: Sequence[str], ours: str) -> str:
    cells = [[title, *names]]
    cells += [[row.label, *(_cell(row, name, ours) for name in names)] for row in listed]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names) + 1)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip()
        for line in cells
    )


def _cell(row: Row, name: str, ours: str) -> str:
    value, mine = row.values.get(name), row.values.get(ours)
    if value is None:
        return "-"
    if name == ours or mine is None or not value:
        return row.show(value)
    return f"{row.show(value)} ({mine / value:.2f})"


def _comparison(size: Data, mode: str, ours: str) -> str:
    firsts = {name: total for name, total, _, _ in compared(size, mode, ours, which="first")}
    lines = [
        f"  {ours} against {name}: {total:.2f} of its time in all, "
        f"{mean:.2f} by geometric mean ({number} questions); "
        f"{firsts[name]:.2f} the first time"
        for name, total, mean, number in compared(size, mode, ours)
    ]
    return "\n".join(lines)


def _differences(differences: Sequence[Data]) -> str:
    if not differences:
        return "All engines find the same number of posts and count the same."
    lines = ["What engines found or counted differently:"]
    for entry in differences:
        question = from_json(entry["question"])
        ticked = ", values ticked" if question.partner else ""
        totals = ", ".join(f"{name} {total}" for name, total in entry["engines"].items())
        lines.append(f"  {question.kind} {question.text}{ticked}: {totals}")
        lines += [f"    {name} {reason}" for name, reason in entry["reasons"].items()]
    return "\n".join(lines)


def _median(values: Sequence[Value]) -> Value:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _share(values: Sequence[float], share: float) -> float:
    """Return what so large a share of some values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def _memory(data: Data, key: str) -> Value:
    return data["memory"][key] if data.get("memory") else None


def _megabytes(value: float) -> str:
    return f"{value / 1e6:,.1f}"


def _milliseconds(value: float) -> str:
    return f"{value * 1e3:,.2f}"
