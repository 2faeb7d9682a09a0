"""Which posts are what a filter in the text asks for: values, names and days."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

import numpy as np

from index.beginnings import ManyTerms
from index.calling import has_words, places_of
from index.facets import Mask, Table
from index.query import Facet
from index.snapshot import Documents
from index.tree import Dated, Filter, Has, Named, Of, Parts


class Facts:
    """What is known of the posts of an edition beside their texts.

    Args:
        documents: The posts.
        tables: Their values, by facet.
        terms: Reads the names of people and places.
    """

    def __init__(
        self, documents: Documents, tables: Mapping[Facet, Table], terms: ManyTerms
    ) -> None:
        self._documents = documents
        self._tables = tables
        self._terms = terms
        self._places_of = cache(places_of)

    def having(self, node: Filter) -> Mask:
        """Return the posts that are what a filter asks for."""
        if isinstance(node, Has):
            return self._tables[node.facet].having(node.values)
        if isinstance(node, Named):
            return self._named(node)
        return self._dated(node)

    def _named(self, node: Named) -> Mask:
        mask = np.zeros(len(self._documents), bool)
        mask[self._terms.where(node.field, partial(self._is_called, node.parts))] = True
        return mask

    def _is_called(self, parts: Parts, name: str) -> bool:
        return has_words(self._places_of(name), parts)

    def _dated(self, node: Dated) -> Mask:
        first = node.period.first.toordinal() if node.period.first else 1
        last = node.period.last.toordinal() if node.period.last else np.iinfo(np.int32).max
        if node.of is Of.PUBLISHED:
            starts = ends = self._documents.days
        else:
            starts, ends = self._documents.events
        mask: Mask = (ends >= first) & (starts <= last)
        return mask
