"""What a segment knows of each document: stored fields, lengths and columns.

Stored fields and lengths lie in one array file.  Lengths are there twice: the
exact ones, and the bytes that Whoosh rounds them to and scores with.  Sortable
columns and term vectors stay in the files of the stock codec.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3PerDocWriter
from whoosh.columns import NumericColumn

from index.columnar.arrayfile import Array, ArrayFile, ArrayFileError, ArrayFileWriter
from index.columnar.lengths import DECODED, to_bytes
from index.columnar.stored import StoredReader, StoredWriter


class ColumnarDocumentWriter(W3PerDocWriter):  # type: ignore[misc]
    """Writes the documents of a segment, one by one or many at once."""

    _indoc: bool

    def __init__(self, codec: Any, storage: Any, segment: Any, file: Any) -> None:
        self._file = ArrayFileWriter(file)
        self.stored = StoredWriter(self._file)
        self._lengths: dict[str, array[int]] = {}
        super().__init__(codec, storage, segment)

    def _create_column(self, fieldname: str, column: Any) -> None:
        if fieldname != "_stored":
            super()._create_column(fieldname, column)

    def add_field(  # Whoosh's signature
        self,
        fieldname: str,
        fieldobj: Any,  # noqa: ARG002
        value: Any,
        length: int | None,
    ) -> None:
        """Add what Whoosh's writer has of one field of one document."""
        if value is not None:
            self._storedfields[fieldname] = value
        if length:
            self._lengths_until(fieldname, self._docnum).append(length)
            self._fieldlengths[fieldname] += length

    def finish_doc(self) -> None:
        """End the document."""
        if self._indoc:
            self.stored.add(self._storedfields)
            self._indoc = False

    def extend(self, count: int, lengths: Mapping[str, Array], totals: Mapping[str, int]) -> int:
        """Add many documents, whose stored fields the caller gives to `stored`.

        Args:
            count: How many.
            lengths: Exact lengths of the fields that have any, zero where a
                document has none.
            totals: What Whoosh shall take for the sums of these lengths; after
                a merge that is the sum of the rounded ones.

        Returns:
            The number of the first of them.
        """
        first: int = self._doccount
        for name, values in lengths.items():
            self._lengths_until(name, first).frombytes(values.astype(np.uint32).tobytes())
        for name, total in totals.items():
            if total:
                self._fieldlengths[name] += total
        self._doccount += count
        return first

    def add_value(self, docnum: int, fieldname: str, column: Any, value: Any) -> None:
        """Set the value of a column for a document already added."""
        self._docnum = docnum
        self.add_column_value(fieldname, column, value)

    def add_numbers(self, first: int, fieldname: str, column: NumericColumn, values: Array) -> None:
        """Set the values of a numeric column for documents that follow each other.

        It writes what `add_value` would, document by document.
        """
        if not self._has_column(fieldname):
            self._create_column(fieldname, column)
        writer = self._get_column(fieldname)
        told = np.flatnonzero(values != column.default_value())
        if not len(told):
            return
        written = values[: int(told[-1]) + 1]
        # Whoosh has no public way to write more than one.
        writer.fill(first)
        writer._dbfile.write(written.astype(written.dtype.newbyteorder(">")).tobytes())  # noqa: SLF001
        writer._count = first + len(written)  # noqa: SLF001

    def lengths(self, fieldname: str) -> Array | None:
        """Return the exact lengths of a field; None if it has none in this segment."""
        if fieldname not in self._lengths:
            return None
        return np.array(self._lengths_until(fieldname, self._doccount), np.uint32)

    def close(self) -> None:
        """Finish the files."""
        # A column ends with its last value that is not the default, wherever that is.
        self._file.facts["columns"] = {
            name: writer._count  # noqa: SLF001 - as above
            for name, writer in self._colwriters.items()
            if isinstance(writer, NumericColumn.Writer)
        }
        super().close()
        self.stored.finish()
        for name in sorted(self._lengths):
            lengths = self.lengths(name)
            if lengths is not None:
                self._file.add(f"lengths/{name}", lengths)
                self._file.add(f"bytes/{name}", to_bytes(lengths))
        self._file.close()

    def abandon(self) -> None:
        """Close the files as they are and end the helper thread."""
        self.stored.abandon()
        self._file.abandon()
        self._cols._temp.file.close()  # noqa: SLF001 - Whoosh has no way to give up

    def _lengths_until(self, fieldname: str, docnum: int) -> array[int]:
        lengths = self._lengths.setdefault(fieldname, array("I"))
        lengths.frombytes(bytes(4 * (docnum - len(lengths))))
        return lengths


