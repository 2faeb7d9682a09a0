"""
What to read next, in an archive that nobody wrote for us.
"""

from itertools import combinations

import pytest

from index import Query, open_current

EVERY = 4
"""Of so many posts one is looked at where all would take minutes."""


@pytest.fixture(scope="module")
def engine(digitalgov):
    return open_current(digitalgov.index, "public").engine


@pytest.fixture(scope="module")
def slugs(engine):
    return [record.slug for record in engine.scan(Query())]


def test_newer_posts_leave_most_lists_as_they_were(engine, digitalgov_before):
    """
    1 % newer posts change which five are shown beside at most 5 % of the old ones.
    """
    before = open_current(digitalgov_before.index, "public").engine
    old = [record.slug for record in before.scan(Query())]

    changed = [slug for slug in old if shown(before, slug) != shown(engine, slug)]

    assert 1800 < len(old)
    assert len(changed) <= 0.05 * len(old)


def test_topics_differ_in_their_posts(engine, slugs):
    """
    Of any two topics beside a post, at most 0.8 of the posts of either are of both.
    """
    held = {}
    pairs = 0
    for slug in slugs[::EVERY]:
        topics = engine.recommender.post(slug).topics
        for topic in topics:
            if topic not in held:
                held[topic] = {record.slug for record in engine.scan(query_of(topic))}
        for one, other in combinations(topics, 2):
            both, either = held[one] & held[other], held[one] | held[other]
            assert len(both) <= 0.8 * len(either), (slug, one.name, other.name)
            pairs += 1

    assert len(slugs) < pairs


def test_counts_of_topics_are_what_their_links_find(engine, slugs):
    """
    A number beside a link is a promise.
    """
    for slug in slugs[:: 10 * EVERY]:
        for topic in engine.recommender.post(slug).topics:
            assert topic.count == engine.search(query_of(topic)).total, (slug, topic.name)


def shown(engine, slug):
    return {post.slug for post in engine.recommender.post(slug).posts}


def query_of(topic):
    if topic.kind == "phrase":
        return Query(text=f'"{topic.name}"')
    return Query(**{topic.kind: (topic.slug,)})
