"""Which posts the filters of a query leave, each filter by itself.

A facet is counted over the posts that all other filters leave, so the sets
stay apart until the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from index.query import Facet, Query
from index.searching.facets import Table
from index.searching.postings import Ints
from index.searching.posts import Posts
from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Filters:
    """The posts that each filter leaves; a filter that is not set is not there.

    Attributes:
        facets: By facet.
        dates: What the bounds of the publication date leave, or None.
    """

    facets: Mapping[Facet, Posts]
    dates: Posts | None

    def of(self, posts: Posts) -> Filtered:
        """Return some posts with these filters on them."""
        return Filtered(posts, self)

    def reasons(self, doc: int) -> Iterator[str]:
        """Yield why a post is not among what they leave; nothing if it is."""
        for facet, having in self.facets.items():
            if not having.mask[doc]:
                yield Sentence("it has no %(facet)s that was chosen", facet=facet.value)
        if self.dates is not None and not self.dates.mask[doc]:
            yield Sentence("it was not published between the chosen dates")


NO_FILTERS = Filters({}, None)


class Filtered:
    """Posts with filters on them, any of which may be passed over.

    Most questions pass over filters that are not set, so answers are kept.

    Attributes:
        by_facet: The facets that have a filter.
        filters: Those on them.
    """

    def __init__(self, found: Posts, filters: Filters) -> None:
        self.by_facet = tuple(filters.facets)
        self.filters = filters
        self._found = found
        self._known: dict[tuple[Facet | None, bool], Posts] = {}

    def posts(self, *, but: Facet | None = None, dates: bool = True) -> Posts:
        """Return what the filters leave.

        Args:
            but: A facet whose filter is passed over.
            dates: Whether the date bounds count.
        """
        filters = self.filters
        if filters is NO_FILTERS:
            return self._found
        but = but if but in filters.facets else None
        dates = dates and filters.dates is not None
        if (but, dates) not in self._known:
            sets = [having for facet, having in filters.facets.items() if facet is not but]
            if dates and filters.dates is not None:
                sets.append(filters.dates)
            self._known[but, dates] = self._found.among(sets)
        return self._known[but, dates]


def filters_of(query: Query, tables: Mapping[Facet, Table], days: Ints) -> Filters:
    """Return the filters of a canonical query."""
    ticked = query.ticked
    if not ticked and query.start is None and query.end is None:
        return NO_FILTERS
    having = {facet: tables[facet].having(values) for facet, values in ticked.items()}
    return Filters(having, _between(query, days))


def _between(query: Query, days: Ints) -> Posts | None:
    """Return the posts between the bounds; an undated post is never between."""
    if query.start is None and query.end is None:
        return None
    first = query.start.first.toordinal() if query.start else 1
    last = query.end.last.toordinal() if query.end else np.iinfo(np.int32).max
    return Posts(len(days), mask=(days >= first) & (days <= last))
