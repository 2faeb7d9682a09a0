"""The results page over HTTP: states, counts, ways on."""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from urllib.parse import urlencode

import library
import pytest

from archive import slug_of
from web import create_app


def shown(response):
    """The slugs of the hits on a page."""
    return re.findall(r'<h3[^>]*><a href="/news/([^/]+)/["?]', response.text)


def hits(client, address):
    """What a program is told of the hits."""
    return client.get(address).get_json()["hits"]


def values_of(post, facet):
    """What a post counts under, as the design says: narrower themes count for broader ones."""
    if facet == "partner":
        values = [label.slug for label in post.partners]
    elif facet == "theme":
        values = [label.slug for label in post.themes]
        for slug in tuple(values):
            values += [above for above in library.THEMES[slug][1] if above not in values]
    elif facet == "category":
        values = [slug_of(post.category)] if post.category else []
    elif facet == "language":
        values = [post.language]
    else:
        values = [str(post.date.year)] if post.date else []
    return set(values) or {"none"}


FACETS = ("partner", "theme", "category", "language", "year")


def matching(posts, chosen, but=None):
    """Posts that have one of the chosen values in each facet but one."""
    return [
        post
        for post in posts
        if all(
            not chosen.get(facet) or facet == but or values_of(post, facet) & set(chosen[facet])
            for facet in FACETS
        )
    ]


@pytest.fixture(scope="module")
def combinations(posts):
    """Two hundred ways of ticking boxes, always the same ones."""
    dice = random.Random(7)
    every = {facet: sorted(set().union(*(values_of(p, facet) for p in posts))) for facet in FACETS}
    return [
        {
            facet: dice.sample(every[facet], dice.randint(1, min(3, len(every[facet]))))
            for facet in dice.sample(FACETS, dice.randint(0, 3))
        }
        for _ in range(200)
    ]


class TestCounts:
    def test_two_hundred_combinations_count_as_by_hand(self, client, posts, combinations):
        """
        Values of one facet widen, facets narrow, and a facet's numbers say
        what ticking would bring: checked against plain Python.
        """
        for chosen in combinations:
            answer = client.get("/search.json?" + urlencode(chosen, doseq=True)).get_json()

            assert len(matching(posts, chosen)) == answer["total"], chosen
            for facet in FACETS:
                expected = Counter(
                    value
                    for post in matching(posts, chosen, but=facet)
                    for value in values_of(post, facet)
                )
                counts = {
                    each["value"]: each["count"]
                    for each in answer["facets"][facet]
                    if each["count"]
                }
                assert expected == counts, (chosen, facet)

    def test_a_chosen_value_stays_at_zero(self, client):
        """
        What cannot be seen cannot be unticked.
        """
        answer = client.get("/search.json?q=granite&category=News&year=1999").get_json()

        assert {"value": "1999", "label": "1999", "count": 0, "selected": True} in answer["facets"][
            "year"
        ]


class TestWords:
    def test_the_question_is_escaped_wherever_it_stands(self, client):
        """
        The title, the heading, the box and the address all repeat it.
        """
        response = client.get("/search?" + urlencode({"q": library.PAYLOAD}))

        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text

    @pytest.mark.parametrize("page_in", ["", "/de"])
    def test_each_result_in_another_language_says_so(self, editions, page_in):
        """
        A screen reader would read Greek with English rules, the title and the snippet alike.
        """
        settings = library.make_settings(interface_languages=("en", "de"))
        client = create_app(settings, editions=editions).test_client()
        languages = [
            hit["language"] for hit in hits(client, "/search.json?q=square&size=50&sort=newest")
        ]
        page = client.get(f"{page_in}/search?q=square&size=50&sort=newest").text
        own = re.search(r'<html lang="(\w+)"', page)[1]
        titles = re.findall(r"<h3([^>]*)>", page)
        snippets = re.findall(r'<p class="snip"([^>]*)>', page)
        expected = ["" if tag == own else f' lang="{tag}"' for tag in languages]

        assert (page_in or "/en") == f"/{own}"
        assert {"en", "de", "el", "fr", "pl"} == set(languages)
        assert expected == titles
        assert expected == snippets

    def test_the_reading_is_told(self, client):
        """
        Anything is a search, so the page says which one it was.
        """
        page = client.get("/search?" + urlencode({"q": 'bench "the square" -granite'})).text

        assert (
            "<b>Read as</b> posts with <mark>bench</mark> and the phrase <mark>the square</mark>"
            in page
        )
        assert "without <i>granite</i>" in page

    def test_matched_words_are_marked_and_short(self, client):
        """
        A snippet that runs on is no snippet.
        """
        page = client.get("/search?q=fountain").text
        snippets = re.findall(r'<p class="snip"[^>]*>(.*?)</p>', page)

        assert snippets
        assert all("<mark>" in snippet for snippet in snippets)
        assert all(len(re.sub("<[^>]+>", "", snippet)) <= 300 for snippet in snippets)


