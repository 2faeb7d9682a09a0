"""A set of posts of an edition, in whichever form a question is answered soonest.

As ascending numbers where they are few, as truth values or bits where they are
many; each form is made from the one that is there when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce
from operator import and_

import numpy as np
from numpy.typing import NDArray

from index.postings import Ints, Longs

Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]

FEW = 8
"""One post in so many and fewer are gone through by number."""

WORD_BYTES = 8
"""Of 64 bits."""


class Posts:
    """A set of posts.

    Args:
        total: Number of posts of the edition.
        docs: Their numbers, ascending; None for all posts, or those of another form.
        mask: One truth value for each post of the edition.
        bits: One bit for each.
    """

    def __init__(
        self,
        total: int,
        *,
        docs: Ints | Longs | None = None,
        mask: Mask | None = None,
        bits: Bits | None = None,
    ) -> None:
        self.total = total
        if docs is not None:
            self.docs = docs
            self._size = len(docs)
        elif mask is not None:
            self.mask = mask
        elif bits is not None:
            self.bits = bits
        else:
            self.mask = np.ones(total, bool)
            self._size = total

    @cached_property
    def docs(self) -> Ints | Longs:
        """Their numbers, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def mask(self) -> Mask:
        """One truth value for each post of the edition."""
        if "bits" in self.__dict__:
            found = np.unpackbits(self.bits.view(np.uint8), count=self.total, bitorder="little")
            return found.view(np.bool_)
        return mask_of(self.docs, self.total)

    @cached_property
    def bits(self) -> Bits:
        """One bit for each post of the edition."""
        return packed(self.mask)

    @cached_property
    def _size(self) -> int:
        if "mask" in self.__dict__:
            return int(np.count_nonzero(self.mask))
        return int(np.bitwise_count(self.bits).sum())

    def __len__(self) -> int:
        return self._size

    @property
    def few(self) -> bool:
        """Whether they are so few that it is quicker to go through their numbers."""
        return FEW * len(self) <= self.total

    def within(self, masks: Sequence[Mask]) -> Posts:
        """Return those that are in all of some rows of truth values."""
        if not masks:
            return self
        if not self.few:
            return Posts(self.total, mask=reduce(and_, masks, self.mask))
        docs = self.docs
        for mask in masks:
            docs = docs[mask[docs]]
        return Posts(self.total, docs=docs)

    def among(self, others: Sequence[Posts]) -> Posts:
        """Return those that are in all of some other sets."""
        if not others:
            return self
        if self.few:
            return self.within([other.mask for other in others])
        sets = others if len(self) == self.total else (self, *others)
        return Posts(self.total, bits=reduce(and_, (each.bits for each in sets)))


def mask_of(docs: Ints | Longs, total: int) -> Mask:
    """Return numbers of posts as truth values."""
    mask = np.zeros(total, bool)
    mask[docs] = True
    return mask


def packed(mask: Mask) -> Bits:
    """Return truth values as bits."""
    words = -(-len(mask) // (8 * WORD_BYTES))
    bits = np.zeros(words * WORD_BYTES, np.uint8)
    bits[: -(-len(mask) // 8)] = np.packbits(mask, bitorder="little")
    return bits.view(np.uint64)
