"""A run as a picture: one row for each figure, one column for each number of posts.

    python tests/benchmarks/chart.py run.json > run.svg

Engines differ by factors of hundreds, so each is a dot on a logarithmic scale
rather than a bar.  Colours follow the reader's light or dark setting; nothing
is told by colour alone.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import report
from measure import geometric_mean

Data = dict[str, Any]

EDGE = 16
NAMES = 136
CELL = 300
GAP = 24
LINE = 22
HEAD = 72
TITLE = 34
FOOT = 40
VALUE = 64
"""Pixels: around all, for names, a cell, between cells, a line, above, a row's title,
below it, and for a value beside its dot."""

NARROWEST = 560
"""So that the titles of rows are never cut."""

STYLE = """
svg { font: 13px system-ui, sans-serif; background: #fff; color: #1b1b1b }
text { fill: currentColor } .quiet { opacity: .72 } .head { font-weight: 600; font-size: 15px }
.small { font-size: 11px } .mid { text-anchor: middle }
.grid { stroke: currentColor; opacity: .16 } .dot { fill: #767676 }
.ours .dot { fill: #0b5cad } .ours text { font-weight: 600 }
@media (prefers-color-scheme: dark) {
  svg { background: #16181b; color: #ececec } .dot { fill: #9a9a9a } .ours .dot { fill: #6cb2ff }
}
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the picture.

    Attributes:
        title: What is shown, and which way is better.
        values: By number of posts and engine.
        show: Writes a value.
    """

    title: str
    values: dict[int, dict[str, float]]
    show: Callable[[float], str]


def draw(run: Data) -> str:
    """Return a run as an SVG document."""
    names = list(dict.fromkeys(name for size in run["sizes"] for name in size["engines"]))
    sizes = [size["posts"] for size in run["sizes"]]
    figures = list(_figures(run))
    height_of_row = TITLE + LINE * len(names) + FOOT
    width = max(NARROWEST, NAMES + len(sizes) * (CELL + GAP))
    height = HEAD + height_of_row * len(figures)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
            f' width="{width}" height="{height}" role="img" aria-labelledby="title described">'
        ),
        f'<title id="title">{escape(_heading(run))}</title>',
        f'<desc id="described">{escape(_described(figures, sizes))}</desc>',
        f"<style>{STYLE}</style>",
        _text(EDGE, 28, _heading(run), "head"),
    ]
    for at, size in enumerate(sizes):
        parts.append(_text(NAMES + at * (CELL + GAP), 54, f"{size:,} posts", "head"))
    for number, figure in enumerate(figures):
        parts += _row(figure, names, sizes, HEAD + number * height_of_row)
    return "\n".join([*parts, "</svg>", ""])


def _figures(run: Data) -> Iterator[Figure]:
    """The figures worth a picture: building, three ways of searching, memory, disk."""
    picked = {
        "build, posts/s": "Posts indexed in a second (right is better)",
        "memory after searches, MB": "Memory after searching, MB (left is better)",
        "index, MB": "Index on disk, MB (left is better)",
    }
    by_size = {s["posts"]: {row.label: row for row in report.rows(s)} for s in run["sizes"]}
    for label, title in picked.items():
        if label == "memory after searches, MB":
            yield from _searches(run)
        rows = {size: listed[label] for size, listed in by_size.items()}
        scale = 1e-6 if label.endswith("MB") else 1.0
        values = {
            size: {name: value * scale for name, value in _known(row.values).items()}
            for size, row in rows.items()
        }
        yield Figure(title, values, "{:,.0f}".format if scale == 1.0 else "{:,.1f}".format)


def _searches(run: Data) -> Iterator[Figure]:
    for mode, title in (
        ("plain", "Ten best hits"),
        ("faceted", "Hits with counts"),
        ("narrowed", "Hits with counts, values ticked"),
        ("page", "Hits with counts and passages"),
    ):
        values = {size["posts"]: _typical(size, mode) for size in run["sizes"]}
        yield Figure(f"{title}, ms (left is better)", values, _ms)


def _typical(size: Data, mode: str) -> dict[str, float]:
    """Return each engine's mean time over the questions that all engines answered."""
    times = {name: data[mode]["median"] for name, data in size["engines"].items()}
    times = {name: each for name, each in times.items() if any(each)}
    shared = [n for n, row in enumerate(zip(*times.values(), strict=True)) if all(row)]
    means = {name: geometric_mean(each[n] * 1e3 for n in shared) for name, each in times.items()}
    return _known(means)


def _row(figure: Figure, names: Sequence[str], sizes: Sequence[int], top: int) -> Iterator[str]:
    low, high = _bounds(figure)
    yield _text(EDGE, top + 14, figure.title, "quiet")
    for line, name in enumerate(names):
        y = top + TITLE + line * LINE
        yield f'<g class="{"ours" if line == 0 else "other"}">'
        yield _text(EDGE, y + 4, name)
        for column, size in enumerate(sizes):
            x = NAMES + column * (CELL + GAP)
            yield f'<line class="grid" x1="{x}" x2="{x + CELL - VALUE}" y1="{y}" y2="{y}"/>'
            value = figure.values[size].get(name)
            if value is None:
                yield _text(x, y - 3, "not measured", "quiet small")
                continue
            at = x + _place(value, low, high) * (CELL - VALUE)
            yield f'<circle class="dot" cx="{at:.1f}" cy="{y}" r="5"/>'
            yield _text(at + 9, y + 4, figure.show(value))
        yield "</g>"
    for column in range(len(sizes)):
        yield from _scale(NAMES + column * (CELL + GAP), top + TITLE, len(names), (low, high))


def _scale(x: float, top: float, lines: int, bounds: tuple[int, int]) -> Iterator[str]:
    """Lines at the powers of ten, their values below."""
    low, high = bounds
    bottom = top + LINE * (lines - 1) + 10
    for power in range(low, high + 1):
        at = x + _place(10.0**power, low, high) * (CELL - VALUE)
        yield f'<line class="grid" x1="{at:.1f}" x2="{at:.1f}" y1="{top - 10}" y2="{bottom}"/>'
        value = f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
        yield _text(at, bottom + 13, value, "quiet small mid")


def _bounds(figure: Figure) -> tuple[int, int]:
    """Return the powers of ten that hold all values, so that columns can be compared."""
    values = [value for each in figure.values.values() for value in each.values() if value]
    low = math.floor(math.log10(min(values, default=1)))
    high = math.ceil(math.log10(max(values, default=10)))
    return low, max(high, low + 1)


def _place(value: float, low: float, high: float) -> float:
    return (math.log10(value) - low) / (high - low)


def _heading(run: Data) -> str:
    return f"{run['corpus'].capitalize()}, {run['machine']['cores']} cores, one run"


def _described(figures: Sequence[Figure], sizes: Sequence[int]) -> str:
    """Return every value as a sentence, for those who do not see the picture."""
    sentences = []
    for figure in figures:
        for size in sizes:
            values = figure.values[size].items()
            listed = ", ".join(f"{name} {figure.show(value)}" for name, value in values)
            sentences.append(f"{figure.title}, {size:,} posts: {listed}.")
    return " ".join(sentences)


def _known(values: dict[str, float | None]) -> dict[str, float]:
    return {name: value for name, value in values.items() if value}


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(text)}</text>'


def _ms(value: float) -> str:
    return f"{value:.2f}"


def main() -> None:
    """Draw the run in the file named on the command line."""
    sys.stdout.write(draw(json.loads(Path(sys.argv[1]).read_text())))


if __name__ == "__main__":
    main()
