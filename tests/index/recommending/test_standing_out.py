"""
Topics that are commoner among results than chance would have it.
"""

import numpy as np
import pytest

from index import Facet, FacetValue, Query
from index.recommending import StandingOut
from index.searching.facets import multiple_table


def test_topics_of_results_are_those_commoner_there_than_by_chance(engine):
    """
    The commonest theme of the archive is the commonest of most results, and no news.
    """
    results = engine.search(Query(text="siren OR loudspeaker OR evacuation"))

    topics = {topic.slug: topic for topic in results.topics}
    assert "alerts" in topics
    assert not {"water", "benches", "trees", "schools"} & {*topics}
    counts = {value.value: value.count for value in results.facets["theme"]}
    whole = {value.value: value.count for value in engine.search(Query()).facets["theme"]}
    expected = results.total * whole["alerts"] / 120
    assert counts["alerts"] == topics["alerts"].count
    assert counts["alerts"] > 1.5 * expected
    assert (
        f"{counts['alerts']} of these {results.total} posts; "
        f"about {expected:.0f} would be usual" == topics["alerts"].reason
    )


def test_everything_and_nothing_have_no_topics(engine):
    """
    Nothing stands out of the whole archive.
    """
    assert () == engine.search(Query()).topics
    assert () == engine.search(Query(text="zzzzzz")).topics


def test_a_facet_of_which_something_is_chosen_has_none(engine):
    """
    Its counts ignore the choice, so they are not of the posts shown.
    """
    results = engine.search(Query(text="siren OR loudspeaker", theme=("alerts",)))

    assert {"theme"} & {topic.kind for topic in results.topics} == set()


def standing_out(total, found, facet=Facet.THEME, **having):
    """
    What stands out of some results of an archive.

    Args:
        total: Posts of the archive.
        found: Posts of the results.
        having: For each value how many of the results have it, and the numbers of all that do.
    """
    posts = {value: [np.array(docs, np.int32)] for value, (_, docs) in having.items()}
    tables = {each: multiple_table({}, total, {}) for each in (Facet.THEME, Facet.PARTNER)}
    tables[facet] = multiple_table(posts, total, {})
    values = [FacetValue(value, value, count) for value, (count, _) in having.items()]
    topics = StandingOut(tables).topics(Query(), found, {facet: values})
    return [topic.slug for topic in topics]


@pytest.mark.parametrize(("count", "expected"), [(400, []), (460, ["trees"])])
def test_among_many_results_the_slightest_excess_is_no_topic(count, expected):
    """
    By chance 300 of 1,000 posts are on trees; 400 are no accident, and no news either.
    """
    assert expected == standing_out(2_000, 1_000, trees=(count, range(600)))


@pytest.mark.parametrize(("count", "expected"), [(3, []), (6, ["trees"])])
def test_among_few_results_a_topic_must_be_no_accident(count, expected):
    """
    By chance one of ten posts is on trees; three happen.
    """
    assert expected == standing_out(100, 10, trees=(count, range(10)))


@pytest.mark.parametrize(("count", "expected"), [(2, []), (3, ["trees"])])
def test_two_posts_make_no_topic(count, expected):
    """
    However rare the theme is.
    """
    assert expected == standing_out(10_000, count, trees=(count, range(3)))


@pytest.mark.parametrize(("second", "expected"), [(90, ["one"]), (60, ["one", "two"])])
def test_of_topics_with_nearly_the_same_posts_one_is_shown(second, expected):
    """
    To a reader they are one.
    """
    having = {"one": (60, range(100)), "two": (50, range(second))}

    assert expected == standing_out(10_000, 100, **having)


@pytest.mark.parametrize(("facet", "most"), [(Facet.THEME, 4), (Facet.PARTNER, 2)])
def test_only_the_surest_are_shown(facet, most):
    """
    A row of them is read at a glance.
    """
    having = {f"v{n}": (20 - n, range(100 * n, 100 * n + 50)) for n in range(6)}

    assert list(having)[:most] == standing_out(10_000, 100, facet, **having)


def test_posts_on_nothing_are_no_topic():
    """
    "None" can be chosen beside the results, and is no subject.
    """
    assert [] == standing_out(10_000, 50, trees=(0, range(9_940)), none=(50, ()))
