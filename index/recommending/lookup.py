"""Many terms looked up in a vocabulary at once.

Terms are sorted by their bytes, so the numbers that their first eight bytes make are
sorted too, and numpy finds the places of hundreds of terms in the time that a few
take step by step.  Where several terms begin alike, the rest is done step by step.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.columnar import Vocabulary
from index.postings import Longs

HEAD = 8
"""Bytes of a term that are compared at once: as many as a number holds."""

Heads = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms to look up.

    Attributes:
        terms: Each as it is.
        heads: What their first bytes make.
        lengths: How many bytes each has.
    """

    terms: Sequence[bytes]
    heads: Heads
    lengths: Longs

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> Wanted:
        """Return terms as they are looked up."""
        heads = np.array([term[:HEAD] for term in terms], f"S{HEAD}").view(">u8")
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        return cls(terms, heads.astype(np.uint64), lengths)


class Lookup:
    """The terms of one field of one segment."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._terms = vocabulary
        self._heads = _heads(vocabulary)

    def numbers(self, wanted: Wanted) -> Longs:
        """Return the number of each term, -1 for those that are not there."""
        if not len(self._heads) or not len(wanted.terms):
            return np.full(len(wanted.terms), -1, np.int64)
        firsts = np.searchsorted(self._heads, wanted.heads)
        at = np.minimum(firsts, len(self._heads) - 1)
        alike = self._heads[at] == wanted.heads
        offsets = self._terms.offsets
        # Of terms with one head the shortest comes first, and if it is as long it is the term.
        short = alike & (wanted.lengths <= HEAD) & (offsets[at + 1] - offsets[at] == wanted.lengths)
        found: Longs = np.where(short, firsts, -1)
        several = self._heads[np.minimum(firsts + 1, len(self._heads) - 1)] == wanted.heads
        for place in np.flatnonzero(alike & (wanted.lengths > HEAD)).tolist():
            term, first = wanted.terms[place], int(firsts[place])
            if self._terms[first] == term:
                found[place] = first
            elif several[place]:
                found[place] = self._find(term, first)
        return found

    def _find(self, term: bytes, first: int) -> int:
        """Return the number of a term that comes after a given one, or -1."""
        step, total = 1, len(self._terms)
        while first + step < total and self._terms[first + step] < term:
            step *= 2
        numbers = range(first, min(first + step + 1, total))
        number = first + bisect_left(numbers, term, key=self._terms.__getitem__)
        return number if number < total and self._terms[number] == term else -1


def _heads(vocabulary: Vocabulary) -> Heads:
    starts, ends = vocabulary.offsets[:-1], vocabulary.offsets[1:]
    heads = np.zeros(len(starts), np.uint64)
    last = max(0, len(vocabulary.blob) - 1)
    for place in range(HEAD if len(starts) else 0):
        at = starts + place
        byte = np.where(at < ends, vocabulary.blob[np.minimum(at, last)], 0)
        heads = (heads << np.uint64(8)) | byte.astype(np.uint64)
    return heads
