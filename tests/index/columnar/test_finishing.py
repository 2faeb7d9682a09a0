"""
Segments are finished in a helper thread, and nothing goes wrong there in silence.
"""

import threading
import time
from unittest.mock import patch

import pytest
from whoosh import fields

from index import columnar
from index.columnar import finishing
from index.columnar.batch import Batch

SCHEMA = fields.Schema(slug=fields.ID(), day=fields.NUMERIC(sortable=True))

SMALL = 1
"""
Bytes that no document fits into, so that each makes a run.
"""


def documents(number):
    return [
        columnar.Document(terms={"slug": [f"post-{each}"]}, values={"day": each})
        for each in range(number)
    ]


def add(ix, number, *, segment=1, **how):
    writer = ix.writer(memory=SMALL, segment=segment)
    try:
        writer.add_batch(documents(number))
        writer.commit(**how or {"merge": False})
    except OSError:
        if not writer.is_closed:
            writer.cancel()
        raise


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_segment_that_cannot_be_finished_is_as_if_never_begun(tmp_path, number):
    """
    Whether the disk was full in the middle, or at the very end: the index, its lock,
    its files and the threads are as before.
    """
    ix = columnar.create_in(tmp_path, SCHEMA)
    add(ix, 2)
    files, threads = sorted(tmp_path.iterdir()), threading.active_count()
    real, calls = finishing.merge_field, []

    def full(*arguments):
        calls.append(arguments)
        if len(calls) == 2 * number:
            raise OSError(28, "no space left")
        real(*arguments)

    with (
        patch.object(finishing, "merge_field", full),
        pytest.raises(OSError, match="no space left"),
    ):
        add(ix, 4)

    assert files == sorted(tmp_path.iterdir())
    assert threads == threading.active_count()
    add(ix, 1)
    with ix.reader() as reader:
        assert 3 == reader.doc_count()


def test_no_more_than_one_segment_waits(tmp_path):
    """
    Memory holds one that is being finished and one that is being collected.
    """
    ix = columnar.create_in(tmp_path, SCHEMA)
    gathered, finished, held = [], [], []
    real_gather, real_finish = Batch.gather, finishing.Unfinished.finish

    def gather(batch):
        gathered.append(batch.count)
        held.append(len(gathered) - len(finished))
        return real_gather(batch)

    def finish(segment):
        time.sleep(0.01)
        real_finish(segment)
        finished.append(segment)

    with (
        patch.object(Batch, "gather", gather),
        patch.object(finishing.Unfinished, "finish", finish),
    ):
        add(ix, 5)

    assert ([1] * 5, 5, 2) == (gathered, len(finished), max(held))
    with ix.reader() as reader:
        found = [segment.numbers("day").tolist() for segment in columnar.segment_arrays(reader)]
        assert [[day + (1 << 31)] for day in range(5)] == found


@pytest.mark.parametrize("number", [2, 3, 4, 7])
def test_runs_of_one_segment_are_put_aside_until_it_ends(tmp_path, number):
    """
    A large archive has few segments though memory holds little, and no file is left over.
    """
    ix = columnar.create_in(tmp_path, SCHEMA)
    real, left = finishing.Unfinished.finish, []

    def finish(segment):
        left.extend(tmp_path.rglob("*.run"))
        real(segment)

    with patch.object(finishing.Unfinished, "finish", finish):
        add(ix, number, segment=4)

    with ix.reader() as reader:
        sizes = [len(segment) for segment in columnar.segment_arrays(reader)]
        found = [
            segment.base + int(doc)
            for segment in columnar.segment_arrays(reader)
            for day in range(number)
            for doc in segment.terms.postings("slug", f"post-{day}")[0]
        ]
    assert {2: [2], 3: [3], 4: [3, 1], 7: [3, 3, 1]}[number] == sizes
    assert list(range(number)) == found
    assert [] == left


@pytest.mark.parametrize("number", [1, 3])
def test_a_merge_waits_for_the_segments_that_it_reads(tmp_path, number):
    """
    A commit may make one of what is still being written.
    """
    ix = columnar.create_in(tmp_path, SCHEMA)
    real = finishing.Unfinished.finish

    def slow(segment):
        time.sleep(0.02)
        real(segment)

    with patch.object(finishing.Unfinished, "finish", slow):
        add(ix, number, optimize=True)

    with ix.reader() as reader:
        (segment,) = columnar.segment_arrays(reader)
        assert number == len(segment)


@pytest.mark.parametrize("end", ["commit", "cancel"])
def test_no_thread_is_left(tmp_path, end):
    """
    A service forks; a thread of the writer must not be there then.
    """
    before = threading.active_count()
    document = columnar.Document(
        texts={"body": columnar.Text("en", "alpha beta " * 50)}, stored={"shown": "text " * 100}
    )
    stream = columnar.TextStream(str.split, {"body": lambda _, found: [(word,) for word in found]})
    schema = fields.Schema(body=fields.TEXT(), shown=fields.STORED())
    writer = columnar.create_in(tmp_path, schema).writer(streams={"body": stream})
    writer.add_batch(document for _ in range(2000))
    while_adding = threading.active_count()

    getattr(writer, end)()

    assert before + 2 == while_adding
    assert before == threading.active_count()
