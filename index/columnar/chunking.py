"""Cutting texts into chunks and numbering these, many at a time.

A chunk is what stands between characters that are in no word.  Most are a word
that was met before, so nothing is done chunk by chunk in Python but for those
that are new: bytes are told apart by a table, and each chunk is looked up as
two 64-bit numbers, which are its bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.columnar.arrayfile import Array

WORD = 8
"""Bytes of a 64-bit number."""

SHORT = 2 * WORD
"""Bytes of the longest chunk that is looked up in the table; few words are longer."""

SLOTS = 1 << 12
"""Size of a new table; a power of two."""

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(WORD + 1)], np.uint64)
"""What leaves the first bytes of a number."""

_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xFF51AFD7ED558CCD))
"""Odd numbers with scattered bits (those of golden ratio, xxHash and MurmurHash)."""

_INSIDE, _EDGE, _BETWEEN = range(3)


@dataclass(frozen=True)
class Chunking:
    """Where a text may be cut, so that its words are those of its chunks.

    Attributes:
        separators: ASCII characters that are in no word, and on which no word
            depends.
        edges: ASCII characters for which the same holds beside a separator.
    """

    separators: str
    edges: str = ""

    @cached_property
    def _classes(self) -> Array:
        classes = np.full(256, _INSIDE, np.uint8)
        classes[list(self.edges.encode("ascii"))] = _EDGE
        # A zero byte would be lost at the end of a number.
        classes[[0, *self.separators.encode("ascii")]] = _BETWEEN
        return classes

    def cut(self, data: bytes) -> tuple[Array, Array]:
        """Return where each chunk begins and where it ends.

        Args:
            data: Texts in UTF-8; begins and ends with a separator.
        """
        classes = self._classes[np.frombuffer(data, np.uint8)]
        inside = classes != _BETWEEN
        between = ~inside
        edges = classes == _EDGE
        inside[1:] &= ~(edges[1:] & between[:-1])
        inside[:-1] &= ~(edges[:-1] & between[1:])
        bounds = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        return bounds[::2], bounds[1::2]


class ChunkTable:
    """Numbers for chunks, given out as they are met.

    Args:
        learn: Gives the number of a new chunk.
    """

    def __init__(self, learn: Callable[[str], int]) -> None:
        self._learn = learn
        self._long: dict[bytes, int] = {}
        self._count = 0
        self._clear(SLOTS)

    def _clear(self, size: int) -> None:
        self._shift = np.uint64(64 - size.bit_length() + 1)
        self._last = size - 1
        self._low = np.zeros(size, np.uint64)
        self._high = np.zeros(size, np.uint64)
        self._numbers = np.full(size, -1, np.int64)

    def numbers(self, data: bytes, starts: Array, ends: Array) -> Array:
        """Return the number of each chunk of some texts."""
        low, high = _keys(data, starts, ends)
        short = ends - starts <= SHORT
        found = self._find(low, high)
        found[~short] = -1
        missing = np.flatnonzero(found < 0)
        if len(missing):
            self._add(data, missing, (starts, ends, short, low, high), found)
        return found

    def _find(self, low: Array, high: Array) -> Array:
        found = np.empty(len(low), np.int64)
        slots = self._slots(low, high)
        pending = np.arange(len(low))
        while len(pending):
            numbers = self._numbers[slots]
            found[pending] = numbers
            others = (numbers >= 0) & (
                (self._low[slots] != low[pending]) | (self._high[slots] != high[pending])
            )
            pending = pending[others]
            slots = (slots[others] + 1) & self._last
        return found

    def _slots(self, low: Array, high: Array) -> Array:
        mixed = low * _MIX[0] ^ high * _MIX[1]
        mixed ^= mixed >> np.uint64(32)
        mixed *= _MIX[2]
        return (mixed >> self._shift).astype(np.int64)

    def _add(self, data: bytes, missing: Array, chunks: tuple[Array, ...], found: Array) -> None:
        """Learn the chunks that were not found, and fill in their numbers."""
        starts, ends, short, low, high = chunks
        known = self._long
        fresh: dict[bytes, int] = {}
        firsts = []
        numbers = []
        bounds = zip(
            missing.tolist(),
            starts[missing].tolist(),
            ends[missing].tolist(),
            short[missing].tolist(),
            strict=True,
        )
        for place, start, end, is_short in bounds:
            chunk = data[start:end]
            table = fresh if is_short else known
            number = table.get(chunk)
            if number is None:
                number = table[chunk] = self._learn(chunk.decode())
                if is_short:
                    firsts.append(place)
            numbers.append(number)
        found[missing] = numbers
        self._grow(len(firsts))
        self._insert(low[firsts], high[firsts], found[firsts])

    def _grow(self, more: int) -> None:
        self._count += more
        size = len(self._numbers)
        if 2 * self._count > size:
            filled = self._numbers >= 0
            kept = self._low[filled], self._high[filled], self._numbers[filled]
            self._clear(1 << (4 * self._count).bit_length())
            self._insert(*kept)

    def _insert(self, low: Array, high: Array, numbers: Array) -> None:
        slots = self._slots(low, high)
        while len(numbers):
            free = self._numbers[slots] < 0
            self._numbers[slots[free]] = numbers[free]
            # Of several that wanted one slot, one has it now.
            placed = free & (self._numbers[slots] == numbers)
            self._low[slots[placed]] = low[placed]
            self._high[slots[placed]] = high[placed]
            low, high, numbers = low[~placed], high[~placed], numbers[~placed]
            slots = (slots[~placed] + 1) & self._last


def _keys(data: bytes, starts: Array, ends: Array) -> tuple[Array, Array]:
    """Return the first 16 bytes of each chunk as two numbers; shorter ones end in zeros."""
    padded = data + bytes(SHORT)
    windows = np.ndarray((len(data) + WORD,), "<u8", padded, strides=(1,))
    sizes = ends - starts
    low = windows[starts] & _MASKS[np.minimum(sizes, WORD)]
    high = windows[starts + WORD] & _MASKS[np.clip(sizes - WORD, 0, WORD)]
    return low, high
