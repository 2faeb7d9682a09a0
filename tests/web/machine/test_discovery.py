"""What robots and browsers ask first: site map, rules for robots, how to search."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import library
import pytest
from protego import Protego

from index import Record
from web import create_app
from web.machine import sitemaps

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def places(response):
    """Return the addresses of a site map with the days of their changes."""
    root = ET.fromstring(response.data)
    return {each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod") for each in root}


@pytest.fixture
def small_files(monkeypatch):
    """So few addresses in a file that the small archive needs several."""
    monkeypatch.setattr(sitemaps, "MOST", 50)


class TestSiteMap:
    def test_every_post_is_in_it_with_its_day(self, client, posts):
        """
        A robot that knows what changed need not fetch the rest.
        """
        found = places(client.get("/sitemap.xml"))

        for post in posts:
            day = post.updated or post.date
            address = f"{library.SITE_URL}/news/{post.slug}/"
            assert (str(day) if day else None) == found[address], post.slug

    def test_every_address_in_it_is_a_page_that_calls_itself_so(self, client):
        """
        A map that sends a robot astray is trusted less the next time.
        """
        found = places(client.get("/sitemap.xml"))

        assert len(found) > 100
        for address in found:
            page = client.get(address.removeprefix(library.SITE_URL))
            own = re.search(r'<link rel="canonical" href="([^"]+)"', page.text)

            assert 200 == page.status_code, address
            assert 'name="robots"' not in page.text
            assert address == own[1]

    def test_a_large_archive_has_several_files(self, client, small_files):
        """
        The protocol ends a file at 50,000 addresses.
        """
        index = client.get("/sitemap.xml")
        files = places(index)
        found = {}
        for number, address in enumerate(files, start=1):
            assert f"{library.SITE_URL}/sitemap-{number}.xml" == address
            part = places(client.get(address.removeprefix(library.SITE_URL)))
            assert len(part) <= 50
            assert files[address] == max((day for day in part.values() if day), default=None)
            found |= part

        assert "sitemapindex" in index.text
        assert f"{library.SITE_URL}/news/post-71/" in found
        assert 404 == client.get(f"/sitemap-{len(files) + 1}.xml").status_code
        assert 404 == client.get("/sitemap-0.xml").status_code

    def test_no_file_is_larger_than_the_protocol_allows(self):
        """
        One byte more, and the whole file is refused.
        """
        many = [sitemaps.Place(f"/news/{n:0>200}/", date(2020, 1, 1)) for n in range(sitemaps.MOST)]

        assert 50_000 == sitemaps.MOST
        assert len(sitemaps.url_set(many, "https://archive.shadewalk.example")) < 50_000_000

    def test_an_empty_archive_has_a_map(self, tmp_path):
        """
        A new site is registered before its first post.
        """
        editions = library.make_editions(tmp_path / "public", [])
        found = places(
            create_app(library.make_settings(), editions=editions).test_client().get("/sitemap.xml")
        )

        assert f"{library.SITE_URL}/" in found

    def test_addresses_with_marks_are_written_safely(self, tmp_path):
        """
        An ampersand in an address must not end the file.
        """
        editions = library.make_editions(tmp_path / "public", [Record("a", "A", True, "en")])
        app = create_app(library.make_settings(url="https://x.example/a&b"), editions=editions)

        assert "https://x.example/a&b/news/a/" in places(app.test_client().get("/sitemap.xml"))


class TestRobots:
    @pytest.fixture
    def rules(self, client):
        return Protego.parse(client.get("/robots.txt").text)

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/news/post-01/",
            "/news/post-01/cite.bib",
            "/themes/water/",
            "/search",
            "/search?q=shade",
            "/search?theme=water",
            "/search?q=shade&theme=water&page=2",
            "/search?year=2020&page=3",
            "/search/help",
            "/search.atom?q=shade",
            "/search/feed.json?q=shade",
            "/feed.atom",
            "/sitemap.xml",
        ],
    )
    def test_what_is_worth_reading_may_be_read(self, rules, address):
        """
        A rule too wide hides the archive from everybody.
        """
        assert rules.can_fetch(library.SITE_URL + address, "AnyBot")

    @pytest.mark.parametrize(
        "address",
        [
            "/search.json?q=a",
            "/search.csv",
            "/api/v1/search",
            "/search?theme=a&theme=b",
            "/search?q=a&partner=b&theme=c",
            "/search?partner=a&category=b&language=c&year=2020",
            "/search?year=2020&from=2020&to=2021",
            "/search?partner=a&from=2020",
            "/search.atom?partner=a&theme=b",
            "/search/feed.json?partner=a&theme=b",
            "/search?sort=title",
            "/search?q=a&sort=oldest",
            "/search?theme=a&size=100",
            "/search?q=a&match=any",
        ],
    )
    def test_combinations_are_left_alone(self, rules, address):
        """
        Five facets make more pages than there are posts on earth.
        """
        assert not rules.can_fetch(library.SITE_URL + address, "AnyBot")

    def test_a_stretch_of_time_is_one_filter(self, client, rules):
        """
        As the page has it, which asks robots for nothing else.
        """
        address = "/search?from=2020&to=2021"

        assert 'name="robots"' not in client.get(address).text
        assert rules.can_fetch(library.SITE_URL + address, "AnyBot")

    def test_every_link_of_a_results_page_beyond_one_filter_is_refused(self, client, rules):
        """
        The rules know our own order of parameters.
        """
        page = client.get("/search?theme=water&year=2020").text
        found = re.findall(r'href="(/search\?[^"]+)"', page)

        assert '<meta name="robots" content="noindex, nofollow">' in page
        for link in found:
            plain = link.replace("&amp;", "&")
            names = re.findall(r"[?&](\w+)=", plain)
            combined = sum(name not in {"q", "page"} for name in names) > 1
            assert combined <= (not rules.can_fetch(library.SITE_URL + plain, "x")), plain

    def test_it_names_the_site_map(self, client):
        """
        Nobody has to be told where it is.
        """
        rules = Protego.parse(client.get("/robots.txt").text)

        assert [f"{library.SITE_URL}/sitemap.xml"] == list(rules.sitemaps)

    def test_below_a_path_the_rules_keep_it(self, editions):
        """
        The file is copied to the root of the host, where robots look.
        """
        app = create_app(library.make_settings(url="https://x.example/kept"), editions=editions)
        rules = Protego.parse(app.test_client().get("/kept/robots.txt").text)

        assert not rules.can_fetch("https://x.example/kept/search?theme=a&year=2020", "x")
        assert rules.can_fetch("https://x.example/search?theme=a&year=2020", "x")
        assert ["https://x.example/kept/sitemap.xml"] == list(rules.sitemaps)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/", "SHADEWALK"),
        ("/search?q=plane", "plane – SHADEWALK"),
        ("/news/post-01/", "Round 1: one bench, many questions."),
    ],
)
def test_a_page_says_in_a_sentence_what_it_is(client, page, expected):
    """
    Search engines show it below the title.
    """
    told = re.findall(r'<meta name="description" content="([^"]*)">', client.get(page).text)

    assert [expected] == told


class TestOpenSearch:
    def test_a_browser_can_search_from_its_bar(self, client):
        """
        The address with words put in must answer.
        """
        response = client.get("/opensearch.xml")
        root = ET.fromstring(response.data)
        templates = {url.get("type"): url.get("template") for url in root.iter(f"{SEARCH}Url")}
        asked = templates["text/html"].replace("{searchTerms}", "bench")

        assert "application/opensearchdescription+xml" == response.mimetype
        assert f"{library.SITE_URL}/search?q=bench" == asked
        assert 200 == client.get(asked.removeprefix(library.SITE_URL)).status_code
        assert "SHADEWALK" == root.findtext(f"{SEARCH}ShortName")
        assert 'rel="search" type="application/opensearchdescription+xml"' in client.get("/").text

    def test_a_browser_finishes_what_is_typed(self, client):
        """
        Four lists: what was typed, texts, remarks, addresses, each of which answers.
        """
        root = ET.fromstring(client.get("/opensearch.xml").data)
        template = next(
            url.get("template")
            for url in root.iter(f"{SEARCH}Url")
            if url.get("rel") == "suggestions"
        )
        path = template.removeprefix(library.SITE_URL).replace("{searchTerms}", "BEN")

        response = client.get(path)
        typed, texts, remarks, addresses = response.get_json(force=True)

        assert "application/x-suggestions+json" == response.mimetype
        assert "BEN" == typed
        assert "bench" in texts
        assert len(texts) == len(remarks) == len(addresses)
        assert {200} == {
            client.get(a.removeprefix(library.SITE_URL)).status_code for a in addresses
        }

    def test_names_are_as_short_as_the_format_wants(self, editions):
        """
        Browsers refuse a longer one without a word.
        """
        app = create_app(library.make_settings(name="A & B " * 40), editions=editions)
        root = ET.fromstring(app.test_client().get("/opensearch.xml").data)

        assert len(root.findtext(f"{SEARCH}ShortName")) <= 16
        assert len(root.findtext(f"{SEARCH}LongName")) <= 48


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/opensearch.xml"])
def test_robots_are_told_when_nothing_changed(client, path):
    """
    They come every day.
    """
    first = client.get(path)

    assert 304 == client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code
