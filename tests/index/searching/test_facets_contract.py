"""
Facets and what they count, asked of both engines.
"""

from random import Random

import samples
from answers import slugs
from queries import any_query

from index import NONE, Facet, PartialDate, Query, Sort


def counts(results, facet):
    return {value.value: value.count for value in results.facets[facet]}


class TestFilters:
    def test_names_and_aliases_are_filters_too(self, engine):
        """
        An address typed by hand need not know our slugs.
        """
        query = Query(partner=("GZ", "Gmina Źrębowo"), language=("EN",), category=("NEWS",))

        results = engine.search(query)

        assert ["alert"] == slugs(results)
        assert ("gmina-zrebowo",) == results.query.partner
        assert ("en",) == results.query.language
        assert ("news",) == results.query.category

    def test_an_unknown_value_matches_nothing_and_stays_visible(self, engine):
        """
        So that it can be unticked.
        """
        results = engine.search(Query(partner=("nobody",)))

        assert 0 == results.total
        assert 0 == counts(results, Facet.PARTNER)["nobody"]
        assert (
            counts(engine.search(Query()), Facet.PARTNER).items()
            <= counts(results, Facet.PARTNER).items()
        )

    def test_values_of_a_facet_are_alternatives_and_facets_are_not(self, engine):
        """
        Two partners: either's posts.  A partner and a theme: the posts of both.
        """
        either = engine.search(Query(partner=("police", "harbour-lab")))
        both = engine.search(Query(partner=("police", "harbour-lab"), theme=("privacy",)))

        assert {"data", "undated", "alert"} == set(slugs(either))
        assert {"data"} == set(slugs(both))

    def test_posts_without_a_value_are_found_by_none(self, engine):
        """
        Staff look for posts that nobody gave a theme.
        """
        results = engine.search(Query(theme=(NONE,), year=(NONE,)))

        assert ["seoul", "undated"] == slugs(results)

    def test_bounds_are_included_and_undated_posts_are_never_within(self, engine):
        """
        `to=2023` means to 31 December.
        """
        within = Query(start=PartialDate(2023, 5, 2), end=PartialDate(2023))

        assert {"athens", "strasse", "forms"} == set(slugs(engine.search(within)))


class TestFacets:
    def test_a_broader_theme_counts_a_post_once(self, engine):
        """
        The post `alert` is on two narrower themes of security.
        """
        themes = counts(engine.search(Query()), Facet.THEME)

        assert {
            NONE: 5,
            "security": 4,
            "urban-security": 3,
            "crowds": 2,
            "privacy": 2,
            "counter-terrorism": 1,
        } == themes

    def test_the_commonest_spelling_is_the_label_of_a_category(self, engine):
        """
        News and news are one category.
        """
        categories = engine.search(Query()).facets[Facet.CATEGORY]

        assert ("news", "News", 4) == (
            categories[0].value,
            categories[0].label,
            categories[0].count,
        )

    def test_a_choice_leaves_the_other_values_of_its_facet(self, engine):
        """
        So that a second box can be ticked.
        """
        results = engine.search(Query(category=("guide",)))

        assert {"news": 4, "event": 2, "guide": 1, NONE: 3} == counts(results, Facet.CATEGORY)
        assert {"en": 1} == counts(results, Facet.LANGUAGE)

    def test_years_obey_the_bounds_and_the_timeline_does_not(self, engine):
        """
        A bar of the timeline replaces the bounds, a year narrows within them.
        """
        results = engine.search(Query(year=("2024",), start=PartialDate(2023)))

        assert {"2024": 1, "2023": 3} == counts(results, Facet.YEAR)
        assert 10 == sum(month.count for month in results.timeline)
        assert None is results.timeline[-1].month


def test_any_combination_of_filters_counts_as_counted_by_hand(build, simple):
    """
    Counts that are wrong are wrong in silence: nobody adds them up.
    """
    records = samples.WRITTEN + samples.chance(120)
    serving, right = build(records), simple(records)
    random = Random(7)
    for _ in range(200):
        query = any_query(random)

        ours, theirs = serving.search(query), right.search(query)

        assert theirs.total == ours.total, query
        assert theirs.facets == ours.facets, query
        assert theirs.timeline == ours.timeline, query
        assert theirs.query == ours.query
        assert theirs.reading == ours.reading
        if ours.sort is not Sort.RELEVANCE:
            assert slugs(theirs) == slugs(ours), query
