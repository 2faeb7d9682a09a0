"""The posts that have any of the words that begin in one way, read in one go.

The terms that begin in one way lie side by side, and so do their postings: a
beginning costs one look into each field, however many words it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.columnar import FieldPostings, Vocabulary, ranks_among
from index.searching.postings import Ints, Longs, Postings, Segment, ranges


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a beginning stands for.

    Attributes:
        looked_for: How many are looked for, at most.
        found: How many there are.
        parts: Where they are, by field.
    """

    looked_for: int
    found: int
    parts: Mapping[str, Sequence[_Part]]


class ManyTerms:
    """Reads the postings of many terms at once.

    Args:
        segments: Of the edition.
        most: Words of a beginning that are looked for.
    """

    def __init__(self, segments: Sequence[Segment], most: int) -> None:
        self._segments = segments
        self._most = most

    def words(self, fields: Sequence[str], start: str) -> Words:
        """Return the words that begin so: the commonest, ties by alphabet.

        How common a word is, is in how many posts it stands, counted in each field.

        Args:
            fields: Names of the fields, words as written.
            start: Folded.
        """
        parts = {field: self._find(field, start.encode()) for field in fields}
        every = [part for of_field in parts.values() for part in of_field]
        if not every:
            return Words(0, 0, parts)
        ranks = ranks_among([part.terms() for part in every])
        # By alphabet, as ranks are; each word once, wherever it is.
        words, of_terms = np.unique(np.concatenate(ranks), return_inverse=True)
        counts = np.bincount(of_terms, np.concatenate([part.counts() for part in every]))
        found = int(np.count_nonzero(counts))
        if found <= self._most:
            return Words(found, found, parts)
        wanted = np.zeros(len(words), bool)
        wanted[np.argsort(-counts, kind="stable")[: self._most]] = True
        chosen = iter(np.split(wanted[of_terms], np.cumsum([len(each) for each in ranks])[:-1]))
        for field, of_field in parts.items():
            parts[field] = [part.only(next(chosen)) for part in of_field]
        return Words(self._most, found, parts)

    def beginning(self, field: str, words: Words) -> Postings:
        """Return the live posts with any of the words that a beginning stands for."""
        read = [part.postings() for part in words.parts[field]]
        docs, freqs = (np.concatenate(each) for each in zip(_NONE, *read, strict=True))
        return Postings(docs, freqs)

    def _find(self, field: str, start: bytes) -> list[_Part]:
        """Return where the terms of a field are that begin so, segment by segment."""
        found = []
        for segment in self._segments:
            known = segment.terms.field(field)
            if known is not None:
                first, last = known.vocabulary.prefix_range(start)
                found.append(_Part(segment.numbers, known, first, last))
        return [each for each in found if each.first < each.last]


_NONE: tuple[Any, Any] = (np.zeros(0, np.int32), np.zeros(0, np.int32))


@dataclass(frozen=True, slots=True)
class _Part:
    """Neighbouring terms of a field in a segment, or some of them.

    Attributes:
        numbers: Of the segment's documents.
        field: All postings of the field.
        first: Number of the first of the terms.
        last: Of the first after them.
        chosen: The numbers of some of them, or None for all.
    """

    numbers: Ints
    field: FieldPostings
    first: int
    last: int
    chosen: Longs | None = None

    def terms(self) -> Vocabulary:
        """Return the terms, all of them."""
        return self.field.vocabulary.part(self.first, self.last)

    def counts(self) -> Longs:
        """Return in how many live posts each term stands, all of them."""
        starts = self.field.starts[self.first : self.last + 1].astype(np.int64)
        if not (self.numbers < 0).any():
            return np.diff(starts)
        live = self.numbers[self.field.docs[int(starts[0]) : int(starts[-1])]] >= 0
        counts: Longs = np.add.reduceat(live, starts[:-1] - starts[0], dtype=np.int64)
        return counts

    def only(self, wanted: Any) -> _Part:
        """Return some of all the terms, by the truth value of each."""
        chosen = self.first + wanted.nonzero()[0]
        return _Part(self.numbers, self.field, self.first, self.last, chosen)

    def postings(self) -> tuple[Ints, Ints]:
        """Return the live posts with any of the terms, ascending, and how often each has them."""
        places = self._places()
        # Within a segment, so that what is added up stays at hand of the processor.
        times = self.field.freqs[places] if self.field.freqs is not None else None
        sums = np.bincount(self.field.docs[places], times, len(self.numbers))
        having = ((sums > 0) & (self.numbers >= 0)).nonzero()[0]
        return self.numbers[having], sums[having].astype(np.int32)

    def _places(self) -> slice | Longs:
        """Return where the postings of the terms are."""
        starts = self.field.starts
        if self.chosen is None:
            return slice(int(starts[self.first]), int(starts[self.last]))
        begins = starts[self.chosen].astype(np.int64)
        return ranges(begins, starts[self.chosen + 1] - begins)
