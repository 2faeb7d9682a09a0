"""The words of an edition, and in how many posts each stands.

A word's number of posts is that of the field where it stands in most.  Words
near another are found without a list of their own: of every term the set of its
letters is kept as bits, and two words that differ in one letter differ in two
bits at most.  Comparing all of a million terms so takes milliseconds, and leaves
a few hundred to be compared letter by letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.columnar import Vocabulary
from index.guidance.slips import AT_FIRST, prices
from index.postings import Longs, Segment
from index.posts import Mask
from index.schema import TEXT_FIELDS

Bits = NDArray[np.uint64]

BLOCK = 24
"""Terms of a field that are weighed where many begin alike: a list shows a handful."""

CHUNK = 1 << 16
"""Terms whose letters are looked at in one go, in a few megabytes."""

LONGEST = 1000
"""Bytes from which on it makes no difference how long a term is."""

READ = 1 << 17
"""Postings that are counted one by one for a beginning, a millisecond; where there are
more, the commonest words stand for all."""


@dataclass(frozen=True, slots=True)
class Held:
    """A word of the edition and its number of posts."""

    word: str
    posts: int


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the edition that may have been meant.

    Attributes:
        posts: Its number of posts.
        price: What it costs to have typed it as it was typed (`slips`).
    """

    word: str
    posts: int
    price: float


class _Place(NamedTuple):
    """Where a term is: in a field of a segment, at a place."""

    segment: int
    field: str
    place: int


@dataclass(frozen=True, slots=True)
class _Letters:
    """What every term of a field is made of.

    Attributes:
        sets: A bit for each letter in it.
        lengths: In bytes.
        firsts: Their first bytes.
    """

    sets: Bits
    lengths: NDArray[np.int16]
    firsts: NDArray[np.uint8]


