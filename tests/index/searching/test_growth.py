"""
What Python does for a search does not grow with the edition: posts, words and names are arrays.

Every post has a word and a person of its own here, so that whoever goes through posts,
words or names one by one does ten times as much in an edition ten times as large.
"""

import gc
import sys
from datetime import date, timedelta

import pytest
import samples

from index import Facet, Match, Query, Sort
from index.building.edition import write_edition
from index.opened import open_edition

FEW, MANY = 300, 3000

GROWTH = 1.25
"""
Calls among many posts for one among few: a longer month to name, a larger number to write.
"""

QUESTIONS = {
    "everything": Query(),
    "a word": Query(text="harbour"),
    "words": Query(text="harbour signal"),
    "any word": Query(text="harbour signal lantern", match=Match.ANY),
    "most words": Query(text="harbour signal lantern", match=Match.MOST),
    "a word or another": Query(text="harbour OR lantern"),
    "all but a word": Query(text="-lantern"),
    "a word nobody wrote": Query(text="zebra"),
    "a phrase": Query(text='"harbour signal"'),
    "a beginning": Query(text="harb*"),
    "a beginning of every post's own word": Query(text="own*"),
    "words in titles": Query(text="title:rehearsal"),
    "days": Query(text="harbour after:2015-02 before:2030"),
    "a person": Query(text='person:"of number7"'),
    "everybody": Query(text="person:ann"),
    "everybody by two words": Query(text='person:"ann of"'),
    "a place": Query(text="place:quay"),
    "a partner": Query(text="partner:harbour-lab harbour"),
    "a theme": Query(text="theme:crowds"),
    "filters": Query(partner=("harbour-lab",), theme=("crowds",)),
    "filters and a word": Query(text="harbour", partner=("police", "ministry"), year=("2015",)),
    "newest first": Query(text="harbour", sort=Sort.NEWEST),
    "by title": Query(text="harbour", sort=Sort.TITLE),
    "another page": Query(text="harbour", page=3),
}


def posts(number):
    """
    So many posts, alike but for a word and a person of their own.
    """
    return [
        samples.post(
            f"post-{each:05}",
            f"Rehearsal {each:05}",
            f"The harbour signal own{each:05} was seen" + (" by lantern" if each % 2 else ""),
            date=date(2015, 1, 1) + timedelta(each % 365),
            partners=samples.partners("harbour-lab" if each % 3 else "police"),
            themes=samples.themes("crowds" if each % 5 else "privacy"),
            people=(f"Ann of Number{each}",),
            event=samples.Event(start=date(2015, 6, 1), place=f"Quay {each}"),
        )
        for each in range(number)
    ]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """
    The smaller edition and the larger one.
    """
    folders = tmp_path_factory.mktemp("few"), tmp_path_factory.mktemp("many")
    for folder, number in zip(folders, (FEW, MANY), strict=True):
        write_edition(folder, posts(number), samples.PARTNERS, samples.THEMES, language="en")
    return folders


@pytest.fixture
def editions(folders):
    """
    Both, just opened; what is made once of everything, such as a list of all names, is there.
    """
    engines = [open_edition(folder, "g") for folder in folders]
    for engine in engines:
        for text in ("", "rehearsal", "person:zebra place:zebra"):
            calls(engine, Query(text=text))
    yield engines
    for engine in engines:
        engine.close()


def calls(engine, query):
    """
    How many functions one search calls, with all that a page shows of it.
    """
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event in {"call", "c_call"}

    gc.disable()  # What it finds to clear up is nothing that a search does.
    sys.setprofile(count)
    try:
        found = engine.search(query)
        list(found.timeline)
        list(found.topics)
    finally:
        sys.setprofile(None)
        gc.enable()
    return counted


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
def test_python_does_no_more_for_more_posts(editions, query):
    """
    A step of Python for each post, word or name is a second in a large archive.

    Asked again, most of it is remembered; so the first time counts as well.
    """
    for _ in range(3):
        few, many = (calls(engine, query) for engine in editions)

        assert many <= GROWTH * few


@pytest.mark.parametrize("begun", ["xu", "title"])
def test_words_asked_for_the_first_time_cost_no_more_among_more(build, begun):
    """
    Nobody asks twice for a beginning that took too long the first time.
    """
    counts = []
    for number in (FEW, MANY):
        written = [
            samples.post(f"post-{each:05}", text=f"{begun}{each:05} harbour")
            for each in range(number)
        ]
        engine = build(written)
        calls(engine, Query(text="harbour OR harb*"))
        counts.append(calls(engine, Query(text=f"{begun}*")))

    assert counts[1] <= GROWTH * counts[0]


def test_the_questions_find_posts(editions):
    """
    Nothing is counted where nothing is done.
    """
    found = {name: editions[1].search(query) for name, query in QUESTIONS.items()}

    assert {"a word nobody wrote"} == {name for name, each in found.items() if not each.total}
    assert MANY == found["everybody"].total
    assert all(Facet.YEAR in each.facets for each in found.values())
