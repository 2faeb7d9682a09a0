"""
Words of many posts are weighed late and part by part, with the same result.
"""

import random

import pytest
import samples

from index import Query
from index.searching import matching

TEXTS = ("data", "data portal", "security data alert", "title:data plans", "dat*", "data OR alert")


def answers(engine):
    """
    Return the hits and scores of each text, asked twice.
    """
    return [
        [(hit.slug, hit.score) for hit in engine.search(Query(text=text, size=50)).hits]
        for text in TEXTS * 2
    ]


@pytest.mark.parametrize("together", [1, 7, 64])
def test_posts_that_are_added_up_together_decide_nothing(build, monkeypatch, together):
    """
    Sums are the same to the last bit, however many posts are taken at a time.
    """
    posts = samples.chance(60, seed=random.Random(together).randrange(100))
    usual = answers(build(posts))

    monkeypatch.setattr(matching, "TOGETHER", together)

    assert usual == answers(build(posts))


@pytest.mark.parametrize("common", [0, 1_000])
def test_which_words_are_weighed_late_decides_nothing(build, monkeypatch, common):
    """
    None, or all of them.
    """
    posts = samples.chance(60, seed=5)
    usual = answers(build(posts))

    monkeypatch.setattr(matching, "COMMON", common)

    assert usual == answers(build(posts))
