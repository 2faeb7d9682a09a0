"""Which posts the filters of a query leave, each filter by itself.

A facet is counted over the posts that all other filters leave, so the masks
stay apart until the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from archive import Unreadable, Vocabulary, language_of, slug_of
from index.facets import Mask, Table
from index.postings import Ints
from index.query import NONE, Facet, Query


def canonical(query: Query, partners: Vocabulary, themes: Vocabulary) -> Query:
    """Return a query with slugs for names, tags in their usual case, and nothing twice."""
    read: Mapping[Facet, Callable[[str], str]] = {
        Facet.PARTNER: lambda value: _term(value, partners),
        Facet.THEME: lambda value: _term(value, themes),
        Facet.CATEGORY: lambda value: slug_of(value) or value,
        Facet.LANGUAGE: _tag,
        Facet.YEAR: str.strip,
    }
    changed: dict[str, Any] = {
        facet.value: tuple(dict.fromkeys(_read(v, read[facet]) for v in query.chosen(facet)))
        for facet in Facet
    }
    return replace(query, **changed)


def _read(value: str, read: Callable[[str], str]) -> str:
    return NONE if value.strip().lower() == NONE else read(value)


def _term(value: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.find(value)
    return term.slug if term else value


def _tag(value: str) -> str:
    try:
        return language_of(value)
    except Unreadable:
        return value


@dataclass(frozen=True, slots=True)
class Filters:
    """The posts that each filter leaves; a filter that is not set is not there.

    Attributes:
        facets: By facet.
        dates: What the bounds of the publication date leave, or None.
    """

    facets: Mapping[Facet, Mask]
    dates: Mask | None

    def apply(self, mask: Mask, *, but: Iterable[Facet] = (), dates: bool = True) -> Mask:
        """Return what the filters leave of some posts.

        Args:
            mask: The posts.
            but: Facets whose filters are passed over.
            dates: Whether the date bounds count.
        """
        passed_over = set(but)
        for facet, having in self.facets.items():
            if facet not in passed_over:
                mask = mask & having
        return mask & self.dates if dates and self.dates is not None else mask


def filters_of(query: Query, tables: Mapping[Facet, Table], days: Ints) -> Filters:
    """Return the filters of a canonical query."""
    chosen = {facet: query.chosen(facet) for facet in Facet if query.chosen(facet)}
    return Filters(
        {facet: tables[facet].having(values) for facet, values in chosen.items()},
        _between(query, days),
    )


def _between(query: Query, days: Ints) -> Mask | None:
    """Return the posts between the bounds; an undated post is never between."""
    if query.start is None and query.end is None:
        return None
    first = query.start.first.toordinal() if query.start else 1
    last = query.end.last.toordinal() if query.end else np.iinfo(np.int32).max
    return (days >= first) & (days <= last)
