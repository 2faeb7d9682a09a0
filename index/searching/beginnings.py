"""The posts that have any of many terms of a field, read in one go.

The terms that begin in one way lie side by side, and so do their postings: a
beginning costs one look into each field, however many words it stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from index.columnar import FieldPostings
from index.searching.postings import Ints, Postings, Segment

RANGES_KEPT = 16
"""Beginnings whose terms were found last, field by field: they are counted, then read."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a beginning stands for.

    Attributes:
        chosen: Those that are looked for, or None for all there are.
        found: How many there are.
    """

    chosen: frozenset[bytes] | None
    found: int


class ManyTerms:
    """Reads the postings of many terms at once.

    Args:
        segments: Of the edition.
        total: Number of posts of the edition.
        most: Words of a beginning that are looked for.
    """

    def __init__(self, segments: Sequence[Segment], total: int, most: int) -> None:
        self._segments = segments
        self._total = total
        self._most = most
        self._ranges = lru_cache(maxsize=RANGES_KEPT)(self._find)

    def words(self, fields: Sequence[str], start: str) -> Words:
        """Return the words that begin so: the commonest, ties by alphabet.

        How common a word is, is in how many posts it stands, counted in each field.

        Args:
            fields: Names of the fields, words as written.
            start: Folded.
        """
        counts: Counter[bytes] = Counter()
        for field in fields:
            for part in self._ranges(field, start.encode()):
                counts.update(part.counts())
        known = {word: count for word, count in counts.items() if count}
        if len(known) <= self._most:
            return Words(None, len(known))
        best = sorted(known, key=lambda word: (-known[word], word))[: self._most]
        return Words(frozenset(best), len(known))

    def beginning(self, field: str, start: str, words: Words) -> Postings:
        """Return the live posts with any of the words that begin so."""
        return self._read(field, start.encode(), words.chosen)

    def where(self, field: str, values: Collection[str]) -> Ints:
        """Return the live posts with any of some values of a field."""
        meant = frozenset(value.encode() for value in values)
        return self._read(field, b"", meant).docs

    def _read(self, field: str, start: bytes, chosen: frozenset[bytes] | None) -> Postings:
        """Return the live posts with any of the chosen terms that begin so."""
        parts = [part.postings(chosen) for part in self._ranges(field, start)]
        docs, freqs = (np.concatenate(each) for each in zip(_NONE, *parts, strict=True))
        sums = np.bincount(docs, weights=freqs, minlength=self._total)
        having = (sums > 0).nonzero()[0]
        return Postings(having.astype(np.int32), sums[having].astype(np.int32))

    def _find(self, field: str, start: bytes) -> list[_Range]:
        """Return where the terms of a field are that begin so, segment by segment."""
        found = []
        for segment in self._segments:
            known = segment.terms.field(field)
            if known is not None:
                terms = known.vocabulary
                first, last = terms.prefix_range(start) if start else (0, len(terms))
                found.append(_Range(segment.numbers, known, first, last))
        return [each for each in found if each.first < each.last]


_NONE: tuple[Any, Any] = (np.zeros(0, np.int32), np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True)
class _Range:
    """Neighbouring terms of a field in a segment.

    Attributes:
        numbers: Of the segment's documents.
        field: All postings of the field.
        first: Number of the first of the terms.
        last: Of the first after them.
    """

    numbers: Ints
    field: FieldPostings
    first: int
    last: int

    def postings(self, chosen: frozenset[bytes] | None) -> tuple[Any, Any]:
        """Return the live documents of the chosen terms, one for each posting, and how often."""
        starts = self.field.starts[self.first : self.last + 1].tolist()
        part = slice(starts[0], starts[-1])
        docs, freqs = self.numbers[self.field.docs[part]], self.field.freqs
        times = freqs[part] if freqs is not None else np.ones(len(docs), np.int32)
        kept = docs >= 0
        if chosen is not None:
            terms = self.field.vocabulary.slice(self.first, self.last)
            wanted = np.array([term in chosen for term in terms], bool)
            kept &= np.repeat(wanted, [after - before for before, after in pairwise(starts)])
        return docs[kept], times[kept]

    def counts(self) -> dict[bytes, int]:
        """Return in how many live posts each term stands."""
        starts = self.field.starts[self.first : self.last + 1].astype(np.int64)
        live = self.numbers[self.field.docs[int(starts[0]) : int(starts[-1])]] >= 0
        counts = np.add.reduceat(live, starts[:-1] - starts[0], dtype=np.int64)
        terms = self.field.vocabulary.slice(self.first, self.last)
        return dict(zip(terms, counts.tolist(), strict=True))