class TestDates:
    def test_an_unreadable_date_is_told_beside_its_field(self, client):
        """
        The page comes all the same, without that bound.
        """
        page = client.get("/search?from=31%2F02%2F2020&to=2021")

        assert 200 == page.status_code
        assert "Error: 31/02/2020 is not a date. Not used." in page.text
        assert 'value="31/02/2020"' in page.text
        assert 'aria-describedby="date-hint from-error"' in page.text

    def test_bars_and_undated_make_up_the_total(self, client):
        """
        The drawing leaves nothing out.
        """
        page = client.get("/search?q=bench").text
        bars = [int(n) for n in re.findall(r'aria-label="\d{4}, (\d+) posts?"', page)]
        total = int(re.search(r"<b>(\d+) posts?</b>", page)[1])
        alone = client.get("/search.json?q=bench&year=none").get_json()["total"]

        assert total == sum(bars) + alone

    def test_bars_ignore_the_chosen_dates(self, client):
        """
        Otherwise choosing a year would empty the drawing.
        """
        names = r'aria-label="(\d{4}, \d+ posts?)"'

        assert re.findall(names, client.get("/search?q=bench").text) == re.findall(
            names, client.get("/search?q=bench&year=2020&from=2019").text
        )


class TestNothingFound:
    def test_ways_on_lead_somewhere(self, client):
        """
        A dead end that offers dead ends is worse than one.
        """
        page = client.get("/search?q=granite+fountain&theme=water&year=1999").text
        ways = re.search(
            r'<section class="sect" aria-labelledby="loosen">(.*?)</section>', page, re.DOTALL
        )[1]
        links = re.findall(r'href="([^"]+)"[^>]*>', ways)

        assert links
        for link in links:
            assert "<b>No posts</b>" not in client.get(link.replace("&amp;", "&")).text, link

    def test_all_years_are_offered_when_a_year_was_chosen(self, client):
        """
        The commonest reason for nothing is a date.
        """
        assert "Search all years" in client.get("/search?q=bench&year=1999").text

    def test_no_way_is_offered_twice(self, client):
        """
        Two links to the same posts make a reader look for the difference.
        """
        page = client.get("/search?q=square&theme=water&year=1999").text
        ways = page.split('id="loosen"')[1].split("</section>")[0]

        assert "Search all years" in ways
        assert "Without Year" not in ways
        assert "These words without any filter" in ways

    def test_taking_all_filters_off_is_not_offered_if_it_finds_no_more(self, client):
        """
        The smaller step leads to the same posts.
        """
        page = client.get("/search?q=segel&category=news&year=1999").text
        ways = page.split('id="loosen"')[1].split("</section>")[0]

        assert "Search all years" in ways
        assert "without any filter" not in ways

    def test_all_posts_are_not_offered_beside_no_filter(self, client):
        """
        Without words, no filter is everything.
        """
        page = client.get("/search?theme=water&year=1999").text
        ways = page.split('id="loosen"')[1].split("</section>")[0]

        assert "Without any filter" in ways
        assert ">All posts<" not in ways

    def test_the_newest_posts_are_shown(self, client):
        """
        Somebody who came to read finds something to read.
        """
        assert ["post-71", "post-70", "post-69"] == shown(client.get("/search?q=xyzzy"))


