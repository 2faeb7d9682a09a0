"""An edition as arrays: what every search needs of every post, prepared once.

Posts are numbered 0 to n - 1.  The numbers mean nothing outside one open
edition: every order that a reader sees comes from dates, titles and slugs, so
it does not matter in which order posts were written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.terms import ColumnarTermsReader
from index.postings import Ints, Segment, SegmentTerms, StockTerms
from index.schema import TEXT_FIELDS

Floats = NDArray[np.float64]

FACTS = struct.Struct(f"<{1 + len(TEXT_FIELDS)}i")
"""Day of publication as a proleptic ordinal (0: undated), then the length of each text field."""

KEY_SEPARATOR = "\x00"
"""Between slug and folded title in the column `key`."""

LAST = np.iinfo(np.int32).max
"""After every day."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What is known of every post.

    Attributes:
        segments: Where the terms of the posts are.
        stored: For each post, the number by which Whoosh knows it.
        slugs: By number.
        titles: Folded, by number.
        days: Ordinal of the day of publication, 0 for undated.
        lengths: Words in each text field, one row for each field.
    """

    segments: list[Segment]
    stored: Ints
    slugs: list[str]
    titles: list[str]
    days: Ints
    lengths: Ints

    def __len__(self) -> int:
        return len(self.slugs)


def read_documents(reader: Any) -> Documents:
    """Return what is known of every live post of a Whoosh reader."""
    segments: list[Segment] = []
    stored: list[int] = []
    keys: list[list[str]] = []
    facts: list[bytes] = []
    for leaf, base in reader.leaf_readers():
        live = [doc for doc in range(leaf.doc_count_all()) if not leaf.is_deleted(doc)]
        numbers = np.full(leaf.doc_count_all(), -1, np.int32)
        numbers[live] = np.arange(len(stored), len(stored) + len(live), dtype=np.int32)
        segments.append(Segment(_terms_of(leaf), numbers))
        stored.extend(base + doc for doc in live)
        if live:
            key_column, facts_column = leaf.column_reader("key"), leaf.column_reader("facts")
            keys.extend(key_column[doc].decode().split(KEY_SEPARATOR) for doc in live)
            facts.extend(facts_column[doc] for doc in live)
    table = np.frombuffer(b"".join(facts), "<i4").reshape(-1, 1 + len(TEXT_FIELDS)).astype(np.int32)
    return Documents(
        segments=segments,
        stored=np.array(stored, np.int32),
        slugs=[slug for slug, _ in keys],
        titles=[title for _, title in keys],
        days=table[:, 0].copy(),
        lengths=np.ascontiguousarray(table[:, 1:].T),
    )


def _terms_of(leaf: Any) -> SegmentTerms:
    """Return the terms of a segment, as arrays if that is how they were written."""
    terms = getattr(leaf, "_terms", None)
    return terms if isinstance(terms, ColumnarTermsReader) else StockTerms(leaf)


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


@dataclass(frozen=True, slots=True)
class Orders:
    """The place of every post in each order; no two posts share one.

    Attributes:
        slug: Alphabetical.
        newest: Latest day first, undated last, then by slug.
        oldest: Earliest day first, undated last, then by slug.
        title: By folded title, then slug.
    """

    slug: Ints
    newest: Ints
    oldest: Ints
    title: Ints


def orders_of(documents: Documents) -> Orders:
    """Return the orders of an edition."""
    slug = _ranks(sorted(range(len(documents)), key=documents.slugs.__getitem__))
    by_title = sorted(
        range(len(documents)), key=lambda n: (documents.titles[n], documents.slugs[n])
    )
    undated = documents.days == 0
    return Orders(
        slug=slug,
        newest=_ranks(np.lexsort((slug, -documents.days, undated))),
        oldest=_ranks(np.lexsort((slug, documents.days, undated))),
        title=_ranks(by_title),
    )


def _ranks(order: Iterable[int]) -> Ints:
    places = np.fromiter(order, np.int64)
    ranks = np.empty(len(places), np.int32)
    ranks[places] = np.arange(len(places), dtype=np.int32)
    return ranks


class StoredFields:
    """What is stored of each post, read one post at a time."""

    def __init__(self, reader: Any, documents: Documents, lock: Lock) -> None:
        self._reader = reader
        self._stored = documents.stored
        self._lock = lock

    def __getitem__(self, doc: int) -> dict[str, str]:
        with self._lock:
            fields: dict[str, str] = self._reader.stored_fields(int(self._stored[doc]))
        return fields
