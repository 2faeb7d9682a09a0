"""Posts and texts as rows of numbers: which words each has, and how much each word says.

A word of a title counts three times and once more as a word of a title, which
is another word to whoever learns: "oil" in a headline tells more than "oil".
The numbers are the usual ones (logarithm of the count, times how rare the word
is), each row brought to length one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.columnar import Vocabulary
from index.editions.schema import TEXT_FIELDS
from index.learning.texts import ReadText
from index.searching.postings import Ints, Longs, Segment

Singles = NDArray[np.float32]

COUNTS = {"title": 3, "summary": 1, "body": 1}
"""How often a word of a field counts; names are left out, for they hold the themes."""

OF_TITLE = "\t"
"""What the words of titles begin with, as words of their own; no text has it in a word."""

MIN_POSTS = 3
"""Posts that a word must have been seen in; rarer ones tell of one post, not of a theme."""

MOST_WORDS = 100
"""Words of a post that are kept, the weightiest: more make learning slower and no better."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of few numbers each.

    Attributes:
        starts: Where each row begins in the other two, and where the last ends.
        columns: Numbers of words.
        values: What each counts.
    """

    starts: Longs
    columns: Ints
    values: Singles

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[tuple[Ints, Singles]]:
        bounds = self.starts.tolist()
        for first, last in pairwise(bounds):
            yield self.columns[first:last], self.values[first:last]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that posts are told apart by.

    Attributes:
        terms: Stems, and those of titles again with `OF_TITLE` before them; sorted.
        rarity: What one occurrence of each counts.
    """

    terms: Vocabulary
    rarity: Singles

    def row(self, title: str | None, body: str | None, language: str) -> tuple[Ints, Singles]:
        """Return a text as a row; empty if it has no word that is known."""
        counts = ReadText(body, language).counts()
        for stemmed, count in ReadText(title, language).counts().items():
            counts[stemmed] += COUNTS["title"] * count
            counts[OF_TITLE + stemmed] += count
        found = ((self.terms.find(s.encode(errors="replace")), n) for s, n in counts.items())
        known = sorted((number, count) for number, count in found if number >= 0)
        columns = np.array([number for number, _ in known], np.int32)
        counted_ = np.array([count for _, count in known], np.float64)
        rows = _weighed(np.zeros(len(known), np.int64), columns, counted_, self.rarity, 1)
        return rows.columns, rows.values


def words_and_rows(segments: Sequence[Segment], posts: Longs, most: int) -> tuple[Words, Rows]:
    """Return the words of some posts of an edition, and the posts as rows of them.

    Args:
        segments: Of the edition.
        posts: Numbers of posts; their order is that of the rows.
        most: Words that are kept, the commonest.
    """
    total = sum(int(np.count_nonzero(segment.numbers >= 0)) for segment in segments)
    place = np.full(total, -1, np.int64)
    place[posts] = np.arange(len(posts))
    found: Counter[str] = Counter()
    parts = [part for segment in segments for part in _parts(segment, place)]
    for part in parts:
        found.update(part.seen())
    kept = sorted(sorted(found, key=lambda term: (-found[term], term))[:most])
    kept = [term for term in kept if found[term] >= MIN_POSTS]
    number = {term: column for column, term in enumerate(kept)}
    rarity = np.array(
        [1.0 + math.log((len(posts) + 1) / (found[term] + 1)) for term in kept], np.float32
    )
    words = Words(Vocabulary.of([term.encode() for term in kept]), rarity)
    rows, columns, counts = _gathered(parts, number)
    return words, _weighed(rows, columns, counts, rarity, len(posts))


@dataclass(frozen=True, slots=True)
class _Part:
    """The words of some posts in one field of one segment.

    Attributes:
        terms: Of the field.
        which: Numbers of terms, ascending, one for each posting.
        rows, counts: The place of the post, and how often it has the term.
        before: What goes before the terms.
    """

    terms: Vocabulary
    which: Longs
    rows: Longs
    counts: NDArray[np.float64]
    before: str

    def seen(self) -> Mapping[str, int]:
        """Return in how many posts each term is."""
        numbers, posts = np.unique(self.which, return_counts=True)
        pairs = zip(numbers.tolist(), posts.tolist(), strict=True)
        return {self.before + self.terms[number].decode(): count for number, count in pairs}


def _parts(segment: Segment, place: Longs) -> Iterator[_Part]:
    row_of_document = np.where(segment.numbers >= 0, place[segment.numbers], -1)
    for field in TEXT_FIELDS:
        postings = segment.terms.field(field.stems) if field.name in COUNTS else None
        if postings is None or postings.freqs is None:
            continue
        rows = row_of_document[postings.docs]
        chosen = np.flatnonzero(rows >= 0)
        which = np.searchsorted(postings.starts, chosen, "right") - 1
        times = postings.freqs[chosen].astype(np.float64)
        terms, rows = postings.vocabulary, rows[chosen]
        yield _Part(terms, which, rows, times * COUNTS[field.name], "")
        if field.name == "title":
            yield _Part(terms, which, rows, times, OF_TITLE)


def _gathered(
    parts: Sequence[_Part], number: Mapping[str, int]
) -> tuple[Longs, Ints, NDArray[np.float64]]:
    """Return rows, columns and counts of all parts, those of one post and word added up."""
    keys, counts = [np.zeros(0, np.int64)], [np.zeros(0)]
    width = max(1, len(number))
    for part in parts:
        names = np.unique(part.which)
        columns = np.full(len(part.terms), -1, np.int64)
        decoded = (part.before + part.terms[name].decode() for name in names.tolist())
        columns[names] = [number.get(term, -1) for term in decoded]
        of_posting = columns[part.which]
        known = of_posting >= 0
        keys.append(part.rows[known] * width + of_posting[known])
        counts.append(part.counts[known])
    distinct, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    summed = np.bincount(inverse, np.concatenate(counts), len(distinct)).astype(np.float64)
    return distinct // width, (distinct % width).astype(np.int32), summed


def _weighed(
    rows: Longs, columns: Ints, counts: NDArray[np.float64], rarity: Singles, total: int
) -> Rows:
    """Return rows of length one, each with its weightiest words."""
    values = ((1.0 + np.log(counts)) * rarity[columns]).astype(np.float32)
    heaviest = np.lexsort((columns, -values, rows))
    firsts = np.searchsorted(rows, np.arange(total + 1))
    place = np.arange(len(rows)) - firsts[rows]
    chosen = np.sort(heaviest[place < MOST_WORDS])
    rows, columns, values = rows[chosen], columns[chosen], values[chosen]
    lengths = np.sqrt(np.bincount(rows, values.astype(np.float64) ** 2, total))
    values = (values / lengths[rows]).astype(np.float32)
    return Rows(np.searchsorted(rows, np.arange(total + 1)), columns, values)
