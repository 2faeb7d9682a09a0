"""
Every number of a score can be worked out again.
"""

import pytest
import samples
from hypothesis import HealthCheck, given, settings
from queries import QUERIES
from samples import post

from index import Match, Query, Sort

POSTS = [*samples.WRITTEN, *samples.chance(40, seed=4)]


@pytest.fixture(scope="module")
def engine(build):
    return build(POSTS)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_the_shares_of_every_hit_add_up_to_its_score(engine, query):
    """
    In any language of the grammar, any order and any match.
    """
    hits = engine.search(query).hits

    for rank, hit in enumerate(hits, start=1):
        told = engine.explain(query, hit.slug)
        assert (hit.score, rank) == (pytest.approx(told.score, abs=2e-6), told.rank)
        assert () == told.reasons


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_whoever_is_not_found_is_told_why(engine, query):
    """
    There is a reason for every post that is not among the hits.
    """
    found = {hit.slug for hit in engine.search(query).hits}

    for record in POSTS:
        told = engine.explain(query, record.slug)
        assert (record.slug in found) == (told.rank is not None)
        assert (record.slug in found) == (told.reasons == ())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_the_weight_of_a_word_is_the_sum_of_its_fields(engine, query):
    """
    Occurrences times what they are worth, field by field and form by form.
    """
    for hit in engine.search(query.but(size=5)).hits:
        for word in engine.explain(query, hit.slug).words:
            weights = [f.occurrences * f.worth * f.length for f in word.fields]
            assert word.weight == pytest.approx(sum(weights))
            assert all(field.occurrences > 0 for field in word.fields)


def test_a_word_typed_twice_counts_twice(build):
    """
    Its share says so.
    """
    engine = build([post("a", "Harbour", "x"), post("b", "Other", "x")])

    (once,) = engine.explain(Query(text="harbour"), "a").words
    (twice,) = engine.explain(Query(text="harbour harbour"), "a").words
    assert (2, pytest.approx(2 * once.score)) == (twice.times, twice.score)
    assert engine.search(Query(text="harbour harbour")).hits[0].score == pytest.approx(
        twice.score, abs=1e-5
    )


def test_what_a_post_lacks_and_what_it_should_not_have_is_named(build):
    """
    A missing word, how many would do, an exclusion, a filter in the text and one beside it.
    """
    engine = build([post("a", "Harbour portal", "x"), *samples.WRITTEN])

    def reasons(text, **others):
        return [str(each) for each in engine.explain(Query(text=text, **others), "a").reasons]

    assert ["it has no alert"] == reasons("harbour alert")
    assert ["it has no alert", "it has no athens", "it has 1 of 3 words; 2 are needed"] == reasons(
        "harbour alert athens", match=Match.MOST
    )
    assert ["it has portal, which is excluded"] == reasons("harbour -portal")
    assert ["it does not fit theme:security"] == reasons("harbour theme:security")
    assert ["it has no theme that was chosen"] == reasons("harbour", theme=("security",))


def test_words_near_each_other_are_shares_of_their_own(build):
    """
    Only where they stand near each other, and where posts are ordered by relevance.
    """
    engine = build([post("near", "A", "harbour alert"), post("far", "Harbour", "alert")])
    query = Query(text="harbour alert")

    (near,) = engine.explain(query, "near").near
    assert (("harbour", "alert"), True) == (near.words, near.score > 0)
    assert () == engine.explain(query, "far").near
    assert () == engine.explain(query.but(sort=Sort.NEWEST), "near").near


def test_a_post_that_is_not_there_has_no_explanation(engine):
    """
    The public edition knows nothing of drafts, not even that they do not match.
    """
    assert engine.explain(Query(text="portal"), "absent") is None


def test_a_beginning_that_some_fields_lack_is_explained(build):
    """
    No word of the title begins so: there is nothing of it to look the post up in.
    """
    engine = build([post("quay", title="Shade", text="Opening hours at the quay.")])

    told = engine.explain(Query(text="ope*"), "quay")

    assert 1 == told.rank
    assert 1 == engine.search(Query(text="quay ope*")).total
