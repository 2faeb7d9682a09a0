"""
Scores worked out with pencil and paper, so that the formula cannot change unnoticed.

Nothing of the formula is imported: whoever changes one of its numbers changes
them here too, and sees what that does to a score.

Lengths in words, and the average over the posts that have the field:

    post   title   summary   names   body
    plan       1                        4
    walk       3                        8
    gate       2         3       2      4
    boat       2         5       4      8
               2         4       3      6

What one occurrence counts is the weight of the field / (1 - b + b * length / average):

    title    3.0, b = 0.40   plan  3.0 / (0.60 + 0.40 * 1/2) = 3.75
    summary  1.5, b = 0.50   gate  1.5 / (0.50 + 0.50 * 3/4) = 1.714286
    names    1.0, b = 0.75   gate  1.0 / (0.25 + 0.75 * 2/3) = 1.333333
    body     1.0, b = 0.60   plan  1.0 / (0.40 + 0.60 * 4/6) = 1.25
                             walk  1.0 / (0.40 + 0.60 * 8/6) = 0.833333

as often as the word stands there in any form, and 0.3 times that again in the form typed.
The sum w over the fields is saturated, with k1 = 1.5, and multiplied by the rarity of the
word, n of the 4 posts having it:

    score = w * (1.5 + 1) / (w + 1.5) * ln(1 + (4 - n + 0.5) / (n + 0.5))

    n = 1   ln(1 + 3.5 / 1.5) = 1.203973
    n = 2   ln(1 + 2.5 / 2.5) = 0.693147
"""

import pytest
from samples import post

from index import Query

POSTS = [
    post("plan", "Harbour", "harbour water harbour stone"),
    post("walk", "Long evening walk", "harbours bridge garden tower market forest castle river"),
    post(
        "gate",
        "Night gate",
        "copper silver marble timber",
        summary="lantern bright corner",
        people=("Ada Fischer",),
    ),
    post(
        "boat",
        "Paper boat",
        "velvet cotton linen leather ribbon button thread needle",
        summary="folded paper sails pond morning",
        people=("Ola Marie Stein Berg",),
    ),
]


@pytest.fixture(scope="module")
def engine(build):
    return build(POSTS)


def scores(engine, text):
    return {hit.slug: hit.score for hit in engine.search(Query(text=text)).hits}


def test_a_word_in_title_and_body_and_in_another_form(engine):
    """
    "harbour", in 2 of 4 posts:

        plan   w = 1.3 * (1 * 3.75 + 2 * 1.25) = 8.125
               8.125 * 2.5 / 9.625 = 2.110390,      * 0.693147 = 1.462810
        walk   w = 1.0 * (1 * 0.833333), "harbours" being another form
               0.833333 * 2.5 / 2.333333 = 0.892857, * 0.693147 = 0.618881
    """
    expected = {"plan": 1.462810, "walk": 0.618881}

    assert pytest.approx(expected, abs=2e-6) == scores(engine, "harbour")


def test_the_form_that_was_typed_counts_more(engine):
    """
    "harbours": now walk has the form that was typed.

        plan   w = 1.0 * 6.25;       6.25 * 2.5 / 7.75 = 2.016129, * 0.693147 = 1.397474
        walk   w = 1.3 * 0.833333;   1.083333 * 2.5 / 2.583333 = 1.048387, * 0.693147 = 0.726686
    """
    expected = {"plan": 1.397474, "walk": 0.726686}

    assert pytest.approx(expected, abs=2e-6) == scores(engine, "harbours")


def test_a_word_in_a_summary_and_one_in_a_name(engine):
    """
    Each in 1 of 4 posts, in the form typed:

        lantern   w = 1.3 * 1.714286;   2.228571 * 2.5 / 3.728571 = 1.494253, * 1.203973 = 1.799040
        Fischer   w = 1.3 * 1.333333;   1.733333 * 2.5 / 3.233333 = 1.340206, * 1.203973 = 1.613572
    """
    assert pytest.approx({"gate": 1.799040}, abs=2e-6) == scores(engine, "lantern")
    assert pytest.approx({"gate": 1.613572}, abs=2e-6) == scores(engine, "Fischer")


def test_a_phrase_counts_like_a_word_in_the_form_typed(engine):
    """
    Once in the body of plan, in 1 of 4 posts:

        w = 1.3 * 1.25;   1.625 * 2.5 / 3.125 = 1.3, * 1.203973 = 1.565165
    """
    assert pytest.approx({"plan": 1.565165}, abs=2e-6) == scores(engine, '"harbour water"')


def test_a_beginning_counts_like_another_form(engine):
    """
    harb* is harbour and harbours, in 2 of 4 posts, nothing on top for a form:

        plan   w = 1.0 * 6.25       as for another form above: 1.397474
        walk   w = 1.0 * 0.833333   0.618881
    """
    expected = {"plan": 1.397474, "walk": 0.618881}

    assert pytest.approx(expected, abs=2e-6) == scores(engine, "harb*")


def test_two_words_are_added_up_and_gain_by_standing_near_each_other(engine):
    """
    "harbour water", only in plan:

        harbour    1.462810   as above
        water      1.565165   like the phrase: once in the body, in 1 of 4 posts
        near       water stands between two harbours, one place from each, in the body:
                   w = 1.25 / 1 + 1.25 / 1;   2.5 * 2.5 / 4.0 = 1.5625, times a fifth of the
                   rarity of the less telling word, 0.2 * 0.693147: 0.216608
    """
    expected = 1.462810 + 1.565165 + 0.216608

    assert pytest.approx({"plan": expected}, abs=4e-6) == scores(engine, "harbour water")


def test_words_gain_less_the_farther_apart_they_stand(engine):
    """
    "harbour stone": stone is as rare as water, three places from one harbour and one from the
    other.

        near       w = 1.25 / 3 + 1.25 / 1;   1.666667 * 2.5 / 3.166667 = 1.315789,
                   * 0.2 * 0.693147 = 0.182407
    """
    expected = 1.462810 + 1.565165 + 0.182407

    assert pytest.approx({"plan": expected}, abs=4e-6) == scores(engine, "harbour stone")


def test_a_word_typed_twice_counts_twice_and_alternatives_are_added_up(engine):
    """
    "harbour harbour" is 2 * 1.462810 and 2 * 0.618881; of "lantern OR Fischer" gate has both,
    1.799040 + 1.613572.
    """
    twice = {"plan": 2.925620, "walk": 1.237762}

    assert pytest.approx(twice, abs=4e-6) == scores(engine, "harbour harbour")
    assert pytest.approx({"gate": 3.412612}, abs=4e-6) == scores(engine, "lantern OR Fischer")
