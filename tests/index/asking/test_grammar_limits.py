"""
Any text is a query, and none is dear: what is beyond a limit, and what is no language at all.
"""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from queries import FUZZED

from index.asking.grammar import parse
from index.asking.limits import Limits
from index.asking.tree import Beginning, Word

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


class TestLimits:
    @pytest.mark.parametrize("depth", [9, 10, 11, 12])
    def test_depth(self, depth):
        """
        Brackets cost Python's own stack.
        """
        text = "x " + "(a " * depth + "b" + ")" * depth

        reading = parse(text).reading

        assert (depth <= 10) == ("b" in reading.words)
        inner = "(a " * (depth - 10) + "b" + ")" * (depth - 10)
        expected = (f"brackets were read 10 deep; left out: {inner}",) if depth > 10 else ()
        assert expected == reading.notes

    @pytest.mark.parametrize("depth", [10_000, 1_000_000])
    def test_no_setting_makes_brackets_dangerous(self, depth):
        """
        A recursion that is too deep is an error of Python.
        """
        reading = parse(
            "(" * 400 + "a" + ")" * 400, limits=Limits(characters=900, depth=depth)
        ).reading

        assert reading.notes[0].startswith("brackets were read 100 deep; left out: (((")

    @pytest.mark.parametrize("count", [31, 32, 33])
    def test_fields_and_words_in_groups_count_too(self, count):
        """
        Each is a look into the index.
        """
        text = " OR ".join(f"(theme:t{n} w{n})" for n in range(count // 2)) + " x" * (count % 2)

        reading = parse(text).reading

        assert (count > 32) == any(
            note.startswith("only the first 32 words") for note in reading.notes
        )

    def test_a_word_typed_often_counts_once(self):
        """
        It is looked for once.
        """
        assert () == parse(" ".join(["portal", "data"] * 40)).reading.notes

    @pytest.mark.parametrize(
        ("typed", "kind"), [("h*", Word), ("ha*", Beginning), ("har*", Beginning)]
    )
    def test_two_letters_begin_a_word(self, typed, kind):
        """
        With one, most words of an archive begin.
        """
        assert kind is type(parse(typed).tree.nodes[0])

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

    def test_what_is_beyond_a_limit_is_told_apart(self):
        """
        People are told in a note, programs are refused.
        """
        limits = Limits(characters=40, words=2, depth=1)

        reading = parse("(a (b)) c d h* " + "e " * 40, limits=limits).reading

        assert {
            "only the first 40 characters were searched",
            "only the first 2 words were searched",
            "brackets were read 1 deep",
        } == {note.partition(";")[0] for note in reading.beyond}
        assert set(reading.beyond) < set(reading.notes)
        assert () == parse("(a (b) h*", limits=Limits()).reading.beyond


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

    @given(FUZZED)
    def test_any_text_with_pieces_of_the_language_is_a_query(self, text):
        """
        Halves of forms are typed more often than noise.
        """
        self.assert_read(text)

    def assert_read(self, text):
        started = time.process_time()

        parsed = parse(text)

        assert time.process_time() - started < 0.5
        read = parsed.reading
        told = [*read.words, *read.phrases, *read.excluded, *read.dropped, *read.notes]
        told += [*read.fields, *read.dates]
        assert bool(text.strip()) == bool(told) or not text.strip()

    @pytest.mark.parametrize(
        "text",
        [
            "x" * 100_000,
            '"' * 100_000,
            "- " * 50_000,
            "東" * 100_000,
            "a-" * 50_000,
            "(" * 100_000,
            "(a " * 30_000,
            "NOT " * 25_000,
            "a OR " * 20_000,
        ],
    )
    def test_long_texts_cost_nothing(self, text):
        """
        A word of 100,000 characters takes Whoosh 40 s.
        """
        started = time.process_time()

        parse(text)

        assert time.process_time() - started < 0.2
