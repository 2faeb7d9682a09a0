"""Many terms looked up in a vocabulary at once.

Terms are sorted by their bytes, so the first sixteen bytes of each are sorted too,
and numpy finds the places of hundreds of terms in the time that a few take step by
step.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.columnar import Vocabulary
from index.postings import Longs

HEAD = 16
"""Bytes of a term that are compared at once; few stems have more."""

Heads = NDArray[np.bytes_]


class Lookup:
    """The terms of one field of one segment."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._terms = vocabulary
        self._heads = _heads(vocabulary)

    def numbers(self, wanted: Sequence[bytes], heads: Heads) -> Longs:
        """Return the number of each term, -1 for those that are not there.

        Args:
            wanted: Terms.
            heads: As `heads_of` gives them.
        """
        if not len(self._heads) or not len(wanted):
            return np.full(len(wanted), -1, np.int64)
        lengths = np.fromiter(map(len, wanted), np.int64, len(wanted))
        firsts = np.searchsorted(self._heads, heads)
        at = np.minimum(firsts, len(self._heads) - 1)
        alike = self._heads[at] == heads
        offsets = self._terms.offsets
        # Of terms with one head the shortest comes first, and if it is as long it is the term.
        short = alike & (lengths <= HEAD) & (offsets[at + 1] - offsets[at] == lengths)
        found = np.where(short, firsts, -1)
        for place in np.flatnonzero(alike & (lengths > HEAD)).tolist():
            found[place] = self._terms.find(wanted[place])
        return found


def heads_of(terms: Sequence[bytes]) -> Heads:
    """Return what terms are looked up by."""
    return np.array([term[:HEAD] for term in terms], f"S{HEAD}")


def _heads(vocabulary: Vocabulary) -> Heads:
    starts, ends = vocabulary.offsets[:-1], vocabulary.offsets[1:]
    letters = np.zeros((len(starts), HEAD), np.uint8)
    if not len(starts):
        return letters.view(f"S{HEAD}").ravel()
    last = len(vocabulary.blob) - 1
    for place in range(HEAD):
        at = starts + place
        letters[:, place] = np.where(at < ends, vocabulary.blob[np.minimum(at, last)], 0)
    return letters.view(f"S{HEAD}").ravel()
