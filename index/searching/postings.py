"""Which posts have a term, read once and kept as arrays.

A segment's documents are numbered as Whoosh numbers them; here every live post
of an edition has a number of its own, without gaps, so that deleted posts do
not exist for anybody above this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar import ColumnarTermsReader, FieldPostings
from index.searching.cache import Cache

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """The posts that have something, ascending, and how often.

    Attributes:
        docs: Numbers of posts.
        freqs: Occurrences in each, in as few bytes as the index has them.
    """

    docs: Ints
    freqs: NDArray[Any]

    @property
    def nbytes(self) -> int:
        """Memory taken."""
        return self.docs.nbytes + self.freqs.nbytes

    def __len__(self) -> int:
        return len(self.docs)


_NO_DOCS = np.zeros(0, np.int32)
_NO_OCCURRENCES = np.zeros(0, np.int64)

NOTHING = Postings(_NO_DOCS, np.zeros(0, np.uint8))
"""No post."""

POSITION_BITS = 24
"""A post of `archive.settings.LARGEST_POST` bytes, the longest that can be allowed, has fewer
words than two to this power."""


PLACES_KEPT = 64
"""Terms whose places are kept: a word is looked for in its postings and then in its positions."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's terms, and the number that each of its documents has here.

    Attributes:
        numbers: By the segment's own number; -1 for a deleted document.
    """

    terms: ColumnarTermsReader
    numbers: Ints


@dataclass(frozen=True, slots=True)
class _Place:
    """A term in one segment.

    Attributes:
        first: Documents of the segments before.
        field: All postings of the field there.
        number: Of the term in it.
    """

    first: int
    field: FieldPostings
    number: int

    def occurrences_in(self, mask: NDArray[np.bool_]) -> Longs:
        """Return the occurrences in some posts of an edition without deleted ones."""
        docs, freqs = self.field.postings_of(self.number)
        chosen = mask[self.first :].take(docs).nonzero()[0]
        if not len(chosen):
            return _NO_OCCURRENCES
        counts = freqs[chosen].astype(np.int64)
        begins = freqs.cumsum(dtype=np.int64)[chosen] - counts
        found = (docs[chosen].astype(np.int64) + self.first << POSITION_BITS).repeat(counts)
        found += self.field.positions_of(self.number)[ranges(begins, counts)]
        return found


class PostingsReader:
    """The postings of an edition.

    Segments are mapped and never change, so threads read them without waiting
    for each other; what was read is shared.

    Args:
        segments: Of the edition.
        memory: Bytes that may be kept of what was read.
    """

    def __init__(self, segments: list[Segment], memory: int) -> None:
        self._segments = segments
        numbers = np.concatenate([_NO_DOCS, *(segment.numbers for segment in segments)])
        self._numbers = numbers if (numbers < 0).any() else None
        self._field = cache(self._read_field)
        self._places = lru_cache(maxsize=PLACES_KEPT)(self._find)
        self._postings: Cache[tuple[str, str], Postings] = Cache(memory // 2, _size)
        self._occurrences: Cache[tuple[str, str], Longs] = Cache(memory // 2, _size)

    def touch_terms(self, fields: Iterable[str]) -> None:
        """Have the terms of some fields at hand; nothing of their postings."""
        for field in fields:
            for _, known in self._field(field):
                known.touch_terms()

    def postings(self, field: str, term: str) -> Postings:
        """Return the live posts of a term."""
        return self._postings.get((field, term), lambda: self._read_postings(field, term))

    def has(self, field: str, term: str) -> bool:
        """Tell whether any post has a term; a deleted one may."""
        wanted = _encoded(term)
        return any(known.vocabulary.find(wanted) >= 0 for _, known in self._field(field))

    def occurrences(self, field: str, term: str) -> Longs:
        """Return every occurrence of a term, ascending.

        Each is its post times 2 ** POSITION_BITS plus its position there.
        """
        return self._occurrences.get((field, term), lambda: self.read_occurrences(field, term))

    def read_occurrences(self, field: str, term: str) -> Longs:
        """Return the same as an array of its own, which is not kept here."""
        found = self.postings(field, term)
        occurrences = np.repeat(found.docs.astype(np.int64) << POSITION_BITS, found.freqs)
        occurrences += self._read_positions(field, term)
        return occurrences

    def occurrences_in(self, field: str, term: str, mask: NDArray[np.bool_]) -> Longs:
        """Return the occurrences of a term in some posts, reading little of the others.

        Args:
            field: Where it stands.
            term: Any.
            mask: One truth value for each post.
        """
        if self._numbers is not None:
            found = self.occurrences(field, term)
            kept: Longs = found[mask[found >> POSITION_BITS]]
            return kept
        read = [place.occurrences_in(mask) for place in self._places(field, term)]
        return np.concatenate([_NO_OCCURRENCES, *read])

    def _read_postings(self, field: str, term: str) -> Postings:
        places = self._places(field, term)
        if not places:
            return NOTHING
        docs, freqs = _joined(places)
        if self._numbers is None:
            return Postings(docs, freqs)
        numbers = self._numbers[docs]
        live = numbers >= 0
        return Postings(numbers[live], freqs[live])

    def _read_positions(self, field: str, term: str) -> NDArray[Any]:
        """Return where a term stands in its live posts, one post after the other."""
        places = self._places(field, term)
        if not places:
            return NOTHING.freqs
        found = np.concatenate([place.field.positions_of(place.number) for place in places])
        if self._numbers is None:
            return found
        docs, freqs = _joined(places)
        return found[np.repeat(self._numbers[docs] >= 0, freqs)]

    def _find(self, field: str, term: str) -> list[_Place]:
        """Return where a term is, segment by segment."""
        wanted = _encoded(term)
        numbered = (
            (first, known, known.vocabulary.find(wanted)) for first, known in self._field(field)
        )
        return [_Place(*each) for each in numbered if each[2] >= 0]

    def _read_field(self, name: str) -> list[tuple[int, FieldPostings]]:
        """Return a field of each segment that has it, with the number of documents before."""
        found, first = [], 0
        for segment in self._segments:
            known = segment.terms.field(name)
            if known is not None:
                found.append((first, known))
            first += len(segment.numbers)
        return found


def ranges(begins: Longs, counts: Longs) -> Longs:
    """Return so many numbers from each of some beginnings on, one range after the other."""
    before = counts.cumsum() - counts
    found: Longs = (begins - before).repeat(counts)
    found += np.arange(len(found))
    return found


def _joined(places: list[_Place]) -> tuple[Ints, NDArray[Any]]:
    """Return the postings of a term in all segments, as if no document was deleted."""
    found = [place.field.postings_of(place.number) for place in places]
    docs, freqs = zip(*found, strict=True)
    numbers = np.concatenate(docs, dtype=np.int32, casting="unsafe")
    end = 0
    for place, here in zip(places, docs, strict=True):
        begin, end = end, end + len(here)
        numbers[begin:end] += place.first
    return numbers, np.concatenate(freqs)


def _encoded(term: str) -> bytes:
    # Half a character is in no term, and asking for one is no error.
    return term.encode(errors="surrogatepass")


def _size(found: Postings | Longs) -> int:
    size: int = found.nbytes
    return size
