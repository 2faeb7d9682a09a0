"""
Whichever way posts are counted, the counts are those of counting by hand.
"""

from random import Random

import pytest
import samples
from queries import any_query

from index import Facet, Query

BY_ROWS = {"facets.WORDS_PER_PAIR": 2**40, "facets.WORDS_PER_POST": 2**40}

WAYS = {
    "all rows at once": {},
    "a few rows at a time": {"facets.TOGETHER": 20},
    "by table": {"tally.SMALL": 0, "facets.FEW_PAIRS": -1},
    "by rows": {"tally.SMALL": 0, "facets.FEW_PAIRS": -1, **BY_ROWS},
    "by pairs": {"tally.SMALL": 0, "facets.FEW_PAIRS": 2**30},
    "without rows": {"tally.SMALL": 0, "facets.Table.dense": False},
}


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    """
    Each way of counting in turn, however small the edition.
    """
    for name, value in WAYS[request.param].items():
        monkeypatch.setattr(f"index.searching.{name}", value)


@pytest.mark.usefixtures("way")
def test_counts_are_those_of_counting_by_hand(build, simple):
    """
    A large archive answers as a small one does.
    """
    records = samples.WRITTEN + samples.chance(90, seed=5)
    serving, right = build(records), simple(records)
    random = Random(11)
    for _ in range(60):
        query = any_query(random)

        ours, theirs = serving.search(query), right.search(query)

        assert theirs.facets == ours.facets, query
        assert theirs.timeline == ours.timeline, query


@pytest.mark.usefixtures("way")
def test_chosen_values_stay_in_place_and_missing_ones_come_last(build):
    """
    A box does not jump when it is ticked; what no post has is shown at zero, by label.
    """
    engine = build(samples.WRITTEN + samples.chance(40, seed=2))
    values = engine.search(Query()).facets[Facet.PARTNER]
    chosen = (values[1].value, "zz", "nobody", values[0].value)

    ticked = engine.search(Query(partner=chosen)).facets[Facet.PARTNER]

    assert [v.value for v in values] + ["nobody", "zz"] == [v.value for v in ticked]
    assert [v.count for v in values] + [0, 0] == [v.count for v in ticked]
    assert set(chosen) == {v.value for v in ticked if v.selected}


def test_an_edition_without_posts_counts_none(build):
    """
    The first day of an archive.
    """
    results = build([]).search(Query(year=("2024",)))

    assert [("2024", 0, True)] == [
        (v.value, v.count, v.selected) for v in results.facets[Facet.YEAR]
    ]
    assert () == results.facets[Facet.PARTNER]
    assert () == results.timeline
