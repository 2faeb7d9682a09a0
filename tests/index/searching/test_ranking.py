"""
Which post comes first, and why.
"""

from datetime import date
from random import Random

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import post

from index import Match, Query


@pytest.fixture(scope="module")
def chanced(build):
    return build(samples.chance(60, seed=6))


FILLER = "Something else was said about other matters of the day."


def order(engine, text, **others):
    return [hit.slug for hit in engine.search(Query(text=text, **others)).hits]


def test_a_word_in_the_title_beats_one_in_the_body(build):
    """
    A title says what a post is about.
    """
    engine = build([post("body", "Other", f"portal {FILLER}"), post("title", "Portal", FILLER)])

    assert ["title", "body"] == order(engine, "portal")


def test_the_form_that_was_typed_beats_another_form(build):
    """
    Who types "policing" does not mean "police" as much.
    """
    engine = build(
        [
            post("stem", "A", f"planned {FILLER}"),
            post("exact", "B", f"planning {FILLER}"),
            post("none", "C", FILLER),
        ]
    )

    assert ["exact", "stem"] == order(engine, "planning")
    assert ["stem", "exact"] == order(engine, "planned")


def test_a_short_post_beats_a_long_one_with_as_many_words(build):
    """
    One word in ten says more than one in a thousand.
    """
    engine = build(
        [post("long", "A", f"portal {FILLER * 50}"), post("short", "B", f"portal {FILLER}")]
    )

    assert ["short", "long"] == order(engine, "portal")


def test_a_rare_word_beats_a_common_one(build):
    """
    With any of the words, the rare one decides.
    """
    common = [post(f"common-{n}", "A", f"data {FILLER}") for n in range(10)]

    engine = build([*common, post("rare", "B", f"portal {FILLER}")])

    assert "rare" == order(engine, "data portal", match=Match.ANY)[0]


def test_more_of_the_words_beat_more_of_one_word(build):
    """
    Saturation: the tenth "data" says nothing new.
    """
    engine = build(
        [
            post("one", "A", "data " * 20 + FILLER),
            post("both", "B", f"data portal {FILLER}"),
            post("no", "C", FILLER),
        ]
    )

    assert ["both", "one"] == order(engine, "data portal", match=Match.ANY)


def test_equal_scores_are_in_order_of_date_then_slug(build):
    """
    Twenty reloads show one order.
    """
    records = [
        post("c", "Portal", "x", date=date(2020, 1, 1)),
        post("b", "Portal", "x", date=date(2020, 1, 1)),
        post("d", "Portal", "x", date=date(2021, 1, 1)),
        post("a", "Portal", "x"),
    ]

    assert ["d", "b", "c", "a"] == order(build(records), "portal")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_building_does_not_change_a_score(build, seed):
    """
    Folders list their files in any order; answers are cited.
    """
    records = samples.chance(80, seed=seed)
    shuffled = Random(seed).sample(records, len(records))
    queries = [
        Query(text=text, match=Match.ANY, size=100)
        for text in ("data portal plans", "lodz city the", "r&d")
    ]

    there = [build(records).search(query) for query in queries]

    assert there == [build(shuffled).search(query) for query in queries]


def test_all_pages_are_one_order(build):
    """
    The first page is chosen without sorting the rest; it must not show.
    """
    engine = build(samples.chance(150))
    whole = order(engine, "data portal", match=Match.ANY, size=100)

    pages = [
        order(engine, "data portal", match=Match.ANY, size=7, page=page) for page in range(1, 15)
    ]

    assert whole[:98] == [slug for page in pages for slug in page][:98]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(samples.VOCABULARY), min_size=1, max_size=5).map(" ".join))
def test_fewer_words_that_are_asked_for_find_more_posts(chanced, text):
    """
    All of the words, most of them, any of them: each finds what the one before finds.
    """
    found = {
        match: {hit.slug for hit in chanced.search(Query(text=text, match=match, size=100)).hits}
        for match in Match
    }

    assert found[Match.ALL] <= found[Match.MOST] <= found[Match.ANY]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(samples.VOCABULARY), min_size=1, max_size=4).map(" ".join))
def test_a_post_scores_the_same_however_many_words_were_needed(chanced, text):
    """
    A score says how well a post fits, not how it was asked for; only the best gain further.
    """
    scores = [
        {h.slug: h.score for h in chanced.search(Query(text=text, match=match, size=100)).hits}
        for match in (Match.ALL, Match.ANY)
    ]

    assert scores[0] == {slug: scores[1][slug] for slug in scores[0]}


def test_capitals_all_over_a_text_make_no_acronyms(build):
    """
    ALLIES alone is a project; in a text that is all in capitals it is typed so.
    """
    engine = build(
        [
            post("friends", "Our allies", "Old allies and new allies, all allies."),
            post("project", "Our ALLIES", "A project with a friendly name."),
        ]
    )

    assert ["project", "friends"] == order(engine, "ALLIES")
    assert ["friends", "project"] == order(engine, "ALLIES HERE AND THERE", match=Match.ANY)


def test_what_a_post_is_about_in_another_language_is_read_in_that_language(build):
    """
    German stems in German posts, English ones in English posts.
    """
    engine = build(
        [
            post("de", "Häuser", "x", language="de"),
            post("en", "Houses", "x"),
            post("ja", "会議", "x", language="ja"),
        ]
    )

    assert ["de"] == order(engine, "haus")
    assert ["en"] == order(engine, "house")
    assert ["ja"] == order(engine, "会議")
