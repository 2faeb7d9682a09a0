"""What posts can be counted by: the values of one facet and the posts of each.

Counting takes any set of posts, whichever filters made it, and goes one of two ways:

    by rows    the posts of a value are a row of bits, and so is the set: those in both
               are counted 64 at a time, however many there are
    by pairs   the values of each post of the set are counted one by one: where the
               posts are few, or the values are so many that their rows are long

`index.searching.tally` goes them for all facets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.query import NONE
from index.searching.postings import Ints, Longs
from index.searching.posts import WORD_BYTES, Bits, Posts, mask_of
from index.searching.snapshot import Floats

BITS = 64
"""Posts in a word."""

TOGETHER = 2**17
"""Words that are counted together: a megabyte, which a processor has at hand."""

BIT = np.left_shift(1, np.arange(8)).astype(np.uint8)
"""The bit of each of eight posts in a byte."""

FEW_PAIRS = 2**11
"""Pairs that are looked up in less time than a set takes to become a row of bits."""

WORDS_PER_PAIR = 5
"""Words of 64 bits that are counted in the time that one value of one post is looked up."""

WORDS_PER_POST = 2
"""The same where every post has one value, which need not be looked up."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a value is shown.

    Attributes:
        label: Its text.
        language: BCP 47 tag of the label, or None for the site's own.
    """

    label: str
    language: str | None = None


@dataclass(frozen=True)
class Table:
    """The values of a facet, and which posts have them.

    A pair is one value of one post; a post without any has the value `none`.

    Attributes:
        names: By value; values that no post has are there to be shown at zero.
        values: The values that posts have, sorted.
        docs, numbers: The pairs, by post; a number is a place in `values`.
        single: Whether every post has exactly one pair, in the order of posts.
    """

    names: Mapping[str, Name]
    values: tuple[str, ...]
    docs: Ints
    numbers: Ints
    single: bool

    def prepare(self) -> None:
        """Make what counting takes, so that nobody who comes first need wait for it."""
        if not self.single:
            _ = self._firsts
        if self.dense:
            _ = self.rows
        _ = self._slots, self.totals

    def count(self, posts: Posts) -> Longs:
        """Return how many posts of a set have each value."""
        found = len(posts)
        if found == self.posts:
            return self.totals
        if found > self._few and self._is_less_by_rows(found):
            return in_rows(self.rows, posts.bits)
        chosen = posts.docs if self.single else self._pairs(posts.docs)
        return np.bincount(self._slots[chosen], minlength=len(self.values))

    @cached_property
    def _few(self) -> float:
        """How many posts have few pairs."""
        return FEW_PAIRS * self.posts / max(1, len(self.docs))

    def _is_less_by_rows(self, found: int) -> bool:
        """Tell whether so many posts are counted by rows in less time than by pairs."""
        pairs = found * len(self.docs) / self.posts
        words = len(self.values) * -(-self.posts // BITS)
        return words < pairs * (WORDS_PER_POST if self.single else WORDS_PER_PAIR)

    def numbers_of(self, docs: Ints | Longs) -> Ints:
        """Return the numbers of all values that some posts have."""
        return self.numbers.take(docs if self.single else self._pairs(docs))

    def weigh(self, docs: Ints | Longs, weights: Floats) -> Floats:
        """Return for each value the sum of the weights of those of some posts that have it."""
        if not self.single:
            weights = weights.repeat(self._firsts[docs + 1] - self._firsts[docs])
        summed = np.bincount(self.numbers_of(docs), weights, len(self.values))
        return summed.astype(np.float64)  # Those of no post are whole numbers.

    @cached_property
    def _slots(self) -> Longs:
        """The numbers in the type in which they are counted, which saves half the time."""
        return self.numbers.astype(np.intp)

    def _pairs(self, docs: Ints | Longs) -> Longs:
        """Return the places of the pairs of some posts."""
        firsts = self._firsts[docs]
        counts = self._firsts[docs + 1] - firsts
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        return np.repeat(firsts - (ends - counts), counts) + np.arange(total)

    @cached_property
    def _firsts(self) -> Ints:
        """Where the pairs of each post begin, and where the last end."""
        firsts = np.zeros(self.posts + 1, np.int32)
        np.bincount(self.docs, minlength=self.posts).cumsum(out=firsts[1:])
        return firsts

    @cached_property
    def rows(self) -> Bits:
        """One row of bits for each value."""
        length = -(-self.posts // BITS) * WORD_BYTES
        rows = np.zeros(len(self.values) * length, np.uint8)
        # No pair is there twice, so what is added is a bit that is not set.
        places = self.numbers.astype(np.intp) * length + (self.docs >> 3)
        np.add.at(rows, places, BIT[self.docs & 7])
        return rows.reshape(len(self.values), length).view(np.uint64)

    def having(self, values: Iterable[str]) -> Posts:
        """Return the posts that have any of some values."""
        asked = [self._places[value] for value in set(values) if value in self._places]
        if self.dense and asked:
            return Posts(self.posts, bits=reduce(or_, [self.rows[place] for place in asked]))
        wanted = np.zeros(len(self.values), bool)
        wanted[asked] = True
        return Posts(self.posts, mask=mask_of(self.docs[wanted[self.numbers]], self.posts))

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each value that posts have."""
        return {value: place for place, value in enumerate(self.values)}

    @cached_property
    def totals(self) -> Longs:
        """How many posts of the edition have each value."""
        return np.bincount(self.numbers, minlength=len(self.values))

    def label(self, value: str) -> str:
        """Return how a value is shown."""
        return self.name(value).label

    @cached_property
    def dense(self) -> bool:
        """Whether rows of bits take no more memory than the pairs, which are two numbers each."""
        return len(self.values) * self.posts <= BITS * len(self.docs)

    @cached_property
    def posts(self) -> int:
        """Number of posts of the edition."""
        return int(self.docs[-1]) + 1 if len(self.docs) else 0

    @cached_property
    def by_label(self) -> Longs:
        """The place of each value by its label, then by itself."""
        labels = [(name.label, value) for name, value in zip(self.shown, self.values, strict=True)]
        places = np.empty(len(labels), np.int64)
        places[sorted(range(len(labels)), key=labels.__getitem__)] = np.arange(len(labels))
        return places

    @property
    def shown(self) -> list[Name]:
        """How each value is shown."""
        return [self.name(value) for value in self.values]

    def name(self, value: str) -> Name:
        """Return how a value is shown, which no post need have."""
        return self.names.get(value) or Name(value)