class ColumnarDocumentReader(W3PerDocReader):  # type: ignore[misc]
    """Reads what a segment knows of its documents."""

    def __init__(self, storage: Any, segment: Any, file: ArrayFile) -> None:
        super().__init__(storage, segment)
        self._file = file
        self.stored = StoredReader(file)
        self._rounded: dict[str, memoryview[int]] = {}

    # For searchers that compute with arrays

    def length_fields(self) -> list[str]:
        """Return the names of the fields that have lengths."""
        return self._file.names("lengths/")

    def lengths(self, fieldname: str) -> Array:
        """Return the exact length of a field in every document, as uint32."""
        lengths = self._file.get(f"lengths/{fieldname}")
        return np.zeros(self._doccount, np.uint32) if lengths is None else lengths

    def length_bytes(self, fieldname: str) -> Array:
        """Return the same as Whoosh rounds it, as uint8; see `lengths.DECODED`."""
        lengths = self._file.get(f"bytes/{fieldname}")
        return np.zeros(self._doccount, np.uint8) if lengths is None else lengths

    def numbers(self, fieldname: str, column: NumericColumn) -> Array:
        """Return a numeric column as an array, in the form that Whoosh sorts by.

        Documents without a value have the column's default.

        Raises:
            ArrayFileError: If the column has another number of values than were written.
        """
        dtype = np.dtype(column._typecode)  # noqa: SLF001 - has no public name
        numbers = np.full(self._doccount, column.default_value(), dtype)
        if self.has_column(fieldname):
            with self._storage.open_file(W3Codec.column_filename(self._segment, fieldname)) as file:
                written = np.frombuffer(file.read(), dtype.newbyteorder(">"))
            told = self._file.facts.get("columns", {}).get(fieldname, len(written))
            if len(written) != told:
                raise ArrayFileError(fieldname, f"has {len(written)} values instead of {told}")
            numbers[: len(written)] = written
        return numbers

    def live(self) -> Array | None:
        """Return which documents are not deleted; None if none is."""
        if not self.has_deletions():
            return None
        live = np.ones(self._doccount, np.bool_)
        live[list(self.deleted_docs())] = False
        return live

    # For Whoosh

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the rounded length of a field of a document."""
        if docnum >= self._doccount:
            raise IndexError(f"document {docnum} of {self._doccount}")
        if fieldname not in self._rounded:
            rounded = DECODED[self.length_bytes(fieldname)].astype(np.int32)
            self._rounded[fieldname] = rounded.data
        return self._rounded[fieldname][docnum] or default

    def doc_field_length_reader(self, fieldname: str) -> Callable[[int], int]:
        """Return the same for one field; Whoosh 3 asks this way."""
        return lambda docnum: self.doc_field_length(docnum, fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """Return the shortest rounded length of a field, documents without it included."""
        return int(DECODED[self.length_bytes(fieldname).min(initial=255)])

    def max_field_length(self, fieldname: str) -> int:
        """Return the longest rounded length of a field."""
        return int(DECODED[self.length_bytes(fieldname).max(initial=0)])

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return what was stored of a document."""
        return self.stored[docnum]

    def close(self) -> None:
        """Let go of the files."""
        super().close()
        self._rounded.clear()
        self._file.close()
