"""
The batch writer makes, posting for posting, what the path of single documents makes.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time
from unittest.mock import patch

import numpy as np
import pytest
import whoosh.index
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import fields, query
from whoosh.analysis import Analyzer, Token
from whoosh.columns import FixedBytesColumn, VarBytesColumn

from index import columnar
from index.columnar import lexicon, words

WORD = re.compile(r"\w+")


def exact(variant, words):
    """
    Stop words leave a hole; a hyphenated word stands under two terms.
    """
    return [
        () if word == "the" else (word, f"{word}-{variant}") if word[0] == "x" else (word,)
        for word in words
    ]


def stem(variant, words):
    return [(word[:2],) * (2 if word == "twice" else 1) * (variant == "en") for word in words]


class Analyzed(Analyzer):
    """
    Whoosh's view of the same words: the variant stands before the texts.
    """

    def __init__(self, expand):
        self.expand = expand

    def __call__(self, value, **kwargs):
        variant, *texts = value.split("|")
        token = Token(True, False, removestops=True)
        token.boost = 1.0
        first = 0
        for text in texts:
            found = WORD.findall(text)
            for place, word in enumerate(found, first):
                for term in self.expand(variant, [word])[0]:
                    token.text, token.pos, token.stopped = term, place, False
                    yield token
            first += len(found) + GAP


def at_noon(day):
    return datetime.combine(day, time(12, 30, 1, 5))


GAP = 3

SCHEMA = fields.Schema(
    body=fields.TEXT(analyzer=Analyzed(exact)),
    body_stem=fields.TEXT(analyzer=Analyzed(stem), field_boost=1.5),
    title=fields.TEXT(analyzer=Analyzed(exact), phrase=False),
    slug=fields.ID(unique=True),
    tag=fields.KEYWORD(scorable=True),
    number=fields.NUMERIC(sortable=True),
    date=fields.DATETIME(sortable=True),
    good=fields.BOOLEAN(),
    shown=fields.STORED(),
    facts=fields.COLUMN(FixedBytesColumn(2)),
    key=fields.COLUMN(VarBytesColumn()),
)

STREAMS = {
    "body": columnar.TextStream(WORD.findall, {"body": exact, "body_stem": stem}, gap=GAP),
    "title": columnar.TextStream(WORD.findall, {"title": exact}),
}

CHUNKING = columnar.Chunking(" ", "-.")

texts = st.lists(
    st.sampled_from(["the", "alpha", "beta", "xenon", "twice", "łódź", "a", "\U0001f600x", "x"])
    | st.text("abcÿ東-. ", min_size=1, max_size=5),
    max_size=12,
).map(" ".join)

documents = st.builds(
    columnar.Document,
    texts=st.fixed_dictionaries(
        {},
        optional={
            "body": st.builds(
                columnar.Text,
                st.sampled_from(["en", "de"]),
                texts,
                st.lists(texts, max_size=2).map(tuple),
            ),
            "title": st.builds(columnar.Text, st.sampled_from(["en", "de"]), texts, st.just(())),
        },
    ),
    terms=st.fixed_dictionaries(
        {},
        optional={
            "slug": st.text("ab", min_size=1, max_size=4).map(lambda slug: [slug]),
            "tag": st.lists(st.sampled_from(["red", "blue green", "ÿ"]), max_size=3),
        },
    ),
    values=st.fixed_dictionaries(
        {},
        optional={
            "number": st.integers(-1000, 1000),
            "date": st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(at_noon),
            "good": st.booleans(),
            "facts": st.binary(min_size=2, max_size=2),
            "key": st.binary(max_size=3),
        },
    ),
    stored=st.fixed_dictionaries({}, optional={"shown": st.text(max_size=30) | st.binary()}),
)


def as_keywords(document):
    """
    The document as Whoosh's `add_document` takes it.
    """
    body, title = (document.texts.get(name) for name in ("body", "title"))
    both = "|".join([body.variant, body.text, *body.more]) if body else None
    return {
        "body": both,
        "body_stem": both,
        "title": f"{title.variant}|{title.text}" if title else None,
        **document.terms,
        **document.values,
        **document.stored,
    }


def snapshot(reader):
    """
    Everything that a reader can tell of the index.
    """
    found = {}
    for name in reader.indexed_field_names():
        for term, info in reader.iter_field(name, b""):
            found[name, term] = (postings(reader, name, term), facts(info))
    return found


def postings(reader, name, term):
    matcher = reader.postings(name, term)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight(), matcher.value()))
        matcher.next()
    return found


def facts(info):
    return [
        *(info.weight(), info.doc_frequency(), info.min_length(), info.max_length()),
        *(info.max_weight(), info.min_id(), info.max_id()),
    ]


def column(reader, name):
    return list(reader.column_reader(name, translate=False))


def assert_same(expected, actual):
    assert_same_but_for_sums(expected, actual)
    for name in SCHEMA.names():
        assert expected.field_length(name) == actual.field_length(name)


def assert_same_but_for_sums(expected, actual):
    """
    A merge rounds the sums of lengths, as it does in stock Whoosh.
    """
    assert snapshot(expected) == snapshot(actual)
    assert expected.doc_count_all() == actual.doc_count_all()
    assert list(expected.iter_docs()) == list(actual.iter_docs())
    for name in SCHEMA.names():
        ours, theirs = (columnar.segment_arrays(reader) for reader in (actual, expected))
        for left, right in zip(theirs, ours, strict=True):
            np.testing.assert_array_equal(left.lengths(name), right.lengths(name))
        if SCHEMA[name].column_type:
            assert column(expected, name) == column(actual, name)


@pytest.fixture
def folder(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("index")


quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class TestBatch:
    @quick
    @given(st.lists(documents, min_size=1, max_size=12), st.sampled_from([64, 1000, 1 << 28]))
    def test_gives_the_postings_of_single_documents(self, folder, batch, memory):
        """
        However many segments it takes, in however little memory.
        """
        single, many = (columnar.create_in(folder(), SCHEMA) for _ in range(2))
        with single.writer() as writer:
            for document in batch:
                writer.add_document(**as_keywords(document))
        writer = many.writer(streams=STREAMS, memory=memory)
        writer.add_batch(batch)
        writer.commit(merge=False)

        with single.reader() as expected, many.reader() as actual:
            assert list(expected.iter_docs()) == list(actual.iter_docs())
            if len(columnar.segment_arrays(actual)) == 1:
                assert_same(expected, actual)
        many.optimize()
        with single.reader() as expected, many.reader() as actual:
            assert_same_but_for_sums(expected, actual)

    @pytest.mark.parametrize("at_once", [0, 1 << 18])
    def test_keeps_the_order_of_documents_in_turns(self, folder, at_once):
        """
        Texts are read language by language, some of them in a helper thread.
        """
        texts = [columnar.Text(("en", "de")[each % 2], f"alpha post{each}") for each in range(5)]
        batch = [columnar.Document(texts={"body": text}) for text in texts]
        single, many = (columnar.create_in(folder(), SCHEMA) for _ in range(2))
        with single.writer() as writer:
            for document in batch:
                writer.add_document(**as_keywords(document))

        with patch.object(words, "READ_AT_ONCE", at_once), many.writer(streams=STREAMS) as writer:
            writer.add_batch(batch)

        with single.reader() as expected, many.reader() as actual:
            assert_same(expected, actual)

    @quick
    @given(st.lists(documents, min_size=1, max_size=12), st.sampled_from([0, 1000]))
    def test_gives_the_same_chunk_by_chunk(self, folder, batch, kept):
        """
        Cutting each chunk of a text once is only quicker.
        """
        whole, chunks = (columnar.create_in(folder(), SCHEMA) for _ in range(2))
        by_chunk = {name: replace(stream, chunking=CHUNKING) for name, stream in STREAMS.items()}
        for ix, streams in ((whole, STREAMS), (chunks, by_chunk)):
            with (
                patch.object(lexicon, "KEPT", kept),
                ix.writer(streams=streams, memory=640) as writer,
            ):
                writer.add_batch(batch)
                writer.optimize = True

        with whole.reader() as expected, chunks.reader() as actual:
            assert_same(expected, actual)

    @quick
    @given(st.lists(st.tuples(st.booleans(), documents), min_size=1, max_size=10))
    def test_mixes_with_single_documents(self, folder, batch):
        """
        Both kinds of adding may take turns in one segment.
        """
        single, mixed = (columnar.create_in(folder(), SCHEMA) for _ in range(2))
        with single.writer() as writer:
            for _, document in batch:
                writer.add_document(**as_keywords(document))
        with mixed.writer(streams=STREAMS) as writer:
            for one, document in batch:
                if one:
                    writer.add_document(**as_keywords(document))
                else:
                    writer.add_batch([document])

        with single.reader() as expected, mixed.reader() as actual:
            assert_same(expected, actual)

    def test_asks_once_for_the_terms_of_a_word(self, folder):
        """
        Stemming is dear; a word in another language is another word.
        """
        asked = []

        def expand(variant, words):
            asked.extend((variant, word) for word in words)
            return [(word,) for word in words]

        stream = columnar.TextStream(str.split, {"body": expand})
        batch = [
            columnar.Document(texts={"body": columnar.Text(variant, "one two one")})
            for variant in ("en", "de", "en")
        ]
        with columnar.create_in(folder(), SCHEMA).writer(
            streams={"body": stream}, memory=64
        ) as writer:
            writer.add_batch(batch)

        assert [("en", "one"), ("en", "two"), ("de", "one"), ("de", "two")] == asked

    def test_stop_words_keep_their_place(self, folder):
        """
        "port of call" is not the phrase "port call".
        """
        ix = columnar.create_in(folder(), SCHEMA)
        with ix.writer(streams=STREAMS) as writer:
            writer.add_batch([columnar.Document({"body": columnar.Text("en", "port the call")})])

        with ix.searcher() as searcher:
            assert 0 == len(searcher.search(query.Phrase("body", ["port", "call"])))
            assert 1 == len(searcher.search(query.Phrase("body", ["port", "call"], slop=2)))

    def test_a_field_may_be_as_long_as_it_has_positions(self, folder):
        """
        A word that is found in two forms makes a post no longer.
        """
        stream = replace(STREAMS["body"], by_position=True)
        text = columnar.Text("en", "xenon the alpha", ("xenon",))
        batch = [columnar.Document(), columnar.Document({"body": text}), columnar.Document()]
        ix = columnar.create_in(folder(), SCHEMA)
        with ix.writer(streams={"body": stream}, memory=64) as writer:
            writer.add_batch(batch)
        with ix.writer(streams={"body": stream}) as writer:
            writer.add_batch(batch)
            writer.optimize = True

        with ix.reader() as reader:
            (segment,) = columnar.segment_arrays(reader)
            assert [0, 3, 0, 0, 3, 0] == segment.lengths("body").tolist()
            assert [0, 4, 0, 0, 4, 0] == segment.lengths("body_stem").tolist()
            assert ([1, 4], [2, 2]) == tuple(
                found.tolist() for found in segment.terms.postings("body", "xenon")
            )
            assert [0, 6, 0, 6] == segment.terms.positions("body", "xenon")[0].tolist()

    @pytest.mark.parametrize(
        ("document", "message"),
        [
            (
                columnar.Document(terms={"body": ["a"]}),
                'field "body" has the format Positions here; add its documents with add_document',
            ),
            (
                columnar.Document(values={"tag": "a"}),
                'field "tag" has the format Frequency here; add its documents with add_document',
            ),
            (
                columnar.Document(values={"none": 1}),
                'field "none" is not in the schema; add its documents with add_document',
            ),
            (
                columnar.Document(terms={"slug": ["a"]}, values={"slug": "a"}),
                (
                    'field "slug" comes from terms and from values; '
                    "add its documents with add_document"
                ),
            ),
            (
                columnar.Document(terms={"title": ["a"]}),
                (
                    'field "title" comes from text stream title and from terms; '
                    "add its documents with add_document"
                ),
            ),
        ],
    )
    def test_refuses_what_it_does_not_know(self, folder, document, message):
        """
        Rather than index something else in silence.
        """
        writer = columnar.create_in(folder(), SCHEMA).writer(streams=STREAMS)

        with pytest.raises(columnar.UnsupportedFieldError) as refused:
            writer.add_batch([document])
        writer.cancel()

        assert message == str(refused.value)

    def test_stock_whoosh_reads_what_was_stored(self, folder):
        """
        Every post of a large batch, also where blocks meet.
        """
        path = folder()
        with columnar.create_in(path, SCHEMA).writer() as writer:
            writer.add_batch(columnar.Document(stored={"shown": i}) for i in range(1100))

        with whoosh.index.open_dir(str(path)).reader() as reader:
            shown = [reader.stored_fields(i)["shown"] for i in reversed(range(1100))]

        assert list(reversed(range(1100))) == shown
