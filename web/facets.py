"""Facets, chips and ways out, as a results page shows them.

Every link is the same query with one thing changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from index import NONE, Engine, Facet, FacetValue, Match, Query, Results
from web.wording import day, language_name

FIRST = 8
"""Values of a facet shown at once; the rest is behind "Show more"."""

FILTER_BOX_FROM = 21
"""Values from which a facet gets a box to filter it: above 20 nobody reads them all."""

OPEN = (Facet.PARTNER, Facet.THEME)
"""Facets that stand open from the beginning: the two that people come for."""

WITHOUT = {
    Facet.PARTNER: "No partner named",
    Facet.THEME: "No theme",
    Facet.CATEGORY: "No kind given",
    Facet.LANGUAGE: "No language given",
    Facet.YEAR: "Undated",
}
"""Labels of the value `none`."""

TITLES = {
    Facet.PARTNER: "Partner",
    Facet.THEME: "Theme",
    Facet.CATEGORY: "Kind of post",
    Facet.LANGUAGE: "Language",
    Facet.YEAR: "Year",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be ticked."""

    value: str
    label: str
    count: int
    selected: bool
    language: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """One facet.

    Attributes:
        name: Of the parameter.
        first, more: Values shown at once, and those behind "Show more".
        chosen: Number of chosen values.
        open: Whether it stands open.
        more_open: Whether a chosen value is among the further ones.
        filterable: Whether a box to filter the values is worth its room.
    """

    name: str
    title: str
    first: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: int
    open: bool
    more_open: bool
    filterable: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter, with the query that is left without it."""

    title: str
    label: str
    language: str | None
    without: Query


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a search that found nothing, and what it would find."""

    kind: str
    label: str
    query: Query
    count: int


def groups(results: Results) -> tuple[Group, ...]:
    """Return the facets that have something to choose from."""
    found = (_group(facet, results.facets.get(facet, ())) for facet in Facet)
    return tuple(group for group in found if group.first)


def chips(results: Results) -> tuple[Chip, ...]:
    """Return the chosen filters, facets first, the dates last."""
    query = results.query
    chosen = [
        Chip(TITLES[facet], option.label, option.language, query.toggle(facet, value))
        for facet in Facet
        for value in query.chosen(facet)
        for option in (_chosen(facet, value, results),)
    ]
    if query.start is not None or query.end is not None:
        chosen.append(Chip("Date", _dates(query), None, query.but(start=None, end=None)))
    return tuple(chosen)


def ways_out(engine: Engine, results: Results) -> tuple[Way, ...]:
    """Return searches near one that found nothing, each of which finds something."""
    query = results.query
    tries: list[tuple[str, str, Query]] = []
    if query.year or query.start or query.end:
        tries.append(("years", "", query.but(year=(), start=None, end=None)))
    if query.filters > 1:
        tries += [("without", f"{c.title}: {c.label}", c.without) for c in chips(results)]
    if query.filters:
        tries.append(("unfiltered", "", query.unfiltered()))
    if len(results.reading.words) > 1 and query.match is not Match.ANY:
        tries.append(("any", "", query.but(match=Match.ANY)))
        if query.filters:
            tries.append(("any-unfiltered", "", query.unfiltered().but(match=Match.ANY)))
    ways = []
    seen: set[Query] = set()
    for kind, label, other in tries:
        if other not in seen:
            seen.add(other)
            total = engine.search(other.but(size=1)).total
            if total:
                ways.append(Way(kind, label, other, total))
    return tuple(ways)


def label_of(facet: Facet, value: FacetValue) -> tuple[str, str | None]:
    """Return what a value is called on a page, and in which language."""
    if value.value == NONE:
        return WITHOUT[facet], "en"
    if facet is Facet.LANGUAGE:
        return language_name(value.value), value.value
    if facet in (Facet.CATEGORY, Facet.YEAR):
        return value.label, "en"
    return value.label, value.language


def _group(facet: Facet, values: tuple[FacetValue, ...]) -> Group:
    if facet is Facet.YEAR:  # years are looked for in their order, not by their size
        values = tuple(sorted(values, key=lambda v: (v.value != NONE, v.value), reverse=True))
    options = tuple(_option(facet, value) for value in values)
    first, more = options[:FIRST], options[FIRST:]
    chosen = sum(option.selected for option in options)
    return Group(
        name=facet.value,
        title=TITLES[facet],
        first=first,
        more=more,
        chosen=chosen,
        open=facet in OPEN or bool(chosen),
        more_open=any(option.selected for option in more),
        filterable=len(options) >= FILTER_BOX_FROM,
    )


def _option(facet: Facet, value: FacetValue) -> Option:
    label, language = label_of(facet, value)
    return Option(value.value, label, value.count, value.selected, language)


def _chosen(facet: Facet, value: str, results: Results) -> Option:
    for candidate in results.facets.get(facet, ()):
        if candidate.value == value:
            return _option(facet, candidate)
    return _option(facet, FacetValue(value, value, 0, selected=True))


def _dates(query: Query) -> str:
    if query.start is None:
        return f"to {day(query.end)}" if query.end else ""
    if query.end is None:
        return f"from {day(query.start)}"
    if query.start == query.end:
        return day(query.start)
    return f"{day(query.start)} to {day(query.end)}"