class TestSorting:
    def test_relevance_is_offered_with_words_alone(self, client):
        """
        Without words every post is as relevant as any other.
        """
        with_words, without = client.get("/search?q=bench").text, client.get("/search").text

        assert ">Relevance</a>" in with_words
        assert ">Relevance</a>" not in without

    @pytest.mark.parametrize(
        ("asked", "changed"),
        [
            ("q=square", "sort=oldest"),
            ("q=square", "year=2020"),
            ("q=round+square", "q=%22round+square%22"),
            ("q=square&theme=heat-and-shade&category=news", "q=square&category=news"),
            ("q=square&match=any", "q=square"),
        ],
        ids=["sort", "bar", "reading", "chip", "match"],
    )
    def test_changing_anything_goes_back_to_page_one(self, client, asked, changed):
        """
        Page 2 of other results is nowhere in particular.
        """
        page = client.get(f"/search?{asked}&size=3&page=2").text
        links = {html.unescape(link) for link in re.findall(r'href="/search\?([^"]+)"', page)}
        found = [link for link in links if changed in link and not link.startswith(asked + "&page")]

        assert any("page=" in link for link in links), "nothing leads to another page"
        assert found
        assert all("page=" not in link for link in found)
        assert 'name="page"' not in page

    def test_pages_keep_everything_else(self, client):
        """
        Page 2 is page 2 of the same.
        """
        page = client.get("/search?q=square&theme=water&theme=health&sort=title&size=3").text
        following = html.unescape(re.search(r'<a href="([^"]+)" rel="next"', page)[1])

        assert "/search?q=square&theme=water&theme=health&sort=title&page=2&size=3" == following


class TestHardAddresses:
    @pytest.mark.parametrize(
        "query",
        [
            "q=" + "a" * 10_000,
            "&".join(f"theme=t{n}" for n in range(1_000)),
            "q=%00%01%ff%fe",
            "q=%ed%a0%80",
            "from=%00&to=%ff",
            "page=99999999999999999999999",
            "page=-1",
            "page=1e3",
            "size=100000000",
            "sort=%3Cscript%3E",
            "year=99999&year=none&year=-1",
            "q[]=a&q[b]=c",
            "from=0000&to=9999-99-99",
            "from=9999-12-31",
            "q=%22%22%22&match=any",
            "q=" + "%28" * 400,
            "language=" + "x" * 5_000,
            "=&&&=;;",
        ],
    )
    def test_no_address_breaks_the_page(self, client, query):
        """
        Machines try everything; none of it is the server's fault.
        """
        assert client.get(f"/search?{query}").status_code in {200, 404}
        assert client.get(f"/search.json?{query}").status_code == 200

    def test_bytes_that_are_no_text_break_nothing(self, client):
        """
        Old browsers and scanners send them as they are.
        """
        raw = {"QUERY_STRING": "q=\xff\xfe&partner=\xc3"}

        assert 200 == client.get("/search", environ_overrides=raw).status_code

    def test_five_hundred_random_addresses_break_nothing(self, client):
        """
        What nobody thought of, somebody types.
        """
        dice = random.Random(11)
        names = (
            "q",
            "partner",
            "theme",
            "category",
            "language",
            "year",
            "from",
            "to",
            "sort",
            "match",
            "page",
            "size",
        )
        alphabet = 'ab ź"-:()*[]{}\\/\x00\n\ud800𝔸<>&%+0123456789'
        for _ in range(500):
            pairs = [
                (dice.choice(names), "".join(dice.choices(alphabet, k=dice.randint(0, 30))))
                for _ in range(dice.randint(0, 8))
            ]
            query = urlencode(pairs, errors="surrogatepass")
            assert client.get(f"/search?{query}").status_code < 500, query


def test_help_shows_only_examples_that_find_something(client):
    """
    An example that finds nothing teaches the wrong thing.
    """
    page = client.get("/search/help").text
    links = re.findall(r'href="(/search\?q=[^"]+)"', page)

    assert len(links) >= 3
    for link in links:
        assert client.get(
            link.replace("&amp;", "&").replace("/search?", "/search.json?")
        ).get_json()["total"]


def test_a_page_with_many_values_is_light(client):
    """
    Everything unfolded, twenty hits, in less than a small picture weighs.
    """
    page = client.get("/search?q=square&theme=water&theme=health&partner=town-1&match=any")

    assert len(page.data) < 100_000
