"""
Terms of several vocabularies in one order.
"""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from index.columnar.ranks import ranks_among
from index.columnar.vocabulary import Vocabulary

TERMS = st.lists(
    st.one_of(
        st.binary(max_size=20),
        st.text("ab", max_size=30).map(str.encode),
        st.integers(0, 3).map(lambda zeros: b"same-beginning-of-a-title" + b"\0" * zeros),
    ),
    unique=True,
    max_size=20,
).map(sorted)


@given(st.lists(TERMS, max_size=4))
@example([[b"", b"\0"], [b"\0" * 8, b"\0" * 9], [b"\xff" * 17]])
@example([[], [b"a"]])
@example([[b"harbour-authority", b"harbour-lab"], [b"reporter-at-large", b"reporters"]])
def test_ranks_grow_with_the_bytes_and_are_equal_for_equal_terms(lists):
    """
    Posts are put in order by them, whichever segment they are in.
    """
    ranks = ranks_among([Vocabulary.of(terms) for terms in lists])

    pairs = sorted(
        (term, rank)
        for terms, found in zip(lists, ranks, strict=True)
        for term, rank in zip(terms, found.tolist(), strict=True)
    )
    for (term, rank), (following, next_rank) in pairwise(pairs):
        assert (term == following) == (rank == next_rank)
        assert rank <= next_rank
