"""What README says of the speed, made of one run that is kept beside these programs.

The picture, the table and each sentence come from `results.json`, and a test compares
them, so no figure outlives the run that it was measured in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

import chart
import figures
from crowd import CONNECTIONS
from figures import Row, Value

Data = dict[str, Any]

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.json")
README = ROOT / "README.md"
PICTURE = ROOT / ".github" / "speed.svg"

MARKS = ("<!-- speed -->", "<!-- /speed -->")

DIGITS = 4
"""Significant digits of what is kept."""

NAMES = {"tantivy": "tantivy", "fts5": "SQLite FTS5", "whoosh": "Whoosh as it comes"}

COMPARED = (
    ("tantivy", (10_000, 100_000, 1_000_000)),
    ("fts5", (10_000, 100_000, 1_000_000)),
    ("whoosh", (1_000, 5_000, 10_000)),
)
"""The engines of the table, and the numbers of posts."""

BEHIND = (100_000, 1_000_000)
"""Numbers of posts for which README says where the nearest engine is ahead."""


WORTH_SAYING = {
    figures.BUILD_RATE: "writing the index",
    figures.INDEX: "its size",
    figures.COLD_OPEN: "opening it with all checksums compared",
    figures.MEMORY: "memory after searches",
}
"""Figures besides searches that are said where tantivy is ahead."""

SUMMED_UP = {figures.MEAN, figures.P95, figures.FIRST_P95, figures.FIRST_MOST}
"""Rows of searches that others say in more detail."""

WIDTH = 105
"""Characters of a line in README."""

SMALL = 0.1
"""Shares below it are written as one part of so many."""


def publish(run: Data) -> None:
    """Keep a run, and put its picture and its figures where README shows them."""
    run = shortened(run)
    packed = json.dumps(run, ensure_ascii=False, separators=(",", ":"))
    # In lines, so that a comparison of two versions can be read.
    RESULTS.write_text(packed.replace('},"', '},\n"') + "\n", encoding="utf-8")
    PICTURE.write_text(chart.draw(run), encoding="utf-8")
    before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    README.write_text(f"{before}{MARKS[0]}\n{section(run)}\n{MARKS[1]}{after}", encoding="utf-8")


def kept() -> Data:
    """Return the run that README tells of."""
    run: Data = json.loads(RESULTS.read_text(encoding="utf-8"))
    return run


def shortened(run: Data) -> Data:
    """Return a run without what was answered, its figures rounded."""

    def short(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: short(each) for key, each in value.items() if key != "answers"}
        if isinstance(value, list):
            return [short(each) for each in value]
        return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value

    shortened_run: Data = short(run)
    return shortened_run


def section(run: Data) -> str:
    """Return README's words on speed."""
    sizes = {size["posts"]: size for size in run["sizes"]}
    parts = [
        f"![{_alternative()}]({PICTURE.relative_to(ROOT)})",
        _introduction(run),
        "\n".join(_table(sizes)),
        _wrapped(" ".join(_sentences(sizes))),
        "\n".join(_behind(sizes)),
    ]
    return "\n\n".join(filter(None, parts))


def _wrapped(text: str) -> str:
    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _alternative() -> str:
    return (
        "Milliseconds of a search, posts indexed and pages served in a second, "
        "by number of posts, beside other engines"
    )


def _introduction(run: Data) -> str:
    machine, versions = run["machine"], run["versions"]
    peers = ", ".join(v.split(", ")[0] for n, v in versions.items() if "pressmark" not in n)
    broken = f", in {len(run['began'])} parts" if len(run["began"]) > 1 else ""
    return _wrapped(
        f"One run of `make bench`{broken}: {run['corpus']}, Python {machine['python']} on "
        f"{machine['cores']} processors, each engine in a process of its own, all with the same "
        f"posts, questions and counts ({peers}). A figure below 1 is the share of the other's "
        "time that Pressmark takes; the last column compares posts a second, so more is better. "
        "The first time means a process that was not asked anything before."
    )


