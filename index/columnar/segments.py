"""A segment's arrays, for a searcher that computes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.columnar.arrayfile import Array
from index.columnar.documents import ColumnarDocumentReader
from index.columnar.terms import ColumnarTermsReader


@dataclass(frozen=True)
class SegmentArrays:
    """One segment: its postings, its documents, and its place in the index."""

    terms: ColumnarTermsReader
    documents: ColumnarDocumentReader
    schema: Any
    base: int
    segment_id: str

    def __len__(self) -> int:
        """Return the number of documents, deleted ones too."""
        count: int = self.documents.doc_count_all()
        return count

    def lengths(self, field: str) -> Array:
        """Return the exact length of a field in every document, as uint32."""
        return self.documents.lengths(field)

    def numbers(self, field: str) -> Array:
        """Return a sortable field of numbers or dates, in the form that Whoosh sorts by."""
        return self.documents.numbers(field, self.schema[field].column_type)

    def live(self) -> Array | None:
        """Return which documents are not deleted; None if none is."""
        return self.documents.live()


def largest_field(reader: Any) -> int:
    """Return how many terms the largest field of a segment has; none if it is not columnar.

    Args:
        reader: Whoosh's, of one segment.
    """
    terms = getattr(reader, "_terms", None)
    if not isinstance(terms, ColumnarTermsReader):
        return 0
    return max((len(terms.vocabulary(name)) for name in terms.indexed_field_names()), default=0)


def segment_arrays(reader: Any) -> list[SegmentArrays]:
    """Return the segments that a Whoosh reader reads, in the order of their documents.

    They serve as long as the reader is open.

    Raises:
        TypeError: If a segment is not columnar.
    """
    segments = []
    for leaf, base in reader.leaf_readers():
        terms, documents = getattr(leaf, "_terms", None), getattr(leaf, "_perdoc", None)
        if isinstance(terms, ColumnarTermsReader) and isinstance(documents, ColumnarDocumentReader):
            name = leaf.segment().segment_id()
            segments.append(SegmentArrays(terms, documents, leaf.schema, base, name))
        elif leaf.doc_count_all():
            raise TypeError(f"{leaf!r} is not columnar")
    return segments
