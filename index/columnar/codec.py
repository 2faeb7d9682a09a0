"""Whoosh's codec interface, with postings in mapped arrays.

Each segment names its codec by the path of these classes in the pickled table
of contents: neither this module nor a class in it may ever be renamed, and
`ColumnarCodec` keeps no state.
"""

from __future__ import annotations

from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment

from index.columnar.arrayfile import open_arrays
from index.columnar.documents import ColumnarDocumentReader, ColumnarDocumentWriter
from index.columnar.fieldwriter import ColumnarFieldWriter
from index.columnar.terms import ColumnarTermsReader

POSTINGS_EXTENSION = ".arr"
DOCUMENTS_EXTENSION = ".doc"


class ColumnarSegment(W3Segment):  # type: ignore[misc]
    """A segment whose files stay apart, so that they can be mapped."""

    def should_assemble(self) -> bool:
        """Keep Whoosh from packing the files into one, where nothing is aligned."""
        return False


class ColumnarCodec(W3Codec):  # type: ignore[misc]
    """Writes and reads segments of arrays; vectors and columns as the stock codec."""

    def field_writer(self, storage: Any, segment: Any) -> ColumnarFieldWriter:
        """Return a writer of a segment's postings."""
        return ColumnarFieldWriter(segment.create_file(storage, POSTINGS_EXTENSION))

    def per_document_writer(self, storage: Any, segment: Any) -> ColumnarDocumentWriter:
        """Return a writer of a segment's documents."""
        file = segment.create_file(storage, DOCUMENTS_EXTENSION)
        return ColumnarDocumentWriter(self, storage, segment, file)

    def terms_reader(self, storage: Any, segment: Any) -> ColumnarTermsReader:
        """Return a reader of a segment's postings."""
        return ColumnarTermsReader(
            open_arrays(storage, segment.make_filename(POSTINGS_EXTENSION)),
            open_arrays(storage, segment.make_filename(DOCUMENTS_EXTENSION)),
        )

    def per_document_reader(self, storage: Any, segment: Any) -> ColumnarDocumentReader:
        """Return a reader of a segment's documents."""
        file = open_arrays(storage, segment.make_filename(DOCUMENTS_EXTENSION))
        return ColumnarDocumentReader(storage, segment, file)

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:  # noqa: ARG002 - Whoosh's
        """Return a segment with a name of its own and no documents yet."""
        return ColumnarSegment(self, indexname)
