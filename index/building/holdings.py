"""What an edition holds, asked while it is being changed.

Documents have the numbers here that Whoosh knows them by.  Answers are those of
the moment when the reader was opened, whatever a writer has deleted since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np

from index.columnar import SegmentArrays, segment_arrays
from index.editions.record import Record
from index.editions.record_json import from_json


class Holdings:
    """The live posts of an edition.

    Args:
        reader: Whoosh's; it stays the caller's.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._segments = segment_arrays(reader)
        self._live = [segment.live() for segment in self._segments]

    def __len__(self) -> int:
        count: int = self._reader.doc_count()
        return count

    def documents(self, field: str, term: str) -> list[int]:
        """Return the documents with a term."""
        found: list[int] = []
        for segment, live in zip(self._segments, self._live, strict=True):
            docs, _ = segment.terms.postings(field, term)
            if live is not None:
                docs = docs[live[docs]]
            found += (docs + np.uint32(segment.base)).tolist()
        return found

    def terms(self, field: str) -> list[str]:
        """Return the values of a field that a post has, sorted."""
        found: set[str] = set()
        for segment, live in zip(self._segments, self._live, strict=True):
            found.update(term.decode() for term in _terms(segment, live, field))
        return sorted(found)

    def terms_of(self, documents: Collection[int], fields: Collection[str]) -> set[bytes]:
        """Return the terms of some fields that one of some documents has."""
        found: set[bytes] = set()
        for segment in self._segments:
            places = np.array(sorted(documents), np.int64) - segment.base
            chosen = np.zeros(len(segment), np.bool_)
            chosen[places[(places >= 0) & (places < len(segment))]] = True
            for postings in map(segment.terms.field, fields if chosen.any() else ()):
                if postings is not None:
                    having = np.flatnonzero(chosen[postings.docs])
                    numbers = np.searchsorted(postings.starts, having, "right") - 1
                    found.update(postings.vocabulary[number] for number in set(numbers.tolist()))
        return found

    def record(self, slug: str) -> Record:
        """Return the record of a post that is there."""
        stored = self._reader.stored_fields(self.documents("slug", slug)[0])
        return from_json(stored["display"], text=stored["text"], html=stored["html"])

    def slugs_with(self, field: str, terms: Iterable[str]) -> Iterator[str]:
        """Yield the slugs of the posts that have one of some values of a field."""
        for term in terms:
            for document in self.documents(field, term):
                yield from_json(self._reader.stored_fields(document)["display"]).slug


def _terms(segment: SegmentArrays, live: Any, field: str) -> list[bytes]:
    """Return the terms of a segment that a live document has."""
    postings = segment.terms.field(field)
    if postings is None:
        return []
    if live is None:
        return postings.vocabulary.all()
    having = np.add.reduceat(live[postings.docs], postings.starts[:-1], dtype=np.int64)
    return [postings.vocabulary[number] for number in np.flatnonzero(having).tolist()]
