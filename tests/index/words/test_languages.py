"""
Every language of the Union, and some more: what is typed finds what was written.
"""

import unicodedata
from collections import Counter

import pytest
import samples
from answers import in_order
from language_cases import EUROPEAN, FUNCTION_WORDS, OTHERS, Case
from writing_cases import WRITINGS

from index import Query

CASES = (*EUROPEAN, *FUNCTION_WORDS, *OTHERS, *WRITINGS)

OFFICIAL = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
"""
The languages of the European Union.
"""

FOUND = [(case, typed) for case in CASES for typed in case.finds]
MISSED = [(case, typed) for case in CASES for typed in case.misses]


def named(value):
    return value.title if isinstance(value, Case) else value


@pytest.fixture(scope="module")
def engine(build):
    """
    All titles in one archive, so that every language has all others to stand.
    """
    return build(
        [
            samples.post(f"case-{n}", case.title, language=case.language)
            for n, case in enumerate(CASES)
        ]
    )


def slug(case):
    return f"case-{CASES.index(case)}"


@pytest.mark.parametrize(("case", "typed"), FOUND, ids=named)
def test_what_is_typed_finds_the_title(engine, case, typed):
    """
    Inflected or not, with marks or without, joined or apart; and the reader sees why.
    """
    hits = {hit.slug: hit for hit in engine.search(Query(text=typed, size=100)).hits}

    assert slug(case) in hits
    assert any(span.match for span in hits[slug(case)].title)


@pytest.mark.parametrize(("case", "typed"), MISSED, ids=named)
def test_what_is_another_word_does_not(engine, case, typed):
    """
    A stemmer that cuts too much finds everything.
    """
    assert slug(case) not in in_order(engine, typed)


def test_the_table_has_every_language_of_the_union():
    """
    At least three cases each, and a hundred and fifty in all.
    """
    counts = Counter(case.language for case in EUROPEAN)

    assert OFFICIAL == sorted(counts)
    assert min(counts.values()) >= 3
    assert len(FOUND) >= 150


def unmarked(text):
    """
    A text as a keyboard without accents has it.
    """
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def wide(text):
    """
    A text as East Asian keyboards may type it.
    """
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


@pytest.mark.parametrize(
    "way",
    [
        str.upper,
        str.lower,
        str.title,
        unmarked,
        wide,
        lambda text: unicodedata.normalize("NFD", text),
    ],
    ids=["upper", "lower", "title", "unmarked", "wide", "decomposed"],
)
def test_case_marks_and_width_make_no_difference(engine, way):
    """
    In any language; vowel signs and й are letters, not marks.
    """
    kept = {"ё", "й", "ї", "Й"}
    for case in CASES:
        typed = case.finds[0]
        signs = case.language in {"hi", "th", "ja", "ko", "zh"} or kept & set(typed)
        if " OR " in typed or (way is unmarked and signs):
            continue

        assert sorted(in_order(engine, typed)) == sorted(in_order(engine, way(typed))), (
            typed,
            way(typed),
        )


class TestAcronyms:
    def test_capitals_put_posts_with_the_acronym_first(self, build):
        """
        Who types ALLIES means the project, not the friends; both are found either way.
        """
        posts = [
            samples.post("friends", "Our allies", "Old allies and new allies, all allies."),
            samples.post("project", "Our ALLIES", "A project with a friendly name."),
        ]
        engine = build(posts)

        assert ["project", "friends"] == in_order(engine, "ALLIES")
        assert ["friends", "project"] == in_order(engine, "allies")
        assert ["friends", "project"] == in_order(engine, "Allies")

    def test_an_acronym_is_found_whole_and_by_its_letters(self, build):
        """
        Points, inflection by apostrophe and wide letters are ways to write it.
        """
        posts = [
            samples.post(f"p{n}", title)
            for n, title in enumerate(
                ["The E.U. plan", "EU’s plan", "ＥＵ plan", "eu plan", "EUR plan"]
            )
        ]
        engine = build(posts)

        assert {"p0", "p1", "p2", "p3"} == set(in_order(engine, "EU"))
        assert {"p0", "p1", "p2", "p3"} == set(in_order(engine, "eu"))
        assert {"p0", "p1", "p2", "p3"} == set(in_order(engine, "E.U."))
