"""Which posts are what a filter in the text asks for: values, names and days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from index.asking.tree import Dated, Filter, Has, Named, NameField, Of, Parts
from index.editions.schema import UNDATED
from index.query import Facet
from index.searching.called import Called
from index.searching.facets import Table
from index.searching.posts import Mask, Posts
from index.searching.snapshot import Documents


class Facts:
    """What is known of the posts of an edition beside their texts.

    Args:
        documents: The posts.
        tables: Their values, by facet.

    Attributes:
        everything: All posts.
    """

    def __init__(self, documents: Documents, tables: Mapping[Facet, Table]) -> None:
        self.everything = Posts(len(documents))
        self._documents = documents
        self._tables = tables
        self._names: dict[NameField, Called] = {}

    def having(self, node: Filter) -> Mask:
        """Return the posts that are what a filter asks for."""
        if isinstance(node, Has):
            return self._tables[node.facet].having(node.values).mask
        if isinstance(node, Named):
            return self._named(node)
        return self._dated(node)

    def is_called(self, field: NameField, parts: Parts) -> bool:
        """Tell whether any person or place has some words in its name."""
        return self._names_in(field).any(parts)

    def _named(self, node: Named) -> Mask:
        mask = np.zeros(len(self._documents), bool)
        mask[self._names_in(node.field).docs(node.parts)] = True
        return mask

    def _names_in(self, field: NameField) -> Called:
        if field not in self._names:
            self._names[field] = Called(self._documents, field)
        return self._names[field]

    def _dated(self, node: Dated) -> Mask:
        days = self._documents.days
        starts, ends = (days, days) if node.of is Of.PUBLISHED else self._documents.events
        if node.period is None:
            undated: Mask = ends == UNDATED
            return undated
        first = node.period.first.toordinal() if node.period.first else 1
        last = node.period.last.toordinal() if node.period.last else np.iinfo(np.int32).max
        mask: Mask = (ends >= first) & (starts <= last)
        return mask
