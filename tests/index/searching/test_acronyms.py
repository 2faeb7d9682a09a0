"""
`IT` is a subject, `it` is none.
"""

from dataclasses import replace

import pytest
import samples
from answers import found

from archive import Kind, Term, Vocabulary
from index import Label, Query

POSTS = [
    samples.post("office", "It works", "It is the IT office and its modernisation."),
    samples.post("shed", "Shed", "It was the modernisation of a shed."),
    samples.post("shouted", "IT IS MODERNISATION AND NO MORE", "It is said."),
    *(samples.post(f"it-{n}", "Day", "As it was, so it is.") for n in range(30)),
    *(samples.post(f"and-{n}", "Day", "One and two and three.") for n in range(59)),
    samples.post("crane", "Crane", "A crane lifts."),
    samples.post("alliance", "Alliance", "A NATO exercise."),
    samples.post("careless", "Careless", "A nato exercise."),
    samples.post("emphasis", "Both", "Cranes AND modernisation of cranes."),
]


@pytest.fixture(scope="module")
def engine(make):
    """
    Each engine in turn; one of thirty posts writes IT, one of sixty AND, which is emphasis.
    """
    return make(POSTS)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("IT modernisation", {"office", "shouted"}),
        ("it modernisation", {"office", "shed", "shouted", "emphasis"}),
        ("It modernisation", {"office", "shed", "shouted", "emphasis"}),
        ("IT", {"office", "shouted"}),
        ("title:IT", {"shouted"}),
        ("modernisation -IT", {"shed", "emphasis"}),
        ("shed OR IT", {"shed", "office", "shouted"}),
        ("(IT office) OR shed", {"office", "shed"}),
        ("AND CRANES", {"emphasis", "crane"}),
        ("THE MODERNISATION", {"office", "shed", "shouted", "emphasis"}),
        ("IT OFFICE AND SHED", set()),
        ("NATO", {"alliance", "careless"}),
    ],
)
def test_a_stop_word_is_an_acronym_where_posts_have_it_as_one(engine, typed, expected):
    """
    Capitals alone may be emphasis, or a headline; texts of posts tell.
    """
    assert expected == found(engine, typed)


def test_in_a_name_it_stands_for_the_other_names_too(build, simple):
    """
    The posts on "IT modernisation" that call it "renewal" are meant as well.
    """
    themes = Vocabulary(
        Kind.THEME, [Term("renewal", "IT modernisation", Kind.THEME, aliases=("Renewal",))]
    )
    posts = [
        *POSTS,
        samples.post("new", "Renewal of the pier"),
        replace(samples.post("filed", "Filed"), themes=(Label("renewal", "IT modernisation"),)),
    ]

    for make in (build, simple):
        assert {"new", "filed"} <= found(make(posts, themes=themes), "IT modernisation")


def test_it_is_read_as_a_word(engine):
    """
    No quotation marks were typed, and it was not left out.
    """
    reading = engine.search(Query(text="IT (office OR shed)")).reading

    assert ("IT", "office", "shed") == reading.words
    assert ((), ()) == (reading.phrases, reading.dropped)
    assert "IT (office OR shed)" == reading.asked


def test_it_is_marked_in_capitals_alone(build):
    """
    A mark on every `it` would hide the one that was meant.
    """
    office = build(POSTS).search(Query(text="IT office")).hits[0]

    marked = [span.text for span in (*office.title, *office.snippet) if span.match]
    assert ["IT", "office"] == marked
