"""The timeline: posts by year or month, as bars that are links.

Positions are worked out here, in percent across and in pixels up, because the
drawing has no view box: so its letters keep their size at every width.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from index import MonthCount, Query
from web.wording import month_short

SPINES_FROM = 200
"""Posts from which each month is drawn: with fewer, most months would be gaps."""

SPINES_YEARS = 12
"""Most years drawn month by month: with more, a month is thinner than a hair."""

MOST_EMPTY_YEARS = 30
"""Years without posts that still keep their place; one wrong date must not make a desert."""

WIDE_LABELS = 16
NARROW_LABELS = 9
"""Year labels that fit side by side in the column of results and on a narrow page."""

NARROW_MONTH = 3
"""Letters of a month's label of which twelve fit side by side on a narrow page."""

WIDE_DIGITS = 80
"""Digits that fit side by side in that column; between two counts `DIGIT_GAP` stays free."""

DIGIT_GAP = 0.75

_BAR_FOOT, _BAR_TOP = 81.0, 23.0
_SPINE_FOOT, _SPINE_TOP = 104.0, 20.0
_TEXT_GAP = 5.0
_LEAST = 3.0
"""Height of the lowest bar, in pixels: one post beside five hundred is still one."""
_SIDE = 0.14
"""Share of its place that stays free on each side of a bar."""
_WIDEST = 9.0
"""Widest bar, in percent: with few years, blocks would look like much."""
_SPINE_SIDE = 0.04

_MONTHS_KEPT = 4096
"""Months kept in memory as numbers: a page of results asks for all that the archive has."""

YearLink = Callable[[int], str | None]
MonthLink = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle: x and width in percent, y and height in pixels."""

    x: float
    width: float
    y: float
    height: float

    @property
    def drawn(self) -> str:
        """Return it as SVG has it."""
        return (
            f'<rect class="bar" x="{self.x}%" y="{self.y}" '
            f'width="{self.width}%" height="{self.height}"/>'
        )


@dataclass(frozen=True, slots=True)
class Bar:
    """One year or month of the timeline.

    Attributes:
        label: What stands below it.
        name: What it is called in full.
        href: Where it leads, or None where there is nothing to see.
        place: Left edge and width of all the room it may be hit in.
        shapes: One rectangle, or one for each month.
        middle: Where its label stands.
        top: Where its count stands.
        wide, narrow: Whether there is room for its label.
        counted, counted_narrow: Whether there is room for its count.
    """

    label: str
    name: str
    count: int
    href: str | None
    chosen: bool
    place: tuple[float, float]
    shapes: tuple[Shape, ...]
    middle: float
    top: float
    wide: bool = True
    narrow: bool = True
    counted: bool = True
    counted_narrow: bool = True

    @property
    def drawn(self) -> Markup:
        """Return its rectangles as SVG has them, at once: a page may draw hundreds."""
        return Markup("".join(shape.drawn for shape in self.shapes))  # noqa: S704 - numbers alone


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars of a drawing.

    Attributes:
        chosen: Posts in the bars that are chosen.
        dated: Posts in all bars.
        undated: Posts that have no place in it.
    """

    bars: tuple[Bar, ...]
    spines: bool
    chosen: int
    dated: int
    undated: int


def by_year(
    months: Iterable[MonthCount], link: YearLink, query: Query | None = None
) -> Timeline | None:
    """Return posts by year, or None where no post has a date.

    Args:
        months: The engine's timeline.
        link: Address of a year.
        query: What was asked for; its dates tell which years are chosen.
    """
    months = tuple(months)
    counts = _months(months)
    per_year: Counter[int] = Counter()
    for (year, _), count in counts.items():
        per_year[year] += count
    if not per_year:
        return None
    years = _places(sorted(per_year))
    spines = sum(per_year.values()) >= SPINES_FROM and len(years) <= SPINES_YEARS
    tallest = max(counts.values()) if spines else max(per_year.values())
    peak = max(range(len(years)), key=lambda place: per_year[years[place]])
    crowded = len(years) * (len(str(max(per_year.values()))) + DIGIT_GAP) > WIDE_DIGITS
    bars = []
    for place, year in enumerate(years):
        left, width = 100 * place / len(years), 100 / len(years)
        if spines:
            heights = [counts[year, month] for month in range(1, 13)]
            shapes, top = _spines(heights, tallest, left, width), 12.0
        else:
            shapes = (_bar(per_year[year], tallest, left, width),)
            top = shapes[0].y - _TEXT_GAP
        bars.append(
            Bar(
                label=str(year),
                name=str(year),
                count=per_year[year],
                href=link(year) if per_year[year] else None,
                chosen=query is None or _is_chosen(year, query),
                place=(round(left, 2), round(width, 2)),
                shapes=shapes,
                middle=round(left + width / 2, 2),
                top=round(top, 1),
                wide=_has_room(place, len(years), WIDE_LABELS),
                narrow=_has_room(place, len(years), NARROW_LABELS),
                counted=not crowded or _has_count(place, len(years), WIDE_LABELS, peak),
                counted_narrow=_has_count(place, len(years), NARROW_LABELS, peak),
            )
        )
    chosen = sum(bar.count for bar in bars if bar.chosen)
    return Timeline(tuple(bars), spines, chosen, sum(per_year.values()), undated(months))


