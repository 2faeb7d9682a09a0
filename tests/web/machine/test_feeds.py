"""Feeds, as a feed reader reads them."""

from __future__ import annotations

import calendar
import html
import json
import re
import time
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import feedparser
import library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Kind, default_settings
from index import Facet, Label, Query, Record, Translation
from web import create_app
from web.links import Links
from web.machine.feed_forms import Feed, atom, json_feed
from web.machine.texts import changed

NS = {"atom": "http://www.w3.org/2005/Atom"}
FEEDS = (
    "/feed.atom",
    "/search.atom?q=plane&theme=water",
    "/themes/water/feed.atom",
    "/partners/town-1/feed.atom",
)
JSON_FEEDS = (
    "/feed.json",
    "/search/feed.json?q=plane&theme=water",
    "/themes/water/feed.json",
    "/partners/town-1/feed.json",
)


def read(response):
    """Parse an Atom feed; what is not well formed is a failure."""
    parsed = feedparser.parse(
        response.data, response_headers={"content-type": response.content_type}
    )

    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def slugs(parsed):
    return [entry.id.rsplit("/", 2)[1] for entry in parsed.entries]


class TestWhatIsInIt:
    def test_the_newest_fifty_newest_first(self, client, posts):
        """
        A reader who comes back after a month finds everything since.
        """
        dated = sorted((p for p in posts if p.date), key=lambda p: (-p.date.toordinal(), p.slug))

        assert [p.slug for p in dated[:50]] == slugs(read(client.get("/feed.atom")))

    @pytest.mark.parametrize("form", ["/feed.atom", "/feed.json"])
    def test_a_post_without_any_day_stays_out(self, tmp_path, form):
        """
        A feed reader would show it as news of today.
        """
        none = Record("none", "None", True, "en")
        changed = Record("changed", "Changed", True, "en", updated=date(2021, 5, 6))
        dated = Record("dated", "Dated", True, "en", date=date(2020, 1, 1))
        site = site_with(tmp_path, [none, changed, dated])
        text = site.get(form).text

        assert re.findall(r"news/(\w+)/", text).index("changed") == 0
        assert "news/none/" not in text
        assert "news/dated/" in text

    def test_an_undated_post_keeps_its_place_among_many(self, tmp_path):
        """
        Undated posts come last in every search; here they stand by their change.
        """
        many = [Record(f"p{n}", f"P {n}", True, "en", date=date(2020, 1, 1)) for n in range(60)]
        changed = Record("changed", "Changed", True, "en", updated=date(2021, 5, 6))
        site = site_with(tmp_path, [*many, changed])
        found = slugs(read(site.get("/feed.atom")))

        assert ("changed", 50) == (found[0], len(found))
        assert [] == slugs(read(site.get("/search.atom?q=changed&to=2020")))
        assert ["changed"] == slugs(read(site.get("/search.atom?q=changed&year=none&year=2020")))

    @pytest.mark.parametrize(
        ("address", "query"),
        [
            ("/search.atom?q=bench", Query(text="bench")),
            (
                "/search.atom?q=bench&year=2021&sort=title&page=3&size=1",
                Query(text="bench", year=("2021",)),
            ),
            ("/themes/heat-and-shade/feed.atom", Query(theme=("heat-and-shade",))),
            ("/partners/town-1/feed.atom", Query(partner=("town-1",))),
        ],
    )
    def test_a_feed_holds_what_its_search_finds(self, client, editions, address, query):
        """
        Whoever follows a search wants its posts and no others.
        """
        with editions.public() as shelf:
            found = [record for record in shelf.engine.scan(query) if changed(record)]
        found.sort(key=lambda record: (-(record.date or record.updated).toordinal(), record.slug))

        assert [record.slug for record in found[:50]] == slugs(read(client.get(address)))

    def test_an_unknown_partner_has_no_feed(self, client):
        """
        An empty feed would be followed for years.
        """
        assert 404 == client.get("/partners/nobody/feed.atom").status_code
        assert 404 == client.get("/themes/x/feed.json").get_json()["error"]["status"]


