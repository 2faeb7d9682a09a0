"""Terms told by keys of 64 bits, many at a time.

A key is made of all bytes of a term, so numpy finds hundreds of terms among a million
in the time that a few take step by step, and terms of many vocabularies are told apart
without being put in one order.  Among a million terms, two have one key by a chance of
one in thirty million; a post would then be said to have a word that it has not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.columnar import Vocabulary

WORD = 8
"""Bytes of a term that are read at once: as many as a number holds."""

Keys = NDArray[np.uint64]

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], np.uint64)
"""What leaves the first bytes of a number."""

_BEGIN, _MIX = (np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xFF51AFD7ED558CCD))
"""Odd numbers with scattered bits (those of golden ratio and MurmurHash)."""

_HALF, _THIRD = np.uint64(32), np.uint64(29)
"""By how many bits a key is folded onto itself, so that all bits depend on all bytes."""


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
