"""What a reader asked for, independent of any search engine.

A `Query` is the whole state of a results page.  It round-trips through the
address (`web.arguments`), every engine takes it as it is, and each facet link,
chip and page link is the same query with one thing changed.  Changing anything
but the page goes back to page 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from index.asking.dates import PartialDate

PAGE_SIZE = 20
"""Hits on a page unless somebody asks for another number."""

MAX_PAGE_SIZE = 100
"""Most hits on one page; whoever needs more asks for an export."""

NONE = "none"
"""The facet value of posts that have no value: no partner, no theme, undated."""


class Facet(StrEnum):
    """What results can be narrowed by; the names of the address's parameters."""

    PARTNER = "partner"
    THEME = "theme"
    CATEGORY = "category"
    LANGUAGE = "language"
    YEAR = "year"


FACETS = tuple(Facet)
"""In their order; going through the class itself takes ten times as long."""


class Sort(StrEnum):
    """The order of hits; undated posts come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class Match(StrEnum):
    """How many of the words a post must have."""

    ALL = "all"
    MOST = "most"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Query:
    """The whole state of a results page.

    Attributes:
        text: What stands in the search box, as typed.
        partner, theme, category, language, year: Chosen values, in the order
            chosen, none twice.  Values of one facet are OR-ed, facets AND-ed.
        start, end: Bounds of the publication date, both included.
        sort: None for the default: relevance with a text, else newest.
        match: How many of the words must occur.
        page: Counted from 1.
        size: Hits on a page, 1 to `MAX_PAGE_SIZE`.
    """

    text: str = ""
    partner: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    start: PartialDate | None = None
    end: PartialDate | None = None
    sort: Sort | None = None
    match: Match = Match.ALL
    page: int = 1
    size: int = PAGE_SIZE

    def chosen(self, facet: Facet) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    @property
    def ticked(self) -> dict[Facet, tuple[str, ...]]:
        """The chosen values of each facet of which some are chosen."""
        chosen = (self.partner, self.theme, self.category, self.language, self.year)
        if not any(chosen):
            return {}
        return {facet: values for facet, values in zip(FACETS, chosen, strict=True) if values}

    def toggle(self, facet: Facet, value: str) -> Self:
        """Return the query with a value of a facet added, or taken away if chosen."""
        values = self.chosen(facet)
        if value in values:
            return self.but(**{facet.value: tuple(v for v in values if v != value)})
        return self.but(**{facet.value: (*values, value)})

    def but(self, **changes: Any) -> Self:
        """Return the query with some attributes changed, on page 1 again."""
        return replace(self, **{"page": 1, **changes})

    def on_page(self, page: int) -> Self:
        """Return the same query on another page."""
        return replace(self, page=page)

    def unfiltered(self) -> Self:
        """Return the query with its text, sort and match alone."""
        cleared: dict[str, Any] = {facet.value: () for facet in Facet}
        return self.but(start=None, end=None, **cleared)

    @property
    def filters(self) -> int:
        """Number of chosen filters; the two date bounds together count as one."""
        dates = self.start is not None or self.end is not None
        return sum(map(len, self.ticked.values())) + dates
