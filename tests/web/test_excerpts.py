"""Passages cut for a page: short, in whole words, with what matched."""

from __future__ import annotations

import random

import pytest

from index import Span
from web.excerpts import ROOM, SUMMARY_ROOM, excerpt, shortened

TIED = "\N{NO-BREAK SPACE}"


def text_of(spans):
    return "".join(span.text for span in spans)


def columns(text):
    return sum(2 if character > "\u2fff" else 1 for character in text)


class TestExcerpt:
    def test_a_short_passage_stays_whole(self):
        """
        Nothing is gained by cutting what fits.
        """
        spans = (Span("A plane tree gives "), Span("shade", True), Span("."))

        assert spans == excerpt(spans)

    def test_an_ellipsis_never_stands_alone_on_a_line(self):
        """
        A line of three points looks like a fault.
        """
        spans = (Span("… a plane tree gives "), Span("shade", True), Span(" at noon …"))

        assert f"…{TIED}a plane tree gives shade at noon{TIED}…" == text_of(excerpt(spans))

    def test_a_long_passage_keeps_the_words_around_the_match(self):
        """
        Twenty passages of five lines are a wall.
        """
        spans = (Span("before " * 30), Span("shade", True), Span(" after" * 30))
        cut = excerpt(spans)

        assert Span("shade", True) in cut
        assert len(text_of(cut)) <= ROOM + 4
        assert text_of(cut).startswith(f"…{TIED}before ")
        assert text_of(cut).endswith(f" after{TIED}…")

    def test_as_many_different_words_as_possible_are_seen(self):
        """
        Who asked for two words wants to see both.
        """
        spans = (
            Span("Some "),
            Span("shade", True),
            Span(" lies here. " + "Nothing of interest follows. " * 9),
            Span("Shade", True),
            Span(" and a "),
            Span("bench", True),
            Span(" stand side by side."),
        )

        assert {"Shade", "bench"} == {span.text for span in excerpt(spans) if span.match}

    def test_wide_letters_count_twice(self):
        """
        Three lines of Japanese hold half as many letters.
        """
        spans = (Span("このリリースは" * 10), Span("安定版", True), Span("です。詳細は" * 30))
        cut = excerpt(spans)

        assert Span("安定版", True) in cut
        assert columns(text_of(cut)) <= ROOM + 4

    @pytest.mark.parametrize("seed", range(5))
    def test_random_passages_are_cut_between_words_and_never_within_a_match(self, seed):
        """
        Half a word, or half a mark, is worse than none.
        """
        dice = random.Random(seed)
        for _ in range(200):
            words = ["".join(dice.choices("abcdef", k=dice.randint(1, 12))) for _ in range(60)]
            marked = set(dice.sample(range(60), dice.randint(0, 6)))
            spans = []
            for place, word in enumerate(words):
                spans += [Span(word, place in marked), Span(" ")]
            cut = excerpt(tuple(spans))
            told = text_of(cut).replace("…", " ").split()

            assert " ".join(told) in " ".join(words)
            assert len(text_of(cut)) <= ROOM + 4
            assert all(span.text in words for span in cut if span.match)
            assert set(told) <= set(words)
            assert bool(marked) == any(span.match for span in cut)

    def test_a_match_longer_than_the_room_is_kept_whole(self):
        """
        A mark that breaks off looks like another word.
        """
        spans = (Span("before " * 40), Span("x" * 250, True), Span(" after" * 20))

        assert "x" * 250 in [span.text for span in excerpt(spans)]


class TestShortened:
    def test_a_summary_that_fits_stays_as_written(self):
        """
        Its author chose the words.
        """
        assert "Two squares had sails." == shortened("Two squares had sails.")

    def test_whole_sentences_are_kept_if_they_fill_the_room(self):
        """
        A text that ends where its author ended a thought needs no ellipsis.
        """
        sentence = "Two squares had sails and two had none, and nobody said which. "

        assert (sentence * 4).strip() == shortened(sentence * 9)

    def test_otherwise_it_ends_with_a_word(self):
        """
        The ellipsis says that there is more.
        """
        cut = shortened("wordy, " * 100)

        assert cut.endswith(f"wordy{TIED}…")
        assert len(cut) <= SUMMARY_ROOM + 2
