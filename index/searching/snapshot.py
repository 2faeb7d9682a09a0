"""An edition as arrays: what every search needs of every post, prepared once.

Posts are numbered 0 to n - 1.  The numbers mean nothing outside one open
edition: every order that a reader sees comes from dates, titles and slugs, so
it does not matter in which order posts were written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar import SegmentArrays, segment_arrays
from index.editions.schema import DAY, EVENT_DAYS, TEXT_FIELDS
from index.searching.postings import Ints, Longs, Segment

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Documents:
    """What is known of every post.

    Attributes:
        segments: Where the terms of the posts are.
        stored: For each post, the number by which Whoosh knows it.
        days: Ordinal of the day of publication, 0 for undated.
        events: Those of the first and the last day of the event, one row for each.
        lengths: Words in each text field, one row for each field.
    """

    segments: list[Segment]
    stored: Ints
    days: Ints
    events: Ints
    lengths: Ints

    def __len__(self) -> int:
        return len(self.stored)

    def terms(self, field: str) -> list[str]:
        """Return the terms of a field, sorted; deleted posts may have been the last to have one."""
        found = (segment.terms.vocabulary(field).all() for segment in self.segments)
        return [term.decode() for term in sorted(set().union(*found))]


def read_documents(reader: Any) -> Documents:
    """Return what is known of every live post of a Whoosh reader."""
    segments: list[Segment] = []
    stored = [np.zeros(0, np.int32)]
    days = [np.zeros(0, np.int32)]
    events = [np.zeros((len(EVENT_DAYS), 0), np.int32)]
    lengths = [np.zeros((len(TEXT_FIELDS), 0), np.int32)]
    first = 0
    for segment in segment_arrays(reader):
        live = _live(segment)
        numbers = np.full(len(segment), -1, np.int32)
        numbers[live] = np.arange(first, first + len(live), dtype=np.int32)
        segments.append(Segment(segment.terms, numbers))
        stored.append((live + segment.base).astype(np.int32))
        days.append(segment.numbers(DAY)[live])
        events.append(np.array([segment.numbers(column)[live] for column in EVENT_DAYS]))
        lengths.append(np.array([segment.lengths(field.name)[live] for field in TEXT_FIELDS]))
        first += len(live)
    return Documents(
        segments=segments,
        stored=np.concatenate(stored),
        days=np.concatenate(days).astype(np.int32),
        events=np.concatenate(events, axis=1).astype(np.int32),
        lengths=np.concatenate(lengths, axis=1).astype(np.int32),
    )


def _live(segment: SegmentArrays) -> Longs:
    live = segment.live()
    return np.arange(len(segment)) if live is None else np.flatnonzero(live)


def norms(lengths: Ints) -> Floats:
    """Return by how much the length of each text field lowers what a word in it counts.

    The average is taken over live posts that have the field at all.
    """
    rows = []
    for field, row in zip(TEXT_FIELDS, lengths, strict=True):
        filled = int(np.count_nonzero(row))
        average = int(row.sum(dtype=np.int64)) / filled if filled else 1.0
        rows.append(field.weight / (1.0 - field.b + field.b * (row / average)))
    return np.array(rows, np.float64).reshape(len(TEXT_FIELDS), -1)


class StoredFields:
    """What is stored of each post, read one post at a time."""

    def __init__(self, reader: Any, documents: Documents) -> None:
        self._reader = reader
        self._stored = documents.stored

    def __getitem__(self, doc: int) -> dict[str, str]:
        fields: dict[str, str] = self._reader.stored_fields(int(self._stored[doc]))
        return fields
