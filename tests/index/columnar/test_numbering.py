"""
Arrays that grow, and lists told by one number each.
"""

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import numbering
from index.columnar.numbering import GrowingArray, ListTable

LISTS = st.lists(st.lists(st.integers(0, 99), max_size=3), max_size=8)


@given(st.lists(LISTS, max_size=4), st.data())
def test_lists_come_back_from_their_codes(batches, data):
    """
    Of one number, of none or of several, and whatever was added between them.
    """
    table, codes, lists = ListTable(), [], []
    for batch in batches:
        flat = [number for numbers in batch for number in numbers]
        codes += table.codes(flat, list(map(len, batch))).tolist()
        lists += batch
    asked = data.draw(st.lists(st.sampled_from(range(len(lists))), max_size=9)) if lists else []

    numbers, lengths = table.now().flat(np.array([codes[each] for each in asked], np.uint32))

    assert [number for each in asked for number in lists[each]] == numbers.tolist()
    counts = [1] * len(asked) if lengths is None else lengths.tolist()
    assert [len(lists[each]) for each in asked] == counts
    # An array of ones would take as much memory as the numbers, for nothing.
    assert (lengths is None) == all(len(lists[each]) == 1 for each in asked)


def test_a_table_tells_how_large_it_is():
    """
    A writer that has learnt too much begins anew; a list costs its numbers and its place.
    """
    table = ListTable()
    empty = table.size
    table.codes([7, 8, 9], [1, 1, 1])
    single = table.size
    table.codes([7, 8, 9, 1, 2], [3, 2])

    assert (empty, empty + 2 + 5) == (single, table.size)


def test_what_was_taken_of_an_array_stays_as_it_was():
    """
    A segment is finished with what was known when it ended, while more is learnt.
    """
    with patch.object(numbering, "ROOM", 2):
        growing = GrowingArray(np.int64, [1])
    taken = [growing.array]
    for number in range(2, 6):
        growing.extend(np.array([number]))
        taken.append(growing.array)

    assert [[*range(1, size + 1)] for size in range(1, 6)] == [each.tolist() for each in taken]


def test_an_array_moves_rarely_however_often_it_grows():
    """
    What is there is copied at each move: after every addition, that would be quadratic.
    """
    with patch.object(numbering, "ROOM", 2):
        growing = GrowingArray(np.int64)
    places = set()
    for number in range(1000):
        growing.extend(np.array([number]))
        places.add(growing.array.ctypes.data)

    assert len(places) <= 10
