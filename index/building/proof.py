"""The proof that a new edition answers, before it may answer readers.

An edition that was written anew is opened as readers will open it, and searched.
One that took over all but a few files of an edition that answers is asked for
what is new in it, posting by posting.  What readers open an edition with is read
there too, and no more is made of it: an engine prepares much for searches to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.building.holdings import Holdings
from index.building.planning import Plan
from index.columnar import SegmentArrays, open_dir, segment_arrays
from index.editions.record import Record
from index.editions.schema import DAY, EVENT_DAYS
from index.editions.vocabularies import read_vocabularies
from index.editions.writing import STREAMS
from index.errors import BuildFailed
from index.query import Match, Query
from index.searching.snapshot import read_documents
from index.words.languages import primary
from index.words.surfaces import CHUNKING
from index.words.tokens import slots

if TYPE_CHECKING:
    from index.engine import Engine

SAMPLES = 5
"""Posts that a new edition is asked for."""

TITLE = "title"
"""The field in which the words of a title are."""


def prove_searched(folder: Path, plan: Plan, generation: str) -> None:
    """Open an edition and ask it a few things whose answers are known.

    Raises:
        BuildFailed: If an answer is another.
        DamagedIndex: If it cannot be read.
    """
    # An update that asks postings does not wait until an engine is imported.
    from index.opened import open_edition

    engine = open_edition(folder, generation)
    try:
        _check_total(folder, plan, engine.search(Query()).total)
        for record in _samples(plan):
            _check_found(engine, record, folder)
        for slug in sorted(plan.removed)[:SAMPLES]:
            if engine.post(slug) is not None:
                raise _still(folder, slug)
    finally:
        engine.close()


def prove_changed(folder: Path, plan: Plan) -> None:
    """Ask an edition for what is new in it, all else being known to answer.

    Raises:
        BuildFailed: If what readers open it with cannot be read, if a new post
            is not there as it was written or not found by its title, or if one
            that left is there.
    """
    with _opened(folder) as reader:
        held = Holdings(reader)
        _check_total(folder, plan, len(held))
        for slug in sorted(plan.removed):
            if held.documents("slug", slug):
                raise _still(folder, slug)
        for record in _samples(plan):
            documents = held.documents("slug", record.slug)
            if len(documents) != 1 or held.record(record.slug) != record:
                raise _other(folder, record)
            words = _words_of_title(record)
            if not all(documents[0] in held.documents(TITLE, word) for word in words):
                raise _unfound(folder, record)


@contextmanager
def _opened(folder: Path) -> Iterator[Any]:
    """Give a reader of an edition of which all that is read at opening was read."""
    try:
        reader = open_dir(folder).reader()
        for segment in segment_arrays(reader):
            _check_columns(segment)
        read_documents(reader)
        read_vocabularies(folder)
    except Exception as error:
        # Whatever the program says of what it wrote itself.
        raise BuildFailed(folder, f"cannot be opened ({error!r})") from error
    with reader:
        yield reader


def _check_columns(segment: SegmentArrays) -> None:
    """Refuse a segment without days: who reads it would take all its posts for undated."""
    for column in (DAY, *EVENT_DAYS):
        if not segment.documents.has_column(column):
            raise ValueError(f"{segment.segment_id} has no {column}")


def _samples(plan: Plan) -> Iterator[Record]:
    step = max(1, len(plan.changed) // SAMPLES)
    yield from plan.changed[::step][:SAMPLES]


def _check_total(folder: Path, plan: Plan, total: int) -> None:
    if total != plan.posts:
        raise BuildFailed(folder, f"holds {total} posts instead of {plan.posts}")


def _check_found(engine: Engine, record: Record, folder: Path) -> None:
    view = engine.post(record.slug)
    if view is None or view.record != record:
        raise _other(folder, record)
    if record.titled:
        results = engine.search(Query(text=record.title, match=Match.ANY))
        if results.reading.words and not results.total:
            raise _unfound(folder, record)


def _words_of_title(record: Record) -> Iterator[str]:
    """Yield the words of a title as they are in the index."""
    if not record.titled:
        return
    terms, language = STREAMS[TITLE].fields[TITLE], primary(record.language)
    data = b"\0%s\0" % record.title.encode(errors="replace")
    for start, end in zip(*CHUNKING.cut(data), strict=True):
        yield from chain.from_iterable(terms(language, slots(data[start:end].decode())))


def _still(folder: Path, slug: str) -> BuildFailed:
    return BuildFailed(folder, f"still holds {slug}")


def _other(folder: Path, record: Record) -> BuildFailed:
    return BuildFailed(folder, f"does not hold {record.slug} as it was written")


def _unfound(folder: Path, record: Record) -> BuildFailed:
    return BuildFailed(folder, f"does not find {record.slug} by its title")
