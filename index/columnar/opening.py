"""The one door to an index that is written with this package's codec.

Whoosh's `ix.writer()` silently writes the stock format when it is not given a
codec.  An index opened here cannot: its `writer` is ours.  Segments that the
stock codec wrote are refused, or read beside ours when the caller says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.columnar.codec import ColumnarCodec, ColumnarSegment
from index.columnar.writer import ColumnarWriter

INDEX_NAME = "MAIN"
"""Whoosh's own default."""


class ForeignSegmentError(ValueError):
    """An index has a segment that another codec wrote."""

    def __init__(self, folder: str, segment: str) -> None:
        super().__init__(f"{folder}: segment {segment} is not columnar; rebuild the index")
        self.folder = folder
        self.segment = segment


class ColumnarIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index whose writers, and so whose merges, always use our codec."""

    def writer(self, procs: int = 1, **kwargs: Any) -> ColumnarWriter:
        """Return a writer that holds the write lock until it commits or cancels.

        Args:
            procs: Always 1; the batch writer does not need processes.
            kwargs: As for `ColumnarWriter`.

        Raises:
            whoosh.index.LockError: If another writer holds the lock.
        """
        if procs != 1:
            raise ValueError("a columnar index is written by one process")
        kwargs.setdefault("codec", ColumnarCodec())
        return ColumnarWriter(self, **kwargs)


def create_in(folder: Path | str, schema: Any, indexname: str = INDEX_NAME) -> ColumnarIndex:
    """Return a new, empty index in an existing folder.

    An index of that name in the folder is emptied at once; build aside.
    """
    index: ColumnarIndex = ColumnarIndex.create(FileStorage(str(folder)), schema, indexname)
    return index


def open_dir(
    folder: Path | str,
    indexname: str = INDEX_NAME,
    *,
    readonly: bool = False,
    foreign: bool = False,
) -> ColumnarIndex:
    """Return the index in a folder.

    Args:
        folder: Where it is.
        indexname: Which of several it is.
        readonly: Refuse to write any file.
        foreign: Read segments of the stock codec too; the next merge that
            takes them in rewrites them.

    Raises:
        ForeignSegmentError: If there is such a segment and `foreign` is false.
        whoosh.index.EmptyIndexError: If there is no index.
    """
    index = ColumnarIndex(FileStorage(str(folder), readonly=readonly), indexname=indexname)
    for segment in index._segments():  # noqa: SLF001 - FileIndex has no public list
        if not foreign and not isinstance(segment, ColumnarSegment):
            raise ForeignSegmentError(str(folder), segment.segment_id())
    return index
