"""
What the values of a facet weigh, by the posts that have them.
"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.query import NONE
from index.searching.facets import multiple_table, single_table

VALUES = ("alarm", "bridge", "crowd")

POSTS = st.lists(st.sets(st.sampled_from(VALUES)), min_size=1, max_size=9)
"""
The values of each post.
"""


def by_hand(table, posts, asked, weights):
    """
    The sum for each value, post by post.
    """
    return [
        sum(w for post, w in zip(asked, weights, strict=True) if value in (posts[post] or {NONE}))
        for value in table.values
    ]


def some_of(data, posts):
    """
    A few posts in their order, each with a weight of its own.
    """
    asked = sorted(data.draw(st.sets(st.sampled_from(range(len(posts))))))
    weights = [2.0**place for place in range(len(asked))]
    return asked, weights


@given(POSTS, st.data())
def test_a_value_weighs_as_much_as_the_posts_that_have_it(posts, data):
    """
    A post with three values gives each of them its own weight, whatever its neighbours weigh.
    """
    having = {
        value: [np.array([n for n, each in enumerate(posts) if value in each], np.int32)]
        for value in VALUES
    }
    table = multiple_table(having, len(posts), {})
    asked, weights = some_of(data, posts)

    found = table.weigh(np.array(asked, np.int32), np.array(weights))

    assert by_hand(table, posts, asked, weights) == found.tolist()
    assert np.float64 == found.dtype, "of no post too: they are divided in place"


@given(st.lists(st.sampled_from(range(len(VALUES))), min_size=1, max_size=9), st.data())
def test_a_facet_of_one_value_a_post_is_weighed_alike(which, data):
    """
    Its pairs are looked up by another way.
    """
    table = single_table(VALUES, np.array(which, np.int32), {})
    posts = [{VALUES[place]} for place in which]
    asked, weights = some_of(data, posts)

    found = table.weigh(np.array(asked, np.int32), np.array(weights))

    assert by_hand(table, posts, asked, weights) == found.tolist()
    assert np.float64 == found.dtype
