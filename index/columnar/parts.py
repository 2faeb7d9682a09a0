"""What is merged: postings of one field from several places, and which of them are alive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.postings import Bulk, FieldPostings, TermStatistics
from index.columnar.vocabulary import Vocabulary


@dataclass(frozen=True)
class Part:
    """Postings to be merged, and what becomes of their documents.

    Attributes:
        postings: The postings of the field here.
        base: What is added to the numbers of documents.
        docmap: The new number of each document, -1 for one that is deleted;
            None if none is.  It replaces `base`.
        statistics: The numbers per term, if they are known.
    """

    postings: FieldPostings
    base: int = 0
    docmap: Array | None = None
    statistics: TermStatistics | None = None

    def highest(self) -> int:
        """Return a number that no document has a higher one than in the result."""
        if self.docmap is not None:
            return int(self.docmap.max(initial=0))
        return self.base + int(self.postings.docs.max(initial=0))


class Source:
    """One part, and which of its terms have live documents."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.postings = postings = part.postings
        starts = postings.position_starts
        self._counts = np.diff(postings.starts)
        self._position_counts = np.diff(starts) if starts is not None else None
        self._kept: Array | None = None
        if part.docmap is not None:
            self._leave_out(part.docmap)
        self.counts = self._only_kept(self._counts)
        self.position_counts = (
            self._only_kept(self._position_counts) if self._position_counts is not None else None
        )
        self.ranks = np.zeros(0, np.int64)

    def _leave_out(self, docmap: Array) -> None:
        postings = self.postings
        if not len(postings.docs):
            return
        live = (docmap >= 0)[postings.docs]
        firsts = postings.starts[:-1]
        self._counts = np.add.reduceat(live, firsts, dtype=np.int64)
        if self._position_counts is not None and postings.freqs is not None:
            freqs = postings.freqs * live
            self._position_counts = np.add.reduceat(freqs, firsts, dtype=np.int64)
        self._kept = np.flatnonzero(self._counts)

    def _only_kept(self, numbers: Array) -> Array:
        return numbers if self._kept is None else numbers[self._kept]

    def __len__(self) -> int:
        return len(self.counts)

    def vocabulary(self) -> Vocabulary:
        """The terms that have live documents."""
        whole = self.postings.vocabulary
        return whole if self._kept is None else whole.only(self._kept)

    def terms(self) -> list[bytes]:
        """The same, unpacked."""
        return self.vocabulary().all()

    def bulk(self, first: int, last: int) -> Bulk:
        """The live postings of these terms, numbered among those that have some."""
        begin, end = first, last
        if self._kept is not None and first < last:
            begin, end = int(self._kept[first]), int(self._kept[last - 1]) + 1
        postings = self.postings
        part = slice(int(postings.starts[begin]), int(postings.starts[end]))
        bulk = Bulk(
            self.counts[first:last],
            postings.docs[part],
            _cut(postings.freqs, part),
            self._positions(begin, end),
            _cut(self.position_counts, slice(first, last)),
            _cut(postings.weights, part),
        )
        docmap = self.part.docmap
        if docmap is None:
            return replace(bulk, docs=bulk.docs + np.uint32(self.part.base))
        return _only_live(bulk, docmap[bulk.docs])

    def _positions(self, begin: int, end: int) -> Array | None:
        starts = self.postings.position_starts
        if starts is None or self.postings.positions is None:
            return None
        return self.postings.positions[int(starts[begin]) : int(starts[end])]


def _only_live(bulk: Bulk, docs: Array) -> Bulk:
    live = docs >= 0
    positions = bulk.positions
    if positions is not None and bulk.freqs is not None:
        positions = positions[np.repeat(live, bulk.freqs)]
    return Bulk(
        bulk.counts,
        docs[live].astype(np.uint32),
        _cut(bulk.freqs, live),
        positions,
        bulk.position_counts,
        _cut(bulk.weights, live),
    )


def _cut(values: Array | None, part: Any) -> Array | None:
    return None if values is None else values[part]


def widest(arrays: list[Array | None]) -> np.dtype[Any] | None:
    """Return the type that holds the values of all arrays; None if there is none."""
    types = [array.dtype for array in arrays if array is not None]
    return max(types, key=lambda dtype: dtype.itemsize) if types else None
