"""Many terms looked up in many vocabularies at once.

The keys of all vocabularies stand in one sorted array, so that what is looked up costs
the same in one segment as in dozens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar import Vocabulary
from index.searching.postings import Longs
from index.searching.term_keys import Keys, keys_of


class Lookup:
    """The terms of some vocabularies.

    Args:
        vocabularies: Their order is that of their numbers.
        sizes: For each of them, a number for each of its terms.
    """

    def __init__(self, vocabularies: Sequence[Vocabulary], sizes: Sequence[Longs]) -> None:
        keys = np.concatenate([np.zeros(0, np.uint64), *map(keys_of, vocabularies)])
        order = np.argsort(keys, kind="stable")
        self._keys: Keys = keys[order]
        self._order = order.astype(np.int32)
        self._ends = np.cumsum([0, *map(len, vocabularies)])
        self._sums = np.zeros(len(keys) + 1, np.int64)
        np.concatenate([np.zeros(0, np.int64), *sizes])[order].cumsum(out=self._sums[1:])

    def summed(self, keys: Keys) -> Longs:
        """Return for each of some terms the sum of its numbers in all vocabularies."""
        first, last = self._range(keys)
        summed: Longs = self._sums[last] - self._sums[first]
        return summed

    def find(self, keys: Keys) -> Found:
        """Return where some terms are."""
        first, last = self._range(keys)
        counts = last - first
        terms = np.repeat(np.arange(len(keys)), counts)
        places = np.repeat(first - (counts.cumsum() - counts), counts) + np.arange(len(terms))
        rows = self._order[places]
        vocabularies = self._ends.searchsorted(rows, "right") - 1
        return Found(terms, vocabularies, rows - self._ends[vocabularies])

    def _range(self, keys: Keys) -> tuple[Longs, Longs]:
        """Return where the first and behind the last of each of some keys are."""
        return self._keys.searchsorted(keys), self._keys.searchsorted(keys, "right")


@dataclass(frozen=True, slots=True)
class Found:
    """Where some terms are, one entry for each vocabulary that has one.

    Attributes:
        terms: The place of the term among those that were asked for.
        vocabularies: Numbers of vocabularies.
        numbers: The number of the term there.
    """

    terms: Longs
    vocabularies: Longs
    numbers: Longs
