"""
An index is only ever written with our codec, and a writer that fails leaves no trace.
"""

from datetime import datetime

import numpy as np
import pytest
import whoosh.index
from whoosh import fields, query
from whoosh.index import LockError
from whoosh.reading import TermNotFound

from index import columnar
from index.columnar.arrayfile import ArrayFileError, ArrayFileWriter, open_arrays
from index.columnar.codec import ColumnarCodec, ColumnarSegment


@pytest.fixture
def schema():
    return fields.Schema(slug=fields.ID(stored=True, unique=True), body=fields.TEXT)


@pytest.fixture
def ix(tmp_path, schema):
    ix = columnar.create_in(tmp_path, schema)
    with ix.writer() as writer:
        writer.add_document(slug="a", body="harbour alert")
    return ix


def files(folder):
    """
    What an index consists of; Whoosh leaves its lock file behind.
    """
    return {path.name for path in folder.iterdir()} - {"MAIN_WRITELOCK"}


class TestOpening:
    def test_writers_write_columnar_segments(self, tmp_path, ix):
        """
        `whoosh.index.open_dir(...).writer()` would write the stock format.
        """
        with columnar.open_dir(tmp_path).writer() as writer:
            writer.add_document(slug="b", body="more")

        segments = columnar.open_dir(tmp_path)._segments()
        assert {ColumnarSegment} == {type(segment) for segment in segments}

    def test_refuses_stock_segments(self, tmp_path, schema):
        stock = whoosh.index.create_in(str(tmp_path), schema)
        with stock.writer() as writer:
            writer.add_document(slug="a", body="harbour")
        (segment,) = stock._segments()

        with pytest.raises(columnar.ForeignSegmentError) as refused:
            columnar.open_dir(tmp_path)

        message = f"{tmp_path}: segment {segment.segment_id()} is not columnar; rebuild the index"
        assert message == str(refused.value)

    def test_reads_stock_segments_beside_ours_on_request(self, tmp_path, ix):
        with whoosh.index.open_dir(str(tmp_path)).writer() as writer:
            writer.merge = False
            writer.add_document(slug="b", body="alert")

        with columnar.open_dir(tmp_path, foreign=True).searcher() as searcher:
            assert 2 == len(searcher.search(query.Term("body", "alert")))
            with pytest.raises(TypeError, match="is not columnar"):
                columnar.segment_arrays(searcher.reader())

    def test_takes_no_processes(self, ix):
        with pytest.raises(ValueError, match=r"^a columnar index is written by one process$"):
            ix.writer(procs=2)

    def test_names_that_are_pickled_never_change(self):
        """
        Every index ever built names them in its table of contents.
        """
        assert "index.columnar.codec" == ColumnarCodec.__module__ == ColumnarSegment.__module__
        assert {} == {k: v for k, v in vars(ColumnarCodec()).items() if not k.startswith("_")}


class TestFailure:
    @pytest.mark.parametrize("where", ["perdocwriter.close", "fieldwriter.close", "_commit_toc"])
    def test_of_a_commit_keeps_the_old_index(self, tmp_path, ix, monkeypatch, where):
        """
        A full disk must cost neither the index nor the lock.
        """
        before = files(tmp_path)
        writer = ix.writer()
        writer.add_document(slug="b", body="new")
        *path, name = where.split(".")

        def fails(*args):
            raise OSError("disk full")

        with monkeypatch.context() as patch:
            patch.setattr(getattr(writer, path[0]) if path else writer, name, fails)
            with pytest.raises(OSError, match="disk full"):
                writer.commit()

        assert before == files(tmp_path)
        with ix.writer() as writer:
            writer.add_document(slug="c", body="works")
        assert 2 == ix.doc_count()

    def test_of_a_tokeniser_keeps_the_old_index(self, tmp_path, ix):
        before = files(tmp_path)

        def fails(text):
            raise RuntimeError(text)

        stream = columnar.TextStream(fails, {"body": lambda variant, word: (word,)})
        batch = [columnar.Document(stored={"slug": str(number)}) for number in range(3000)]
        batch.append(columnar.Document(texts={"body": columnar.Text("en", "bad")}))
        with pytest.raises(RuntimeError), ix.writer(streams={"body": stream}) as writer:
            writer.add_batch(batch)

        assert before == files(tmp_path)
        assert 1 == ix.doc_count()

    def test_cancel_leaves_nothing(self, tmp_path, ix):
        before = files(tmp_path)
        writer = ix.writer()
        writer.add_document(slug="b", body="new")
        writer.cancel()

        assert before == files(tmp_path)

    def test_second_writer_is_refused(self, ix):
        writer = ix.writer()

        with pytest.raises(LockError):
            ix.writer()
        writer.cancel()

    def test_readers_keep_what_they_opened(self, ix):
        """
        A merge removes files that a reader still has mapped.
        """
        with ix.searcher() as searcher:
            with ix.writer() as writer:
                writer.add_document(slug="b", body="alert")
                writer.optimize = True

            assert 1 == len(searcher.search(query.Term("body", "alert")))
            assert "a" == searcher.stored_fields(0)["slug"]


