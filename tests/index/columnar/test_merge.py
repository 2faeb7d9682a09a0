"""
Merging by arrays gives the index that stock Whoosh's merge gives, and keeps exact lengths.
"""

import numpy as np
import pytest
import whoosh.index
from whoosh import fields
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser
from whoosh.writing import SegmentWriter

from index import columnar
from index.columnar import merge
from index.columnar.vocabulary import Vocabulary


def make_schema():
    return fields.Schema(slug=fields.ID(stored=True, unique=True), body=fields.TEXT(stored=True))


ODD = {
    "characters": fields.TEXT(chars=True),
    "vector": fields.TEXT(vector=True),
    "spelling": fields.TEXT(analyzer=StemmingAnalyzer(), spelling=True),
    "n-grams": fields.NGRAMWORDS(minsize=2, maxsize=3),
    "scorable keywords": fields.KEYWORD(scorable=True),
    "float": fields.NUMERIC(float),
    "boolean": fields.BOOLEAN(),
    "plain": fields.TEXT(field_boost=3.0),
}


def value_of(fieldobj, number):
    if isinstance(fieldobj, fields.BOOLEAN):
        return number % 3 == 0
    if isinstance(fieldobj, fields.NUMERIC):
        return number * 1.5
    return " ".join(f"running shops word{number % 7} alpha{i % 3}" for i in range(number % 5 + 1))


def fill(ix, name, fieldobj):
    """
    Three segments, boosts on some documents, a deletion, and a merge.
    """
    for start in (0, 20, 40):
        with ix.writer() as writer:
            writer.merge = False
            for number in range(start, start + 20):
                boost = {f"_{name}_boost": 2.0} if name != "scorable" and number % 6 == 0 else {}
                value = value_of(fieldobj, number)
                writer.add_document(slug=str(number), **{name: value}, **boost)
    writer = ix.writer()
    writer.delete_by_term("slug", "7")
    writer.delete_by_term("slug", "41")
    writer.commit(optimize=True)


def everything(ix):
    """
    Every posting of every field, and how short and how long documents with a term are.
    """
    with ix.reader() as reader:
        found = {}
        for name, term in reader.all_terms():
            matcher = reader.postings(name, term)
            found[name, term] = postings = []
            while matcher.is_active():
                value = b"" if name.startswith("spell_") else matcher.value() or b""
                postings.append((matcher.id(), pytest.approx(matcher.weight()), value))
                matcher.next()
            if not name.startswith("spell_"):
                info = reader.term_info(name, term)
                postings.append((info.min_length(), info.max_length()))
        return found


@pytest.mark.parametrize("sizes", [(200, 200), (256, 1), (1, 70_000)])
def test_documents_keep_their_numbers_where_these_get_longer(tmp_path, sizes):
    """
    A number takes one byte in a small segment, and two or four in what it is merged into.
    """
    ix = columnar.create_in(tmp_path, fields.Schema(slug=fields.ID()))
    for size in sizes:
        with ix.writer() as writer:
            writer.merge = False
            writer.add_batch(columnar.Document(terms={"slug": ["x"]}) for _ in range(size))
    ix.optimize()

    with ix.reader() as reader:
        (segment,) = columnar.segment_arrays(reader)
        docs, _ = segment.terms.postings("slug", "x")
        assert (
            list(range(sum(sizes))) == docs.tolist() == list(reader.postings("slug", "x").all_ids())
        )
        matcher = reader.postings("slug", "x")
        matcher.skip_to(sum(sizes) - 1)
        assert sum(sizes) - 1 == matcher.id()


def test_documents_keep_their_numbers_where_some_are_deleted(tmp_path):
    """
    Each gets the number that is left for it, which may need a wider type than it had.
    """
    ix = columnar.create_in(tmp_path, fields.Schema(slug=fields.ID()))
    for _ in range(2):
        with ix.writer() as writer:
            writer.merge = False
            gone = columnar.Document(terms={"slug": ["gone"]})
            writer.add_batch([gone, *[columnar.Document(terms={"slug": ["x"]})] * 250])
    writer = ix.writer()
    writer.delete_by_term("slug", "gone")
    writer.commit(optimize=True)

    with ix.reader() as reader:
        assert list(range(500)) == list(reader.postings("slug", "x").all_ids())


