"""
Terms are found in the map as they would be in a sorted list.
"""

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import fields

from index.columnar import create_in, segment_arrays
from index.columnar.vocabulary import Vocabulary

terms = (
    st.binary(max_size=3)
    | st.sampled_from([b"\xff", b"\xff\xff", b"a", b"ab", b"\x00"])
    | st.binary(max_size=2).map(lambda end: b"harbours" + end)
)


@given(st.sets(terms, max_size=300), terms)
def test_lookups_agree_with_a_sorted_list(known, wanted):
    """
    The first bytes of every 64th term are in memory; the rest is sliced from the map.
    """
    expected = sorted(known)
    vocabulary = Vocabulary.of(expected)

    first, last = vocabulary.prefix_range(wanted)

    assert expected == vocabulary.all() == [vocabulary[i] for i in range(len(expected))]
    assert bisect_left(expected, wanted) == vocabulary.lower_bound(wanted)
    assert (expected.index(wanted) if wanted in known else -1) == vocabulary.find(wanted)
    assert [term for term in expected if term.startswith(wanted)] == vocabulary.slice(first, last)


@pytest.mark.parametrize("count", [64, 65, 128, 129])
def test_each_of_many_terms_is_found_up_to_the_last(count):
    """
    The last term whose first bytes are in memory may be shorter than these.
    """
    known = [b"%03d" % number for number in range(count)]
    vocabulary = Vocabulary.of(known)

    assert [*range(count)] == [vocabulary.find(term) for term in known]
    assert [*range(count)] == [vocabulary.lower_bound(term) for term in known]
    assert [-1] * count == [vocabulary.find(term + b"x") for term in known]


@given(st.sets(terms, max_size=200), st.sets(terms, max_size=20), st.data())
def test_some_terms_are_left_out_and_others_added(known, added, data):
    """
    As sets do it; each term is told where it is then.
    """
    kept = data.draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
    before = sorted(known)
    numbers = np.array([i for i, term in enumerate(before) if term in kept], np.int64)

    fewer = Vocabulary.of(before).only(numbers)
    more, theirs, ours = fewer.with_terms(sorted(added))

    assert sorted(kept) == fewer.all()
    assert sorted(kept | added) == more.all()
    assert sorted(added) == [more[number] for number in theirs.tolist()]
    assert sorted(kept) == [more[number] for number in ours.tolist()]


def test_a_segment_keeps_what_its_terms_are_looked_up_by(tmp_path):
    """
    So that nobody waits at the first search; a field of a few terms has it too.
    """
    ix = create_in(tmp_path, fields.Schema(body=fields.TEXT, slug=fields.ID))
    with ix.writer() as writer:
        writer.add_document(body=" ".join(f"harbours{n}" for n in range(500)), slug="a")

    with ix.reader() as reader:
        (segment,) = segment_arrays(reader)
        for name in ("body", "slug"):
            kept = segment.terms.vocabulary(name)
            made = Vocabulary(kept.blob, kept.offsets)
            assert kept._keys is not None
            assert kept.keys.tolist() == made.keys.tolist()
            assert list(range(len(kept))) == [kept.find(term) for term in kept.all()]