class Lexicon:
    """The words of one edition, as written but folded.

    Args:
        segments: Of the edition.
    """

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self._preparing = Lock()
        self._total = sum(int(np.count_nonzero(each.numbers >= 0)) for each in segments)
        self._letters: dict[tuple[int, str], _Letters] = {}

    def posts(self, word: str) -> int:
        """Return in how many posts a word stands; 0 if it is none of the edition."""
        found = self._counted(word.encode(errors="replace"))
        return max(found.values(), default=0)

    def near(self, word: str, slips: int) -> list[Near]:
        """Return the words that somebody may have meant, the word itself not.

        With two slips the first letter must be right or stand second: people look
        at it, and words that begin otherwise are most of those to be compared.

        Args:
            word: Folded, not empty.
            slips: Letters more, less, exchanged or swapped, at most.
        """
        wanted = word.encode(errors="replace")
        places: dict[str, list[_Place]] = defaultdict(list)
        for number, segment in enumerate(self._segments):
            for name in _FIELDS:
                for term, place in self._alike(number, segment, name, wanted, slips):
                    places[term.decode()].append(_Place(number, name, place))
        words = [each for each in places if each != word and each.isalpha()]
        if not words:
            return []
        costs = prices(word, words).tolist()
        near = (
            (each, cost)
            for each, cost in zip(words, costs, strict=True)
            if cost <= slips + AT_FIRST
        )
        found = [Near(each, self._posts_at(places[each]), cost) for each, cost in near]
        return [each for each in found if each.posts]

    def beginning(self, start: str, among: Mask | None = None) -> list[Held]:
        """Return the commonest words that begin so, the commonest first, ties by alphabet.

        Args:
            start: Folded.
            among: Only these posts count; by default all.
        """
        counts: dict[bytes, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for segment in self._segments:
            for name in _FIELDS:
                for term, posts in _begun(segment, name, start.encode(errors="replace"), among):
                    counts[term][name] += posts
        return sorted(_held(counts), key=lambda held: (-held.posts, held.word))

    def having(self, field: str, start: str) -> Mask:
        """Return the posts with a term of a field that begins so."""
        mask = np.zeros(self._total, bool)
        for segment in self._segments:
            known = segment.terms.field(field)
            if known is not None:
                first, last = known.vocabulary.prefix_range(start.encode(errors="replace"))
                part = slice(int(known.starts[first]), int(known.starts[last]))
                numbers = segment.numbers[known.docs[part]]
                mask[numbers[numbers >= 0]] = True
        return mask

    def _counted(self, word: bytes) -> dict[str, int]:
        counts: dict[str, int] = defaultdict(int)
        for segment in self._segments:
            for name in _FIELDS:
                docs, _ = segment.terms.postings(name, word)
                counts[name] += int(np.count_nonzero(segment.numbers[docs] >= 0))
        return counts

    def _posts_at(self, places: list[_Place]) -> int:
        counts: dict[str, int] = defaultdict(int)
        for number, name, place in places:
            segment = self._segments[number]
            docs, _ = segment.terms.postings_at(name, place)
            counts[name] += int(np.count_nonzero(segment.numbers[docs] >= 0))
        return max(counts.values())

    def _alike(
        self, number: int, segment: Segment, name: str, word: bytes, slips: int
    ) -> Iterator[tuple[bytes, int]]:
        """Yield the terms of a field whose letters are nearly those of a word."""
        field = segment.terms.field(name)
        if field is None:
            return
        vocabulary = field.vocabulary
        with self._preparing:
            letters = self._letters.get((number, name))
            if letters is None:
                letters = self._letters[number, name] = _letters(vocabulary)
        wide = 1 if word.isascii() else 2  # bytes of most letters of the word
        different = np.bitwise_count(letters.sets ^ _set(word))
        longer = np.abs(letters.lengths - len(word))
        alike = (different <= 2 * wide) & (longer <= wide)
        if slips > 1:
            begun = (letters.firsts == word[0]) | (letters.firsts == word[wide])
            alike |= (different <= 2 * wide * slips) & (longer <= wide * slips) & begun
        for place in np.flatnonzero(alike).tolist():
            yield vocabulary[place], place


_FIELDS = tuple(field.name for field in TEXT_FIELDS)


def _held(counts: dict[bytes, dict[str, int]]) -> Iterable[Held]:
    """Yield the words that are letters only and stand in some post."""
    for term, by_field in counts.items():
        posts = max(by_field.values())
        word = term.decode()
        if posts and word.isalpha():
            yield Held(word, posts)


def _begun(
    segment: Segment, name: str, start: bytes, among: Mask | None
) -> Iterator[tuple[bytes, int]]:
    field = segment.terms.field(name)
    if field is None:
        return
    first, last = field.vocabulary.prefix_range(start)
    if first == last:
        return
    starts = field.starts[first : last + 1].astype(np.int64)
    counts = np.diff(starts)
    if starts[-1] - starts[0] <= READ:
        counted = _numbers(segment, field.docs[int(starts[0]) : int(starts[-1])], among)
        counts = np.add.reduceat(counted, starts[:-1] - starts[0], dtype=np.int64)
        common = _largest(counts)
    else:
        common = _largest(counts)
        for place in common.tolist():
            docs = field.docs[int(starts[place]) : int(starts[place + 1])]
            counts[place] = np.count_nonzero(_numbers(segment, docs, among))
    for place in common.tolist():
        if counts[place]:
            yield field.vocabulary[first + place], int(counts[place])


def _numbers(segment: Segment, docs: Longs, among: Mask | None) -> Mask:
    """Tell of each document whether it counts."""
    numbers = segment.numbers[docs]
    live: Mask = numbers >= 0
    return live if among is None else live & among[numbers]


def _largest(counts: Longs) -> Longs:
    if len(counts) <= BLOCK:
        return np.arange(len(counts))
    return np.argpartition(-counts, BLOCK)[:BLOCK]


def _letters(vocabulary: Vocabulary) -> _Letters:
    offsets = np.asarray(vocabulary.offsets)
    sets = np.zeros(len(vocabulary), np.uint64)
    for first in range(0, len(vocabulary), CHUNK):
        part = offsets[first : first + CHUNK + 1]
        letters = np.asarray(vocabulary.blob[int(part[0]) : int(part[-1])])
        sets[first : first + CHUNK] = np.bitwise_or.reduceat(_BIT[letters], part[:-1] - part[0])
    lengths = np.minimum(np.diff(offsets), LONGEST).astype(np.int16)
    return _Letters(sets, lengths, np.asarray(vocabulary.blob)[offsets[:-1]])


def _set(word: bytes) -> np.uint64:
    return np.uint64(np.bitwise_or.reduce(_BIT[np.frombuffer(word, np.uint8)]))


_BIT = np.uint64(1) << (np.arange(256, dtype=np.uint64) % np.uint64(64))
"""The bit of each byte; a to z have one each that only @ to Z and bytes above ASCII share."""
