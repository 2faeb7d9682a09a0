"""Which segments a commit writes anew.

A policy in Whoosh's sense: a function that is given the writer and all
segments, adds the readers of some to the writer and returns the others.

What was deleted is in no file after a commit by `settle`: a segment with
deleted documents is written anew without them, and only that one.  So taking
one document away costs as much as its segment is large, and segments are kept
small; but each costs every search a little, so there are never many.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from whoosh.reading import SegmentReader

from index.columnar.segments import largest_field
from index.columnar.writer import SEGMENT, ColumnarWriter

FEW = 16
"""Segments that a large index should have."""

PILE = 10
"""Small segments that are left alone; more of them are made one."""


def segment_size(documents: int) -> int:
    """Return how many documents a segment should have where there are so many in all."""
    return max(SEGMENT, documents // FEW)


def settle(writer: ColumnarWriter, segments: list[Any]) -> list[Any]:
    """Write segments with deleted documents anew, and many small ones as fewer.

    Returns:
        The segments that stay as they are.
    """
    target = segment_size(sum(segment.doc_count() for segment in segments))
    small = [segment for segment in segments if segment.doc_count() < target // 2]
    if len(small) > PILE:
        # Those of few long texts have as many terms as can be made one, and stay apart.
        small = [segment for segment in small if 2 * _terms(writer, segment) < writer.most_terms]
    piled = small if len(small) > PILE else []
    kept = []
    for segment in segments:
        if segment in piled or segment.has_deletions():
            _take_in(writer, segment, target)
        else:
            kept.append(segment)
    return kept


def _take_in(writer: ColumnarWriter, segment: Any, target: int) -> None:
    """Add a segment to the one being written, or to a new one where that gets too large."""
    count = segment.doc_count()
    if not count:
        return
    too_many = writer.terms() + _terms(writer, segment) > writer.most_terms
    if writer.doc_count() + count > target or too_many:
        writer.end_segment()
    with closing(SegmentReader(writer.storage, writer.schema, segment)) as reader:
        writer.add_reader(reader)


def _terms(writer: ColumnarWriter, segment: Any) -> int:
    with closing(SegmentReader(writer.storage, writer.schema, segment)) as reader:
        return largest_field(reader)
