"""
An edition answers the same in however many segments its posts lie, and whatever lies beside them.

Segments, and posts deleted in them, are how an edition was written and brought up to
date, and nobody who reads it should be able to tell: not by a score, a count, an order,
a suggestion or a recommendation.
"""

from dataclasses import replace
from random import Random

import pytest
import queries
import samples
import whoosh.index

from archive import Kind
from index.building.edition import update_edition, write_edition
from index.columnar import open_dir, policies, writer
from index.editions.writing import STREAMS, document_of
from index.opened import open_edition

WORDS = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}

POSTS = samples.chance(90, seed=5)
PASSING = [samples.post(f"passing-{number}", "Passing") for number in range(5)]


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """
    All posts in one segment.
    """
    folder = tmp_path_factory.mktemp("one")
    write_edition(folder, POSTS, **WORDS)
    assert 1 == segments(folder)
    engine = open_edition(folder, "g")
    yield engine
    engine.close()


def written_often(folder):
    """
    Write them into many, in another order and by way of others that are gone.
    """
    posts = Random(3).sample(POSTS, len(POSTS))
    write_edition(folder, [*posts[:20], *others(posts[20:30]), *posts[30:60], *PASSING], **WORDS)
    update_edition(folder, removed=[post.slug for post in PASSING], records=[], **WORDS)
    for first in range(60, 90, 6):
        update_edition(folder, removed=[], records=posts[first : first + 6], **WORDS)
    update_edition(folder, removed=[], records=posts[20:30], **WORDS)


def deleted_within(folder):
    """
    Write them into many, beside others that a Whoosh writer deletes and leaves where they are.
    """
    posts = Random(4).sample(POSTS, len(POSTS))
    gone = [*others(posts[20:30]), *PASSING]
    write_edition(folder, [*posts[:20], *gone, *posts[30:]], **WORDS)
    deleting = whoosh.index.open_dir(folder).writer()
    for post in gone:
        deleting.delete_by_term("slug", post.slug)
    deleting.commit(merge=False)
    adding = open_dir(folder).writer(streams=STREAMS)
    adding.add_batch(document_of(post, samples.PARTNERS, samples.THEMES) for post in posts[20:30])
    adding.commit(merge=False)
    with open_dir(folder).reader() as reader:
        assert reader.doc_count_all() == reader.doc_count() + len(gone)


def others(posts):
    return [replace(post, title="Was another", text="zyxother") for post in posts]


@pytest.fixture(scope="module", params=[written_often, deleted_within])
def many(request, tmp_path_factory):
    """
    The same posts in many segments.
    """
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policies, "SEGMENT", 7)
        patch.setattr(policies, "FEW", 1_000)
        patch.setattr(writer, "SEGMENT", 7)
        request.param(folder)
    assert segments(folder) > 10
    engine = open_edition(folder, "g")
    yield engine
    engine.close()


def segments(folder):
    with open_dir(folder).reader() as reader:
        return len(reader.leaf_readers())


def test_searches_have_the_same_answer(one, many):
    """
    Totals, posts, their order, scores to the last digit, quotes, facets, timeline, what is told.
    """
    random = Random(7)
    asked = [queries.any_query(random) for _ in range(300)]

    found = [one.search(query) for query in asked]

    assert sum(answer.total > 0 for answer in found) > 100
    for query, expected in zip(asked, found, strict=True):
        assert expected == many.search(query), query


def test_scores_are_explained_alike(one, many):
    """
    What a word counts depends on all posts, wherever they lie.
    """
    random = Random(8)
    explained = 0
    for _ in range(60):
        query = queries.any_query(random)
        for hit in one.search(query).hits[:2]:
            slug = hit.slug
            assert one.explain(query, slug) == many.explain(query, slug)
            explained += 1

    assert explained > 30


def test_suggestions_are_the_same(one, many):
    """
    Words are counted over all segments.
    """
    words = sorted({word for post in POSTS for word in post.title.split()})
    typed = [word[:length] for word in [*words[:60], "zyx", "passing"] for length in (1, 2, 3)]

    offered = {text: one.suggest(text) for text in typed}

    assert any(offered.values())
    assert offered == {text: many.suggest(text) for text in typed}


def test_recommendations_are_the_same(one, many):
    """
    What a post is about, and which posts are nearest to it.
    """
    slugs = [post.slug for post in POSTS[::3]]

    near = {slug: one.recommender.post(slug) for slug in slugs}

    assert any(near.values())
    assert near == {slug: many.recommender.post(slug) for slug in slugs}


@pytest.mark.parametrize("kind", Kind)
def test_terms_are_the_same(one, many, kind):
    """
    Their counts, their years, their companions.
    """
    assert one.terms(kind) == many.terms(kind)


def test_posts_are_the_same(one, many):
    """
    With their neighbours in time.
    """
    slugs = [post.slug for post in POSTS]

    assert [one.post(slug) for slug in slugs] == [many.post(slug) for slug in slugs]
