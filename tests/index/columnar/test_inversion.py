"""
From tokens to postings by one sort.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.invert import Tokens, invert
from index.columnar.lexicon import TermTable


class TestInversion:
    @given(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 300)), min_size=1)
    )
    def test_of_keys_that_do_not_fit_is_the_same(self, occurrences):
        """
        A book of millions of words, or millions of posts, takes the slower sort.
        """
        columns = np.array(occurrences, np.int64).reshape(-1, 3)
        names, numbers = np.unique(columns[:, 0], return_inverse=True)
        ranks = np.arange(len(names), dtype=np.uint64)
        places = (columns[:, 1] << 9 | columns[:, 2]).astype(np.uint64)
        tokens = Tokens(numbers, places, 9)

        fast, slow = invert(tokens, ranks), invert(tokens, ranks, key_bits=4)

        for name in ("counts", "docs", "freqs", "positions", "position_counts"):
            np.testing.assert_array_equal(getattr(fast, name), getattr(slow, name))

    def test_numbers_terms_in_byte_order(self):
        """
        Whoosh walks its terms in the order of their UTF-8.
        """
        table = TermTable()
        table.numbers(["not there"])
        numbers = np.array(table.numbers(["ÿ", "b", "\U0001f600", "東", "a", "b"]))

        ranks, vocabulary = table.now().rank(numbers)

        assert ["a", "b", "ÿ", "東", "\U0001f600"] == [t.decode() for t in vocabulary.all()]
        assert [2, 1, 4, 3, 0, 1] == ranks[numbers].tolist()
