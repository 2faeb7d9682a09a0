"""The postings of many terms in all fields of all segments, read together.

A run is the postings of one term in one field of one segment.  A post has a thousand
of them, mostly short, so nothing is done run by run in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.columnar import FieldPostings
from index.recommending.lookup import Lookup
from index.searching.postings import Ints, Longs, Segment
from index.searching.snapshot import Floats
from index.searching.term_keys import Keys


@dataclass(frozen=True, slots=True)
class Runs:
    """Where postings of some terms are, one entry for each run, in order of parts.

    Attributes:
        terms: The place of the term among those that were asked for, ascending in each part.
        parts: Number of the field of a segment.
        begins: Of the postings there.
        counts: How many there are.
    """

    terms: Longs
    parts: Longs
    begins: Longs
    counts: Longs


class _Part(NamedTuple):
    """A field of a segment.

    Attributes:
        field: Its number among the fields.
        numbers: The number of each post of the segment in the edition; deleted ones
            have the number behind the last.
        first: The number of the first post where none is deleted.
    """

    field: int
    postings: FieldPostings
    numbers: Ints
    first: int | None


class RunReader:
    """Reads the postings of some fields of an edition.

    Args:
        segments: Of the edition.
        fields: Names of fields.
        total: Number of posts of the edition.
    """

    def __init__(self, segments: Sequence[Segment], fields: Sequence[str], total: int) -> None:
        self._parts = list(_parts(segments, fields, total))
        self._field_of = np.array([part.field for part in self._parts], np.int64)
        self._lookups = [
            Lookup(
                [part.postings.vocabulary for part in of_field],
                [np.diff(part.postings.starts) for part in of_field],
            )
            for number in range(len(fields))
            for of_field in [[part for part in self._parts if part.field == number]]
        ]

    def having(self, keys: Keys) -> Longs:
        """Return in how many posts each of some terms is, deleted ones included, by field."""
        return np.array([lookup.summed(keys) for lookup in self._lookups])

    def find(self, keys: Keys) -> Runs:
        """Return the runs of some different terms."""
        found = [lookup.find(keys) for lookup in self._lookups]
        parts = np.concatenate(
            [
                np.flatnonzero(self._field_of == field)[each.vocabularies]
                for field, each in enumerate(found)
            ]
        )
        terms = np.concatenate([each.terms for each in found])
        order = np.argsort(parts * len(keys) + terms)
        parts, numbers = parts[order], np.concatenate([each.numbers for each in found])[order]
        begins, ends = np.empty_like(parts), np.empty_like(parts)
        for part, here in self._by_part(parts):
            begins[here] = part.postings.starts[numbers[here]]
            ends[here] = part.postings.starts[numbers[here] + 1]
        return Runs(terms[order], parts, begins, ends - begins)

    def fields(self, runs: Runs) -> Longs:
        """Return the number of the field of each run."""
        return self._field_of[runs.parts]

    def read(self, runs: Runs, worth: Floats) -> tuple[Longs, Floats]:
        """Return the posts of some runs, one after the other, and how much each has of its term.

        Args:
            runs: What is read.
            worth: What an occurrence counts, a row for each field and a column for each
                post, and one for deleted posts.
        """
        ends = runs.counts.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        places: Longs = np.repeat(runs.begins - (ends - runs.counts), runs.counts)
        places += np.arange(total)
        posts, amounts = np.empty(total, np.int64), np.empty(total)
        bounds = np.concatenate([[0], ends])
        for part, here in self._by_part(runs.parts):
            some = slice(int(bounds[here.start]), int(bounds[here.stop]))
            at = places[some]
            docs = part.postings.docs.take(at)
            if part.first is None:
                posts[some] = part.numbers.take(docs)
            else:
                np.add(docs, part.first, out=posts[some], dtype=np.int64)
            worth[part.field].take(posts[some], out=amounts[some])
            if part.postings.freqs is not None:
                amounts[some] *= part.postings.freqs.take(at)
        return posts, amounts

    def _by_part(self, parts: Longs) -> Iterator[tuple[_Part, slice]]:
        """Yield each part with those of some entries that are its own."""
        bounds = parts.searchsorted(np.arange(len(self._parts) + 1)).tolist()
        for part, (first, end) in zip(self._parts, pairwise(bounds), strict=True):
            if first < end:
                yield part, slice(first, end)


def _parts(segments: Sequence[Segment], fields: Sequence[str], total: int) -> Iterator[_Part]:
    for segment in segments:
        numbers = segment.numbers
        deleted = numbers < 0
        first = None if deleted.any() else int(numbers[0])
        numbers = np.where(deleted, total, numbers).astype(np.int32)
        for number, name in enumerate(fields):
            postings = segment.terms.field(name)
            if postings is not None:
                yield _Part(number, postings, numbers, first)