class TestTruth:
    def test_each_entry_carries_its_own_days(self, client):
        """
        `updated` is when the author changed it, never when it was asked for.
        """
        entry = next(e for e in read(client.get("/feed.atom")).entries if "four-public" in e.id)

        assert "2024-07-02T00:00:00Z" == entry.updated
        assert "2024-06-18T00:00:00Z" == entry.published
        assert f"{library.SITE_URL}/news/four-public-spaces/" == entry.id == entry.link

    @pytest.mark.parametrize("address", FEEDS)
    def test_a_feed_is_as_new_as_its_newest_change(self, client, address):
        """
        A feed that is always new is fetched for nothing.
        """
        parsed = read(client.get(address))
        latest = max(calendar.timegm(entry.updated_parsed) for entry in parsed.entries)

        assert latest == calendar.timegm(parsed.feed.updated_parsed) < time.time()

    def test_a_feed_of_nothing_is_valid_and_old(self, client, posts):
        """
        A search may be followed before anything is found.
        """
        parsed = read(client.get("/search.atom?q=zzzzzz"))
        newest = max(post.date for post in posts if post.date)

        assert [] == parsed.entries
        assert f"{newest}T00:00:00Z" == parsed.feed.updated

    def test_two_answers_are_equal_to_the_last_byte(self, client):
        """
        Otherwise every reader fetches it again every hour.
        """
        assert client.get("/feed.atom").data == client.get("/feed.atom").data

    def test_the_address_of_a_search_feed_is_the_one_that_all_its_forms_share(self, client):
        """
        The id of a feed must not hang on the order of its parameters.
        """
        one = read(client.get("/search.atom?theme=water&partner=town-1&sort=title&page=2&q=the"))
        other = read(client.get("/search.atom?q=+the+&partner=town-1&theme=water"))

        assert one.feed.id == other.feed.id
        assert "/search.atom?q=the&partner=town-1&theme=water" in one.feed.id


class TestForms:
    @pytest.mark.parametrize("address", FEEDS)
    def test_every_address_is_whole(self, client, address):
        """
        A feed is read far from the site.
        """
        response = client.get(address)
        root = ET.fromstring(response.data)
        bodies = "".join(e.text or "" for e in root.iterfind(".//atom:content", NS))
        addresses = [e.get("href") for e in root.iter(f"{{{NS['atom']}}}link")]
        addresses += re.findall(r'(?:href|src)="([^"]*)"', bodies)

        assert "application/atom+xml; charset=utf-8" == response.content_type
        assert addresses
        assert all(re.match("https?://", address) for address in addresses)

    def test_the_feed_says_where_it_is(self, client):
        """
        Readers subscribe to what it says, not to what they typed.
        """
        for address in FEEDS:
            root = ET.fromstring(client.get(address).data)
            own = root.find("atom:link[@rel='self']", NS).get("href")
            page = root.find("atom:link[@rel='alternate']", NS).get("href")

            assert own == f"{library.SITE_URL}{address}"
            assert 200 == client.get(page.removeprefix(library.SITE_URL)).status_code

    def test_a_script_in_a_title_stays_text(self, tmp_path, posts):
        """
        Feed readers show what they are given.
        """
        bad = replace(
            next(p for p in posts if p.slug == "script-in-the-title"), date=date(2030, 1, 1)
        )
        parsed = read(site_with(tmp_path, [bad]).get("/feed.atom"))

        assert library.PAYLOAD == html.unescape(parsed.entries[0].title)
        assert "<script" not in parsed.entries[0].content[0].value

    @pytest.mark.parametrize("address", JSON_FEEDS)
    def test_json_feeds_tell_the_same_posts(self, client, address):
        """
        Whoever can read only one of them misses nothing.
        """
        response = client.get(address)
        feed = response.get_json()
        twin = read(
            client.get(address.replace("search/feed.json", "search.atom").replace(".json", ".atom"))
        )

        assert "application/feed+json" == response.mimetype
        assert "https://jsonfeed.org/version/1.1" == feed["version"]
        assert f"{library.SITE_URL}{address}" == feed["feed_url"]
        assert [entry.id for entry in twin.entries] == [item["id"] for item in feed["items"]]
        assert [e.updated for e in twin.entries] == [i["date_modified"] for i in feed["items"]]
        for item in feed["items"]:
            assert item["url"].startswith("https://")
            assert ("content_html" in item) != ("content_text" in item)
            assert all(isinstance(tag, str) for tag in item["tags"])

    def test_a_body_too_long_to_fetch_every_hour_is_left_out(self, tmp_path):
        """
        Fifty long reports would make a feed that nobody's phone loads.
        """
        long = Record(
            "long", "Long", True, "en", date=date(2020, 1, 1), html="<p>x</p>" * 20_000, text="x"
        )
        site = site_with(tmp_path, [long])

        assert len(site.get("/feed.atom").data) < 2_000
        assert "Long" == site.get("/feed.json").get_json()["items"][0]["content_text"]

    def test_feeds_are_packed_and_not_sent_twice(self, client):
        """
        Readers ask every hour for what changes once a week.
        """
        for address in (*FEEDS, *JSON_FEEDS):
            first = client.get(address, headers={"Accept-Encoding": "gzip"})
            again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

            assert ("gzip", 304) == (first.headers["Content-Encoding"], again.status_code)


