"""
From tokens to postings by one sort.
"""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.invert import Tokens, invert, place_type
from index.columnar.lexicon import TermTable


def one_by_one(terms, docs, positions):
    """
    The postings as Python finds them.
    """
    found = defaultdict(lambda: defaultdict(list))
    for term, doc, position in zip(terms, docs, positions, strict=True):
        found[term][doc].append(position)
    return [(doc, places) for term in sorted(found) for doc, places in found[term].items()]


def unpacked(bulk):
    ends = np.cumsum(bulk.freqs)
    positions = np.split(bulk.positions, ends[:-1])
    return [
        (doc, places.tolist()) for doc, places in zip(bulk.docs.tolist(), positions, strict=True)
    ]


class TestInversion:
    @given(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 300), st.integers(0, 9)), min_size=1),
        st.sampled_from(["<u4", "<u8"]),
        st.sampled_from(["<u1", "<u2", "<u4"]),
    )
    def test_brings_what_belongs_to_a_term_together(self, occurrences, place, rank):
        """
        By term, then document, then position, whatever the numbers are kept in.
        """
        columns = np.array(sorted(occurrences), np.int64)
        docs, positions = columns[:, 0], columns[:, 1]
        names, numbers = np.unique(columns[:, 2], return_inverse=True)
        tokens = Tokens(numbers, (docs << 9 | positions).astype(place), 9)

        bulk = invert(tokens, np.arange(len(names)).astype(rank))

        expected = one_by_one(numbers.tolist(), docs.tolist(), positions.tolist())
        assert expected == unpacked(bulk)
        assert np.bincount(numbers).tolist() == bulk.position_counts.tolist()
        pairs = np.unique(np.stack([numbers, docs]), axis=1)
        assert np.bincount(pairs[0]).tolist() == bulk.counts.tolist()

    @pytest.mark.parametrize("number", [1 << 16, (1 << 16) + 1, 200_000])
    def test_takes_more_terms_than_are_sorted_at_once(self, number):
        """
        A run in many languages may have more than can be told by 16 bits.
        """
        numbers = np.random.default_rng(1).permutation(np.repeat(np.arange(number), 2))
        docs = np.arange(len(numbers)) // 7
        tokens = Tokens(numbers, docs.astype(np.uint32), 0)

        bulk = invert(tokens, np.arange(number, dtype=np.uint32))

        order = np.lexsort((docs, numbers))
        told = np.stack([numbers[order], docs[order]])
        distinct, freqs = np.unique(told, axis=1, return_counts=True)
        assert distinct[1].tolist() == bulk.docs.tolist()
        assert freqs.tolist() == bulk.freqs.tolist()
        assert bulk.positions is None

    @pytest.mark.parametrize(
        ("documents", "bits", "name"),
        [(1 << 20, 11, "uint32"), (1 << 21, 11, "uint64"), (2, 31, "uint64"), (1, 31, "uint32")],
    )
    def test_keeps_a_place_as_narrow_as_it_can_be(self, documents, bits, name):
        """
        A book of millions of words, or millions of posts, needs more than others.
        """
        kind = place_type(documents, bits)

        assert name == kind.name
        assert ((documents - 1) << bits | (1 << bits) - 1) <= np.iinfo(kind).max

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