def by_month(months: Iterable[MonthCount], year: int, link: MonthLink) -> Timeline:
    """Return the twelve months of a year."""
    counts = _months(months)
    heights = [counts[year, month] for month in range(1, 13)]
    tallest = max(1, *heights)
    labels = [month_short(number) for number in range(1, 13)]
    crowded = max(map(len, labels)) > NARROW_MONTH
    bars = []
    for place, count in enumerate(heights):
        left, width = 100 * place / 12, 100 / 12
        shape = _bar(count, tallest, left, width)
        bars.append(
            Bar(
                label=labels[place],
                name=f"{labels[place]} {year}",  # begins as its label, for speech control
                count=count,
                href=link(year, place + 1) if count else None,
                chosen=True,
                place=(round(left, 2), round(width, 2)),
                shapes=(shape,),
                middle=round(left + width / 2, 2),
                top=round(shape.y - _TEXT_GAP, 1),
                narrow=not crowded or place % 2 == 0,
            )
        )
    total = sum(heights)
    return Timeline(tuple(bars), spines=False, chosen=total, dated=total, undated=0)


def undated(months: Iterable[MonthCount]) -> int:
    """Return the number of posts without a date."""
    return sum(month.count for month in months if month.month is None)


def years_of(months: Iterable[MonthCount]) -> dict[int, list[tuple[int, int]]]:
    """Return the years that have posts, newest first, each with its months and counts."""
    years: dict[int, list[tuple[int, int]]] = {}
    for (year, month), count in sorted(_months(months).items()):
        years.setdefault(year, []).append((month, count))
    return dict(sorted(years.items(), reverse=True))


def _months(months: Iterable[MonthCount]) -> Counter[tuple[int, int]]:
    counts: Counter[tuple[int, int]] = Counter()
    for month in months:
        if month.month is not None:
            counts[_read_month(month.month)] += month.count
    return counts


@lru_cache(_MONTHS_KEPT)
def _read_month(month: str) -> tuple[int, int]:
    year, number = month.split("-")
    return int(year), int(number)


def _places(years: list[int]) -> list[int]:
    """Return the years that get a place; those without posts too, if they are few."""
    every = range(years[0], years[-1] + 1)
    return list(every) if len(every) - len(years) <= MOST_EMPTY_YEARS else years


def _is_chosen(year: int, query: Query) -> bool:
    if query.year and str(year) not in query.year:
        return False
    if query.start is not None and year < query.start.year:
        return False
    return query.end is None or year <= query.end.year


def _has_room(place: int, places: int, labels: int) -> bool:
    """Tell whether a label is among those that fit; the last one always is."""
    return (places - 1 - place) % _step(places, labels) == 0


def _has_count(place: int, places: int, labels: int, peak: int) -> bool:
    """Tell whether a count is among those that fit; the highest always is, alone in its room."""
    if abs(place - peak) < _step(places, labels):
        return place == peak
    return _has_room(place, places, labels)


def _step(places: int, labels: int) -> int:
    """Return every how many-th place has a label."""
    return -(-places // labels)


def _bar(count: int, tallest: int, left: float, width: float) -> Shape:
    height = max((_BAR_FOOT - _BAR_TOP) * count / tallest, _LEAST if count else 0)
    thick = min(width * (1 - 2 * _SIDE), _WIDEST)
    return Shape(
        round(left + (width - thick) / 2, 2),
        round(thick, 2),
        round(_BAR_FOOT - height, 1),
        round(height, 1),
    )


def _spines(heights: list[int], tallest: int, left: float, width: float) -> tuple[Shape, ...]:
    step = width * (1 - 2 * _SPINE_SIDE) / 12
    shapes = []
    for place, count in enumerate(heights):
        if count:
            height = max((_SPINE_FOOT - _SPINE_TOP) * count / tallest, _LEAST)
            x = left + _SPINE_SIDE * width + place * step
            top = round(_SPINE_FOOT - height, 1)
            shapes.append(Shape(round(x, 2), round(step * 0.83, 2), top, round(height, 1)))
    return tuple(shapes)
