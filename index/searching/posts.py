"""A set of posts of an edition, in whichever form a question is answered soonest.

As ascending numbers where they are few, as truth values or bits where they are
many; each form is made from the one that is there when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_

import numpy as np
from numpy.typing import NDArray

from index.searching.postings import Ints, Longs

Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]

FEW = 8
"""One post in so many and fewer are gone through by number."""

WORD_BYTES = 8
"""Of 64 bits."""

BITS_PER_BYTE = 8


class Posts:
    """A set of posts; none of its forms may be changed.

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
        self._docs = docs
        self._mask = mask
        self._bits = bits
        self._size: int | None = None
        if docs is None and mask is None and bits is None:
            self._mask = np.ones(total, bool)

    @property
    def docs(self) -> Ints | Longs:
        """Their numbers, ascending."""
        if self._docs is None:
            self._docs = self.mask.nonzero()[0]
        return self._docs

    @property
    def mask(self) -> Mask:
        """One truth value for each post of the edition."""
        if self._mask is None:
            self._mask = (
                mask_of(self.docs, self.total)
                if self._bits is None
                else unpacked(self._bits, self.total)
            )
        return self._mask

    @property
    def bits(self) -> Bits:
        """One bit for each post of the edition."""
        if self._bits is None:
            self._bits = packed(self.mask)
        return self._bits

    def __len__(self) -> int:
        if self._size is None:
            self._size = self._counted()
        return self._size

    def _counted(self) -> int:
        if self._docs is not None:
            return len(self._docs)
        if self._mask is not None:
            return int(np.count_nonzero(self._mask))
        return int(np.bitwise_count(self.bits).sum())

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
        return Posts(self.total, bits=reduce(and_, [each.bits for each in sets]))


def mask_of(docs: Ints | Longs, total: int) -> Mask:
    """Return numbers of posts as truth values."""
    mask = np.zeros(total, bool)
    mask[docs] = True
    return mask


def unpacked(bits: Bits, total: int) -> Mask:
    """Return bits as truth values of so many posts."""
    found = np.unpackbits(bits.view(np.uint8), count=total, bitorder="little")
    return found.view(np.bool_)


def packed(mask: Mask) -> Bits:
    """Return truth values as bits."""
    words = -(-len(mask) // (BITS_PER_BYTE * WORD_BYTES))
    bits = np.zeros(words * WORD_BYTES, np.uint8)
    bits[: -(-len(mask) // BITS_PER_BYTE)] = np.packbits(mask, bitorder="little")
    return bits.view(np.uint64)
