"""
The partners and themes of the sample archive.
"""

import re
from collections import Counter

import pytest
from sample import named, names_of, posts, public_posts, vocabulary


def test_partners():
    """Partner pages show names and countries; the search finds partners by any of their names."""
    partners = vocabulary("partners")

    assert 12 == len(partners)
    for partner in partners:
        assert {"slug", "name", "aliases", "country", "language", "links", "description"} <= set(
            partner
        )
        assert partner["aliases"], partner["slug"]
        assert re.fullmatch(r"[A-Z]{2}", partner["country"]), partner["slug"]


def test_themes():
    """A post on a narrower theme counts for the broader one, so the hierarchy must be sound."""
    themes = vocabulary("themes")
    broader = {theme["slug"]: theme["broader"] for theme in themes}

    assert 10 == len(themes)
    assert 3 <= sum(not parents for parents in broader.values()) <= 4
    for theme in themes:
        assert {"slug", "name", "aliases", "broader", "related", "description"} <= set(theme)
        assert set() == {*theme["broader"], *theme["related"]} - set(broader), theme["slug"]
        assert [] == [parent for parent in theme["broader"] if broader[parent]], theme["slug"]


@pytest.mark.parametrize("kind", ["partners", "themes"])
def test_a_name_means_one_entry(kind):
    """A name shared by two entries would file a post under whichever comes first."""
    counts = Counter(name for entry in vocabulary(kind) for name in names_of(entry))

    assert [] == [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize("kind", ["partners", "themes"])
def test_every_name_in_a_post_is_in_the_vocabulary(kind):
    """An unknown name becomes a facet value of its own, which looks like a mistake."""
    known = set().union(*(names_of(entry) for entry in vocabulary(kind)))
    unknown = [
        (named(post), name)
        for post in posts()
        for name in post.meta[kind]
        if name.casefold() not in known
    ]

    assert [] == unknown


@pytest.mark.parametrize("kind", ["partners", "themes"])
def test_every_entry_is_used(kind):
    """The public edition lists only what its posts name; an unused entry is never seen."""
    used = {name.casefold() for post in public_posts() for name in post.meta[kind]}

    assert [] == [entry["slug"] for entry in vocabulary(kind) if not used & names_of(entry)]
