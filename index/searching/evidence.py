"""What one word, phrase or beginning says of the posts that have it.

How often a common word stands in each post matters little where a rarer one is asked for
with it: what it says is worked out for the posts in question when it is asked for the first
time, for all when it is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeAlias

import numpy as np

from index.searching.postings import Ints, Longs
from index.searching.posts import BITS_PER_BYTE, WORD_BYTES, Mask, Posts
from index.searching.snapshot import Floats

Docs: TypeAlias = Ints | Longs

BITS = BITS_PER_BYTE * WORD_BYTES
"""Of a word."""

MASKED = 64
"""Evidence of one post in so many and more keeps a row of truth values too."""

LEFT = 8
"""Of so many posts that have something, one must be asked for at most to be weighed by itself."""

SCORE_BYTES = 8
"""Of the score of a post."""

SEARCHED = 1_000
"""Posts that are looked up one by one as quickly as they are counted before."""

_BELOW = np.array([(1 << bit) - 1 for bit in range(BITS)], np.uint64)
"""The bits below each bit of a word."""


class Evidence:
    """The posts that have something, and what it adds to the score of each.

    Args:
        docs: Their numbers, ascending.
        scores: In the same order, 0 of posts that need not have it; or what gives those of
            some of the posts, ascending, to any thread.
        total: Number of posts of the edition.

    Attributes:
        posts: The posts.
    """

    def __init__(self, docs: Docs, scores: Floats | Callable[[Docs], Floats], total: int) -> None:
        self.posts = Posts(total, docs=docs)
        self.docs = docs
        self.total = total
        self._scores = scores
        self._was_asked = False

    @property
    def scores(self) -> Floats:
        """What it adds to the score of each post, in the order of `docs`."""
        scores = self._scores
        if callable(scores):
            scores = self._scores = scores(self.docs)
        return scores

    @property
    def mask(self) -> Mask:
        """One truth value for each post of the edition."""
        return self.posts.mask

    @property
    def nbytes(self) -> int:
        """Memory taken, once everything was asked for."""
        bits = self.total // BITS_PER_BYTE  # and as many for how many stand before
        scores = len(self.docs) * SCORE_BYTES
        return self.docs.nbytes + scores + self.total + 2 * bits

    def __len__(self) -> int:
        return len(self.docs)

    def with_others(self, mask: Mask) -> Evidence:
        """Return the same with further posts, which it adds nothing to.

        Args:
            mask: Of those, none of them among its own.
        """
        scores = np.zeros(self.total)
        scores[self.docs] = self.scores
        docs = np.flatnonzero(mask | self.mask).astype(np.int32)
        return Evidence(docs, scores[docs], self.total)

    def times(self, number: int) -> Evidence:
        """Return the evidence of the same thing asked for several times."""
        return Evidence(self.docs, number * self.scores, self.total)

    def has(self, docs: Docs) -> Mask:
        """Return for each of some posts, ascending, whether it is among them."""
        if MASKED * len(self.docs) >= self.total or not len(self.docs):
            return self.mask[docs]
        found: Mask = self.docs.take(self.docs.searchsorted(docs), mode="clip") == docs
        return found

    def scores_of(self, docs: Docs) -> Floats:
        """Return the scores of some of its posts."""
        if len(docs) == len(self.docs):
            return self.scores
        scores = self._scores
        if callable(scores) and not self._was_asked and LEFT * len(docs) <= len(self.docs):
            self._was_asked = True
            return scores(docs)
        if len(docs) < SEARCHED:
            found: Floats = self.scores[self.docs.searchsorted(docs)]
        else:
            found = self.scores[self._places(docs)]
        return found

    def _places(self, docs: Docs) -> Longs:
        """Return the place of some of its posts among them: how many stand before each.

        Those are counted by words of bits, and within a word by its bits below the post's own.
        """
        words = docs // BITS
        below = self.posts.bits[words] & _BELOW[docs % BITS]
        places: Longs = self._before[words] + np.bitwise_count(below)
        return places

    @cached_property
    def _before(self) -> Longs:
        """How many of its posts stand before each word of bits."""
        counts = np.bitwise_count(self.posts.bits)
        before: Longs = counts.cumsum(dtype=np.int64) - counts
        return before
