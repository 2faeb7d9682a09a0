"""
Every language of the Union, and some more: what is typed finds what was written.
"""

from collections import Counter

import pytest
import samples
from language_cases import EUROPEAN, OTHERS, Case
from writing_cases import WRITINGS

from index import Query

CASES = (*EUROPEAN, *OTHERS, *WRITINGS)

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


def slugs(engine, typed):
    return [hit.slug for hit in engine.search(Query(text=typed, size=100)).hits]


def slug(case):
    return f"case-{CASES.index(case)}"


@pytest.mark.parametrize(("case", "typed"), FOUND, ids=named)
def test_what_is_typed_finds_the_title(engine, case, typed):
    """
    Inflected or not, with marks or without, joined or apart.
    """
    assert slug(case) in slugs(engine, typed)


@pytest.mark.parametrize(("case", "typed"), MISSED, ids=named)
def test_what_is_another_word_does_not(engine, case, typed):
    """
    A stemmer that cuts too much finds everything.
    """
    assert slug(case) not in slugs(engine, typed)


def test_the_table_has_every_language_of_the_union():
    """
    At least three cases each, and a hundred and fifty in all.
    """
    counts = Counter(case.language for case in EUROPEAN)

    assert OFFICIAL == sorted(counts)
    assert min(counts.values()) >= 3
    assert len(FOUND) >= 150
