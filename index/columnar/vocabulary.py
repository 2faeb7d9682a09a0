"""The terms of one field in byte order, searched without being unpacked.

All terms lie end to end in one array of bytes, with the offset of each.  The
first bytes of every 64th are numbers in an array of their own, which tells
between which terms to look; those are sliced out of the map.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import compress, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrayfile import Array

SAMPLE = 64
"""Terms per key; so many touch one or two pages of the map."""

KEY = 8
"""Bytes of a term that are compared as a number: those of an unsigned one of 64 bits."""


class Vocabulary:
    """A sorted, immutable set of terms; a term's number is its place.

    Args:
        blob: All terms end to end.
        offsets: Where each begins, and where the last one ends.
        keys: Of every 64th term, if they are known.
    """

    def __init__(self, blob: Array, offsets: Array, keys: Array | None = None) -> None:
        self.blob = blob
        self.offsets = offsets
        self._keys = keys
        self._size = len(offsets) - 1
        self._bytes = blob.data
        self._places = offsets.data

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> Vocabulary:
        """Return a vocabulary in memory, of terms that are sorted and differ."""
        lengths = np.fromiter(map(len, terms), np.int64, len(terms))
        return cls(np.frombuffer(b"".join(terms), np.uint8), _ends(lengths))

    @classmethod
    def joined(cls, vocabularies: Sequence[Vocabulary]) -> Vocabulary:
        """Return the terms of one after those of the other; they are not sorted then."""
        lengths = np.concatenate([np.diff(each.offsets) for each in vocabularies])
        return cls(np.concatenate([each.blob for each in vocabularies]), _ends(lengths))

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._bytes[self._places[number] : self._places[number + 1]])

    def slice(self, first: int, last: int) -> list[bytes]:
        """Return the terms numbered from `first` up to, but not with, `last`."""
        offsets = self.offsets[first : last + 1].tolist()
        if not offsets:
            return []
        start = offsets[0]
        data = bytes(self._bytes[start : offsets[-1]])
        return [data[left - start : right - start] for left, right in pairwise(offsets)]

    def all(self) -> list[bytes]:
        """Return every term."""
        return self.slice(0, len(self))

    def part(self, first: int, last: int) -> Vocabulary:
        """Return those terms as a vocabulary, which is no copy of them."""
        start, end = self.offsets[first], self.offsets[last]
        return Vocabulary(self.blob[start:end], self.offsets[first : last + 1] - start)

    def only(self, numbers: Array) -> Vocabulary:
        """Return a vocabulary in memory of the terms with some numbers, which ascend."""
        if len(numbers) == len(self):
            return self
        kept = np.zeros(len(self), np.bool_)
        kept[numbers] = True
        lengths = np.diff(self.offsets)
        return Vocabulary(self.blob[np.repeat(kept, lengths)], _ends(lengths[kept]))

    def taken(self, numbers: Array) -> Vocabulary:
        """Return some of the terms in memory, in the order in which they are named."""
        begins = self.offsets[numbers]
        lengths = self.offsets[numbers + 1] - begins
        offsets = _ends(lengths)
        places = np.repeat(begins - offsets[:-1], lengths)
        places += np.arange(len(places))
        return Vocabulary(self.blob[places], offsets)

    def with_terms(self, terms: Sequence[bytes]) -> tuple[Vocabulary, Array, Array]:
        """Return a vocabulary in memory that has some more terms.

        Args:
            terms: Sorted and different; few, because each is looked up.

        Returns:
            The vocabulary; in it, the number of each of `terms`, and of each
            term that was there before.
        """
        places = np.array([self.lower_bound(term) for term in terms], np.int64)
        there = [
            self._has(number, term) for number, term in zip(places.tolist(), terms, strict=True)
        ]
        new = ~np.array(there, np.bool_)
        shift = np.cumsum(np.bincount(places[new], minlength=len(self) + 1))[: len(self)]
        ranks = places + np.cumsum(new) - new
        return (
            self._inserted(places[new], list(compress(terms, new))),
            ranks,
            shift + np.arange(len(self)),
        )

    def _has(self, number: int, term: bytes) -> bool:
        return number < len(self) and self[number] == term

    def _inserted(self, places: Array, terms: Sequence[bytes]) -> Vocabulary:
        """Return a vocabulary with each new term before the one that has its place."""
        added = Vocabulary.of(terms)
        lengths = np.diff(added.offsets)
        blob = np.insert(self.blob, np.repeat(self.offsets[places], lengths), added.blob)
        return Vocabulary(blob, _ends(np.insert(np.diff(self.offsets), places, lengths)))

    def lower_bound(self, term: bytes) -> int:
        """Return the number of the first term that does not sort before `term`."""
        first, last = self._around(term)
        return first + bisect_left(range(first, last), term, key=self.__getitem__)

    def find(self, term: bytes) -> int:
        """Return the number of a term, or -1."""
        if not term:
            return 0 if self._has(0, term) else -1
        first, last = self._around(term)
        places = self._places
        start = places[first]
        block = bytes(self._bytes[start : places[last]])
        at = block.find(term)
        while at >= 0:
            begin, end = start + at, start + at + len(term)
            number = bisect_right(places, begin, first, last) - 1
            if places[number] == begin and places[number + 1] >= end:
                # A term comes before all others that begin with it.
                return number if places[number + 1] == end else -1
            at = block.find(term, at + 1)
        return -1

    def _around(self, term: bytes) -> tuple[int, int]:
        """Return numbers between which a term is or would be: from the first up to the last."""
        sample, key = self._sample, _key(term)
        first = last = bisect_left(sample, key)
        while last < len(sample) and sample[last] == key:
            last += 1
        return max(SAMPLE * (first - 1), 0), min(SAMPLE * last, self._size)

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return the numbers of the first term with a prefix and of the first after them."""
        first = self.lower_bound(prefix)
        end = _after(prefix)
        return first, self.lower_bound(end) if end else len(self)

    @property
    def keys(self) -> Array:
        """The first bytes of every 64th term as numbers that sort as the terms do."""
        if self._keys is None:
            begins = self.offsets[:-1:SAMPLE]
            ends = np.minimum(self.offsets[1::SAMPLE], begins + KEY)
            self._keys = _keys(self.blob, begins, ends)
        return self._keys

    @cached_property
    def _sample(self) -> memoryview:
        return self.keys.data


