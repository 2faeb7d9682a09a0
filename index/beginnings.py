"""The posts that have any of many terms of a field, read in one go.

The terms that begin in one way lie side by side, and so do their postings: a
beginning costs one look into each field, however many words it stands for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np

from index.postings import NOTHING, Ints, Postings, Segment


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
        lock: Guards their files.
        total: Number of posts of the edition.
        most: Words of a beginning that are looked for.
    """

    def __init__(self, segments: Sequence[Segment], lock: Lock, total: int, most: int) -> None:
        self._segments = segments
        self._lock = lock
        self._total = total
        self._most = most

    def words(self, fields: Sequence[str], start: str) -> Words:
        """Return the words that begin so: the commonest, ties by alphabet.

        How common a word is, is in how many posts it stands, counted in each field.

        Args:
            fields: Names of the fields, words as written.
            start: Folded.
        """
        counts: Counter[bytes] = Counter()
        with self._lock:
            for segment in self._segments:
                for field in fields:
                    counts.update(_counts(segment, field, start.encode()))
        known = {word: count for word, count in counts.items() if count}
        if len(known) <= self._most:
            return Words(None, len(known))
        best = sorted(known, key=lambda word: (-known[word], word))[: self._most]
        return Words(frozenset(best), len(known))

    def beginning(self, field: str, start: str, words: Words) -> Postings:
        """Return the live posts with any of the words that begin so."""
        first = start.encode()

        def chosen(terms: Sequence[bytes]) -> Collection[bool] | None:
            return None if words.chosen is None else [term in words.chosen for term in terms]

        return self._read(field, first, chosen)

    def where(self, field: str, is_meant: Callable[[str], bool]) -> Ints:
        """Return the live posts of the values of a field that are meant, each post once."""
        return self._read(field, b"", lambda terms: [is_meant(t.decode()) for t in terms]).docs

    def _read(
        self,
        field: str,
        start: bytes,
        chosen: Callable[[Sequence[bytes]], Collection[bool] | None],
    ) -> Postings:
        parts: list[tuple[Any, Any]] = []
        with self._lock:
            for segment in self._segments:
                known = segment.terms.field(field)
                if known is None:
                    continue
                first, last = (
                    known.vocabulary.prefix_range(start) if start else (0, len(known.vocabulary))
                )
                if first == last:
                    continue
                begin, end = int(known.starts[first]), int(known.starts[last])
                docs = segment.numbers[known.docs[begin:end]]
                freqs = (
                    np.ones(len(docs), np.int64) if known.freqs is None else known.freqs[begin:end]
                )
                kept = docs >= 0
                wanted = chosen(known.vocabulary.slice(first, last))
                if wanted is not None:
                    starts = known.starts[first : last + 1].tolist()
                    counts = [after - before for before, after in pairwise(starts)]
                    kept &= np.repeat(np.array(wanted, bool), counts)
                parts.append((docs[kept], freqs[kept]))
        if not parts:
            return NOTHING
        docs, freqs = (np.concatenate(each) for each in zip(*parts, strict=True))
        sums = np.bincount(docs, weights=freqs, minlength=self._total)
        having = np.flatnonzero(sums)
        return Postings(having.astype(np.int32), sums[having].astype(np.int32))


def _counts(segment: Segment, field: str, start: bytes) -> dict[bytes, int]:
    """Return in how many live posts of a segment the words with a beginning stand."""
    known = segment.terms.field(field)
    if known is None:
        return {}
    first, last = known.vocabulary.prefix_range(start)
    if first == last:
        return {}
    starts = known.starts[first : last + 1].astype(np.int64)
    live = segment.numbers[known.docs[int(starts[0]) : int(starts[-1])]] >= 0
    counts = np.add.reduceat(live, starts[:-1] - starts[0], dtype=np.int64)
    return dict(zip(known.vocabulary.slice(first, last), counts.tolist(), strict=True))
