"""Arrays that grow, and lists of numbers that are told by one number each.

Whatever is learnt about words while texts are read is added at the end of such
arrays.  What was there stays as it is, so one thread may go on learning while
another computes with what was known before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array

ROOM = 1 << 10
"""Numbers for which a new array has room."""

MANY = 1 << 31
"""Codes from here on are lists; below, a code is the only number of its list."""


class GrowingArray:
    """Numbers, to which others are added at the end.

    Args:
        dtype: Of the numbers.
        first: The first of them.
    """

    def __init__(self, dtype: Any, first: Sequence[int] = ()) -> None:
        self._room = np.zeros(ROOM, dtype)
        self._size = 0
        self.extend(np.array(first, dtype))

    def __len__(self) -> int:
        return self._size

    @property
    def array(self) -> Array:
        """What is there by now; it never changes."""
        return self._room[: self._size]

    def extend(self, numbers: Array) -> None:
        """Add numbers."""
        size = self._size + len(numbers)
        if size > len(self._room):
            room = np.zeros(2 * size, self._room.dtype)
            room[: self._size] = self.array
            self._room = room
        self._room[self._size : size] = numbers
        self._size = size


@dataclass(frozen=True)
class Lists:
    """Lists of numbers by their codes.

    Attributes:
        starts: Where each list begins among the numbers, and the last one ends.
        numbers: Of all lists, end to end.
    """

    starts: Array
    numbers: Array

    def of(self, codes: Array) -> tuple[Array, Array]:
        """Return some lists end to end, and the length of each.

        Args:
            codes: From `MANY` on.
        """
        places = codes.astype(np.int64) - MANY
        begins = self.starts[places]
        lengths = self.starts[places + 1] - begins
        ends = np.cumsum(lengths)
        within = np.repeat(begins - (ends - lengths), lengths)
        return self.numbers[within + np.arange(len(within))], lengths

    def flat(self, codes: Array) -> tuple[Array, Array | None]:
        """Return the lists of any codes end to end, and their lengths; None if all are 1."""
        others = np.flatnonzero(codes >= MANY)
        if not len(others):
            return codes, None
        numbers, lengths = self.of(codes[others])
        counts = np.ones(len(codes), np.int64)
        counts[others] = lengths
        found = np.repeat(codes, counts)
        found[found >= MANY] = numbers
        return found, counts


class ListTable:
    """Lists of numbers, each of which gets a code."""

    def __init__(self) -> None:
        self._starts = GrowingArray(np.int64, [0])
        self._numbers = GrowingArray(np.uint32)

    @property
    def size(self) -> int:
        """How many lists and numbers there are, which is what memory goes by."""
        return len(self._starts) + len(self._numbers)

    def now(self) -> Lists:
        """Return the lists that are there by now."""
        return Lists(self._starts.array, self._numbers.array)

    def codes(self, numbers: Sequence[int], lengths: Sequence[int]) -> Array:
        """Return the codes of some lists.

        Args:
            numbers: Of all of them, end to end.
            lengths: How many each has.
        """
        flat = np.array(numbers, np.uint32)
        counts = np.array(lengths, np.int64)
        others = counts != 1
        if not others.any():
            return flat
        codes = np.empty(len(counts), np.uint32)
        in_others = np.repeat(others, counts)
        codes[~others] = flat[~in_others]
        first = MANY + len(self._starts) - 1
        codes[others] = np.arange(first, first + np.count_nonzero(others))
        self._starts.extend(np.cumsum(counts[others]) + len(self._numbers))
        self._numbers.extend(flat[in_others])
        return codes
