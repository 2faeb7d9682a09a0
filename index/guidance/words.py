"""Every different word of an edition once, with what it is made of.

A word stands in several fields of dozens of segments.  Here it has one number, and
arrays by that number tell its posts and its letters, so that whoever looks for words
goes through each once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar import FieldPostings, Vocabulary
from index.editions.schema import TEXT_FIELDS
from index.searching.postings import Ints, Longs, Segment
from index.searching.posts import Mask
from index.searching.term_keys import keys_of, keys_of_terms

Bits = NDArray[np.uint64]

CHUNK = 1 << 16
"""Words whose letters are looked at in one go, in a few megabytes."""

LONGEST = 1000
"""Bytes from which on it makes no difference how long a word is."""


class Part(NamedTuple):
    """The words of one field of one segment.

    Attributes:
        field: Number of the field.
        live: The number of each post in the edition, -1 for deleted ones.
        words: The number of each of its terms among the words of the edition.
    """

    field: int
    postings: FieldPostings
    live: Ints
    words: Ints


@dataclass(frozen=True, slots=True)
class Letters:
    """What some words are made of.

    Attributes:
        sets: A bit for each letter in it.
        pairs: A bit for each two letters that follow each other, those at its ends with
            what is before and behind.
        lengths: In bytes.
        firsts: Their first bytes.
    """

    sets: Bits
    pairs: Bits
    lengths: NDArray[np.int16]
    firsts: NDArray[np.uint8]


class Words:
    """The words of one edition, as written but folded, in no order that means anything.

    Args:
        segments: Of the edition.

    Attributes:
        parts: Where they stand.
        posts: In how many posts each stands, in the field where it stands in most.
        letters: What each is made of.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        fields = list(_fields(segments))
        vocabularies = [postings.vocabulary for _, postings, _ in fields]
        keys = np.concatenate([np.zeros(0, np.uint64), *map(keys_of, vocabularies)])
        self._keys, rows, words = np.unique(keys, return_index=True, return_inverse=True)
        self._rows = rows.astype(np.int32)
        self._firsts = np.cumsum([0, *map(len, vocabularies)])
        self._vocabularies = vocabularies
        self.parts = [
            Part(*of_field, words[first:last].astype(np.int32))
            for of_field, (first, last) in zip(fields, pairwise(self._firsts.tolist()), strict=True)
        ]
        self.posts = self._counted()
        self.letters = self._spelt()

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, number: int) -> str:
        """Return a word."""
        row = int(self._rows[number])
        place = int(self._firsts.searchsorted(row, "right")) - 1
        return self._vocabularies[place][row - int(self._firsts[place])].decode()

    def posts_of(self, words: Sequence[str]) -> list[int]:
        """Return in how many posts each of some words stands; 0 if it is none of the edition."""
        if not words or not len(self):
            return [0] * len(words)
        keys = keys_of_terms([word.encode(errors="replace") for word in words])
        at = np.minimum(self._keys.searchsorted(keys), len(self) - 1)
        found: list[int] = np.where(self._keys[at] == keys, self.posts[at], 0).tolist()
        return found

    def _counted(self) -> Longs:
        counts = np.zeros((len(TEXT_FIELDS), len(self)), np.int64)
        for part in self.parts:
            # Of one field's terms each is another word, so none is added to twice.
            counts[part.field, part.words] += live_postings(part, np.arange(len(part.words)))
        most: Longs = counts.max(axis=0)
        return most

    def _spelt(self) -> Letters:
        found = Letters(
            np.zeros(len(self), np.uint64),
            np.zeros(len(self), np.uint64),
            np.zeros(len(self), np.int16),
            np.zeros(len(self), np.uint8),
        )
        places = self._firsts.searchsorted(self._rows, "right") - 1
        for place, (part, first) in enumerate(zip(self.parts, self._firsts.tolist(), strict=False)):
            terms = np.sort(self._rows[places == place]) - first
            words = part.words[terms]
            spelt = letters_of(part.postings.vocabulary.only(terms))
            found.sets[words], found.pairs[words] = spelt.sets, spelt.pairs
            found.lengths[words], found.firsts[words] = spelt.lengths, spelt.firsts
        return found


def live_postings(part: Part, terms: Longs, among: Mask | None = None) -> Longs:
    """Return how many posts some terms have each.

    Args:
        part: Where they stand.
        terms: Their numbers, at least one.
        among: Only these posts count; by default all that are not deleted.
    """
    begins = part.postings.starts[terms]
    counts = part.postings.starts[terms + 1] - begins
    if among is None and not (part.live < 0).any():
        return counts
    firsts = counts.cumsum() - counts
    places = np.repeat(begins - firsts, counts) + np.arange(int(counts.sum()))
    posts = part.live[part.postings.docs[places]]
    counted = posts >= 0 if among is None else (posts >= 0) & among[posts]
    return np.add.reduceat(counted, firsts, dtype=np.int64)


def letters_of(vocabulary: Vocabulary) -> Letters:
    """Return what some terms are made of; none is empty."""
    offsets = np.asarray(vocabulary.offsets)
    sets = np.zeros(len(vocabulary), np.uint64)
    pairs = np.zeros(len(vocabulary), np.uint64)
    for first in range(0, len(vocabulary), CHUNK):
        part = offsets[first : first + CHUNK + 1]
        letters = np.asarray(vocabulary.blob[int(part[0]) : int(part[-1])])
        starts = part[:-1] - part[0]
        sets[first : first + CHUNK] = np.bitwise_or.reduceat(_BIT[letters], starts)
        before = np.concatenate([letters[:0], np.zeros(1, np.uint8), letters[:-1]])
        before[starts] = 0
        ends = np.append(starts[1:], len(letters)) - 1
        pairs[first : first + CHUNK] = np.bitwise_or.reduceat(_pair(before, letters), starts)
        pairs[first : first + CHUNK] |= _pair(letters[ends], np.zeros(1, np.uint8))
    lengths = np.minimum(np.diff(offsets), LONGEST).astype(np.int16)
    return Letters(sets, pairs, lengths, np.asarray(vocabulary.blob)[offsets[:-1]])


_BIT = np.uint64(1) << (np.arange(256, dtype=np.uint64) % np.uint64(64))
"""The bit of each byte; a to z have one each that only @ to Z and bytes above ASCII share."""

_SPREAD = np.uint32(0x9E3779B1)
"""An odd number with scattered bits, of which a product's highest six are one of 64."""


def _pair(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> Bits:
    """Return the bit of each two letters."""
    both = one.astype(np.uint32) << np.uint32(8) | other
    place = (both * _SPREAD) >> np.uint32(26)
    bits: Bits = np.uint64(1) << place.astype(np.uint64)
    return bits


def _fields(segments: Sequence[Segment]) -> Iterator[tuple[int, FieldPostings, Ints]]:
    for segment in segments:
        for number, field in enumerate(TEXT_FIELDS):
            postings = segment.terms.field(field.name)
            if postings is not None:
                yield number, postings, segment.numbers
