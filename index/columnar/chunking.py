"""Cutting texts into chunks and numbering these, many at a time.

A chunk is what stands between characters that are in no word.  Most are a word
that was met before, so nothing is done chunk by chunk in Python but for those
that are new: bytes are told apart by a table, and each chunk is looked up as
two 64-bit numbers, which are its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.numbering import GrowingArray

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
    def _classes(self) -> bytes:
        classes = np.full(256, _INSIDE, np.uint8)
        classes[list(self.edges.encode("ascii"))] = _EDGE
        # A zero byte would be lost at the end of a number.
        classes[[0, *self.separators.encode("ascii")]] = _BETWEEN
        return classes.tobytes()

    def cut(self, data: bytes) -> tuple[Array, Array]:
        """Return where each chunk begins and where it ends.

        Args:
            data: Texts in UTF-8; begins and ends with a separator.
        """
        classes = np.frombuffer(data.translate(self._classes), np.uint8)
        inside = classes != _BETWEEN
        between = ~inside
        edges = classes == _EDGE
        inside[1:] &= ~(edges[1:] & between[:-1])
        inside[:-1] &= ~(edges[:-1] & between[1:])
        bounds = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        return bounds[::2], bounds[1::2]


class ChunkTable:
    """Numbers for chunks, given out as they are met.

    A slot of the hash table holds the place of a chunk in lists of what is known,
    in which frequent chunks stand close together because they are met early.

    Args:
        learn: Gives the numbers of new chunks.
    """

    def __init__(self, learn: Callable[[list[str]], Iterable[int]]) -> None:
        self._learn = learn
        self._long: dict[bytes, int] = {}
        # At place 0 stands what no chunk is, for empty slots.
        self._low = GrowingArray(np.uint64, [0])
        self._high = GrowingArray(np.uint64, [0])
        self._numbers = GrowingArray(np.int64, [-1])
        self._clear(SLOTS)

    def __len__(self) -> int:
        return len(self._numbers) + len(self._long)

    def _clear(self, size: int) -> None:
        self._shift = np.uint64(64 - size.bit_length() + 1)
        self._places = np.zeros(size, np.int32)

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
        slots = self._slots(low, high)
        places = self._places.take(slots)
        pending = np.flatnonzero(self._differ(places, low, high))
        slots = slots[pending]
        while len(pending):
            slots = (slots + 1) & (len(self._places) - 1)
            found = self._places.take(slots)
            places[pending] = found
            others = self._differ(found, low[pending], high[pending])
            pending, slots = pending[others], slots[others]
        return self._numbers.array.take(places)

    def _differ(self, places: Array, low: Array, high: Array) -> Array:
        """Tell where there is a chunk, but another one."""
        # `take` needs half the time of an index in brackets if that has 32 bits.
        others = self._low.array.take(places) ^ low
        others |= self._high.array.take(places) ^ high
        differ: Array = (others != 0) & (places > 0)
        return differ

    def _slots(self, low: Array, high: Array) -> Array:
        mixed = low * _MIX[0] ^ high * _MIX[1]
        mixed ^= mixed >> np.uint64(32)
        mixed *= _MIX[2]
        return (mixed >> self._shift).astype(np.int64)

    def _add(self, data: bytes, missing: Array, chunks: tuple[Array, ...], found: Array) -> None:
        """Learn the chunks that were not found, and fill in their numbers."""
        starts, ends, short, low, high = chunks
        bounds = zip(starts[missing].tolist(), ends[missing].tolist(), strict=True)
        pieces = [data[start:end] for start, end in bounds]
        fresh = [piece for piece in dict.fromkeys(pieces) if piece not in self._long]
        # No chunk holds a zero byte, so all can be decoded at once.
        names = b"\0".join(fresh).decode().split("\0") if fresh else []
        numbers = dict(zip(fresh, self._learn(names), strict=True))
        long = self._long
        long.update((piece, number) for piece, number in numbers.items() if len(piece) > SHORT)
        found[missing] = [long[p] if len(p) > SHORT else numbers[p] for p in pieces]
        firsts = _first_of_each(found[missing])
        firsts = missing[firsts][short[missing[firsts]]]
        self._insert(low[firsts], high[firsts], found[firsts])

    def _insert(self, low: Array, high: Array, numbers: Array) -> None:
        first = len(self._numbers)
        self._low.extend(low)
        self._high.extend(high)
        self._numbers.extend(numbers)
        if 2 * len(self._numbers) > len(self._places):
            self._clear(1 << (4 * len(self._numbers)).bit_length())
            first = 1
        self._fill(np.arange(first, len(self._numbers), dtype=np.int32))

    def _fill(self, places: Array) -> None:
        """Give each of these places a slot."""
        slots = self._slots(self._low.array[places], self._high.array[places])
        while len(places):
            free = self._places[slots] == 0
            self._places[slots[free]] = places[free]
            # Of several that wanted one slot, one has it now.
            left = self._places[slots] != places
            places = places[left]
            slots = (slots[left] + 1) & (len(self._places) - 1)


def _first_of_each(numbers: Array) -> Array:
    """Return where each number stands for the first time."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    news = np.ones(len(order), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=news[1:])
    places: Array = order[news]
    return places


def _keys(data: bytes, starts: Array, ends: Array) -> tuple[Array, Array]:
    """Return the first 16 bytes of each chunk as two numbers; shorter ones end in zeros."""
    padded = data + bytes(SHORT)
    windows = np.ndarray((len(data) + WORD,), "<u8", padded, strides=(1,))
    sizes = ends - starts
    low = windows[starts] & _MASKS[np.minimum(sizes, WORD)]
    high = windows[starts + WORD] & _MASKS[np.clip(sizes - WORD, 0, WORD)]
    return low, high
