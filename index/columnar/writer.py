"""The writer of a columnar index: batches, single documents and merges.

Whoosh's segment writer sorts postings one by one.  This one keeps parts, which
are arrays already: runs of the batch, segments to be merged, and what came
through `add_document`.  The parts of a segment are merged once, when it is
written.  A batch that fills the memory ends a run, which a helper thread sorts and
puts aside while the next is collected; so what a build needs does not grow with
the number of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.util import random_name
from whoosh.writing import PostingPool, SegmentWriter

from index.columnar.arrayfile import open_arrays
from index.columnar.batch import Batch, Document, Gathered
from index.columnar.copying import can_copy, copy_documents
from index.columnar.fieldwriter import ColumnarFieldWriter
from index.columnar.finishing import Finisher, Numbers, Unfinished
from index.columnar.lexicon import KEPT, WORD_MEMORY
from index.columnar.parts import Part
from index.columnar.postings import read_field
from index.columnar.words import TextStream

MEMORY = 256 * 1024 * 1024
"""Bytes that a batch takes unless it is told otherwise."""

TOKEN_MEMORY = 64
"""Bytes that a token needs until its segment is written, copies included; while that is
written the next segment is collected, whose tokens are counted in."""

TERM_MEMORY = 128
"""Bytes that a term of each part needs while the parts of a field are made one."""

LEAST_MEMORY = 16 * 1024 * 1024
"""Bytes for the words that are remembered and the terms that are made one, however little
a batch takes: with fewer, most words would be learnt again and again."""

SEGMENT = 10_000
"""Documents of a batch that make a segment.  Whoever changes one document writes its
segment anew: 0.06 s of processor time at 7,500 posts."""

NEARLY = 0.75
"""Share of its documents with which a segment is ended where memory holds no more of
them: a second run, of a few, would have to be merged with the first."""


class ColumnarWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's segment writer, with `add_batch` and with merges by arrays.

    It holds the write lock until `commit` or `cancel`, also when these fail.

    Args:
        ix: The index.
        streams: The texts of the documents for `add_batch`, by name.
        memory: Bytes for a batch; what does not fit goes into further runs.
        segment: Documents of a batch that make a segment; fewer, if they have many terms.
        kwargs: As for Whoosh's `SegmentWriter`.

    Attributes:
        most_terms: Terms of a field with which a segment is ended; what makes a segment
            of several parts takes memory for those of each.
    """

    pool: PostingPool
    perdocwriter: Any
    fieldwriter: Any
    docnum: int
    writelock: Any
    is_closed: bool

    def __init__(
        self,
        ix: Any,
        *,
        streams: Mapping[str, TextStream] | None = None,
        memory: int = MEMORY,
        segment: int = SEGMENT,
        **kwargs: Any,
    ) -> None:
        super().__init__(ix, **kwargs)
        self._streams = streams or {}
        self._tokens = max(1, memory // TOKEN_MEMORY)
        enough = max(memory, LEAST_MEMORY)
        self._kept = min(KEPT, enough // WORD_MEMORY)
        self.most_terms = enough // TERM_MEMORY
        self._segment = segment
        self._batch: Batch | None = None
        self._written: list[Any] = []
        self._columns: dict[str, Any] = {}
        self._numbers: Numbers = {}
        self._dates: dict[tuple[str, date], Any] = {}
        self._pooled = False
        self._finisher = Finisher()
        self._unfinished = Unfinished(self.schema, self.perdocwriter, self.fieldwriter)

    # Adding

    def add_batch(self, documents: Iterable[Document]) -> None:
        """Add many documents, however many there are at a time.

        Older documents with the same unique fields are not removed.  After an
        exception, only `cancel` makes sense.

        Raises:
            UnsupportedFieldError: If a field has options that only
                `add_document` knows.
        """
        self._check_state()
        self._seal_pool()
        if self._batch is None:
            self._batch = Batch(self.schema, self._streams, self._kept)
            self._columns = {name: it for name, it in self.schema.items() if it.column_type}
            self._clear_numbers()
        for document in documents:
            self._batch.add(document)
            self._add_columns(document)
            stored = {name: it for name, it in document.stored.items() if it is not None}
            self.perdocwriter.stored.add(stored)
            self.docnum += 1
            self._added = True
            full = self._batch.tokens >= self._tokens
            if self.docnum >= (NEARLY * self._segment if full else self._segment):
                self.end_segment()
            elif full or self._batch.is_learnt_out:
                self._end_run(self._batch)

    def _end_run(self, batch: Batch) -> None:
        """Put a run aside; end the segment where it has as many terms as can be made one."""
        self._finisher.wait()
        if self.terms() >= self.most_terms:
            self.end_segment()
        else:
            gathered = self._gathered(batch)
            self._finisher.add_run(self._unfinished, *gathered, self._tempstorage)

    def _clear_numbers(self) -> None:
        columns = {name: fieldobj.column_type for name, fieldobj in self._columns.items()}
        numeric = {name: it for name, it in columns.items() if type(it) is NumericColumn}
        self._numbers = {name: (column, []) for name, column in numeric.items()}

    def _add_columns(self, document: Document) -> None:
        """Set the sortable fields, from whatever the document has of them."""
        for name, fieldobj in self._columns.items():
            value = document.values.get(name, document.terms.get(name))
            if value is None and name in document.texts:
                value = document.texts[name].text
            raw = None if value is None else self._column_value(name, fieldobj, value)
            if name in self._numbers:
                column, numbers = self._numbers[name]
                numbers.append(column.default_value() if raw is None else raw)
            elif raw is not None:
                self.perdocwriter.add_value(self.docnum, name, fieldobj.column_type, raw)

    def _column_value(self, name: str, fieldobj: Any, value: Any) -> Any:
        if not isinstance(value, date):
            return fieldobj.to_column_value(value)
        key = (name, value)
        if key not in self._dates:
            self._dates[key] = fieldobj.to_column_value(value)
        return self._dates[key]

    def terms(self) -> int:
        """Return how many terms the largest field of the segment has so far, in all its parts."""
        return self._unfinished.terms()

    def add_document(self, **fields: Any) -> None:
        """Add one document, analysed by its fields' own analyzers, as Whoosh does."""
        self._seal_run()
        self._pooled = True
        super().add_document(**fields)

    def add_reader(self, reader: Any) -> None:
        """Add the live documents of another index; what a merge does to segments."""
        for leaf, _ in reader.leaf_readers():
            self._seal_run()
            if can_copy(leaf, self.schema):
                self._add_segment(leaf)
            else:
                self._pooled = True
                super().add_reader(leaf)

    def _add_segment(self, reader: Any) -> None:
        self._check_state()
        self._seal_pool()
        base = self.docnum
        count, docmap = copy_documents(self.perdocwriter, reader, self.schema)
        self.docnum += count
        terms = reader._terms  # noqa: SLF001 - Whoosh has no public name for it
        for name in terms.indexed_field_names():
            if name in self.schema:
                statistics = terms.statistics(name)
                self._unfinished.add_part(name, Part(terms.field(name), base, docmap, statistics))
        self._added = True

    # Parts

    def _seal_run(self) -> None:
        """Make a part of the documents of the batch so far."""
        self._finisher.wait()
        if self._batch is None or not self._batch.count:
            return
        self._unfinished.add_run(*self._gathered(self._batch))

    def _gathered(self, batch: Batch) -> tuple[Gathered, Numbers]:
        """Return what the batch has gathered, and the numbers of the columns."""
        gathered = batch.gather(), self._numbers
        self._clear_numbers()
        return gathered

    def _seal_pool(self) -> None:
        """Make a part of the postings that came one by one."""
        if not self._pooled:
            return
        self._pooled = False
        name = f"{random_name()}.pool"
        fields = ColumnarFieldWriter(self._tempstorage.create_file(name))
        fields.add_postings(self.schema, None, self.pool.iter_postings())
        fields.close()
        self.pool = PostingPool(self._tempstorage, self.newsegment)
        arrays = open_arrays(self._tempstorage, name)
        for field in arrays.facts["fields"]:
            self._unfinished.add_part(field, Part(read_field(arrays, field)))

    # Finishing

    def end_segment(self) -> None:
        """Write what was added so far as a segment; what follows makes another.

        Like all that a writer does it becomes visible with `commit`.
        """
        self._check_state()
        if not self._added:
            return
        if self._batch is not None and self._batch.count:
            self._written.append(self.get_segment())
            self._finisher.finish(self._unfinished, *self._gathered(self._batch))
            self.pool.cleanup()
        else:
            self._written.append(self._finalize_segment())
        self.docnum = self.docbase
        self._added = False
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.pool = PostingPool(self._tempstorage, self.newsegment)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self._unfinished = Unfinished(self.schema, self.perdocwriter, self.fieldwriter)

    def _merge_segments(self, mergetype: Any, optimize: Any, merge: Any) -> list[Any]:
        """Let the policy choose among all segments, those of this writer too."""
        self._finisher.wait()
        self.segments += self._written
        self._setup_doc_offsets()
        self._written = []
        kept: list[Any] = super()._merge_segments(mergetype, optimize, merge)
        self._finisher.wait()
        return [*kept, *self._written]

    def _flush_segment(self) -> None:
        self._seal_run()
        if not self._unfinished.parts:
            super()._flush_segment()
            return
        self._seal_pool()
        self._unfinished.finish()

    def commit(self, mergetype: Any = None, optimize: Any = None, merge: Any = None) -> None:
        """Write everything; the caller syncs the folder.

        Args:
            mergetype: A merge policy of Whoosh's.
            optimize: Merge all segments into one.
            merge: Whether small segments may be merged, which is the default.
        """
        self._check_state()
        try:
            super().commit(mergetype=mergetype, optimize=optimize, merge=merge)
        except BaseException:
            self._abandon()
            raise
        self._end_threads()

    def cancel(self) -> None:
        """Drop everything that was added, and its files."""
        self._check_state()
        self._abandon()

    def _abandon(self) -> None:
        """Let go of lock, threads and files, whatever state they are in."""
        self.is_closed = True
        try:
            self._end_threads()
            self._unfinished.abandon()
            self._tempstorage.clean(ignore=True)
            self._tempstorage.destroy()
            self._remove_files()
        finally:
            if self.writelock:
                self.writelock.release()
                self.writelock = None

    def _end_threads(self) -> None:
        if self._batch is not None:
            self._batch.close()
        self._finisher.close()

    def _remove_files(self) -> None:
        """Remove the files of new segments, unless the index already names them."""
        named = self.storage.open_index(self.indexname)._segments()  # noqa: SLF001
        known = {segment.segment_id() for segment in named}
        for segment in (*self.segments, *self._written, self.newsegment):
            if segment.segment_id() not in known:
                for name in segment.list_files(self.storage):
                    self.storage.delete_file(name)
