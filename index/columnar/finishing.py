"""Segments that are finished in a helper thread while the next is collected.

Sorting, writing and deflating are done by numpy, the system and zlib, which let
other threads run meanwhile.  One run is sorted at a time, so that memory holds
that one and one that is being collected, never more.  A segment of several runs
keeps them in a temporary file each until it is finished.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from whoosh.columns import NumericColumn
from whoosh.filedb.filestore import FileStorage
from whoosh.util import random_name

from index.columnar.arrayfile import ArrayFileWriter, open_arrays
from index.columnar.batch import Gathered, Run
from index.columnar.documents import ColumnarDocumentWriter
from index.columnar.fieldwriter import ColumnarFieldWriter
from index.columnar.merge import merge_field
from index.columnar.parts import Part
from index.columnar.postings import FieldPostings, read_field, write_field

Numbers = Mapping[str, tuple[NumericColumn, list[Any]]]
"""Values of numeric columns in the documents of a run, by field."""


@dataclass
class Unfinished:
    """A segment to which nothing more is added but what was gathered already.

    Attributes:
        documents, fields: Its writers.
        parts: Postings by field.
    """

    schema: Any
    documents: ColumnarDocumentWriter
    fields: ColumnarFieldWriter
    parts: dict[str, list[Part]] = field(default_factory=dict)

    def add_part(self, name: str, part: Part) -> None:
        """Add postings of a field, of documents behind those of the parts before."""
        self.parts.setdefault(name, []).append(part)

    def terms(self) -> int:
        """Return of how many terms its largest field is put together, repeated ones counted."""
        sizes = (sum(len(it.postings.vocabulary) for it in parts) for parts in self.parts.values())
        return max(sizes, default=0)

    def add_run(
        self, gathered: Gathered, numbers: Numbers, aside: FileStorage | None = None
    ) -> None:
        """Add documents whose stored fields the document writer has already.

        Args:
            gathered: All but these and numeric columns.
            numbers: Those.
            aside: Where to keep the postings until the end; None is in memory.
        """
        run = gathered.run()
        totals = {name: int(lengths.sum()) for name, lengths in run.lengths.items()}
        base = self.documents.extend(run.count, run.lengths, totals)
        for name, (column, values) in numbers.items():
            array = np.array(values, column._typecode)  # noqa: SLF001 - has no public name
            self.documents.add_numbers(base, name, column, array)
        for name, postings in (run.fields if aside is None else _spilled(run, aside)).items():
            self.add_part(name, Part(postings, base))

    def finish(self) -> None:
        """Write everything and close the files."""
        self.documents.close()
        for name in sorted(self.parts):
            lengths = self.documents.lengths(name)
            merge_field(self.fields, name, self.schema[name], self.parts.pop(name), lengths)
        self.fields.close()

    def abandon(self) -> None:
        """Close the files as they are."""
        self.parts.clear()
        self.documents.abandon()
        self.fields.abandon()


def _spilled(run: Run, storage: FileStorage) -> dict[str, FieldPostings]:
    """Return the postings of a run as views of a file that is gone when they are."""
    name = f"{random_name()}.run"
    file = ArrayFileWriter(storage.create_file(name))
    try:
        for field_name, postings in run.fields.items():
            write_field(file, field_name, postings, None)
        file.close()
    finally:
        file.abandon()
    arrays = open_arrays(storage, name)
    storage.delete_file(name)
    return {field_name: read_field(arrays, field_name) for field_name in run.fields}


class Finisher:
    """Adds runs to segments and finishes these, one after the other."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._pending: tuple[Future[None], Unfinished] | None = None

    def add_run(
        self, segment: Unfinished, gathered: Gathered, numbers: Numbers, aside: FileStorage
    ) -> None:
        """Add a run to a segment that others follow in, once all before is done.

        What goes wrong is raised by the next call that waits.
        """
        self._submit(segment, partial(segment.add_run, gathered, numbers, aside))

    def finish(self, segment: Unfinished, gathered: Gathered, numbers: Numbers) -> None:
        """Add a last run to a segment and finish it, likewise."""

        def finish() -> None:
            segment.add_run(gathered, numbers)
            segment.finish()

        self._submit(segment, finish)

    def _submit(self, segment: Unfinished, task: Callable[[], None]) -> None:
        self.wait()
        self._thread = self._thread or ThreadPoolExecutor(1, "segment")
        self._pending = self._thread.submit(task), segment

    def wait(self) -> None:
        """Wait until nothing is left to do; raise what went wrong."""
        if self._pending:
            self._pending[0].result()
            self._pending = None

    def close(self) -> None:
        """End the thread, and close what it could not finish."""
        if self._thread:
            self._thread.shutdown()
            self._thread = None
        if self._pending and self._pending[0].exception():
            self._pending[1].abandon()
        self._pending = None