def in_rows(rows: Bits, bits: Bits) -> Longs:
    """Return how many of some posts each row has, a few rows at a time."""
    found = np.empty(len(rows), np.int64)
    step = max(1, TOGETHER // max(1, len(bits)))
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        found[part] = ones(rows[part] & bits)
    return found


def ones(rows: Bits) -> NDArray[np.uint32]:
    """Return how many bits of each row are set."""
    found: NDArray[np.uint32] = np.add.reduce(np.bitwise_count(rows), axis=1, dtype=np.uint32)
    return found


def single_table(choices: Sequence[str], which: Ints, names: Mapping[str, Name]) -> Table:
    """Return the table of a facet of which every post has one value.

    Args:
        choices: Values, "" for none; one may be there twice.
        which: By post, the place of its value among the choices.
        names: How values are shown.
    """
    used = np.unique(which)
    labels = np.array([choices[place] or NONE for place in used.tolist()], object)
    known, of_used = np.unique(labels, return_inverse=True)
    of_choices = np.zeros(len(choices), np.int32)
    of_choices[used] = of_used
    docs = np.arange(len(which), dtype=np.int32)
    return Table(names, tuple(known.tolist()), docs, of_choices[which], single=True)


def multiple_table(
    posts: Mapping[str, Sequence[NDArray[Any]]], total: int, names: Mapping[str, Name]
) -> Table:
    """Return the table of a facet of which a post may have several values.

    Args:
        posts: Posts of each value, in ascending parts that may overlap.
        total: Number of posts of the edition.
        names: How values are shown.
    """
    sets = {
        value: parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
        for value, parts in posts.items()
    }
    sets = {value: docs for value, docs in sets.items() if len(docs)}
    with_any = np.zeros(total, bool)
    for docs in sets.values():
        with_any[docs] = True
    if not with_any.all():
        sets[NONE] = np.flatnonzero(~with_any)
    values = tuple(sorted(sets))
    docs = np.concatenate([np.zeros(0, np.int32), *(sets[value] for value in values)]).astype(
        np.int32
    )
    sizes = [len(sets[value]) for value in values]
    numbers = np.repeat(np.arange(len(values), dtype=np.int32), sizes)
    order = np.argsort(docs, kind="stable")
    return Table(names, values, docs[order], numbers[order], single=False)