class TestArrayFile:
    @pytest.fixture
    def path(self, tmp_path, ix):
        file = ArrayFileWriter((tmp_path / "some.arr").open("wb"))
        file.add("small", np.arange(3, dtype=np.uint16))
        file.add("large", np.arange(5, dtype=np.int64))
        file.close()
        return tmp_path / "some.arr"

    def test_gives_aligned_read_only_views(self, path, ix):
        file = open_arrays(ix.storage, path.name)
        large = file["large"]
        file.close()

        assert [0, 1, 2, 3, 4] == large.tolist()
        assert 0 == large.ctypes.data % 64
        assert not large.flags.writeable

    @pytest.mark.parametrize(
        ("damage", "message"),
        [
            (lambda data: b"", "some.arr: not an array file; rebuild the index"),
            (lambda data: b"x" + data[1:], "some.arr: not an array file; rebuild the index"),
            (lambda data: data[:-1], "some.arr: cut short or damaged; rebuild the index"),
            (lambda data: data[:200], "some.arr: cut short or damaged; rebuild the index"),
            (lambda data: data[:9], "some.arr: cut short or damaged; rebuild the index"),
        ],
    )
    def test_refuses_what_is_damaged(self, path, ix, damage, message):
        path.write_bytes(damage(path.read_bytes()))

        with pytest.raises(ArrayFileError) as refused:
            open_arrays(ix.storage, path.name)

        assert message == str(refused.value)

    def test_refuses_another_format(self, path, ix, monkeypatch):
        """
        An index of an older version is rebuilt, not misread.
        """
        monkeypatch.setattr("index.columnar.arrayfile.FORMAT", 99)

        with pytest.raises(ArrayFileError) as refused:
            open_arrays(ix.storage, path.name)

        assert "some.arr: has format 1, this is 99; rebuild the index" == str(refused.value)

    def test_refuses_sections_of_another_size_than_announced(self, tmp_path):
        file = ArrayFileWriter((tmp_path / "bad.arr").open("wb"))
        section = file.section("one", "<u4", 2)

        with pytest.raises(ValueError, match=r"^3 values for the last 2 places$"):
            section.write(np.arange(3))
        with pytest.raises(ValueError, match=r"^2 values of a section were never written$"):
            file.close()
        file.abandon()


class TestArrays:
    def test_of_a_term(self, ix):
        """
        What a searcher that computes with arrays sees.
        """
        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            docs, freqs = segment.terms.postings("body", "alert")
            positions, offsets = segment.terms.positions("body", b"alert")

            assert ([0], [1]) == (docs.tolist(), freqs.tolist())
            assert ([1], [0, 1]) == (positions.tolist(), offsets.tolist())
            assert (np.uint8, np.uint8) == (docs.dtype, freqs.dtype)
            assert [b"alert", b"harbour"] == segment.terms.vocabulary("body").all()
            assert segment.live() is None

    @pytest.mark.parametrize(("field", "term"), [("body", "none"), ("nofield", "alert")])
    def test_of_an_unknown_term_are_empty(self, ix, field, term):
        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)

            assert [0, 0] == [len(array) for array in segment.terms.postings(field, term)]
            assert [0, 1] == [len(array) for array in segment.terms.positions(field, term)]

    def test_of_an_unknown_term_are_no_error_for_whoosh(self, ix):
        """
        A word that only one of two fields has must not fail the query.
        """
        with ix.reader() as reader:
            assert (0, 0) == (
                reader.frequency("body", "none"),
                reader.doc_frequency("body", "none"),
            )
            with pytest.raises(TermNotFound):
                reader.term_info("body", "none")
            with pytest.raises(TermNotFound):
                reader.postings("body", "none")

    def test_say_which_documents_are_deleted(self, ix):
        with ix.writer() as writer:
            writer.add_document(slug="b", body="x")
            writer.optimize = True
        with ix.writer() as writer:
            writer.delete_by_term("slug", "a")
            writer.merge = False

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            assert 1 == segment.live().sum()
            assert 2 == len(segment)

    def test_numeric_columns_are_arrays(self, tmp_path):
        """
        Sorting by date needs no number of Whoosh's, one by one.
        """
        schema = fields.Schema(
            date=fields.DATETIME(sortable=True), number=fields.NUMERIC(sortable=True)
        )
        days = [datetime(2020, 1, 2), None, datetime(1999, 1, 1), None]  # noqa: DTZ001 - Whoosh's
        ix = columnar.create_in(tmp_path, schema)
        with ix.writer() as writer:
            writer.add_batch(columnar.Document(values={"date": day, "number": 3}) for day in days)

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            expected = [
                schema["date"].to_column_value(day) if day else (1 << 64) - 1 for day in days
            ]
            assert expected == segment.numbers("date").tolist()
            assert [3 + (1 << 31)] * 4 == segment.numbers("number").tolist()
