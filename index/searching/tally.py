"""All facets of an edition, counted together.

The values of all tables are numbered one after the other, so that what is counted
is named and put in order at once.  Three ways lead to the counts, the first that fits:

    kept         all posts of the edition: their counts do not change
    all rows     a small edition: its rows of bits are one matrix, and one pass over it
                 counts all facets in less time than it takes to begin five times
    by table     a large edition: each table by rows or by pairs, whichever is less work
                 for so many posts (`index.searching.facets`)

A facet with chosen values is counted over what the other filters leave: in the
matrix its rows are compared with another set, by table it is given one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.query import Facet, Query
from index.results import FacetValue
from index.searching.facets import BITS, Table, ones
from index.searching.filters import Filtered
from index.searching.postings import Longs
from index.searching.posts import Posts

SMALL = 2**16
"""Words of 64 bits that all rows of a small edition have at most: half a megabyte, which is
counted in the time that it takes to begin with a few smaller ones."""

RANK_BITS = 24
"""Bits for the place of a value by its label, and for a count: there are fewer posts."""

Counts: TypeAlias = NDArray[np.integer]
"""How many of some posts have each value, all tables one after the other."""

Facets: TypeAlias = dict[Facet, tuple[FacetValue, ...]]


class Tally:
    """Counts posts of one edition by all facets.

    Args:
        facets: The table of each.
    """

    def __init__(self, facets: Mapping[Facet, Table]) -> None:
        self._facets = facets
        tables = tuple(facets.values())
        self._posts = tables[0].posts
        starts = np.cumsum([0, *(len(table.values) for table in tables)])
        bounds = pairwise(starts.tolist())
        self._slices = {facet: slice(*each) for facet, each in zip(facets, bounds, strict=True)}
        self._ends = starts[1:]
        self._totals = np.concatenate([table.totals for table in tables])
        self._ranks = np.concatenate(
            [(number << 2 * RANK_BITS) + table.by_label for number, table in enumerate(tables)]
        )
        names = [name for table in tables for name in table.shown]
        self._values = np.array([value for table in tables for value in table.values], object)
        self._labels = np.array([name.label for name in names], object)
        self._languages = np.array([name.language for name in names], object)
        small = len(names) * -(-self._posts // BITS) <= SMALL
        # All are made now, so that nobody who comes first need wait.
        for table in tables:
            table.prepare()
        rows = [table.rows for table in tables] if small else []
        self._rows = np.concatenate(rows) if small else None

    def facets(self, query: Query, filtered: Filtered) -> Facets:
        """Return the values that some posts have and the chosen ones, the commonest first.

        Args:
            query: Names the chosen values.
            filtered: What it finds; each facet passes over its own filter.
        """
        counts = self._counted(filtered)
        used = counts.nonzero()[0]
        ends = used.searchsorted(self._ends).tolist()
        order = used[self._keys(used, counts[used]).argsort()]
        values = tuple(
            map(
                FacetValue,
                self._values[order].tolist(),
                self._labels[order].tolist(),
                counts[order].tolist(),
                repeat(False),
                self._languages[order].tolist(),
            )
        )
        bounds = pairwise([0, *ends])
        facets = {
            facet: values[first:end]
            for facet, (first, end) in zip(self._facets, bounds, strict=True)
        }
        for facet in filtered.by_facet:
            facets[facet] = self._with_chosen(facet, facets[facet], query.chosen(facet))
        return facets

    def _keys(self, values: Longs, counts: Counts) -> Longs:
        """Return a number for each value to sort by: the facet, the larger count, the label.

        The facet stands in the highest bits and the place by label in the lowest; the count is
        taken away between them, so that a larger one comes first.  With two decimal digits in
        the place of `RANK_BITS`, of the second facet (10000):

            harbour, 2nd by label, 7 posts    10002 - 700 = 9302
            dredging, 1st by label, 3 posts   10001 - 300 = 9701
            lights, 3rd by label, 7 posts     10003 - 700 = 9303

        so harbour, lights, dredging; the third facet begins above 10003.
        """
        keys: Longs = self._ranks[values] - (counts.astype(np.int64) << RANK_BITS)
        return keys

    def _with_chosen(
        self, facet: Facet, values: Sequence[FacetValue], chosen: Sequence[str]
    ) -> tuple[FacetValue, ...]:
        """Return values with the chosen ones marked, those without a post at the end."""
        missing = set(chosen)
        for value in values:
            if not missing:
                return tuple(values)
            if value.value in missing:
                value.selected = True
                missing.discard(value.value)
        names = [(self._facets[facet].name(value), value) for value in missing]
        names.sort(key=lambda each: (each[0].label, each[1]))
        zeros = (FacetValue(value, name.label, 0, True, name.language) for name, value in names)
        return (*values, *zeros)

    def _counted(self, filtered: Filtered) -> Counts:
        """Return how many posts have each value, each facet passing over its own filter."""
        if not filtered.by_facet:
            return self._count(filtered.posts())
        if self._rows is not None:
            kept = self._rows & filtered.posts().bits
            for facet in filtered.by_facet:
                others = filtered.posts(but=facet).bits
                np.bitwise_and(self._rows[self._slices[facet]], others, kept[self._slices[facet]])
            return ones(kept)
        counts = np.zeros(len(self._values), np.int64)
        for facet, place in self._slices.items():
            counts[place] = self._facets[facet].count(filtered.posts(but=facet))
        return counts

    def _count(self, posts: Posts) -> Counts:
        """Return how many of some posts have each value."""
        if len(posts) == self._posts:
            return self._totals
        if self._rows is not None:
            return ones(self._rows & posts.bits)
        return np.concatenate([table.count(posts) for table in self._facets.values()])
