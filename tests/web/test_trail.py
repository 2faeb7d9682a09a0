"""
The way from a post back to the results that it was opened from.
"""

import html
import re

import pytest


def opened(client, search, number):
    """
    The page of the post behind a title on a page of results, and its address.
    """
    page = client.get(search).text
    links = re.findall(r'<h3[^>]*><a href="([^"]*)"', page)
    address = html.unescape(links[number])
    return client.get(address).text, address


def titles(client, search):
    return re.findall(r'<h3[^>]*><a href="[^"?]*/news/([^"/]*)/', client.get(search).text)


def test_a_post_says_where_it_stands_in_the_results(client):
    """
    Whoever compares results wants the next one, and not to count by hand.
    """
    page, _ = opened(client, "/search?q=square&theme=water", 1)
    total = re.search(r"<b>(\d+) posts</b>", client.get("/search?q=square&theme=water").text)[1]

    assert f">2 of {total}</span>" in page
    assert 'href="/search?q=square&amp;theme=water">Back to results' in page


def test_the_way_back_leads_to_the_page_of_results_that_the_post_is_on(client):
    page, address = opened(client, "/search?q=square&page=2", 0)

    assert "at=21" in address
    assert 'href="/search?q=square&amp;page=2">Back to results' in page


def test_one_can_walk_through_all_results_across_pages(client):
    """
    The 21st is the next one after the 20th, though another page lists it.
    """
    page, _ = opened(client, "/search?q=square", 19)
    after = html.unescape(re.search(r'<a href="([^"]*)" rel="next">Next result', page)[1])
    before = re.search(r'<a href="([^"]*)" rel="prev">Previous result', client.get(after).text)[1]

    assert titles(client, "/search?q=square&page=2")[0] in after
    assert titles(client, "/search?q=square")[-1] in before


def test_the_end_of_a_post_leads_on_as_its_beginning_does(client):
    """
    Whoever has read to the end is not sent back to the top for the next one.
    """
    page, _ = opened(client, "/search?q=square", 1)
    start, end = re.findall(r'class="trail[^>]*>(.*?)</(?:nav|p)>', page, re.DOTALL)

    assert "Next result" in start
    assert start.split() == end.split()
    assert page.index("</article>") < page.rindex(end)


def test_the_first_result_has_none_before_it_and_the_last_none_after_it(client):
    first, _ = opened(client, "/search?q=sails", 0)
    last, _ = opened(client, "/search?q=sails", -1)

    assert "Previous result" not in first
    assert "Next result" not in last


def test_the_address_of_the_post_itself_stays_the_one_to_keep(client):
    """
    What is cited, shared and given to search engines has no search in it.
    """
    page, address = opened(client, "/search?q=sails", 0)
    plain = address.partition("?")[0]

    assert f'rel="canonical" href="https://archive.shadewalk.example{plain}"' in page
    assert f"readonly>https://archive.shadewalk.example{plain}</textarea>" in page


def test_a_very_long_search_is_not_repeated_at_every_post(client):
    """
    Five hundred Greek letters are three thousand characters of an address, twenty times a page.
    """
    page = client.get("/search", query_string={"q": "bench " + "λέξη " * 90, "match": "any"}).text

    assert re.search(r'<h3[^>]*><a href="/news/[^"?]*/">', page)
    assert len(page) < 100_000


def test_robots_are_asked_not_to_walk_through_results(client):
    """
    Every post stands in thousands of results.
    """
    rules = client.get("/robots.txt").text

    assert "Disallow: /*&at=" in rules
    assert "Disallow: /*?at=" in rules


def test_results_that_changed_since_still_lead_back(client):
    """
    A link kept for a year must not claim a place that the post has no longer.
    """
    page = client.get("/news/post-01/?q=sails&at=1").text

    assert "Back to results" in page
    assert "1 of" not in page


@pytest.mark.parametrize("at", ["", "0", "-1", "x", "²", "9" * 30, "1000001"])
def test_a_place_that_is_none_is_passed_over(client, at):
    answer = client.get("/news/post-01/", query_string={"q": "bench", "at": at})

    assert 200 == answer.status_code
    assert "Back to results" not in answer.text


def test_the_count_says_to_screen_readers_what_is_filtered(client):
    """
    The chips come later in the page; the count is what is read out.
    """
    page = client.get("/search?q=square&theme=water&year=2020").text
    status = re.search(r'role="status">(.*?)</p>', page)[1]

    assert "Filtered by Theme: Water in the city; Year: 2020." in re.sub("<[^>]*>", "", status)
