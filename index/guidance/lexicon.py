"""The words of an edition, and in how many posts each stands.

A word's number of posts is that of the field where it stands in most.  Words
near another are found without a list of their own: of every word the set of its
letters is kept as bits, and that of its pairs of letters.  Two words that differ in one
letter differ in two bits of the one at most and in six of the other.  Comparing all of a
million words so takes milliseconds, and leaves some dozens to be compared letter by letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from index.columnar import Vocabulary
from index.editions.schema import TEXT_FIELDS
from index.guidance.slips import AT_FIRST, prices
from index.guidance.words import Words, letters_of, live_postings
from index.searching.postings import Longs, Segment
from index.searching.posts import Mask

BLOCK = 32
"""Words that are weighed where many begin alike: a list shows a handful."""

READ = 1 << 17
"""Postings that are counted one by one for a beginning, a millisecond; where there are
more, the commonest words stand for all."""

PAIRS = 6
"""Pairs of letters that one slip changes at most: three go and three come where two
letters are swapped."""


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


class Lexicon:
    """The words of one edition, as written but folded.

    Args:
        segments: Of the edition.
    """

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self._preparing = Lock()
        self._total = sum(int(np.count_nonzero(each.numbers >= 0)) for each in segments)

    def posts(self, word: str) -> int:
        """Return in how many posts a word stands; 0 if it is none of the edition."""
        return self.posts_of([word])[0]

    def posts_of(self, words: Sequence[str]) -> list[int]:
        """Return the same for each of some words."""
        return self._words.posts_of(words)

    def near(self, word: str, slips: int) -> list[Near]:
        """Return the words that somebody may have meant, the word itself not, by alphabet.

        With two slips the first letter must be right or stand second: people look
        at it, and words that begin otherwise are most of those to be compared.

        Args:
            word: Folded, not empty.
            slips: Letters more, less, exchanged or swapped, at most.
        """
        known = self._words
        alike = ((known[number], number) for number in self._alike(word, slips).tolist())
        found = sorted((each, n) for each, n in alike if each != word and each.isalpha())
        if not found:
            return []
        costs = prices(word, [each for each, _ in found]).tolist()
        return [
            Near(each, int(known.posts[number]), cost)
            for (each, number), cost in zip(found, costs, strict=True)
            if cost <= slips + AT_FIRST
        ]

    def beginning(self, start: str, among: Mask | None = None) -> list[Held]:
        """Return the commonest words that begin so, the commonest first, ties by alphabet.

        Args:
            start: Folded.
            among: Only these posts count; by default all.
        """
        words, prefix = self._words, start.encode(errors="replace")
        ranges = [slice(*part.postings.vocabulary.prefix_range(prefix)) for part in words.parts]
        numbers = [part.words[terms] for part, terms in zip(words.parts, ranges, strict=True)]
        begun = np.unique(np.concatenate([np.zeros(0, np.int32), *numbers]))
        counts = words.posts[begun]
        if among is not None:
            if counts.sum() > READ:
                begun = begun[_largest(counts)]
            counts = self._counted(begun, ranges, among)
        first = _largest(counts)
        found = (
            (words[n], count)
            for n, count in zip(begun[first].tolist(), counts[first].tolist(), strict=True)
            if count
        )
        held = [Held(word, count) for word, count in found if word.isalpha()]
        return sorted(held, key=lambda each: (-each.posts, each.word))

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

    @cached_property
    def _words(self) -> Words:
        """The words, prepared at the first question."""
        with self._preparing:
            return Words(self._segments)

    def _counted(self, numbers: Longs, ranges: Sequence[slice], among: Mask) -> Longs:
        """Return in how many of some posts each of some words stands.

        Args:
            numbers: Of the words, ascending.
            ranges: For each part, terms that these words are among.
            among: The posts.
        """
        counts = np.zeros((len(TEXT_FIELDS), len(numbers)), np.int64)
        if not len(numbers):
            return np.zeros(0, np.int64)
        for part, terms in zip(self._words.parts, ranges, strict=True):
            here = part.words[terms]
            at = np.minimum(numbers.searchsorted(here), len(numbers) - 1)
            wanted = np.flatnonzero(numbers[at] == here)
            if len(wanted):
                found = live_postings(part, wanted + terms.start, among)
                counts[part.field, at[wanted]] += found
        most: Longs = counts.max(axis=0)
        return most

    def _alike(self, word: str, slips: int) -> Longs:
        """Return the numbers of the words whose letters are nearly those of a word."""
        written = word.encode(errors="replace")
        letters, typed = self._words.letters, letters_of(Vocabulary.of([written]))
        wide = 1 if word.isascii() else 2  # bytes of most letters of the word
        different = np.bitwise_count(letters.sets ^ typed.sets)
        longer = np.abs(letters.lengths - len(written))
        alike = (different <= 2 * wide) & (longer <= wide)
        if slips > 1:
            begun = (letters.firsts == written[0]) | (letters.firsts == written[wide])
            alike |= (different <= 2 * wide * slips) & (longer <= wide * slips) & begun
        found = np.flatnonzero(alike & (self._words.posts > 0))
        near: Longs = found[np.bitwise_count(letters.pairs[found] ^ typed.pairs) <= PAIRS * slips]
        return near


def _largest(counts: Longs) -> Longs:
    """Return the places of the largest numbers, ascending."""
    if len(counts) <= BLOCK:
        return np.arange(len(counts))
    return np.sort(np.argpartition(-counts, BLOCK)[:BLOCK])
