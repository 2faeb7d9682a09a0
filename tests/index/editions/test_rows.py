"""
Lists of numbers end to end, taken as lists of Python are.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.editions import rows
from index.editions.rows import Ragged

LISTS = st.lists(st.lists(st.integers(0, 255), max_size=3), max_size=60)


def lists(ragged):
    return [ragged[number].tolist() for number in range(len(ragged.starts) - 1)]


@given(LISTS, st.data())
def test_any_lists_are_taken_in_any_order(given_lists, data):
    """
    Each as it was, once or again.
    """
    numbers = st.integers(0, len(given_lists) - 1) if given_lists else st.nothing()
    which = data.draw(st.lists(numbers, max_size=30 if given_lists else 0))

    found = Ragged.of(given_lists, np.uint8).taken(np.array(which, np.int64))

    assert [given_lists[number] for number in which] == lists(found)


@given(LISTS, st.data())
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_lists_that_stay_together_are_taken_as_they_are(share, given_lists, data):
    """
    What is left of an archive when a few posts left it, copied in either way.
    """
    left = data.draw(st.sets(st.integers(0, max(0, len(given_lists) - 1)), max_size=3))
    which = [number for number in range(len(given_lists)) if number not in left]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "SHARE", share)
        found = Ragged.of(given_lists, np.uint8).taken(np.array(which, np.int64))

    assert [given_lists[number] for number in which] == lists(found)
