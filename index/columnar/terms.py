"""A segment's postings, asked for in two ways.

Whoosh asks term by term, through the methods of its `TermsReader`.  A searcher
that computes with arrays asks `postings`, `positions` and `vocabulary` and gets
views of the map.  Terms are bytes; a `str` is taken for its UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from index.columnar.arrayfile import Array, ArrayFile
from index.columnar.lengths import DECODED
from index.columnar.matching import ColumnarMatcher
from index.columnar.postings import FieldPostings, TermStatistics, read_field, read_statistics
from index.columnar.vocabulary import Vocabulary

NO_DOCS = np.zeros(0, np.uint32)
NO_NUMBERS = np.zeros(0, np.uint16)
NO_OFFSETS = np.zeros(1, np.int64)


class ColumnarTermsReader(TermsReader):  # type: ignore[misc]
    """The postings of one segment."""

    def __init__(self, file: ArrayFile, documents: ArrayFile) -> None:
        self._file = file
        self._documents = documents
        self._names = sorted(file.facts["fields"])
        self._fields: dict[str, FieldPostings] = {}
        self._statistics: dict[str, TermStatistics] = {}

    # For searchers that compute with arrays

    def field(self, name: str) -> FieldPostings | None:
        """Return all postings of a field; None if the segment has none of it."""
        if name not in self._fields and name in self._file.facts["fields"]:
            self._fields[name] = read_field(self._file, name)
        return self._fields.get(name)

    def vocabulary(self, name: str) -> Vocabulary:
        """Return a field's terms; a term's number is its place among them."""
        field = self.field(name)
        return field.vocabulary if field else Vocabulary.of([])

    def postings(self, name: str, term: str | bytes) -> tuple[Array, Array]:
        """Return the documents of a term, ascending, and its frequency in each.

        Deleted documents are among them.  Both are empty if there is no such
        term.
        """
        field, number = self._find(name, term)
        if field is None:
            return NO_DOCS, NO_NUMBERS
        return self.postings_at(name, number)

    def postings_at(self, name: str, number: int) -> tuple[Array, Array]:
        """Return the same for the term with that number."""
        return self._known(name).postings_of(number)

    def positions(self, name: str, term: str | bytes) -> tuple[Array, Array]:
        """Return all positions of a term, and where each posting's begin.

        Those of posting `i` are `positions[offsets[i]:offsets[i + 1]]`,
        ascending.  Both are as of no posting if there is no such term or the
        field keeps no positions.
        """
        field, number = self._find(name, term)
        return self.positions_at(name, number) if field else (NO_NUMBERS, NO_OFFSETS)

    def positions_at(self, name: str, number: int) -> tuple[Array, Array]:
        """Return the same for the term with that number."""
        field = self._known(name)
        if field.positions is None or field.position_starts is None:
            return NO_NUMBERS, NO_OFFSETS
        _, freqs = field.postings_of(number)
        offsets = np.zeros(len(freqs) + 1, np.int64)
        np.cumsum(freqs, out=offsets[1:])
        return field.positions_of(number), offsets

    def statistics(self, name: str) -> TermStatistics:
        """Return the numbers of each term of a field."""
        if name not in self._statistics:
            self._statistics[name] = read_statistics(self._file, name)
        return self._statistics[name]

    def _known(self, name: str) -> FieldPostings:
        field = self.field(name)
        if field is None:
            raise KeyError(name)
        return field

    def _find(self, name: str, term: str | bytes) -> tuple[FieldPostings | None, int]:
        field = self.field(name)
        number = field.vocabulary.find(_bytes(term)) if field else -1
        return (field, number) if number >= 0 else (None, -1)

    # For Whoosh

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._find(*term)[0] is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields with postings."""
        return self._names

    def cursor(self, fieldname: str, fieldobj: Any) -> ColumnarCursor:
        """Return a cursor at the first term of a field."""
        return ColumnarCursor(self, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every field and term."""
        return self._walk("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield every field and term from a place on, as stock Whoosh orders them."""
        return self._walk(fieldname, prefix) if fieldname in self._names else iter(())

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every field and term, each with what is known of it."""
        return self._with_info(self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the same from a place on."""
        return self._with_info(self.terms_from(fieldname, prefix))

    def _walk(self, fieldname: str, first: bytes) -> Iterator[tuple[str, bytes]]:
        for name in self._names:
            if name < fieldname:
                continue
            terms = self.vocabulary(name)
            number = terms.lower_bound(first) if name == fieldname else 0
            for block in range(number, len(terms), 64):
                yield from (
                    (name, term) for term in terms.slice(block, min(block + 64, len(terms)))
                )

    def _with_info(
        self, terms: Iterator[tuple[str, bytes]]
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in terms)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a term; TermNotFound if it is not there."""
        field, number = self._find(fieldname, text)
        if field is None:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        return self.info_at(fieldname, number)

    def info_at(self, fieldname: str, number: int) -> TermInfo:
        """Return what is known of the term with that number."""
        field = self._known(fieldname)
        known = self.statistics(fieldname)
        first, last = field.starts[number : number + 2].tolist()
        return TermInfo(
            weight=float(known.weights[number]),
            df=last - first,
            minlength=int(DECODED[known.min_bytes[number]]),
            maxlength=int(DECODED[known.max_bytes[number]]),
            maxweight=float(known.max_weights[number]),
            minid=int(field.docs[first]),
            maxid=int(field.docs[last - 1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return a term's total weight; Whoosh expects KeyError if it is not there."""
        if (fieldname, text) not in self:
            raise KeyError(text)
        weight: float = self.term_info(fieldname, text).weight()
        return weight

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents have a term; KeyError if it is not there."""
        field, number = self._find(fieldname, text)
        if field is None:
            raise KeyError(text)
        return int(field.starts[number + 1] - field.starts[number])

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ColumnarMatcher:
        """Return a matcher on a term's postings; TermNotFound if it is not there."""
        field, number = self._find(fieldname, text)
        if field is None:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        lengths = self._documents.get(f"bytes/{fieldname}")
        return ColumnarMatcher(
            field, number, format_, lengths, term=(fieldname, text), scorer=scorer
        )

    def close(self) -> None:
        """Let go of the maps."""
        self._fields.clear()
        self._statistics.clear()
        self._file.close()
        self._documents.close()


class ColumnarCursor(FieldCursor):  # type: ignore[misc]
    """A place among the terms of a field."""

    def __init__(self, reader: ColumnarTermsReader, name: str, fieldobj: Any) -> None:
        self._reader = reader
        self._name = name
        self._field = fieldobj
        self._terms = reader.vocabulary(name)
        self._number = 0

    def first(self) -> Any:
        """Go to the first term and return it."""
        self._number = 0
        return self.text()

    def find(self, string: str | bytes) -> Any:
        """Go to the first term that does not sort before `string` and return it."""
        term = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._number = self._terms.lower_bound(term)
        return self.text()

    def next(self) -> Any:
        """Go to the next term and return it; None past the last."""
        self._number += 1
        return self.text()

    def text(self) -> Any:
        """Return the term here as the field decodes it; None past the last."""
        return self._field.from_bytes(self._terms[self._number]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term here."""
        return self._reader.info_at(self._name, self._number) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._number < len(self._terms)


def _bytes(term: str | bytes) -> bytes:
    # Half a character is in no term, and asking for one is no error.
    return term if isinstance(term, bytes) else term.encode(errors="surrogatepass")
