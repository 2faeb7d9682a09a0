"""Where words stand in a few posts.

The positions of a common word are many times as many as the posts that have it.
They are kept as the segments have them, in two bytes each, those of all fields
one after the other, and only the ones that are asked for become numbers to
compute with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.cache import Cache
from index.postings import POSITION_BITS, Longs, PostingsReader, Segment
from index.schema import TEXT_FIELDS
from index.snapshot import Documents

FIELDS = tuple(field.stems for field in TEXT_FIELDS)
"""The fields that are looked into, by their numbers."""


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """The positions of a term in some fields, posting by posting.

    Attributes:
        postings: For each the number of its field times all posts plus its post, ascending.
        begins: Where the positions of each posting begin, and where the last end.
        positions: All of them.
    """

    postings: Longs
    begins: Longs
    positions: NDArray[Any]

    @property
    def nbytes(self) -> int:
        """Memory taken."""
        return self.postings.nbytes + self.begins.nbytes + self.positions.nbytes


class Positions:
    """Reads positions of terms in posts of an edition.

    Args:
        documents: What is known of its posts.
        reader: Its postings.
        memory: Bytes that may be kept; those of a common word among 100,000 posts are 2 MB.
    """

    def __init__(self, documents: Documents, reader: PostingsReader, memory: int) -> None:
        self._segments = documents.segments
        self._reader = reader
        self._total = len(documents)
        self._known: Cache[str, _Occurrences] = Cache(memory, lambda each: each.nbytes)

    def rows(self, posts: Longs) -> Longs:
        """Return each of some posts in each field, as a posting is numbered.

        Args:
            posts: Their numbers, ascending.
        """
        rows: Longs = (np.arange(len(FIELDS))[:, np.newaxis] * self._total + posts).ravel()
        return rows

    def of(self, terms: Sequence[str], rows: Longs) -> list[Longs]:
        """Return the occurrences of each of some terms in some posts.

        Args:
            terms: Stems.
            rows: Of the posts.

        Returns:
            Each occurrence as number of the row times 2 ** POSITION_BITS plus position, ascending.
        """
        if not terms:
            return []
        known = [self._known.get(term, partial(self._read, term)) for term in terms]
        # Of a row without a posting there is nothing between its place and the next row's.
        bounds = np.concatenate([rows, rows + 1])
        between = [each.begins.take(each.postings.searchsorted(bounds)) for each in known]
        begins = np.concatenate([each[: len(rows)] for each in between])
        counts = np.concatenate([each[len(rows) :] for each in between]) - begins
        until = counts.cumsum()
        found = np.concatenate([np.arange(len(rows)) << POSITION_BITS] * len(known)).repeat(counts)
        at = np.arange(len(found)) + (begins - until + counts).repeat(counts)
        parts = []
        last = until[len(rows) - 1 :: len(rows)].tolist()
        for each, (first, end) in zip(known, pairwise([0, *last]), strict=True):
            part = found[first:end]
            part += each.positions[at[first:end]]
            parts.append(part)
        return parts

    def _read(self, term: str) -> _Occurrences:
        """Return the positions of a term in live posts, field after field."""
        read = [self._reader.postings(field, term) for field in FIELDS]
        postings = [number * self._total + each.docs for number, each in enumerate(read)]
        begins = np.zeros(sum(map(len, read)) + 1, np.int64)
        np.cumsum(np.concatenate([each.freqs for each in read]), out=begins[1:])
        positions = [
            self._live(segment, field, term) for field in FIELDS for segment in self._segments
        ]
        return _Occurrences(
            np.concatenate(postings).astype(np.int64), begins, np.concatenate(positions)
        )

    def _live(self, segment: Segment, field: str, term: str) -> NDArray[Any]:
        """Return the positions of a term in the live posts of a segment, in order."""
        positions, begins = segment.terms.positions(field, term)
        docs, _ = segment.terms.postings(field, term)
        live = segment.numbers[docs] >= 0
        return positions if live.all() else positions[np.repeat(live, np.diff(begins))]
