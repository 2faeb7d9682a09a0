"""
The best of many, and the first of an order.
"""

import random
from datetime import date

import numpy as np
import pytest
import samples
from answers import in_order
from hypothesis import given
from hypothesis import strategies as st

from index import Sort
from index.building.edition import write_edition
from index.columnar import open_dir
from index.searching.ordering import Order, best
from index.searching.posts import Posts


@given(st.lists(st.integers(0, 50), max_size=2000), st.integers(1, 30))
def test_the_best_are_all_there(numbers, most):
    """
    With every one that is as good as the last of them: another order decides between these.
    """
    found = best(np.array(numbers, np.int64), most).tolist()

    floor = min(sorted(numbers)[-most:], default=0)
    assert sorted(found) == found
    assert {n for n, number in enumerate(numbers) if number >= floor} <= set(found)


def test_few_more_than_asked_for_are_left():
    """
    They are sorted next.
    """
    numbers = np.random.default_rng(1).random(100_000)

    assert 10 <= len(best(numbers, 10)) < 30


@given(st.permutations(range(60)), st.sets(st.integers(0, 59)), st.integers(1, 20))
def test_the_first_of_an_order_are_the_first(line, posts, most):
    """
    Few posts are sorted; of many, the line is walked until enough were met.
    """
    places = np.empty(len(line), np.int32)
    places[line] = np.arange(len(line), dtype=np.int32)
    order = Order(places, np.array(line, np.int32))
    some = Posts(len(line), docs=np.array(sorted(posts), np.int32))

    found = order.first(some, most).tolist()

    assert [doc for doc in line if doc in posts][: len(found)] == found
    assert min(most, len(posts)) <= len(found)


ALIKE = [samples.post(f"{n:02}", "Quay", date=date(2024, 1, 1 + n % 3)) for n in range(30)]
"""Posts of one title and three days."""

SHUFFLED = random.Random(1).sample(ALIKE, len(ALIKE))


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.TITLE])
def test_posts_that_are_alike_stand_by_their_names(build, simple, sort):
    """
    Else they would stand as they happened to be written.
    """
    assert in_order(simple(ALIKE), sort=sort) == in_order(build(SHUFFLED), sort=sort)


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST, Sort.TITLE])
def test_a_deleted_post_has_no_place_in_an_order(tmp_path, opened, simple, sort):
    """
    Updates leave none, but whoever opens the index with Whoosh may.
    """
    write_edition(tmp_path, SHUFFLED, samples.PARTNERS, samples.THEMES, language="en")
    with open_dir(tmp_path).writer() as writer:
        writer.delete_document(SHUFFLED.index(ALIKE[-1]))

    assert in_order(simple(ALIKE[:-1]), sort=sort) == in_order(opened(tmp_path), sort=sort)
