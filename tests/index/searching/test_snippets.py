"""
The passage of a post that shows why it was found.
"""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import post

from index import Query
from index.asking.grammar import parse
from index.asking.halves import halves_of
from index.searching.marking import LENGTH, Marker
from index.searching.snippets import snippet, whole
from index.words.surfaces import surfaces


def marker(text):
    return Marker(parse(text).tree, lambda word: halves_of(word, frozenset()))


def marked(spans):
    return [span.text for span in spans if span.match]


def joined(spans):
    return "".join(span.text for span in spans)


def quoted(text, query, *, summary=None, language="en"):
    return snippet(text, summary, language, marker(query))


LONG = "Nothing to see here, walk on. " * 40

PIECES = st.sampled_from(
    [
        "portal",
        "Portale",
        "dаta",
        "Łódź",
        "łodzi",
        "lodz",
        "counter-terrorism",
        "counter",
        "terrorism",
        "R&D",
        "東京都",
        "o’brien",
        "l’Énergie",
        "1,000,000",
        "1 000",
        "straße",
        "ſtrasse",
        "ＤＡＴＡ",
        " - ",
        "\n",
        "“",
        "…",
        "x",
        "5G",
        "d\u0301ata",
        "e-mails",
        "e mail",
        "emailed",
    ]
)

QUERIES = st.lists(
    st.sampled_from(
        [
            "portal",
            "data",
            "lodz",
            "counter terrorism",
            "counterterrorism",
            "r&d",
            "東京",
            "東",
            "obrien",
            "energie",
            "1000000",
            "1000",
            "strasse",
            '"data portal"',
            "5g",
            "e-mail",
            "email",
            "aether",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "query", "expected"),
        [
            ("Running in Łódź.", "lodz run", ["Running", "Łódź"]),
            ("Die Häuser der STRASSE", "straße", ["STRASSE"]),
            (
                "Counter-terrorism, counter terrorism, counterterrorism",
                "counterterrorism",
                ["Counter-terrorism", "counter terrorism", "counterterrorism"],
            ),
            ("data and data portal", '"data portal"', ["data portal"]),
            ("the data the portal", '"the portal"', ["the portal"]),
            ("東京都知事", "京都", ["京都"]),
            ("東京都知事", "東京都", ["東京都"]),
            ("Anna O’Brien’s", "obrien", ["O’Brien"]),
            ("1,000,000 forms", "1000000", ["1,000,000"]),
            ("Сovid and COVID-19", "covid", ["Сovid", "COVID"]),
        ],
    )
    def test_the_words_that_matched_are_marked_as_written(self, text, query, expected):
        """
        A mark shows the reader why a post is there.
        """
        assert expected == marked(quoted(text, query))

    @given(st.lists(PIECES, max_size=25), QUERIES, st.sampled_from(["en", "de", "fr", "ja"]))
    def test_the_sieve_lets_every_match_through(self, pieces, query, language):
        """
        Reading only what may match is quick, and would be wrong in silence.
        """
        text = " ".join(pieces)
        quick = marker(query)
        slow = marker(query)
        slow._candidates = lambda whole, _: ((at, at + len(found)) for at, found in surfaces(whole))

        assert slow.marks(text, language) == quick.marks(text, language)

    def test_title_and_snippet_are_marked_in_hits(self, build):
        """
        As a page shows them.
        """
        engine = build([post("a", "The Łódź portal", "It opened in Łódź.")])

        (hit,) = engine.search(Query(text="lodz")).hits

        assert ["Łódź"] == marked(hit.title)
        assert "The Łódź portal" == joined(hit.title)
        assert ["Łódź"] == marked(hit.snippet)


class TestPassages:
    def test_the_passage_with_most_of_the_words_is_chosen(self):
        """
        Not the first that has one of them.
        """
        text = f"The portal. {LONG} Data of the portal were moved. {LONG} Data."

        spans = quoted(text, "portal data")

        assert ["Data", "portal"] == marked(spans)
        assert joined(spans).startswith("… ")
        assert joined(spans).endswith(" …")

    def test_without_a_match_the_summary_is_shown_else_the_beginning(self):
        """
        A post found by the name of its partner shows what it is about.
        """
        assert "Short." == joined(quoted(LONG, "absent", summary="Short."))
        assert joined(quoted(LONG, "absent")).startswith("Nothing to see here")
        assert () == quoted("", "absent")

    def test_the_summary_is_marked_where_only_it_matches(self):
        """
        Likewise.
        """
        assert ["portal"] == marked(quoted(LONG, "portal", summary="A new portal."))

    @given(
        st.text(st.sampled_from("ab cdefgh \n.東京é-\u0301"), max_size=1500),
        st.text(st.sampled_from("abc東é "), max_size=8),
    )
    def test_a_snippet_is_short_and_of_whole_words(self, text, query):
        """
        300 characters fit a page; half a word looks like a fault.
        """
        spans = quoted(text, query)
        shown = joined(spans).strip("… ")

        assert len(joined(spans)) <= LENGTH
        assert all(span.text for span in spans)
        assert all(a.match != b.match for a, b in pairwise(spans))
        plain = re.sub(r"\s+", " ", text)
        assert shown in plain
        longest = max((len(word) for word in re.findall(r"[^\s東京]+", text)), default=0)
        if longest < LENGTH // 4 and shown:
            assert re.search(rf"(?:^|[\s東京…])[.\s]*{re.escape(shown)}", plain)

    def test_a_text_without_blanks_is_cut_all_the_same(self):
        """
        A word of a megabyte must not become a snippet of one.
        """
        assert len(joined(quoted("x" * 10**6, "absent"))) <= LENGTH
        assert len(joined(quoted("東" * 10**5 + "京", "京"))) <= LENGTH

    @given(st.text(max_size=60), QUERIES)
    def test_a_whole_text_in_spans_is_that_text(self, text, query):
        """
        Marking a title never changes it.
        """
        assert text == joined(whole(text, marker(query).marks(text, "en")))


class TestSieve:
    @pytest.mark.parametrize(
        ("language", "typed", "written"),
        [
            ("en", "sky", "skies"),
            ("en", "happiness", "happy"),
            ("de", "Häuser", "Haeuser"),
            ("de", "Haeuser", "Häuser"),
            ("de", "Uebung", "Übung"),
            ("sv", "gård", "gaard"),
            ("cs", "kniha", "knihy"),
            ("ro", "istorie", "istoria"),
        ],
    )
    def test_forms_that_change_near_the_end_or_by_a_mark_are_marked(self, language, typed, written):
        """
        The letters that are compared stop before those that other forms have otherwise.
        """
        assert [written] == marked(quoted(f"Of {written} ’round.", typed, language=language))
        assert [written] == marked(quoted(f"Of {written}.", typed, language=language))

    def test_words_are_not_looked_for_inside_others(self):
        """
        Nor is a text in ASCII read otherwise than one with a single mark in it.
        """
        for end in (".", "…"):
            text = f"Import the portal's port, re-port, PORT and support{end}"

            assert ["port", "re-port", "PORT"] == marked(quoted(text, "port re-port"))
