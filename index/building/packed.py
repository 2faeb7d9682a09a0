"""Many texts, packed so that a builder finds a few of them without reading all.

Texts stand for themselves by a hash of eight bytes.  Two texts of one hash are
one to `Known`, so it may say yes where no was true: whoever asks it must be
able to live with that.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HEAD = 8
"""Bytes by which names are looked for: as many as a number holds."""

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


def hash_of(text: str) -> int:
    """Return the number that stands for a text."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest())


def _hashes(texts: Iterable[str]) -> Hashes:
    return np.array([hash_of(text) for text in texts], np.uint64)


@dataclass(frozen=True, slots=True)
class Known:
    """Texts of which only whether they are there is asked.

    Attributes:
        hashes: Ascending.
    """

    hashes: Hashes

    @classmethod
    def of(cls, texts: Iterable[str]) -> Known:
        """Return some texts."""
        return cls(np.unique(_hashes(texts)))

    def __contains__(self, text: str) -> bool:
        return len(_places(self.hashes, hash_of(text))) > 0


@dataclass(frozen=True, slots=True)
class Drawers:
    """Where the value of each key is among values that lie end to end.

    Attributes:
        hashes: Of the keys, ascending.
        starts: Where the value of each begins, and where the last ends.
    """

    hashes: Hashes
    starts: Numbers

    @classmethod
    def of(cls, hashes: array[int], sizes: Iterable[int]) -> tuple[Drawers, Numbers]:
        """Return the drawers of some values, and the numbers of the values in their order.

        Args:
            hashes: Of the keys.
            sizes: Bytes of the values, in the same order.
        """
        keys = np.array(hashes, np.uint64)
        order = np.argsort(keys)
        lengths = np.fromiter(sizes, np.int64, len(keys))[order]
        return cls(keys[order], np.append(0, np.cumsum(lengths))), order

    def places(self, key: str) -> list[slice]:
        """Return where the value of a key may be; nearly always one place or none."""
        return [self.place(number) for number in _places(self.hashes, hash_of(key))]

    def place(self, number: int) -> slice:
        """Return where a value is."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


def _places(hashes: Hashes, wanted: int) -> range:
    first, last = (np.searchsorted(hashes, np.uint64(wanted), side) for side in ("left", "right"))
    return range(int(first), int(last))


@dataclass(frozen=True, slots=True)
class Names:
    """Names, each of the holder of some number, to be looked for in a text all at once.

    Attributes:
        heads: For each length up to `HEAD`, the beginnings of that length, as
            numbers in ascending order, and the holder of each.  A name that is
            shorter than `HEAD` is its own beginning.
    """

    heads: dict[int, tuple[Hashes, Numbers]]

    def perhaps_in(self, text: str) -> Iterator[int]:
        """Yield the holders of names of which the beginning stands anywhere in a text.

        Args:
            text: Names are looked for in it letter by letter, inside words too.
        """
        data = np.frombuffer(text.encode("utf-8", "replace"), np.uint8).astype(np.uint64)
        found: set[int] = set()
        for length, (heads, holders) in self.heads.items():
            there = _beginnings(data, length)
            firsts = np.searchsorted(heads, there, "left").tolist()
            lasts = np.searchsorted(heads, there, "right").tolist()
            for first, last in zip(firsts, lasts, strict=True):
                found.update(holders[first:last].tolist())
        yield from sorted(found)


class NamesInMaking:
    """Names that are gathered holder by holder, from number 0 on."""

    def __init__(self) -> None:
        self._count = 0
        self._heads: dict[int, array[int]] = {}
        self._holders: dict[int, array[int]] = {}

    def add(self, names: Iterable[str]) -> None:
        """Take note of the names of the next holder, none of them empty."""
        for name in names:
            head = name.encode("utf-8", "replace")[:HEAD]
            heads = self._heads.setdefault(len(head), array("Q"))
            heads.append(int.from_bytes(head, "little"))
            self._holders.setdefault(len(head), array("q")).append(self._count)
        self._count += 1

    def ordered(self, order: Numbers) -> Names:
        """Return the names.

        Args:
            order: The holders, in the order by which they are to be known.
        """
        places = np.empty(self._count, np.int64)
        places[order] = np.arange(self._count)
        found = {}
        for length, heads in self._heads.items():
            beginnings = np.array(heads, np.uint64)
            holders = places[np.array(self._holders[length], np.int64)]
            ascending = np.lexsort((holders, beginnings))
            found[length] = beginnings[ascending], holders[ascending]
        return Names(found)


def _beginnings(data: Hashes, length: int) -> Hashes:
    """Return all that stands in a text of some length, as numbers, each once, in no order."""
    last = len(data) - length + 1
    numbers = np.zeros(max(0, last), np.uint64)
    for place in range(length if last > 0 else 0):
        numbers |= data[place : place + last] << np.uint64(8 * place)
    # Not by `np.unique`: it imports masked arrays, which take longer than all this.
    return np.array(list(set(numbers.tolist())), np.uint64)
