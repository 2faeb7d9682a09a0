"""Many terms looked up in many vocabularies at once.

A term is told by a key of 64 bits, made of all its bytes.  The keys of all
vocabularies stand in one sorted array, so numpy finds hundreds of terms in dozens
of segments in the time that a few take step by step.  Among a million terms, two
have one key by a chance of one in thirty million; a post would then be said to have
a word that it has not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.columnar import Vocabulary
from index.postings import Longs

WORD = 8
"""Bytes of a term that are read at once: as many as a number holds."""

Keys = NDArray[np.uint64]

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], np.uint64)
"""What leaves the first bytes of a number."""

_BEGIN, _MIX = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD))
"""Odd numbers with scattered bits (those of golden ratio and MurmurHash)."""

_HALF, _THIRD = np.uint64(32), np.uint64(29)
"""By how many bits a key is folded onto itself, so that all bits depend on all bytes."""


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


def keys_of_terms(terms: Sequence[bytes]) -> Keys:
    """Return the key of each of some terms, in any order."""
    return keys_of(Vocabulary.of(terms))


def keys_of(vocabulary: Vocabulary) -> Keys:
    """Return the key of each term."""
    begins = np.asarray(vocabulary.offsets[:-1])
    lengths = np.diff(vocabulary.offsets)
    blob = np.concatenate([vocabulary.blob, np.zeros(WORD, np.uint8)])
    windows = np.ndarray((len(blob) - WORD + 1,), "<u8", blob.data, strides=(1,))
    keys = lengths.astype(np.uint64) * _BEGIN
    left, done = np.arange(len(lengths)), 0
    while len(left := left[lengths[left] > done]):
        read = windows[begins[left] + done] & _MASKS[np.minimum(lengths[left] - done, WORD)]
        mixed = (keys[left] ^ read) * _MIX
        mixed ^= mixed >> _HALF
        mixed *= _BEGIN
        keys[left] = mixed ^ (mixed >> _THIRD)
        done += WORD
    return keys