@lru_cache(maxsize=1)
def _key(term: bytes) -> int:
    """Return the first bytes of a term as a number; one term is asked of many vocabularies."""
    return int.from_bytes(term[:KEY].ljust(KEY, b"\0"))


def _keys(blob: Array, begins: Array, ends: Array) -> NDArray[np.uint64]:
    """Return the first bytes of some terms as numbers, as if zeros followed the last.

    Args:
        blob: Terms end to end.
        begins: Where some of them begin.
        ends: Where those end, or `KEY` bytes after where they begin.
    """
    if len(blob) < KEY:
        blob = np.concatenate([blob, np.zeros(KEY, np.uint8)])
    windows: Any = np.ndarray((len(blob) - KEY + 1,), ">u8", blob.data, strides=(1,))
    # The window of a term that is among the last bytes of all begins before it.
    places = np.minimum(begins, len(windows) - 1)
    keys: NDArray[np.uint64] = windows[places].astype(np.uint64)
    keys <<= (8 * (begins - places)).astype(np.uint64)
    keys &= _MASKS[ends - begins]
    return keys


_MASKS = np.array([(1 << 64) - (1 << 8 * (KEY - size)) for size in range(KEY + 1)], np.uint64)
"""What leaves the first bytes of a number whose first byte counts most."""


def _ends(lengths: Array) -> Array:
    """Return where terms of some lengths begin, end to end, and where the last one ends."""
    offsets = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def _after(prefix: bytes) -> bytes:
    """Return the least string after all that begin with `prefix`; empty if none is."""
    kept = prefix.rstrip(b"\xff")
    return kept[:-1] + bytes([kept[-1] + 1]) if kept else b""
