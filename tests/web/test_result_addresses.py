"""The address of a results page: the whole state of it, the same for everybody, one for each."""

from __future__ import annotations

import re
from itertools import groupby

import library
import pytest
from addresses import PAGES


def shown(response):
    """The slugs of the hits on a page."""
    return re.findall(r'<h3[^>]*><a href="/news/([^/]+)/["?]', response.text)


def canonical(response):
    return re.search(r'<link rel="canonical" href="([^"]+)"', response.text)[1]


class TestAddress:
    def test_the_order_of_parameters_makes_no_difference(self, client):
        """
        One set of results has one canonical address, however it was arrived at.
        """
        first = client.get("/search?q=square&theme=water&theme=health&partner=town-1")
        second = client.get("/search?partner=town-1&theme=health&q=square&theme=water")

        assert (shown(first), canonical(first)) == (shown(second), canonical(second))
        assert shown(first)

    def test_the_canonical_address_says_what_is_found_and_not_how_it_is_shown(self, client):
        """
        A search engine that kept every order and length would keep each post ten times.
        """
        shown_so = client.get("/search?size=100&sort=oldest&q=shade&match=any")
        page = client.get("/search?q=square&page=2&size=30")

        assert f"{library.SITE_URL}/search?q=shade&amp;match=any" == canonical(shown_so)
        assert f"{library.SITE_URL}/search?q=square&amp;page=2" == canonical(page)

    @pytest.mark.parametrize("name", PAGES)
    def test_no_page_sets_or_needs_a_cookie(self, client, name):
        """
        An address in a mail shows the same page to the one who opens it.
        """
        first = client.get(PAGES[name])
        client.set_cookie("session", "of somebody else")
        again = client.get(PAGES[name])

        assert None is first.headers.get("Set-Cookie")
        assert first.data == again.data
        assert "Cookie" not in first.headers.get("Vary", "")

    def test_every_state_is_in_the_address(self, client):
        """
        Each choice changes what is shown, a second value of a facet too, and forms only ask.
        """
        asked = (
            *("q=square", "theme=water", "theme=policy", "language=de", "sort=title"),
            *("size=3", "page=2"),
        )
        states = [shown(client.get("/search?" + "&".join(asked[:n]))) for n in range(1, 8)]
        page = client.get("/search?" + "&".join(asked)).text

        assert 7 == len({tuple(slugs) for slugs in states})
        assert "/search?" + "&amp;".join((*asked[:4], "sort=title", "size=3")) in page
        assert {"get"} == set(re.findall(r'<form[^>]* method="(\w+)"', page))
        for name, value in (each.split("=") for each in asked[1:4]):
            assert f'name="{name}" value="{value}" checked' in page

    def test_the_same_address_gives_the_same_order(self, client):
        """
        Equal scores must not shuffle between reloads.
        """
        orders = {tuple(shown(client.get("/search?q=square"))) for _ in range(20)}

        assert [20] == [len(each) for each in orders]

    def test_equal_scores_stand_newest_first_then_by_name(self, client):
        """
        An order with no last key is the order of chance.
        """
        hits = client.get("/search.json?q=square&size=100").get_json()["hits"]
        groups = [list(each) for _, each in groupby(hits, key=lambda hit: hit["score"])]
        days = [[hit["date"] or "" for hit in group] for group in groups]

        assert max(map(len, groups)) > 1
        assert [hit["score"] for hit in hits] == sorted(
            (hit["score"] for hit in hits), reverse=True
        )
        assert days == [sorted(each, reverse=True) for each in days]

    def test_more_than_one_filter_is_kept_from_search_engines(self, client):
        """
        The combinations are endless and hold nothing new.
        """
        assert "noindex" not in client.get("/search?theme=water").text
        assert (
            '<meta name="robots" content="noindex, nofollow">'
            in client.get("/search?theme=water&year=2020").text
        )

    def test_a_page_past_the_end_leads_to_the_last(self, client):
        """
        Whoosh would show the last page again; a list that shrank must say so.
        """
        response = client.get("/search?q=square&page=99")
        last = re.search(r'<a href="([^"]+)">Go to the last page', response.text)[1]

        assert 404 == response.status_code
        assert 200 == client.get(last.replace("&amp;", "&")).status_code

    def test_a_page_past_the_end_is_an_empty_list_for_programs(self, client):
        """
        A program that pages on sees where to stop.
        """
        response = client.get("/search.json?q=square&page=99")

        assert (200, []) == (response.status_code, response.get_json()["hits"])

    def test_each_page_of_a_list_is_an_original_of_its_own(self, client):
        """
        The second page has other posts; called the first one, they would be lost to search engines.
        """
        path = "/themes/heat-and-shade/"
        first, second = client.get(path), client.get(f"{path}?page=2&utm_source=letter")

        assert library.SITE_URL + path == canonical(first)
        assert f"{library.SITE_URL}{path}?page=2" == canonical(second)
        assert "noindex" not in second.text


def test_a_filter_alone_names_the_page(client):
    """
    Tabs and finds of a web search that all begin with "All posts" are no list.
    """
    page = client.get("/search?theme=water").text

    assert "<title>Theme: Water in the city – Search – SHADEWALK</title>" in page
    assert "<h1>Theme: <span>Water in the city</span></h1>" in page
    assert '<meta name="description" content="Theme: Water in the city – ' in page


def test_words_and_a_filter_both_name_the_page(client):
    """
    Or ten finds of a web search have one name, and nobody knows which theme is which.
    """
    plain, filtered = (client.get(f"/search?q=square{more}").text for more in ("", "&theme=water"))

    assert "<title>square – Search – SHADEWALK</title>" in plain
    assert "<title>square – Theme: Water in the city – Search – SHADEWALK</title>" in filtered
    assert '<meta name="description" content="square – SHADEWALK">' in plain
    assert '<meta name="description" content="square – Theme: Water in the city – ' in filtered


def test_several_filters_have_a_name_in_common(client):
    """
    Chips below it say which.
    """
    page = client.get("/search?theme=water&theme=health").text

    assert "<title>Filtered posts – Search – SHADEWALK</title>" in page
    assert "<h1>Filtered posts</h1>" in page
