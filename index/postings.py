"""Which posts have a term, read once and kept as arrays.

A segment's documents are numbered as Whoosh numbers them; here every live post
of an edition has a number of its own, without gaps, so that deleted posts do
not exist for anybody above this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.cache import Cache
from index.columnar import ColumnarTermsReader

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """The posts that have something, ascending, and how often.

    Attributes:
        docs: Numbers of posts.
        freqs: Occurrences in each.
    """

    docs: Ints
    freqs: Ints

    @property
    def nbytes(self) -> int:
        """Memory taken."""
        return self.docs.nbytes + self.freqs.nbytes

    def __len__(self) -> int:
        return len(self.docs)


NOTHING = Postings(np.zeros(0, np.int32), np.zeros(0, np.int32))
"""No post."""

POSITION_BITS = 24
"""A post of 2 MB, the longest there is, has fewer words than two to this power."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's terms, and the number that each of its documents has here.

    Attributes:
        numbers: By the segment's own number; -1 for a deleted document.
        first: The number of its first document where none is deleted, else None.
    """

    terms: ColumnarTermsReader
    numbers: Ints
    first: int | None = None

    def live(self, docs: NDArray[Any], freqs: NDArray[Any]) -> tuple[Ints, Ints]:
        """Return some of its documents by their numbers here, and what is said of each."""
        if self.first is not None:
            return np.add(docs, self.first, dtype=np.int32, casting="unsafe"), freqs.astype(
                np.int32
            )
        numbers = self.numbers[docs]
        live = numbers >= 0
        return numbers[live], freqs[live].astype(np.int32)


class PostingsReader:
    """The postings of an edition.

    Segments are mapped and never change, so threads read them without waiting
    for each other; what was read is shared.

    Args:
        segments: Of the edition.
        memory: Bytes that may be kept of what was read.
    """

    def __init__(self, segments: list[Segment], memory: int) -> None:
        self._segments = segments
        self._postings: Cache[tuple[str, str], Postings] = Cache(memory // 2, _size)
        self._occurrences: Cache[tuple[str, str], Longs] = Cache(memory // 2, _size)

    def postings(self, field: str, term: str) -> Postings:
        """Return the live posts of a term."""
        return self._postings.get((field, term), lambda: self._read_postings(field, term))

    def occurrences(self, field: str, term: str) -> Longs:
        """Return every occurrence of a term, ascending.

        Each is its post times 2 ** POSITION_BITS plus its position there.
        """
        return self._occurrences.get((field, term), lambda: self._read_occurrences(field, term))

    def _read_postings(self, field: str, term: str) -> Postings:
        parts = []
        for segment in self._segments:
            docs, freqs = segment.terms.postings(field, term)
            if len(docs):
                parts.append(segment.live(docs, freqs))
        if len(parts) == 1:
            return Postings(*parts[0])
        if not parts:
            return NOTHING
        return Postings(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))

    def _read_occurrences(self, field: str, term: str) -> Longs:
        parts = [np.zeros(0, np.int64)]
        for segment in self._segments:
            docs, _ = segment.terms.postings(field, term)
            if len(docs):
                positions, offsets = segment.terms.positions(field, term)
                numbers = np.repeat(segment.numbers[docs].astype(np.int64), np.diff(offsets))
                live = numbers >= 0
                parts.append((numbers[live] << POSITION_BITS) + positions[live].astype(np.int64))
        return np.concatenate(parts)


def _size(found: Postings | Longs) -> int:
    size: int = found.nbytes
    return size
