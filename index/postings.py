"""Which posts have a term, read once and kept as arrays.

A segment's documents are numbered as Whoosh numbers them; here every live post
of an edition has a number of its own, without gaps, so that deleted posts do
not exist for anybody above this module.

Where a segment's terms come as arrays (`index.columnar`), they are taken as
they are; from Whoosh's own codec they are read posting by posting.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

CACHE_BYTES = 64 * 2**20
"""Memory for postings that were read; those of the words of one site fit many times."""


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

PLACE_BITS = 24
"""A post of 2 MB, the longest there is, has fewer words than two to this power."""


class SegmentTerms(Protocol):
    """The terms of one segment; deleted documents are among its postings."""

    def postings(self, name: str, term: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the documents of a term and its frequency in each."""
        ...

    def positions(self, name: str, term: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return all places of a term, and where each posting's begin."""
        ...


class StockTerms:
    """The terms of a segment of Whoosh's own codec."""

    def __init__(self, leaf: Any) -> None:
        self._leaf = leaf

    def postings(self, name: str, term: str) -> tuple[Longs, Longs]:
        """Return the documents of a term and its frequency in each."""
        found = [(m.id(), int(m.weight())) for m in self._walk(name, term)]
        pairs = np.array(found, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def positions(self, name: str, term: str) -> tuple[Longs, Longs]:
        """Return all places of a term, and where each posting's begin."""
        found = [m.value_as("positions") for m in self._walk(name, term)]
        offsets = np.zeros(len(found) + 1, np.int64)
        np.cumsum([len(at) for at in found], out=offsets[1:])
        return np.array([place for at in found for place in at], np.int64), offsets

    def _walk(self, name: str, term: str) -> Iterator[Any]:
        if (name, term) not in self._leaf:
            return
        matcher = self._leaf.postings(name, term)
        while matcher.is_active():
            yield matcher
            matcher.next()


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's terms, and the number that each of its documents has here.

    Attributes:
        numbers: By the segment's own number; -1 for a deleted document.
    """

    terms: SegmentTerms
    numbers: Ints


class PostingsReader:
    """The postings of an edition.

    One lock guards all reading, because Whoosh's files have one position for
    all threads; what was read is shared.
    """

    def __init__(self, segments: list[Segment], lock: Lock, *, budget: int = CACHE_BYTES) -> None:
        self._segments = segments
        self._lock = lock
        self._kept: OrderedDict[tuple[str, str, bool], Any] = OrderedDict()
        self._budget = budget
        self._taken = 0

    def postings(self, field: str, term: str) -> Postings:
        """Return the live posts of a term."""
        found: Postings = self._cached((field, term, False), self._read_postings)
        return found

    def places(self, field: str, term: str) -> Longs:
        """Return every occurrence of a term as post times 2 ** PLACE_BITS plus place, ascending."""
        found: Longs = self._cached((field, term, True), self._read_places)
        return found

    def _cached(self, key: tuple[str, str, bool], read: Callable[[str, str], Any]) -> Any:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
            found = self._kept[key] = read(key[0], key[1])
            self._taken += _size(key, found)
            while self._taken > self._budget and len(self._kept) > 1:
                old, value = self._kept.popitem(last=False)
                self._taken -= _size(old, value)
            return found

    def _read_postings(self, field: str, term: str) -> Postings:
        parts = []
        for segment in self._segments:
            docs, freqs = segment.terms.postings(field, term)
            if len(docs):
                numbers = segment.numbers[docs]
                live = numbers >= 0
                parts.append((numbers[live], freqs[live].astype(np.int32)))
        if not parts:
            return NOTHING
        return Postings(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))

    def _read_places(self, field: str, term: str) -> Longs:
        parts = [np.zeros(0, np.int64)]
        for segment in self._segments:
            docs, _ = segment.terms.postings(field, term)
            if len(docs):
                places, offsets = segment.terms.positions(field, term)
                numbers = np.repeat(segment.numbers[docs].astype(np.int64), np.diff(offsets))
                live = numbers >= 0
                parts.append((numbers[live] << PLACE_BITS) + places[live].astype(np.int64))
        return np.concatenate(parts)


ENTRY_BYTES = 400
"""What an entry of the cache takes beside its arrays: key, objects, links."""


def _size(key: tuple[str, str, bool], value: Any) -> int:
    size: int = value.nbytes + len(key[1]) + ENTRY_BYTES
    return size