@pytest.mark.parametrize("lengths", [(3, 300), (300, 3), (300, 70_000)])
def test_words_keep_their_places_where_one_text_is_longer(tmp_path, lengths):
    """
    Places and frequencies take as few bytes as do for a segment; merged, the most of any.
    """
    ix = columnar.create_in(tmp_path, fields.Schema(body=fields.TEXT()))
    for length in lengths:
        with ix.writer() as writer:
            writer.merge = False
            writer.add_document(body="harbour " * length)
    ix.optimize()

    with ix.reader() as reader:
        matcher = reader.postings("body", "harbour")
        for length in lengths:
            assert length == matcher.weight()
            assert list(range(length)) == matcher.value_as("positions")
            matcher.next()


def test_a_term_knows_how_long_its_documents_are(tmp_path):
    """
    A field of single postings too; the score of a word goes by the length.
    """
    ix = columnar.create_in(tmp_path, fields.Schema(body=fields.TEXT(chars=True)))
    with ix.writer() as writer:
        writer.add_document(body="harbour " * 300)

    with ix.reader() as reader:
        assert reader.term_info("body", b"harbour").max_length() > 255


@pytest.mark.parametrize("kind", ODD)
def test_unusual_fields_survive_a_merge(tmp_path, kind):
    """
    The path of single postings carries what the arrays do not know.
    """
    schema = fields.Schema(slug=fields.ID(stored=True), f=ODD[kind])
    for name in ("stock", "ours"):
        (tmp_path / name).mkdir()
    stock = whoosh.index.create_in(str(tmp_path / "stock"), schema)
    ours = columnar.create_in(tmp_path / "ours", schema)
    for ix in (stock, ours):
        fill(ix, "f", ODD[kind])

    assert everything(stock) == everything(ours)
    if ODD[kind].vector:
        with stock.reader() as left, ours.reader() as right:
            for docnum in range(58):
                expected = list(left.vector(docnum, "f").items_as("frequency"))
                assert expected == list(right.vector(docnum, "f").items_as("frequency"))


class TestLengths:
    LENGTHS = (1, 11, 17, 500, 3000)

    def make(self, folder, **kwargs):
        ix = columnar.create_in(folder, make_schema())
        for number, length in enumerate(self.LENGTHS):
            with ix.writer() as writer:
                writer.merge = False
                writer.add_document(slug=str(number), body="word " * length)
        return ix

    def test_stay_exact_over_merges(self, tmp_path):
        """
        Whoosh rounds lengths to a byte and forgets them at every merge.
        """
        ix = self.make(tmp_path)
        ix.optimize()
        ix.optimize()

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            assert list(self.LENGTHS) == segment.lengths("body").tolist()
            assert [1, 12, 17, 508, 3041] != segment.documents.length_bytes("body").tolist()

    def test_of_deleted_documents_are_gone(self, tmp_path):
        ix = self.make(tmp_path)
        writer = ix.writer()
        writer.delete_by_term("slug", "3")
        writer.commit(optimize=True)

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            assert [1, 11, 17, 3000] == segment.lengths("body").tolist()


