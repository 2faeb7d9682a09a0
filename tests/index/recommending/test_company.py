"""
What the posts of a theme or partner are filed under too.
"""

from unittest.mock import patch

import numpy as np
import pytest

from archive import Kind
from index import Facet
from index.recommending import company
from index.recommending.company import Companies
from index.searching.facets import Name, multiple_table

POSTS = 64_000
"""
So many that the bits of one set take 8,000 bytes, far more than all else that is kept of it.
"""


def table(having, names=()):
    posts = {value: [np.array(docs, np.int32)] for value, docs in having.items()}
    return multiple_table(posts, POSTS, dict(names))


@pytest.fixture
def tables():
    """
    `port` is a partner and a theme, of different posts.
    """
    partners = table({"port": [0, 1, 2, 3], "lab": [3, 9]}, {"port": Name("The Port")}.items())
    return {Facet.PARTNER: partners, Facet.THEME: table({"port": [9], "crowds": [1, 2, 3]})}


@pytest.fixture
def companies(tables):
    return Companies(tables)


def shares(companies, tables, kind, slug):
    """
    The shares that are not zero, by kind and value.
    """
    of = companies.of(kind, slug).shares
    return {
        (other, value): share
        for other in Kind
        for value, share in zip(tables[Facet(other.value)].values, of[other], strict=True)
        if share
    }


def test_a_share_is_of_the_posts_that_have_it(companies, tables):
    """
    Three of the port's four posts are about crowds, however many posts there are besides.
    """
    expected = {
        (Kind.PARTNER, "port"): 1.0,
        (Kind.PARTNER, "lab"): 0.25,
        (Kind.THEME, "crowds"): 0.75,
        (Kind.THEME, "none"): 0.25,
    }

    assert expected == shares(companies, tables, Kind.PARTNER, "port")


def test_a_theme_and_a_partner_of_one_name_are_two(companies, tables):
    """
    Asked for one after the other, neither answers for the other.
    """
    partner = companies.of(Kind.PARTNER, "port")
    theme = companies.of(Kind.THEME, "port")

    assert ("The Port", [0, 1, 2, 3]) == (partner.name, partner.posts.docs.tolist())
    assert ("port", [9]) == (theme.name, theme.posts.docs.tolist())
    assert {(Kind.THEME, "port"): 1.0, (Kind.PARTNER, "lab"): 1.0} == shares(
        companies, tables, Kind.THEME, "port"
    )


def test_what_no_post_has_keeps_no_company(companies, tables):
    """
    A theme may be in the vocabulary before its first post.
    """
    assert {} == shares(companies, tables, Kind.THEME, "rumours")


def test_no_more_is_kept_than_may_be(tables):
    """
    A set of posts takes memory too, most of it: two do not fit where one does.
    """
    with patch.object(company, "KEPT_BYTES", 12_000):
        companies = Companies(tables)
    first = companies.of(Kind.PARTNER, "port")

    assert first is companies.of(Kind.PARTNER, "port")
    companies.of(Kind.PARTNER, "lab")
    assert first is not companies.of(Kind.PARTNER, "port")
