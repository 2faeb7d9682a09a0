"""Facets, chips and ways out, as a results page shows them.

Every link is the same query with one thing changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from index import NONE, Engine, Facet, FacetValue, Match, Query, Results, Sentence
from web.speech import gettext, language, said
from web.wording import day, from_to, language_name

FIRST = 8
"""Values of a facet shown at once; the rest is behind "Show more"."""

FILTER_BOX_FROM = 21
"""Values from which a facet gets a box to filter it: above 20 nobody reads them all."""

MOST = 50
"""Values of a facet that a page lists: with five hundred it would weigh more than its posts.
A link leads to the same page with all values of that facet."""

OPEN = (Facet.PARTNER, Facet.THEME)
"""Facets that stand open from the beginning: the two that people come for."""

WITHOUT = {
    Facet.PARTNER: Sentence("No partner named"),
    Facet.THEME: Sentence("No theme"),
    Facet.CATEGORY: Sentence("No kind given"),
    Facet.LANGUAGE: Sentence("No language given"),
    Facet.YEAR: Sentence("Undated"),
}
"""Labels of the value `none`."""

TITLES = {
    Facet.PARTNER: Sentence("Partner"),
    Facet.THEME: Sentence("Theme"),
    Facet.CATEGORY: Sentence("Kind of post"),
    Facet.LANGUAGE: Sentence("Language"),
    Facet.YEAR: Sentence("Year"),
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
        unlisted: Rarer values for which the page has no room.
    """

    name: str
    title: str
    first: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: int
    open: bool
    more_open: bool
    filterable: bool
    unlisted: int = 0

    @property
    def is_choice(self) -> bool:
        """Whether ticking anything could change anything."""
        options = self.first + self.more
        return bool(self.chosen) or any(option.value != NONE for option in options)


@dataclass(frozen=True, slots=True)
class Chip:
    """One chosen filter, with the query that is left without it.

    Attributes:
        brings: Posts found without it; None where nobody asked.
    """

    title: str
    label: str
    language: str | None
    without: Query
    brings: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a search that found nothing, and what it would find."""

    kind: str
    query: Query
    count: int


def groups(results: Results, everything: Results, whole: str = "") -> tuple[Group, ...]:
    """Return the facets that have something to choose from.

    Args:
        results: What was found.
        everything: The whole edition.  A facet of one value narrows nothing,
            and its order is where a chosen value without posts stays.
        whole: Name of the facet that is listed to its last value, or "".
    """
    found = (
        _group(
            facet,
            results.facets.get(facet, ()),
            everything.facets.get(facet, ()),
            whole=facet.value == whole,
        )
        for facet in Facet
        if len(everything.facets.get(facet, ())) > 1 or results.query.chosen(facet)
    )
    return tuple(group for group in found if group.is_choice)


def chips(results: Results) -> tuple[Chip, ...]:
    """Return the chosen filters, facets first, the dates last."""
    query = results.query
    chosen = [
        Chip(
            said(TITLES[facet]),
            option.label,
            option.language,
            query.toggle(facet, value),
        )
        for facet in Facet
        for value in query.chosen(facet)
        for option in (_chosen(facet, value, results),)
    ]
    if query.start is not None or query.end is not None:
        without = query.but(start=None, end=None)
        chosen.append(Chip(gettext("Date"), _dates(query), language(), without))
    return tuple(chosen)


def ways_out(engine: Engine, results: Results) -> tuple[Way, ...]:
    """Return searches near one that found nothing, each of which finds something."""
    query = results.query
    tries: list[tuple[str, Query]] = []
    if query.year or query.start or query.end:
        tries.append(("years", query.but(year=(), start=None, end=None)))
    if query.filters:
        tries.append(("unfiltered", query.unfiltered()))
    if len(results.reading.words) > 1 and query.match is not Match.ANY:
        tries.append(("any", query.but(match=Match.ANY)))
        if query.filters:
            tries.append(("any-unfiltered", query.unfiltered().but(match=Match.ANY)))
    ways: list[Way] = []
    seen: set[Query] = set()
    for kind, other in tries:
        if other not in seen:
            seen.add(other)
            total = engine.search(other.but(size=1), counts=False, quotes=False).total
            # No filter at all finds what fewer filters find, or more; the same is no further way.
            if total and not (kind == "unfiltered" and total in {way.count for way in ways}):
                ways.append(Way(kind, other, total))
    return tuple(ways)


def label_of(facet: Facet, value: FacetValue) -> tuple[str, str | None]:
    """Return what a value is called on a page, and in which language."""
    if value.value == NONE:
        return said(WITHOUT[facet]), language()
    if facet is Facet.LANGUAGE:
        return language_name(value.value), value.value
    return value.label, language() if facet is Facet.YEAR else value.language


def _group(
    facet: Facet,
    values: tuple[FacetValue, ...],
    everything: tuple[FacetValue, ...],
    *,
    whole: bool = False,
) -> Group:
    if facet is Facet.YEAR:  # years are looked for in their order, not by their size
        values = tuple(sorted(values, key=lambda v: (v.value != NONE, v.value), reverse=True))
    else:
        values = tuple(_in_place(values, everything))
    listed = [v for place, v in enumerate(values) if whole or place < MOST or v.selected]
    options = tuple(_option(facet, value) for value in listed)
    first, more = options[:FIRST], options[FIRST:]
    chosen = sum(option.selected for option in options)
    return Group(
        name=facet.value,
        title=said(TITLES[facet]),
        first=first,
        more=more,
        chosen=chosen,
        open=facet in OPEN or bool(chosen) or whole,
        more_open=whole or any(option.selected for option in more),
        filterable=len(options) >= FILTER_BOX_FROM,
        unlisted=len(values) - len(listed),
    )


def _in_place(
    values: tuple[FacetValue, ...], everything: tuple[FacetValue, ...]
) -> list[FacetValue]:
    """Return values with the chosen ones that have no posts where they stand in the edition.

    By its count such a value would go to the end, away from where it was ticked.
    """
    places = {value.value: place for place, value in enumerate(everything)}
    kept = [value for value in values if value.count or not value.selected]
    empty = [value for value in values if value.selected and not value.count]
    empty.sort(key=lambda value: (places.get(value.value, len(places)), value.value))
    for value in empty:
        kept.insert(places.get(value.value, len(kept)), value)
    return kept


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
        return gettext("to %(day)s", day=day(query.end)) if query.end else ""
    if query.end is None:
        return gettext("from %(day)s", day=day(query.start))
    if query.start == query.end:
        return day(query.start)
    return from_to(day(query.start), day(query.end))