class TestBeingFound:
    @pytest.mark.parametrize(
        ("page", "feeds"),
        [
            ("/", ["/feed.atom", "/feed.json"]),
            (
                "/search?q=plane&theme=water&sort=title&page=2&size=1",
                [
                    "/search.atom?q=plane&theme=water",
                    "/search/feed.json?q=plane&theme=water",
                    "/feed.atom",
                    "/feed.json",
                ],
            ),
            (
                "/themes/water/",
                ["/themes/water/feed.atom", "/themes/water/feed.json", "/feed.atom", "/feed.json"],
            ),
            ("/nothing", ["/feed.atom", "/feed.json"]),
        ],
    )
    def test_pages_name_their_feeds_nearest_first(self, client, page, feeds):
        """
        Many readers take the first that a page names.
        """
        named = re.findall(
            r'<link rel="alternate" type="application/(?:atom\+xml|feed\+json)"[^>]* href="([^"]+)"',
            client.get(page).text,
        )

        assert feeds == [html.unescape(address) for address in named]

    def test_below_a_path_all_addresses_keep_it(self, editions):
        """
        One without it leads to somebody else's page.
        """
        app = create_app(library.make_settings(url="https://x.example/kept/"), editions=editions)
        parsed = read(app.test_client().get("/kept/themes/water/feed.atom"))

        assert "https://x.example/kept/themes/water/feed.atom" == parsed.feed.id
        assert all(e.id.startswith("https://x.example/kept/news/") for e in parsed.entries)


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "<>&\"']]>\x00\x08\x0b\x1b\x85\u2028\u202e\ufffe\uffff\ud800\udfff\U0001f333"
        ),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(texts=st.lists(HOSTILE, min_size=9, max_size=9))
def test_no_text_breaks_a_feed(texts):
    """
    One character that XML forbids makes fifty posts unreadable.
    """
    name, title, summary, body, category, person, label, source, tag = texts
    record = Record(
        slug="a",
        title=title,
        titled=True,
        language=tag,
        date=date(2020, 1, 1),
        category=category,
        themes=(Label("x", label),),
        people=(person,),
        summary=summary,
        source=f"https://x.example/{source}",
        translations=(Translation("b", tag, title),),
        html=body,
        text=body,
    )
    site = default_settings(
        {"site.name": name, "site.tagline": label, "site.url": "https://x.example"}
    ).site
    links = Links(site.url)
    feed = Feed(f"{title} – {name}", "/", "/feed.atom", (record,), date(2020, 1, 1))

    parsed = feedparser.parse(atom(feed, site, links))
    as_json = json.dumps(json_feed(feed, site, links), ensure_ascii=False).encode()

    assert not parsed.bozo
    assert ["https://x.example/news/a/"] == [entry.id for entry in parsed.entries]
    assert "https://x.example/news/a/" == json.loads(as_json)["items"][0]["id"]


def site_with(folder, posts):
    """A client of a site with some posts alone."""
    editions = library.make_editions(folder / "public", posts)
    return create_app(library.make_settings(), editions=editions).test_client()


def test_every_term_has_a_feed(client, editions):
    """
    Whatever has a page can be followed.
    """
    with editions.public() as shelf:
        for kind in (Kind.PARTNER, Kind.THEME):
            for term in shelf.engine.terms(kind):
                query = Query().toggle(Facet(kind.value), term.slug)
                dated = [r for r in shelf.engine.scan(query) if changed(r)]
                parsed = read(client.get(f"/{kind.value}s/{term.slug}/feed.atom"))

                assert min(50, len(dated)) == len(parsed.entries)
