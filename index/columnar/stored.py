"""Stored fields: pickled per document, deflated two documents at a time.

A block of two is smaller and written sooner than two blocks of one, and is
still read back in some 20 microseconds.  Which block holds a document is looked up, not
computed, so a merge can copy blocks of any size as they are.

The pickles hold what the caller stored and nothing of ours; like the rest of
a Whoosh index, only read what you wrote.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from functools import partial
from itertools import accumulate
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array, ArrayFile, ArrayFileWriter
from index.columnar.helping import Helper

BLOCK = 2
"""Documents deflated together."""

TASK = 128
"""Blocks that the helper thread deflates at a time; fewer in all are deflated
in the caller's."""

TASK_BYTES = 1 << 21
"""Bytes of documents that are enough for a task, however few they are; blocks of ordinary
posts come to as much."""

COPIED = 1024
"""Blocks that are copied at a time: some two megabytes."""

LEVEL = 1
"""Of deflate; higher ones cost much time for a few per cent."""

RAW = -zlib.MAX_WBITS
"""Tells zlib to leave out header and checksum: blocks have no use for their own."""


class StoredWriter:
    """Collects documents and streams their blocks into an array file."""

    def __init__(self, file: ArrayFileWriter) -> None:
        self._file = file
        self._documents: list[bytes] = []
        self._task: list[bytes] = []
        self._task_bytes = 0
        self._helper = Helper("deflate")
        self._count = 0
        self._firsts: list[int] = []
        self._ends: list[int] = []
        self._sizes: list[int] = []
        self.names: set[str] = set()

    def add(self, fields: Mapping[str, Any]) -> None:
        """Add the next document."""
        self.names.update(fields)
        self.add_pickled(pickle.dumps(dict(fields), 5) if fields else b"")

    def add_pickled(self, data: bytes) -> None:
        """Add the next document as a reader gave it."""
        self._documents.append(data)
        if len(self._documents) == BLOCK:
            self._seal_block()

    def add_blocks(self, blocks: bytes, sizes: Array, counts: Array, ends: Array) -> None:
        """Add the next documents as blocks of another file.

        Args:
            blocks: As they are there, end to end.
            sizes: Bytes of each.
            counts: Documents of each.
            ends: Where each document ends in its block.
        """
        self._finish_tasks()
        self._firsts += (self._count + np.cumsum(counts) - counts).tolist()
        self._ends += ends.tolist()
        self._count += len(ends)
        self._sizes += sizes.tolist()
        self._file.stream(blocks)

    def finish(self) -> None:
        """Write what is left, and where everything is."""
        self._finish_tasks()
        self.abandon()
        self._file.end_stream("stored/blocks")
        self._file.add("stored/starts", np.cumsum([0, *self._sizes], dtype=np.int64))
        self._file.add("stored/firsts", np.array(self._firsts, np.uint32))
        self._file.add("stored/ends", np.array(self._ends, np.uint32))
        self._file.facts["stored"] = sorted(self.names)

    def abandon(self) -> None:
        """End the helper thread."""
        self._helper.close()

    def _open_block(self, ends: list[int]) -> None:
        self._firsts.append(self._count)
        self._ends += ends
        self._count += len(ends)

    def _seal_block(self) -> None:
        if not self._documents:
            return
        self._open_block(list(accumulate(map(len, self._documents))))
        self._task.append(b"".join(self._documents))
        self._task_bytes += len(self._task[-1])
        self._documents = []
        if len(self._task) == TASK or self._task_bytes >= TASK_BYTES:
            self._submit()

    def _submit(self, *, small: bool = False) -> None:
        task, self._task = self._task, []
        held, self._task_bytes = self._task_bytes, 0
        self._helper.submit(partial(self._write, task), small=small, held=held)

    def _finish_tasks(self) -> None:
        """Write all documents so far."""
        self._seal_block()
        self._submit(small=True)
        self._helper.wait()

    def _write(self, blocks: list[bytes]) -> None:
        """Deflate and write some blocks; what the helper does."""
        # One call a block: each gives the interpreter back once, and must wait for it then.
        deflated = [zlib.compress(block, LEVEL, RAW) for block in blocks]
        self._sizes += map(len, deflated)
        self._file.stream(b"".join(deflated))


class StoredReader:
    """Reads documents back; the block read last is kept, for those that follow it."""

    def __init__(self, file: ArrayFile) -> None:
        self._blocks = file["stored/blocks"]
        self._starts = file["stored/starts"]
        self._firsts = file["stored/firsts"]
        self._ends = file["stored/ends"]
        self.names: frozenset[str] = frozenset(file.facts["stored"])
        self._kept: tuple[int, bytes] = (-1, b"")

    def __getitem__(self, docnum: int) -> dict[str, Any]:
        data = self.pickled(docnum)
        fields: dict[str, Any] = pickle.loads(data) if data else {}  # noqa: S301
        return fields

    def pickled(self, docnum: int) -> bytes:
        """Return a document as it was pickled; empty if nothing was stored."""
        block = int(np.searchsorted(self._firsts, np.uint32(docnum), "right")) - 1
        first = int(self._firsts[block])
        start = int(self._ends[docnum - 1]) if docnum > first else 0
        kept, data = self._kept
        if kept != block:
            data = zlib.decompress(self._deflated(block), RAW)
            self._kept = (block, data)
        return data[start : int(self._ends[docnum])]

    def copy(self, writer: StoredWriter, live: Array | None) -> None:
        """Add all live documents to a writer, whole blocks as they are."""
        firsts = np.append(self._firsts, len(self._ends)).astype(np.int64)
        kept = np.ones(len(self._ends), np.bool_) if live is None else live
        broken = sorted(set(self._blocks_of(np.flatnonzero(~kept)).tolist()))
        whole = 0
        for block in broken:
            self._copy_blocks(writer, firsts, whole, block)
            first, after = firsts[block : block + 2].tolist()
            for docnum in np.flatnonzero(kept[first:after]).tolist():
                writer.add_pickled(self.pickled(first + docnum))
            whole = block + 1
        self._copy_blocks(writer, firsts, whole, len(self._firsts))
        writer.names.update(self.names)

    def _copy_blocks(self, writer: StoredWriter, firsts: Array, begin: int, end: int) -> None:
        """Add some neighbouring blocks as they are; no more than `COPIED` at a time."""
        for block in range(begin, end, COPIED):
            after = min(block + COPIED, end)
            starts = self._starts[block : after + 1]
            writer.add_blocks(
                self._blocks[starts[0] : starts[-1]].tobytes(),
                np.diff(starts),
                np.diff(firsts[block : after + 1]),
                self._ends[firsts[block] : firsts[after]],
            )

    def _blocks_of(self, docnums: Array) -> Array:
        blocks: Array = np.searchsorted(self._firsts, docnums.astype(np.uint32), "right") - 1
        return blocks

    def _deflated(self, block: int) -> bytes:
        return self._blocks[self._starts[block] : self._starts[block + 1]].tobytes()
