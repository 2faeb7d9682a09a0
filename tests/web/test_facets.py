"""Facets as the page arranges them: what is offered, and in which place."""

from __future__ import annotations

import re

from index import NONE, Facet, FacetValue, Query, Reading, Results
from web.facets import MOST, groups

WHOLE = tuple(FacetValue(name, name, 9 - place) for place, name in enumerate("abcdef"))

BOXES = re.compile(r'type="checkbox" form="search" name="partner"')


def results(values, query=None, facet=Facet.THEME):
    """Results that have nothing but the values of one facet."""
    return Results(
        query=query or Query(),
        total=sum(value.count for value in values),
        hits=(),
        facets={facet: tuple(values)},
        timeline=(),
        reading=Reading(),
        generation="x",
    )


def row(group):
    return [option.value for option in (*group.first, *group.more)]


class TestPlaces:
    def test_a_chosen_value_with_posts_keeps_the_place_of_its_count(self):
        """
        A box that jumps when it is ticked gets unticked by mistake.
        """
        before = [FacetValue(name, name, count) for name, count in (("c", 5), ("a", 3), ("f", 1))]
        after = [FacetValue(v.value, v.label, v.count, selected=v.value == "a") for v in before]
        chosen = Query(theme=("a",))

        (unticked,) = groups(results(before), results(WHOLE))
        (ticked,) = groups(results(after, chosen), results(WHOLE))

        assert ["c", "a", "f"] == row(unticked) == row(ticked)

    def test_a_chosen_value_without_posts_stands_where_it_stands_in_the_edition(self):
        """
        By its count it would be the last of fifty, behind "Show more".
        """
        left = [FacetValue(name, name, 1) for name in "acdef"]
        query = Query(theme=("b",))

        (group,) = groups(
            results([*left, FacetValue("b", "b", 0, selected=True)], query), results(WHOLE)
        )

        assert ["a", "b", "c", "d", "e", "f"] == row(group)

    def test_a_chosen_value_that_the_edition_does_not_have_stands_last(self):
        """
        An old address may name a theme that is gone; it must be possible to untick it.
        """
        query = Query(theme=("gone",))
        values = [*WHOLE, FacetValue("gone", "gone", 0, selected=True)]

        (group,) = groups(results(values, query), results(WHOLE))

        assert "gone" == row(group)[-1]


class TestRoom:
    def test_rarer_values_than_a_page_has_room_for_are_counted_and_not_listed(self):
        """
        Five hundred partners would weigh more than the posts; a chosen one is listed all the same.
        """
        values = tuple(
            FacetValue(f"v{n}", f"V {n}", 1000 - n, selected=n == MOST + 9)
            for n in range(MOST + 20)
        )
        (group,) = groups(results(values, Query(theme=(f"v{MOST + 9}",))), results(values))

        assert [*(f"v{n}" for n in range(MOST)), f"v{MOST + 9}"] == row(group)
        assert 19 == group.unlisted

    def test_a_facet_that_is_asked_for_is_listed_to_its_last_value(self):
        """
        The rarest can be ticked too; the others stay as short as they were.
        """
        values = tuple(FacetValue(f"v{n}", f"V {n}", 1000 - n) for n in range(MOST + 20))

        (whole,) = groups(results(values), results(values), "theme")
        (other,) = groups(results(values), results(values), "partner")

        assert [value.value for value in values] == row(whole)
        assert (0, 20) == (whole.unlisted, other.unlisted)
        assert whole.open
        assert whole.more_open

    def test_a_link_leads_to_the_same_results_with_all_values(self, client, monkeypatch):
        """
        Without a script, with what was asked and ticked, and not for robots.
        """
        monkeypatch.setattr("web.facets.MOST", 10)
        page = client.get("/search?q=square&sort=oldest&page=2").text
        link = re.search(r'<a href="(/search[^"#]*all=partner)#partner" rel="nofollow">Show', page)
        whole = client.get(link[1].replace("&amp;", "&")).text

        assert "q=square" in link[1]
        assert "sort=oldest" in link[1]
        assert "page=" not in link[1]
        assert '<details class="facet" id="partner" open>' in whole
        assert "all=partner" not in whole
        assert len(BOXES.findall(whole)) > len(BOXES.findall(page)) == 10
        assert '<meta name="robots" content="noindex, nofollow">' in whole


class TestOffer:
    def test_a_facet_of_one_value_is_not_offered(self):
        """
        Where every post is English, a box "English" is noise.
        """
        one = results([FacetValue("en", "en", 9)], facet=Facet.LANGUAGE)

        assert () == groups(one, one)

    def test_a_facet_where_nothing_has_a_value_is_not_offered(self):
        """
        "No partner named: all" is no choice.
        """
        assert () == groups(results([FacetValue(NONE, NONE, 9)]), results(WHOLE))

    def test_a_chosen_value_is_always_offered(self):
        """
        What cannot be seen cannot be unticked.
        """
        one = results(
            [FacetValue("en", "en", 9, selected=True)], Query(language=("en",)), Facet.LANGUAGE
        )

        assert ["language"] == [group.name for group in groups(one, one)]
