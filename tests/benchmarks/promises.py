"""What Pressmark promises of its speed, each promise beside what a run measured.

A verdict is a comparison made here, of a figure that was measured and a bound; a
figure that a run lacks is said to be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import figures
from crowd import CONNECTIONS
from figures import Value
from worker import IN_MEMORY

Data = dict[str, Any]

GIB = 1 << 30

SOON = 0.5
"""Seconds that are well under one."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A bound on one figure.

    Attributes:
        what: What is measured, with its unit.
        bound: What it is to reach; None of a figure that only stands beside a promise.
        value: What was measured; None if it was not.
        least: Whether the bound is the least it may be, rather than the most.
        aim: What it would ideally reach, where that is more.
    """

    what: str
    bound: Value
    value: Value
    least: bool = False
    aim: Value = None

    @property
    def verdict(self) -> str:
        """What comparing says."""
        if self.value is None:
            return "not measured"
        if self.bound is None:
            return "no promise"
        if not self._reaches(self.bound):
            return "MISSED"
        if self.aim is not None and not self._reaches(self.aim):
            return "kept, the aim missed"
        return "kept"

    def _reaches(self, bound: float) -> bool:
        assert self.value is not None
        return self.value >= bound if self.least else self.value <= bound


def promises(run: Data) -> Iterator[Promise]:
    """Yield every promise with the figure of a run."""
    sizes = {size["posts"]: size for size in run["sizes"]}
    yield from _searching(sizes)
    yield from _building(sizes)
    yield from _serving(sizes)
    yield from _at_a_million(sizes)
    yield from _changing(sizes)


Sizes = dict[int, Data]


def _searching(sizes: Sizes) -> Iterator[Promise]:
    bounds = (
        ("tantivy", 100_000, 0.7),
        ("tantivy", 1_000_000, 0.5),
        ("fts5", 100_000, 1 / 20),
        ("fts5", 1_000_000, 1 / 20),
        ("whoosh", 5_000, 1 / 100),
    )
    for theirs, posts, bound in bounds:
        for mode, title in (("faceted", "counts"), ("narrowed", "counts, values ticked")):
            yield Promise(
                f"search with {title}, share of {theirs}'s time, {posts:,} posts",
                bound,
                _of(sizes, posts, partial(figures.share, mode=mode, theirs=theirs)),
            )
    plain = partial(figures.share, mode="plain", theirs="tantivy")
    yield Promise(
        "plain search, share of tantivy's time, 100,000 posts", 3, _of(sizes, 100_000, plain), aim=1
    )


def _building(sizes: Sizes) -> Iterator[Promise]:
    for posts in (5_000, 10_000):
        yield Promise(
            f"build, times whoosh's rate, {posts:,} posts",
            12,
            _of(sizes, posts, partial(_rate, theirs="whoosh")),
            least=True,
        )
    yield Promise(
        "build, times tantivy's rate, 100,000 posts",
        0.8,
        _of(sizes, 100_000, partial(_rate, theirs="tantivy")),
        least=True,
        aim=1,
    )
    merging = next((size["merging"] for size in sizes.values() if "merging" in size), None)
    yield Promise(
        "merging, times the rate of Whoosh's own codec",
        15,
        merging and merging["stock"] / merging["columnar"],
        least=True,
    )


def _serving(sizes: Sizes) -> Iterator[Promise]:
    served = figures.pages(sizes[100_000]) if 100_000 in sizes else ()
    by_label = {row.label: row.values for row in served}
    for label, most in (("p50, ms", 10), ("p99, ms", 50)):
        taken = by_label.get(label, {}).get("pressmark-http")
        what = f"page of results over HTTP, {label}, 100,000 posts"
        yield Promise(what, most, taken and taken * 1e3)
    crowd = figures.crowded(sizes[100_000]) if 100_000 in sizes else ()
    met = {row.label: row.values for row in crowd}
    for connections, each in (("one connection", by_label), (f"{CONNECTIONS} at once", met)):
        what = f"pages/s over HTTP, {connections}, times datasette's, 100,000 posts"
        yield Promise(what, 50, _times_datasette(each), least=True)


def _times_datasette(by_label: dict[str, dict[str, Value]]) -> Value:
    rates = by_label.get(figures.PAGE_RATE, {})
    ours, theirs = rates.get("pressmark-http"), rates.get("datasette")
    return ours / theirs if ours and theirs else None


def _at_a_million(sizes: Sizes) -> Iterator[Promise]:
    million = 1_000_000
    for mode, title in (("faceted", "counts"), ("narrowed", "counts, values ticked")):
        slow = _of(sizes, million, partial(_row, label=figures.P95, mode=mode))
        what = f"search with {title}, p95 of the questions' medians, ms, 1,000,000 posts"
        yield Promise(what, 60, slow and slow * 1e3)
    for label, title, bound in (
        (figures.FIRST_P95, "p95 of requests asked for the first time", 60),
        (figures.FIRST_MOST, "longest request asked for the first time", None),
    ):
        slow = _of(sizes, million, partial(_row, label=label, mode="faceted"))
        what = f"search with counts, {title}, ms, 1,000,000 posts"
        yield Promise(what, bound, slow and slow * 1e3)
    held = _of(sizes, million, _held)
    yield Promise("build, peak memory, GiB, 1,000,000 posts", 2.5, held and held / GIB)
    cold = partial(_row, label=figures.COLD_OPEN)
    yield Promise("cold open with checksums, s, 100,000 posts", 2, _of(sizes, 100_000, cold))
    beyond = _of(sizes, million, lambda size: _less(cold(size), _row(size, figures.COLD_PASS)))
    yield Promise("cold open beyond one SHA-256 pass, s, 1,000,000 posts", 2, beyond)
    for what, each, bound in (
        ("build, CPU time of a post without reading it", _build_of_a_post, 1),
        ("search with counts", partial(_row, label=figures.MEAN, mode="faceted"), 10),
    ):
        smaller, larger = (_of(sizes, posts, each) for posts in (100_000, million))
        grown = larger / smaller if smaller and larger else None
        yield Promise(f"{what}, 1,000,000 posts to 100,000", bound, grown)


def _changing(sizes: Sizes) -> Iterator[Promise]:
    whole = sizes.get(100_000, {}).get("whole", {})
    changed = whole.get("updates", {}).get("one post changed", {})
    for way, title in (("running", "in a running process"), ("command", "by command line")):
        taken = changed[way]["seconds"] if way in changed else None
        yield Promise(f"update of one post {title}, both editions, s, 100,000 posts", SOON, taken)


def _of(sizes: Sizes, posts: int, figure: Callable[[Data], Any]) -> Any:
    """Return a figure of one size; None if that was not measured."""
    size = sizes.get(posts)
    if size is None:
        return None
    return figure(size)


def _row(size: Data, label: str, mode: str | None = None) -> Value:
    listed = figures.searches(size, mode) if mode else figures.rows(size)
    return next((row.values.get("pressmark") for row in listed if row.label == label), None)


def _rate(size: Data, theirs: str) -> Value:
    rates = next(row for row in figures.rows(size) if row.label == figures.BUILD_RATE).values
    ours, other = rates.get("pressmark"), rates.get(theirs)
    return ours / other if ours and other else None


def _held(size: Data) -> Value:
    builds = size["engines"].get("pressmark", {}).get("builds", [])
    return figures.middle([b["before"] + b["peak"] for b in builds if "peak" in b])


def _build_of_a_post(size: Data) -> Value:
    """Return processor seconds of a post; where reading is within the clock it is taken out."""
    used = _row(size, figures.BUILD_CPU)
    reading = size["reading"] if size["posts"] > IN_MEMORY else 0.0
    return used / size["posts"] - reading if used else None


def _less(whole: Value, part: Value) -> Value:
    return whole - part if whole is not None and part is not None else None
