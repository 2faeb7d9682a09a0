"""
What words say of posts, with sets of posts as laws.
"""

from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import index.searching.evidence
from index.searching.evidence import LEFT, Evidence
from index.searching.posts import WORD_BYTES, Posts

TOTAL = 300

POSTS = st.sets(st.integers(0, TOTAL - 1))
MANY = st.sets(st.integers(0, TOTAL - 1), min_size=60)


def docs(posts):
    return np.array(sorted(posts), np.int32)


def evidence(posts):
    return Evidence(docs(posts), docs(posts) + 0.5, TOTAL)


@given(POSTS, POSTS)
def test_evidence_among_posts_is_what_both_have(word, posts):
    """
    Common and rare words are looked up in different ways.
    """
    both = docs(posts)[evidence(word).has(docs(posts))]

    assert sorted(word & posts) == both.tolist()


@given(POSTS, st.integers(1, 9), st.sampled_from([0, 1_000]))
def test_each_post_gets_its_own_score(word, every, searched):
    """
    Few posts are looked up; many are counted up to.
    """
    some = docs(word)[::every]

    with mock.patch.object(index.searching.evidence, "SEARCHED", searched):
        scores = evidence(word).scores_of(some)

    assert (some + 0.5).tolist() == scores.tolist()


def test_what_is_asked_for_twice_counts_twice():
    """
    A word typed twice is looked for once.
    """
    assert [3.0, 5.0] == evidence({1, 2}).times(2).scores.tolist()


@given(POSTS, st.lists(POSTS, max_size=3))
def test_posts_within_rows_are_those_in_all_of_them(posts, rows):
    """
    Few posts are looked up one by one, many are compared as a whole.
    """
    masks = [Posts(TOTAL, docs=docs(row)).mask for row in rows]

    within = Posts(TOTAL, docs=docs(posts)).within(masks)

    assert sorted(posts.intersection(*rows)) == within.docs.tolist()


@given(st.one_of(POSTS, MANY, st.none()), st.lists(st.one_of(POSTS, MANY), max_size=3))
def test_posts_among_other_sets_are_those_in_all_of_them(posts, others):
    """
    Whether they are few, many or all posts of the edition.
    """
    given = Posts(TOTAL) if posts is None else Posts(TOTAL, docs=docs(posts))
    sets = [Posts(TOTAL, bits=Posts(TOTAL, docs=docs(row)).bits) for row in others]

    among = given.among(sets)

    everything = set(range(TOTAL)) if posts is None else posts
    assert len(everything.intersection(*others)) == len(among)
    assert sorted(everything.intersection(*others)) == among.docs.tolist()


@given(POSTS)
def test_every_form_of_a_set_says_the_same(posts):
    """
    Numbers, truth values and bits are made from each other.
    """
    by_docs = Posts(TOTAL, docs=docs(posts))
    by_mask = Posts(TOTAL, mask=by_docs.mask)
    by_bits = Posts(TOTAL, bits=by_mask.bits)

    assert sorted(posts) == by_mask.docs.tolist() == by_bits.docs.tolist()
    assert len(posts) == len(by_mask) == len(by_docs) == len(by_bits)
    assert len(posts) == np.bitwise_count(by_mask.bits).sum()


@given(POSTS)
def test_evidence_takes_no_more_memory_than_it_says(posts):
    """
    Its forms are made when they are asked for, and it was counted before.
    """
    known = evidence(posts)

    forms = (known.docs, known.scores, known.mask, known.posts.bits)

    assert sum(form.nbytes for form in forms) <= known.nbytes + WORD_BYTES


@given(st.sets(st.integers(0, TOTAL - 1), min_size=40), st.integers(1, 60), st.integers(1, 3))
def test_scores_that_are_worked_out_later_are_those_that_are_there(word, every, times):
    """
    The first time for the posts that are asked for, if they are few; from then on for all.
    """
    weighed = []

    def weigh(posts):
        weighed.append(len(posts))
        return posts + 0.5

    later, asked = Evidence(docs(word), weigh, TOTAL), docs(sorted(word)[::every])

    for _ in range(times):
        assert evidence(word).scores_of(asked).tolist() == later.scores_of(asked).tolist()
    few = LEFT * len(asked) <= len(word)
    assert ([len(asked), len(word)][:times] if few else [len(word)]) == weighed
    assert evidence(word).nbytes == later.nbytes
