"""
The language of the search box.
"""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.grammar import Limits, Not, Phrase, Word, parse

LIKE_QUERIES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '"',
                "-",
                "(",
                ")",
                "OR",
                "AND",
                "NOT",
                "*",
                "~9",
                "title:",
                "[x TO y]",
                "“",
                "—",
                "\x00",
            ]
        ),
        st.text(max_size=8),
        st.sampled_from(["portal", "Łódź", "東京", "R&D", "counter-terrorism", "the"]),
    ),
    max_size=20,
).map(" ".join)


def wanted(text, **options):
    return [node.text for node in parse(text, **options).tree.wanted]


class TestReading:
    def test_words_phrases_and_exclusions(self):
        """
        The whole language, in one line.
        """
        parsed = parse('Data "open portal" -draft -"old news" the', stop=frozenset({"the"}))

        assert ("Data",) == parsed.reading.words
        assert ("open portal",) == parsed.reading.phrases
        assert ("draft", "old news") == parsed.reading.excluded
        assert ("the",) == parsed.reading.dropped
        assert () == parsed.reading.notes
        assert [Word, Phrase, Not, Not] == [type(node) for node in parsed.tree.nodes]

    @pytest.mark.parametrize(
        "typed",
        ['"open portal"', "“open portal”", "„open portal“", "«open portal»", "「open portal」"],
    )
    def test_any_quotation_marks_will_do(self, typed):
        """
        Telephones type the curved ones.
        """
        assert ("open portal",) == parse(typed).reading.phrases

    def test_a_lonely_quotation_mark_is_passed_over_and_said_so(self):
        """
        The reader meant the words in any case.
        """
        reading = parse('open "portal data').reading

        assert ("open", "portal", "data") == reading.words
        assert ("a quotation mark without its partner was passed over",) == reading.notes

    def test_stop_words_alone_are_searched(self):
        """
        "To be or not to be" is a title.
        """
        stop = frozenset({"the", "who"})

        assert ["The", "Who"] == wanted("The Who", stop=stop)
        assert ["Who", "-x"] != wanted("Who -x", stop=stop)
        assert ["Who"] == wanted("Who -x", stop=stop)

    def test_the_same_word_counts_once(self):
        """
        Else it would weigh twice, and "most of three words" would mean another thing.
        """
        assert ["Łódź", "data"] == wanted("Łódź LODZ lodz data")

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("a,b", ["a", "b"]),
            ("energy/transport", ["energy", "transport"]),
            ("example.org", ["example.org"]),
            ("name@example.org", ["name@example.org"]),
            ("l'énergie", ["énergie"]),
            ("5G通信", ["5G通信"]),
            ("(portal)", ["portal"]),
            ("W-2", ["W-2"]),
            ("c++,c#", ["c++", "c#"]),
        ],
    )
    def test_what_is_typed_together(self, typed, read):
        """
        A full stop inside a word holds it together, a comma does not.
        """
        assert read == wanted(typed)

    def test_nothing_but_signs_is_every_post_and_said_so(self):
        """
        An empty page would be the wrong answer to a slip of the finger.
        """
        parsed = parse("??? ((")

        assert () == parsed.tree.nodes
        assert ("nothing in it to search for: ???, ((",) == parsed.reading.notes

    def test_hyphens_join_and_part(self):
        """
        What the three spellings of a word are looked for as.
        """
        (hyphen,) = parse("counter-terrorism").tree.wanted
        counter, terrorism = parse("counter terrorism").tree.wanted
        (joined,) = parse("counterterrorism").tree.wanted

        assert ((0, "counter"), (1, "terrorism")) == hyphen.parts
        assert ("counterterrorism",) == hyphen.wholes == counter.wholes == terrorism.wholes
        assert hyphen.parts in joined.halves(frozenset())

    def test_a_stop_word_is_no_half(self):
        """
        `island` is not `isl and`.
        """
        (island,) = parse("island").tree.wanted

        assert (((0, "isl"), (1, "and")),) == island.halves(frozenset())
        assert () == island.halves(frozenset({"and"}))


class TestLimits:
    @pytest.mark.parametrize("count", [499, 500, 501, 5000])
    def test_characters(self, count):
        """
        Nobody types more; whoever sends more is told what was left out.
        """
        text = ("a" * 9 + " ") * (count // 10) + "b" * (count % 10)

        reading = parse(text, limits=Limits(words=10_000)).reading

        assert (count > 500) == bool(reading.notes)
        if reading.notes:
            assert reading.notes[0].startswith(
                "only the first 500 characters were searched; left out: "
            )

    def test_half_a_word_is_not_searched(self):
        """
        The reader did not type it.
        """
        reading = parse("whole halved", limits=Limits(characters=9)).reading

        assert ("whole",) == reading.words
        assert ("only the first 9 characters were searched; left out: halved",) == reading.notes

    @pytest.mark.parametrize("count", [31, 32, 33, 60])
    def test_words(self, count):
        """
        Each word is a look into every field.
        """
        reading = parse(" ".join(f"w{n}" for n in range(count))).reading

        assert min(count, 32) == len(reading.words)
        left_out = [f"w{n}" for n in range(32, count)]
        named = ", ".join(left_out[:10]) + (f" and {len(left_out) - 10} more" if count > 42 else "")
        expected = (
            (f"only the first 32 words were searched; left out: {named}",) if left_out else ()
        )
        assert expected == reading.notes

    def test_the_caller_may_allow_more(self):
        """
        The command line takes whole paragraphs.
        """
        text = " ".join(f"word{n}" for n in range(1000))

        assert 1000 == len(parse(text, limits=Limits(characters=20_000, words=1_000)).reading.words)


class TestTotality:
    @given(st.text())
    @example('"' * 499)
    @example("(" * 3000)
    @example("NOT NOT x")
    @example("NOT OR x")
    @example("date:[2023-05-01 to 2023-12-31]")
    @example("abcdefgh~9")
    @example("???*")
    @example("/[/")
    @example("\ud800")
    @example("-" * 500)
    @example("a-" * 250)
    def test_any_text_is_a_query(self, text):
        """
        People are never told off for typing.
        """
        self.assert_read(text)

    @given(LIKE_QUERIES)
    def test_any_likely_text_is_a_query(self, text):
        """
        Chance alone rarely types a quotation mark.
        """
        self.assert_read(text)

    def assert_read(self, text):
        started = time.process_time()

        parsed = parse(text)

        assert time.process_time() - started < 0.5
        read = parsed.reading
        told = [*read.words, *read.phrases, *read.excluded, *read.dropped, *read.notes]
        assert bool(text.strip()) == bool(told) or not text.strip()

    @pytest.mark.parametrize(
        "text", ["x" * 100_000, '"' * 100_000, "- " * 50_000, "東" * 100_000, "a-" * 50_000]
    )
    def test_long_texts_cost_nothing(self, text):
        """
        A word of 100,000 characters takes Whoosh 40 s.
        """
        started = time.process_time()

        parse(text)

        assert time.process_time() - started < 0.2
