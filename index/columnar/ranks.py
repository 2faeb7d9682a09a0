"""Terms of several vocabularies put in one order, many at a time.

Each term is compared eight bytes at a time, as a number; only terms that are
equal so far are looked at again.  A million terms take half a second, where
sorting them as Python's bytes takes several.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.vocabulary import Vocabulary

WORD = 8
"""Bytes compared at a time."""


def ranks_among(vocabularies: Sequence[Vocabulary]) -> list[Array]:
    """Return for each vocabulary the ranks of its terms among those of all.

    Ranks grow with the bytes of terms and are equal for equal terms; between
    different ones some may be left out.
    """
    sizes = [len(vocabulary) for vocabulary in vocabularies]
    ranks = _ranks(vocabularies, _common_prefix(vocabularies))
    return np.split(ranks, np.cumsum(sizes)[:-1]) if sizes else []


def in_order(terms: Vocabulary) -> Array:
    """Return the numbers of some terms, no two of them equal, in the order of their bytes."""
    order = np.empty(len(terms), np.int64)
    order[_ranks([terms], 0)] = np.arange(len(terms))
    return order


def _ranks(vocabularies: Sequence[Vocabulary], done: int) -> Array:
    """Return the ranks of all terms, one vocabulary after the other.

    Args:
        vocabularies: In which terms may have any order.
        done: Bytes that all terms have in common at their beginning.
    """
    lengths = np.concatenate([_NONE, *(np.diff(each.offsets) for each in vocabularies)])
    blob, begins = _joined(vocabularies)
    ranks = np.zeros(len(lengths), np.int64)
    left = np.arange(len(lengths))
    while len(left):
        left = _compare(ranks, left, _words(blob, begins, lengths, left, done), lengths - done)
        done += WORD
    return ranks


_NONE = np.zeros(0, np.int64)

_MASKS = np.array([(1 << 64) - (1 << 8 * (WORD - size)) for size in range(WORD + 1)], np.uint64)
"""What leaves the first bytes of a number whose first byte counts most."""


def _joined(vocabularies: Sequence[Vocabulary]) -> tuple[Array, Array]:
    """Return all terms end to end, and where each begins."""
    begins, first = [_NONE], 0
    for vocabulary in vocabularies:
        begins.append(vocabulary.offsets[:-1] + first)
        first += len(vocabulary.blob)
    padding = np.zeros(WORD, np.uint8)
    return np.concatenate([*(each.blob for each in vocabularies), padding]), np.concatenate(begins)


def _common_prefix(vocabularies: Sequence[Vocabulary]) -> int:
    """Return how many bytes all terms have in common at their beginning."""
    ends = [each[number] for each in vocabularies if len(each) for number in (0, len(each) - 1)]
    low, high = min(ends, default=b""), max(ends, default=b"")
    alike = (place for place, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1])
    return next(alike, min(len(low), len(high)))


def _words(blob: Array, begins: Array, lengths: Array, left: Array, done: int) -> Array:
    """Return the next bytes of some terms as numbers, as if zeros followed the last."""
    windows = np.ndarray((len(blob) - WORD + 1,), ">u8", blob.data, strides=(1,))
    rest = np.clip(lengths[left] - done, 0, WORD)
    starts = np.minimum(begins[left] + done, len(windows) - 1)
    words: Array = windows[starts].astype(np.uint64) & _MASKS[rest]
    return words


def _compare(ranks: Array, left: Array, words: Array, rests: Array) -> Array:
    """Part terms that were equal so far; return those that still are and go on.

    Args:
        ranks: Of all terms; equal ones have the rank of the first of them.
        left: Terms to be parted, by their numbers.
        words: What they are told by.
        rests: Bytes of every term from there on.
    """
    # A term that ends comes before one that goes on with zero bytes.  Numbers this
    # small are sorted by counting.
    ends = np.clip(rests[left], 0, WORD + 1).astype(np.uint8)
    order = np.lexsort((ends, words, ranks[left]) if ranks.any() else (ends, words))
    left, words, ends = left[order], words[order], ends[order]
    groups = ranks[left]
    news = np.concatenate([[True], groups[1:] != groups[:-1]])
    starts = np.flatnonzero(news)
    numbers = np.arange(len(left))
    within = numbers - np.repeat(starts, np.diff(starts, append=len(left)))
    parted = news.copy()
    parted[1:] |= (words[1:] != words[:-1]) | (ends[1:] != ends[:-1])
    firsts = np.flatnonzero(parted)
    sizes = np.diff(firsts, append=len(left))
    ranks[left] = np.repeat((groups + within)[firsts], sizes)
    return left[np.repeat(sizes > 1, sizes) & (ends > WORD)]
