"""
The best of many, and the first of an order.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ordering import Order, best
from index.posts import Posts


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
