"""
Terms are found in the map as they would be in a sorted list.
"""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from index.columnar.vocabulary import Vocabulary

terms = st.binary(max_size=3) | st.sampled_from([b"\xff", b"\xff\xff", b"a", b"ab", b"\x00"])


@given(st.sets(terms, max_size=300), terms)
def test_lookups_agree_with_a_sorted_list(known, wanted):
    """
    The list in memory holds every 64th term; the rest is sliced from the map.
    """
    expected = sorted(known)
    vocabulary = Vocabulary.of(expected)

    first, last = vocabulary.prefix_range(wanted)

    assert expected == vocabulary.all() == [vocabulary[i] for i in range(len(expected))]
    assert bisect_left(expected, wanted) == vocabulary.lower_bound(wanted)
    assert (expected.index(wanted) if wanted in known else -1) == vocabulary.find(wanted)
    assert [term for term in expected if term.startswith(wanted)] == vocabulary.slice(first, last)
