"""Words that follow each other in the titles of an edition, and in how many.

Titles name what posts are about, so what often follows a word there is the
phrase that people are looking for.  All titles together are short enough to be
kept once more in the order in which they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import numpy as np

from index.columnar import FieldPostings
from index.searching.postings import POSITION_BITS, Ints, Longs, PostingsReader, Segment
from index.words.tokens import is_acronym

FIELD = "title"

TERM_BITS = 32
"""Bits of the number of a word in a pair of them."""

TRIED = 8
"""Pairs of a segment that are looked at; the commonest are enough for a short list."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The titles of a segment, word by word.

    Attributes:
        occurrences: Post times 2 ** POSITION_BITS plus position, ascending.
        terms: The number of the word there.
    """

    occurrences: Longs
    terms: Ints

    def pairs(self, here: Longs) -> Iterator[tuple[int, int, Longs]]:
        """Yield the commonest pairs of words of which the first is one of some occurrences.

        Of several words at one position the first by alphabet counts: a hyphenated
        word's first part is the beginning of its joined form.

        Yields:
            The two words, and where the second stands.
        """
        after = np.searchsorted(self.occurrences, self.occurrences[here] + 1)
        after[after == len(self.occurrences)] = 0
        following = self.occurrences[after] == self.occurrences[here] + 1
        here, after = here[following], after[following]
        keys = self.terms[here].astype(np.int64) << TERM_BITS | self.terms[after]
        pairs, counts = np.unique(keys, return_counts=True)
        for pair in pairs[np.argsort(-counts, kind="stable")[:TRIED]].tolist():
            yield pair >> TERM_BITS, pair & ((1 << TERM_BITS) - 1), after[keys == pair]


class Phrases:
    """What follows what in the titles of one edition.

    Args:
        segments: Of the edition.
        postings: Of the edition.
    """

    def __init__(self, segments: list[Segment], postings: PostingsReader) -> None:
        self._postings = postings
        self._segments = segments
        self._preparing = Lock()
        self._lines: dict[int, _Line] = {}

    def beginning(self, start: str, stop: frozenset[str]) -> list[tuple[tuple[str, ...], int]]:
        """Return phrases whose first word begins so, with their number of titles.

        A phrase has two words that say something, and a stop word between them
        perhaps: `internet of things`.

        Args:
            start: Folded.
            stop: Folded words that say too little.
        """
        counts: Counter[tuple[str, ...]] = Counter()
        for number, segment in enumerate(self._segments):
            for words, titles in self._of_segment(number, segment, start, stop):
                counts[words] += titles
        return sorted(counts.items(), key=lambda each: (-each[1], each[0]))

    def titles(self, word: str, following: str) -> int:
        """Return how often one word follows another in titles; both folded."""
        after = self._postings.occurrences(FIELD, word) + 1
        there = self._postings.occurrences(FIELD, following)
        return len(np.intersect1d(after, there, assume_unique=True))

    def _of_segment(
        self, number: int, segment: Segment, start: str, stop: frozenset[str]
    ) -> Iterator[tuple[tuple[str, ...], int]]:
        field = segment.terms.field(FIELD)
        if field is None:
            return
        with self._preparing:
            if number not in self._lines:
                self._lines[number] = _read(field, segment.numbers)
        line, names = self._lines[number], field.vocabulary
        first, last = names.prefix_range(start.encode(errors="replace"))
        here = np.flatnonzero((line.terms >= first) & (line.terms < last))
        for one, other, ends in line.pairs(here):
            words = (names[one].decode(), names[other].decode())
            if words[0] in stop:
                continue
            if words[1] not in stop:
                yield words, len(ends)
                continue
            for _, third, ending in line.pairs(ends):
                word = names[third].decode()
                if word not in stop:
                    yield (*words, word), len(ending)


def _read(field: FieldPostings, numbers: Ints) -> _Line:
    """Return the live titles of a segment, word by word."""
    positions, starts, freqs = field.positions, field.position_starts, field.freqs
    assert positions is not None  # noqa: S101 - a field of words has positions
    assert starts is not None  # noqa: S101
    assert freqs is not None  # noqa: S101
    posts = np.repeat(numbers[field.docs].astype(np.int64), freqs)
    terms = np.repeat(np.arange(len(field.vocabulary), dtype=np.int32), np.diff(starts))
    occurrences = (posts << POSITION_BITS) + positions
    order = np.lexsort((terms, occurrences))
    written = field.vocabulary.slice(0, len(field.vocabulary))
    folded = np.array([not is_acronym(term.decode()) for term in written], bool)
    order = order[(posts[order] >= 0) & folded[terms[order]]]
    return _Line(occurrences[order], terms[order])
