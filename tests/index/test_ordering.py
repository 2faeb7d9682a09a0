"""
The best of many.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.ordering import best


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
