"""A run as a picture: how each engine's figures grow with the number of posts.

Both scales are logarithmic, since engines differ by factors of hundreds; a line
that rises by one step for each step to the right is a cost in proportion.  Every
line has its name at its end and a mark of its own, so nothing is told by colour
alone.  Colours follow the reader's light or dark setting.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import figures

Data = dict[str, Any]
Point = tuple[float, float]

WIDTH = 900
EDGE = 20
HEAD = 76
PANEL = (436, 296)
PLOT = (244, 196)
"""Pixels: the picture, its margin, its heading, a panel, and the plot in a panel."""

LEFT = 50
TOP = 46
"""Pixels in a panel before its plot, for the numbers beside it and the title above it."""

APART = 16
"""Pixels between the names of lines that end close to each other."""

RADIUS = 4.0
"""Pixels, of a mark."""

NAMES = {
    "pressmark": "Pressmark",
    "whoosh": "Whoosh",
    "fts5": "SQLite FTS5",
    "tantivy": "tantivy",
    "pressmark-http": "Pressmark",
    "datasette": "Datasette",
}

STYLE = """
svg { font: 13px system-ui, sans-serif; background: #fff; color: #1b1b1b }
text { fill: currentColor; paint-order: stroke; stroke: #fff; stroke-width: 3px }
.head { font-weight: 600; font-size: 17px } .title { font-weight: 600; font-size: 14px }
.quiet { fill: #595959; font-size: 12px } .end { text-anchor: end } .mid { text-anchor: middle }
.grid { stroke: #d9d9d9 } .line { fill: none; stroke-width: 2 }
.c0 { color: #0b5cad } .c1 { color: #8a3f9e } .c2 { color: #1f7a4d } .c3 { color: #a34a00 }
.c4 { color: #8a3f9e }
.line { stroke: currentColor } .mark { fill: currentColor }
.ours .line { stroke-width: 3.5 } .ours text { font-weight: 700 }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; color: #e6edf3 } text { stroke: #0d1117 } .quiet { fill: #a5adb7 }
  .grid { stroke: #2d343d } .c0 { color: #6cb2ff } .c1 { color: #d2a0f0 }
  .c2 { color: #63c893 } .c3 { color: #f2a25c } .c4 { color: #d2a0f0 }
}
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One figure of several engines.

    Attributes:
        title: What is shown, with its unit.
        note: Which way is better.
        lines: Values by engine and number of posts.
    """

    title: str
    note: str
    lines: dict[str, dict[int, float]]


def draw(run: Data) -> str:
    """Return a run as an SVG document."""
    panels = [panel for panel in _panels(run["sizes"]) if panel.lines]
    height = HEAD + PANEL[1] * math.ceil(len(panels) / 2) + EDGE
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" role="img" aria-labelledby="title described">'
        ),
        f'<title id="title">{escape(_heading(run))}</title>',
        f'<desc id="described">{escape(_described(panels))}</desc>',
        f"<style>{STYLE}</style>",
        _text(EDGE, 32, "Pressmark beside other engines, by number of posts", "head"),
        _text(EDGE, 54, _heading(run), "quiet"),
    ]
    for number, panel in enumerate(panels):
        x, y = EDGE + number % 2 * PANEL[0], HEAD + number // 2 * PANEL[1]
        parts += [f'<g transform="translate({x} {y})">', *_panel(panel), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _panels(sizes: Sequence[Data]) -> Iterator[Panel]:
    for mode, title in (("faceted", "Search with counts, ms"), ("plain", "Ten best hits, ms")):
        lines = _lines(sizes, lambda size, mode=mode: _times(size, mode))
        yield Panel(title, "mean of the questions; lower is better", lines)
    built = _lines(sizes, lambda size: _row(figures.rows(size), figures.BUILD_RATE))
    libraries = {name: values for name, values in built.items() if not _served(name)}
    yield Panel("Posts indexed in a second", "higher is better", libraries)
    pages = _lines(sizes, lambda size: _row(figures.pages(size), figures.PAGE_RATE))
    yield Panel("Pages of results in a second, over HTTP", "higher is better", pages)


def _lines(
    sizes: Sequence[Data], pick: Callable[[Data], dict[str, float]]
) -> dict[str, dict[int, float]]:
    lines: dict[str, dict[int, float]] = {}
    for size in sizes:
        for name, value in pick(size).items():
            lines.setdefault(name, {})[size["posts"]] = value
    return lines


def _times(size: Data, mode: str) -> dict[str, float]:
    """Return the mean milliseconds of a question by engine, of those that answer all."""
    means = _row(figures.searches(size, mode), figures.MEAN)
    return {name: value * 1e3 for name, value in means.items() if not _served(name)}


def _row(rows: Iterator[figures.Row], label: str) -> dict[str, float]:
    found = next((row.values for row in rows if row.label == label), {})
    return {name: value for name, value in found.items() if value}


def _served(name: str) -> bool:
    """Whether an engine is asked over HTTP, which is compared apart."""
    return name in {"pressmark-http", "datasette"}


@dataclass(frozen=True, slots=True)
class _Scale:
    """Numbers as pixels, by their logarithms, from the first power of ten to the last."""

    low: float
    high: float
    pixels: float

    def at(self, value: float) -> float:
        if self.low == self.high:
            return self.pixels / 2
        return (math.log10(value) - self.low) / (self.high - self.low) * self.pixels

    def powers(self) -> range:
        return range(math.ceil(self.low), math.floor(self.high) + 1)


def _panel(panel: Panel) -> Iterator[str]:
    values = [value for line in panel.lines.values() for value in line.values()]
    posts = [number for line in panel.lines.values() for number in line]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    across = _Scale(math.log10(min(posts)), math.log10(max(posts)), PLOT[0])
    up = _Scale(low, max(high, low + 1), PLOT[1])
    yield _text(0, 14, panel.title, "title")
    yield _text(0, 31, panel.note, "quiet")
    yield f'<g transform="translate({LEFT} {TOP})">'
    yield from _grid(across, up)
    ends = []
    for name, line in panel.lines.items():
        points = [(across.at(number), PLOT[1] - up.at(value)) for number, value in line.items()]
        yield from _line(name, points)
        ends.append((name, points[-1], f"{NAMES[name]} {_said(list(line.values())[-1])}"))
    yield from _ends(ends)
    yield "</g>"


def _grid(across: _Scale, up: _Scale) -> Iterator[str]:
    """Lines at the powers of ten, with their values."""
    width, height = PLOT
    for power in up.powers():
        y = height - up.at(10.0**power)
        yield f'<line class="grid" x1="0" x2="{width}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield _text(-8, y + 4, f"{10.0**power:,.10g}", "quiet end")
    for power in across.powers():
        x = across.at(10.0**power)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}"/>'
        yield _text(x, height + 18, f"{10**power:,}", "quiet mid")


def _line(name: str, points: Sequence[Point]) -> Iterator[str]:
    number = list(NAMES).index(name)
    kind, colour = ("ours", 0) if name.startswith("pressmark") else ("other", min(number, 4))
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<g class="{kind} c{colour}"><polyline class="line" points="{drawn}"/>'
    yield from (_mark(colour, x, y) for x, y in points)
    yield "</g>"


def _mark(shape: int, x: float, y: float) -> str:
    """A disc, a square, a triangle or a diamond."""
    if shape == 0:
        return f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}"/>'
    corners = {
        2: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        3: ((0, -1.3), (1.2, 1), (-1.2, 1)),
    }.get(shape, ((0, -1.4), (1.4, 0), (0, 1.4), (-1.4, 0)))
    drawn = " ".join(f"{x + dx * RADIUS:.1f},{y + dy * RADIUS:.1f}" for dx, dy in corners)
    return f'<polygon class="mark" points="{drawn}"/>'


def _ends(ends: Sequence[tuple[str, Point, str]]) -> Iterator[str]:
    """Name each line at its end: beside it, or above it where others go on."""
    right = max(x for _, (x, _), _ in ends)
    below = -math.inf
    for name, (x, y), said in sorted(ends, key=lambda end: end[1][1]):
        colour = 0 if name.startswith("pressmark") else min(list(NAMES).index(name), 4)
        kind = "ours" if colour == 0 else "other"
        if x < right:
            text = _text(x, y - 10, said, "mid")
        else:
            below = max(y + 4, below + APART)
            text = _text(x + 10, below, said)
        yield f'<g class="{kind} c{colour}">{text}</g>'


def _said(value: float) -> str:
    """Write a value to two digits or more that say something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _heading(run: Data) -> str:
    machine = run["machine"]
    return f"{run['corpus'].capitalize()}; {machine['cores']} cores; one run of make bench"


def _described(panels: Sequence[Panel]) -> str:
    """Return every value as a sentence, for those who do not see the picture."""
    sentences = []
    for panel in panels:
        for name, line in panel.lines.items():
            listed = ", ".join(f"{_said(value)} ({posts:,} posts)" for posts, value in line.items())
            sentences.append(f"{panel.title} ({panel.note}), {NAMES[name]}: {listed}.")
    return " ".join(sentences)


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{named}>{escape(text)}</text>'