def _table(sizes: dict[int, Data]) -> Iterator[str]:
    yield (
        "| beside | posts | search with counts | values ticked | ten best hits "
        "| hits, the first time | counts, the first time | writing the index |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for name, numbers in COMPARED:
        for number in numbers:
            size = sizes.get(number)
            if size is None or name not in size["engines"]:
                continue
            shares = [figures.share(size, m, name) for m in ("faceted", "narrowed", "plain")]
            firsts = [
                _ratio(_row(figures.searches(size, mode), figures.FIRST), name)
                for mode in ("plain", "faceted")
            ]
            rate = _ratio(_row(figures.rows(size), figures.BUILD_RATE), name)
            cells = " | ".join(map(_share, (*shares, *firsts, rate)))
            yield f"| {NAMES[name]} | {number:,} | {cells} |"


def _sentences(sizes: dict[int, Data]) -> Iterator[str]:
    """Say what no other engine's time stands beside."""
    for number, size in sizes.items():
        pages = {row.label: row.values for row in figures.pages(size)}
        if number == 100_000 and pages:
            half, most = (pages[f"{p}, ms"]["pressmark-http"] * 1e3 for p in ("p50", "p99"))
            rate = pages[figures.PAGE_RATE]
            times = rate["pressmark-http"] / rate["datasette"]
            yield (
                f"Among {number:,} posts half of the pages of results come over HTTP within "
                f"{half:.1f} ms, 99 of 100 within {most:.1f} ms; one connection gets {times:,.0f} "
                "times Datasette's pages a second."
            )
            yield from _crowd(size)
        whole = size.get("whole", {})
        if number == 100_000 and "updates" in whole:
            changed = whole["updates"]["one post changed"]
            yield (
                f"A rebuild of {number:,} Markdown files, rendered, for both editions, takes "
                f"{whole['rebuild']['seconds']:.0f} s, `pressmark update` after one of them "
                f"changed {changed['command']['seconds']:.2f} s, and `pressmark watch`, which "
                f"runs already, {changed['running']['seconds']:.2f} s."
            )
        if "merging" in size:
            each = size["merging"]
            yield (
                f"Merging {each['segments']} segments of {number:,} posts takes "
                f"{_share(each['columnar'] / each['stock'])} of what Whoosh's own codec takes."
            )


def _crowd(size: Data) -> Iterator[str]:
    """Say what people meet who ask at once."""
    met = {name: data["crowd"] for name, data in size["engines"].items() if "crowd" in data}
    if {"pressmark-http", "datasette"} <= met.keys():
        ours, theirs = met["pressmark-http"], met["datasette"]
        yield (
            f"With {CONNECTIONS} connections at once it is {ours['p50'] * 1e3:.0f} and "
            f"{ours['p99'] * 1e3:.0f} ms, and {ours['rate'] / theirs['rate']:,.0f} times "
            "Datasette's pages a second."
        )


def _behind(sizes: dict[int, Data]) -> Iterator[str]:
    """List in which of these figures the nearest engine is ahead, and by what factor."""
    compared = [n for n in BEHIND if n in sizes and "tantivy" in sizes[n]["engines"]]
    if compared:
        yield "Where tantivy needs less, and by what factor:\n"
    for number in compared:
        factors = ((what, _factor(row)) for what, row in _named(sizes[number]))
        said = [f"{what} {factor:,.1f}" for what, factor in factors if round(factor, 1) > 1]
        yield _wrapped(f"- among {number:,} posts: {', '.join(said) or 'nowhere'}")


def _named(size: Data) -> Iterator[tuple[str, Row]]:
    listed = {row.label: row for row in figures.rows(size)}
    yield from ((what, listed[label]) for label, what in WORTH_SAYING.items())
    for mode, title in (("plain", "hits alone"), ("faceted", "with counts")):
        for row in figures.searches(size, mode):
            if row.label not in SUMMED_UP:
                yield f"{row.label.removesuffix(', ms')} ({title})", row


def _factor(row: Row) -> float:
    """Return by what factor tantivy is ahead; below 1 it is not, and 0 is not known."""
    ratio = _ratio(row.values, "tantivy") or 0.0
    return 1 / ratio if row.more and ratio else ratio


def _row(rows: Iterator[Row], label: str) -> dict[str, Value]:
    return next((row.values for row in rows if row.label == label), {})


def _ratio(values: dict[str, Value], theirs: str) -> Value:
    ours, other = values.get("pressmark"), values.get(theirs)
    return ours / other if ours and other else None


def _share(value: Value) -> str:
    """Write a share; a small one as a fraction, which says more."""
    if value is None:
        return "-"
    if value < SMALL:
        return f"1/{1 / value:.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
