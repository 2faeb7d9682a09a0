"""
What an answer offers beside its hits is made for whoever looks at it.
"""

import samples
from hypothesis import given
from hypothesis import strategies as st

from index import Facet, Query, open_edition
from index.building.edition import write_edition
from index.searching.later import Later


@given(st.lists(st.integers()), st.integers(0, 9))
def test_it_is_the_tuple_that_it_is_made_as(items, place):
    """
    Pages, programs and tests need not know that there is no tuple yet.
    """
    later = Later(lambda: items)

    assert tuple(items) == later
    assert later == Later(lambda: items)
    assert later != (*items, 0)
    assert hash(tuple(items)) == hash(later)
    assert repr(tuple(items)) == repr(later)
    assert len(items) == len(later)
    assert items == list(later)
    assert tuple(items[:place]) == later[:place]
    assert bool(items) == bool(later)


def test_nothing_is_made_until_it_is_looked_at_and_then_once():
    """
    A feed does not wait for topics that it does not show.
    """
    made = []
    later = Later(lambda: made.append(1) or [1])

    assert [] == made
    assert [1, 1] == [*later, *later]
    assert [1] == made


def test_an_answer_can_be_looked_at_after_its_edition_was_closed(tmp_path):
    """
    A new generation becomes current while a page is written.
    """
    write_edition(tmp_path, samples.chance(80), samples.PARTNERS, samples.THEMES, language="en")
    engine = open_edition(tmp_path, "g")
    query = Query(text="portal", year=("2020",))
    expected = engine.search(query)
    looked_at = tuple(expected.timeline), tuple(expected.topics)
    answer = engine.search(query)

    engine.close()

    assert looked_at == (answer.timeline, answer.topics)
    assert looked_at[0]
    assert answer.facets[Facet.YEAR]