class TestMerge:
    def test_moves_a_field_that_only_later_documents_have(self, tmp_path):
        """
        Nothing is merged with it, but its documents have other numbers now.
        """
        ix = columnar.create_in(tmp_path, make_schema())
        for number, words in enumerate(({}, {}, {"body": "quay quay"})):
            with ix.writer() as writer:
                writer.merge = False
                writer.add_document(slug=str(number), **words)
        ix.optimize()

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            docs, freqs = segment.terms.postings("body", "quay")
            assert ([2], [2]) == (docs.tolist(), freqs.tolist())

    def test_writes_no_weights_that_follow_from_frequencies(self, tmp_path):
        """
        They would take four bytes more for each posting.
        """
        ix = columnar.create_in(tmp_path, make_schema())
        for number in range(3):
            with ix.writer() as writer:
                writer.merge = False
                writer.add_document(slug=str(number), body="quay")
        ix.optimize()

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            assert segment.terms.field("body").weights is None

    def test_drops_terms_that_only_deleted_documents_had(self, tmp_path):
        """
        A withdrawn post must not be found by suggestions either.
        """
        ix = columnar.create_in(tmp_path, make_schema())
        with ix.writer() as writer:
            writer.add_document(slug="a", body="common secret")
            writer.add_document(slug="b", body="common")
        writer = ix.writer()
        writer.delete_by_term("slug", "a")
        writer.commit(optimize=True)

        with ix.reader() as reader:
            assert [b"common"] == list(reader.lexicon("body"))
            assert {"slug": "b", "body": "common"} == reader.stored_fields(0)

    def test_drops_stored_values_of_removed_fields(self, tmp_path):
        """
        Blocks are copied only if nothing in them has to go.
        """
        ix = columnar.create_in(tmp_path, make_schema())
        with ix.writer() as writer:
            writer.add_document(slug="a", body="confidential")
        writer = ix.writer()
        writer.remove_field("body")
        writer.commit(optimize=True)

        assert not any(b"body" in path.read_bytes() for path in tmp_path.glob("*.doc"))
        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            assert frozenset({"slug"}) == segment.documents.stored.names
            assert ["slug"] == segment.terms.indexed_field_names()

    def test_in_many_stretches_is_the_same(self, make_twins, monkeypatch):
        """
        A large field is merged a stretch at a time.
        """
        monkeypatch.setattr(merge, "STRETCH", 7)
        twins = make_twins(1)
        for _ in range(3):
            twins.grow(25)
        for ix in (twins.stock, twins.ours):
            ix.optimize()

        assert everything(twins.stock) == everything(twins.ours)

    @pytest.mark.parametrize("few", [0, 10**9])
    def test_is_the_same_whichever_way_terms_are_ranked(self, make_twins, monkeypatch, few):
        """
        Terms of small parts are looked up in the large one, those of equal parts are sorted.
        """
        monkeypatch.setattr(merge, "FEW", few)
        twins = make_twins(1)
        for _ in range(3):
            twins.grow(25)
        for ix in (twins.stock, twins.ours):
            ix.optimize()

        assert everything(twins.stock) == everything(twins.ours)

    def test_unpacks_no_large_vocabulary_for_a_few_new_words(self, tmp_path, monkeypatch):
        """
        Whoever changes one document waits for its segment, which has all words of thousands.
        """
        ix = columnar.create_in(tmp_path, make_schema())
        with ix.writer() as writer:
            for number in range(20):
                words = " ".join(f"word{number * 10 + i}" for i in range(10))
                writer.add_document(slug=str(number), body=f"common {words}")
        unpacked = []
        whole = Vocabulary.all
        monkeypatch.setattr(
            Vocabulary, "all", lambda self: unpacked.append(len(self)) or whole(self)
        )
        writer = ix.writer()
        writer.delete_by_term("slug", "7")
        writer.add_document(slug="7", body="word70 aaa common word11 zzz")
        writer.commit(optimize=True)

        assert max(unpacked) < 10
        monkeypatch.undo()
        with ix.reader() as reader:
            gone = {f"word{70 + i}" for i in range(1, 10)}
            kept = {f"word{i}" for i in range(200)} - gone | {"common", "aaa", "zzz"}
            assert sorted(kept) == [term.decode() for term in reader.lexicon("body")]
            assert reader.frequency("body", "word11") == 2
            assert reader.frequency("body", "common") == 20

    def test_of_stock_segments_makes_them_columnar(self, tmp_path):
        """
        An older index is taken over by the first merge.
        """
        stock = whoosh.index.create_in(str(tmp_path), make_schema())
        with stock.writer() as writer:
            writer.add_document(slug="a", body="some words")
        expected = everything(stock)
        ix = columnar.open_dir(tmp_path, foreign=True)
        ix.optimize()

        assert expected == everything(columnar.open_dir(tmp_path))


def test_whoosh_s_own_writer_takes_the_codec_too():
    """
    Nothing depends on our writer or on files.
    """
    ix = RamStorage().create_index(make_schema())
    writer = SegmentWriter(ix, codec=columnar.ColumnarCodec())
    writer.add_document(slug="a", body="harbour alert")
    writer.add_document(slug="b", body="alert")
    writer.commit()

    with ix.searcher() as searcher:
        wanted = QueryParser("body", make_schema()).parse('"harbour alert"')
        assert ["a"] == [hit["slug"] for hit in searcher.search(wanted)]
        assert np.array_equal([2, 1], columnar.segment_arrays(searcher.reader())[0].lengths("body"))
