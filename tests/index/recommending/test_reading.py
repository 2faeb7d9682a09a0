"""
How a post's texts are read, and how their stems are found in the index.
"""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import Document, Text, Vocabulary, create_in
from index.editions.schema import whoosh_schema
from index.editions.writing import STREAMS
from index.learning.texts import ReadText, written
from index.recommending.lookup import Lookup
from index.recommending.runs import RunReader
from index.searching.snapshot import read_documents
from index.searching.term_keys import keys_of_terms

TERMS = st.builds(
    str.__add__,
    st.sampled_from(["", "aaaaaaa", "aaaaaaaa", "aaaaaa\u4e2d"]),
    st.text("ab\xe9\u4e2d", max_size=4),
)
"""Many of them begin alike for eight bytes."""


class TestLookup:
    @settings(max_examples=200)
    @given(
        st.lists(st.sets(TERMS.filter(bool), max_size=20), max_size=4),
        st.sets(TERMS, max_size=20),
    )
    def test_terms_are_found_in_every_vocabulary_that_has_them(self, held, wanted):
        """
        Terms of the same first eight bytes, and terms that are the beginning of others.
        """
        vocabularies = [sorted(term.encode() for term in terms) for terms in held]
        asked = [term.encode() for term in wanted.union(*held)]
        sizes = [np.arange(1, len(terms) + 1) for terms in vocabularies]
        lookup = Lookup([Vocabulary.of(terms) for terms in vocabularies], sizes)
        keys = keys_of_terms(asked)

        found = lookup.find(keys)

        expected = {
            (place, number, terms.index(term))
            for place, term in enumerate(asked)
            for number, terms in enumerate(vocabularies)
            if term in terms
        }
        places = zip(found.terms, found.vocabularies, found.numbers, strict=True)
        assert expected == {tuple(map(int, each)) for each in places}
        summed = [sum(n + 1 for at, _, n in expected if at == p) for p in range(len(asked))]
        assert summed == lookup.summed(keys).tolist()


class TestReadText:
    TEXT = "Don't counter-terrorism  the mayor's fox. The NATO fox, l'énergie C++ runs; fox runs 東京都"

    def test_stems_are_those_of_the_index(self):
        """
        Or the words of a post would be looked up in vain.
        """
        stream = STREAMS["body"]
        expected = Counter(
            stem
            for stems in stream.fields["body_stem"]("en", stream.tokens(self.TEXT))
            for stem in stems
        )

        assert expected == ReadText(self.TEXT, "en").counts()

    def test_a_stem_is_written_as_where_it_stands_first(self):
        """
        What is told as a reason can be found in the text.
        """
        texts = [ReadText("Foxes ran", "en"), ReadText(self.TEXT, "en")]

        assert {"fox": "Foxes", "mayor": "mayor", "run": "runs"} == written(
            texts, {"fox", "mayor", "run", "wolf"}
        )

    def test_only_words_with_nothing_but_a_blank_between_them_are_a_pair(self):
        """
        A phrase is looked for word for word; a comma or a hyphen would be in between.
        """
        wanted = {"the=", "fox", "run", "nato", "mayor", "counter", "terror"}

        pairs = [written for _, written in ReadText(self.TEXT, "en").pairs(wanted, 1000)]

        assert ["the mayor", "The NATO", "NATO fox", "fox runs"] == pairs

    def test_no_pair_is_read_beyond_a_place(self):
        """
        What a post is about it says early; a word that is cut there is none.
        """
        text = ReadText("red fox red fox red fox", "en")

        assert ["red fox", "fox red"] == [each for _, each in text.pairs({"red", "fox"}, 12)]


class TestRunReader:
    def test_posts_of_later_segments_have_numbers_of_their_own(self, tmp_path):
        """
        Within a small segment a document's number takes one byte, in an edition it may take more.
        """
        ix = create_in(tmp_path, whoosh_schema())
        for size in (200, 150):
            with ix.writer(streams=STREAMS) as writer:
                writer.merge = False
                text = Text("en", "harbour")
                writer.add_batch(Document(texts={"body": text}) for _ in range(size))
        with ix.reader() as reader:
            segments = read_documents(reader).segments
            runs = RunReader(segments, ["body"], 350)

            found = runs.find(keys_of_terms([b"harbour"]))
            posts, _ = runs.read(found, np.ones((1, 351)))

        assert list(range(350)) == posts.tolist()
