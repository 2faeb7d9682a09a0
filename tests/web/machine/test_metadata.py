"""What the page of a post says to programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Event
from index import Label
from web import create_app
from web.links import Links
from web.machine.metadata import in_script, linked_data

POST = "/news/four-public-spaces/"
HERE = library.SITE_URL + POST


class Head(HTMLParser):
    """The metas and the data of a page, as a browser reads them."""

    def __init__(self, page):
        super().__init__()
        self.metas = []
        self.scripts = []
        self._in_data = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and "content" in attrs:
            self.metas.append((attrs.get("name") or attrs.get("property"), attrs["content"]))
        if tag == "script":
            self._in_data = attrs.get("type") == "application/ld+json"
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._in_data = self._in_data and tag != "script"

    def handle_data(self, data):
        if self._in_data:
            self.scripts[-1] += data

    @property
    def graph(self):
        (data,) = [json.loads(script) for script in self.scripts if script]
        return {node["@type"]: node for node in data["@graph"]}

    def all(self, name):
        return [content for each, content in self.metas if each == name]


@pytest.fixture
def head(client):
    return Head(client.get(POST).text)


class TestLinkedData:
    def test_the_article_says_what_the_page_says(self, head):
        """
        Search engines drop a site whose data and pages differ.
        """
        article = head.graph["NewsArticle"]

        assert HERE == article["url"] == article["mainEntityOfPage"]
        assert article["headline"].startswith("Four public spaces")
        assert ("2024-06-18", "2024-07-02", "2025-01-01") == (
            article["datePublished"],
            article["dateModified"],
            article["expires"],
        )
        assert ("en", "News", "SHADEWALK") == (
            article["inLanguage"],
            article["articleSection"],
            article["publisher"]["name"],
        )
        assert [
            {
                "@type": "Thing",
                "name": "Street trees",
                "url": f"{library.SITE_URL}/themes/street-trees/",
            }
        ] == article["about"]
        assert ["Jürgen Weißhaupt"] == [person["name"] for person in article["mentions"]]

    def test_the_event_has_its_days_and_its_place(self, head):
        """
        An event without a place is not shown in a search for events.
        """
        event = head.graph["Event"]

        assert ("Closing workshop", "2024-06-17", "2024-06-18") == (
            event["name"],
            event["startDate"],
            event["endDate"],
        )
        assert "https://schema.org/OfflineEventAttendanceMode" == event["eventAttendanceMode"]
        assert {
            "@type": "PostalAddress",
            "addressLocality": "Grünfurth",
            "addressCountry": "DE",
        } == event["location"]["address"]

    def test_the_crumbs_lead_through_pages_that_are_there(self, client, head):
        """
        They are shown in place of the address.
        """
        crumbs = head.graph["BreadcrumbList"]["itemListElement"]

        assert [1, 2, 3, 4] == [crumb["position"] for crumb in crumbs]
        assert HERE == crumbs[-1]["item"]
        for crumb in crumbs:
            assert 200 == client.get(crumb["item"].removeprefix(library.SITE_URL)).status_code

    def test_an_undated_post_has_no_date_and_no_event(self, client):
        """
        What nobody wrote down is not invented for a robot.
        """
        graph = Head(client.get("/news/undated-one/").text).graph

        assert not {"datePublished", "dateModified"} & set(graph["NewsArticle"])
        assert {"NewsArticle", "BreadcrumbList"} == set(graph)
        assert graph["BreadcrumbList"]["itemListElement"][1]["item"].endswith("/archive/undated/")

    def test_an_online_event_takes_place_at_an_address(self, posts):
        """
        There is no town to go to.
        """
        event = Event("Webinar", date(2024, 1, 1), mode="online")
        nodes = linked_data(replace(posts[0], event=event), SITE, Links(SITE.url))["@graph"]

        assert "VirtualLocation" == nodes[-1]["location"]["@type"]


class TestMetas:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("og:type", "article"),
            ("og:url", HERE),
            ("og:site_name", "SHADEWALK"),
            ("og:description", "Two squares had sails and two had none."),
            ("article:published_time", "2024-06-18"),
            ("article:modified_time", "2024-07-02"),
            ("article:tag", "Street trees"),
            ("DC.creator", "SHADEWALK"),
            ("DC.contributor", "Stadt Grünfurth"),
            ("DC.date", "2024-06-18"),
            ("DC.language", "en"),
            ("DC.identifier", HERE),
            ("citation_publication_date", "2024/06/18"),
            ("citation_public_url", HERE),
            ("citation_author", "SHADEWALK"),
        ],
    )
    def test_each_vocabulary_is_told(self, head, name, content):
        """
        Each reader knows only its own.
        """
        assert [content] == head.all(name)

    def test_nothing_is_said_about_what_is_not_there(self, client):
        """
        An empty date is read as a broken one.
        """
        head = Head(client.get("/news/undated-two/").text)

        assert all(content for _, content in head.metas)
        assert [] == head.all("citation_publication_date") == head.all("DC.date")

    def test_pictures_from_elsewhere_are_not_passed_on(self, client):
        """
        Whoever shares the post would load them for everybody.
        """
        assert "evil.example" not in client.get("/news/links-that-run/").text

    def test_addresses_that_run_are_no_source(self, client):
        """
        A reference manager would open it.
        """
        assert "javascript:" not in client.get("/news/links-that-run/").text


class TestSafety:
    def test_a_script_in_a_title_does_not_leave_the_data(self, client):
        """
        `</script>` ends the element wherever it stands.
        """
        head = Head(client.get("/news/script-in-the-title/").text)

        assert library.PAYLOAD == head.graph["NewsArticle"]["headline"]
        assert library.PAYLOAD == head.graph["Event"]["name"]
        assert 2 == len(head.scripts)

    @settings(deadline=None)
    @given(
        st.text(
            st.one_of(st.characters(), st.sampled_from("</script>!-&\u2028\u2029\ud800\x00\"'\\")),
            max_size=60,
        )
    )
    def test_no_text_does(self, text):
        """
        Neither does a comment that opens, nor a line end that JavaScript knows.
        """
        record = replace(POST_RECORD, title=text, summary=text, themes=(Label("t", text),))
        written = in_script(linked_data(record, SITE, Links(SITE.url)))
        read = Head(f'<script type="application/ld+json">{written}</script>')

        written.encode()
        assert not re.search("[<>&\u2028\u2029]", written)
        assert {"NewsArticle", "BreadcrumbList", "Event"} == set(read.graph)


def test_below_a_path_all_addresses_keep_it(editions):
    """
    They are all whole, and all of this site.
    """
    app = create_app(library.make_settings(url="https://x.example/kept"), editions=editions)
    head = Head(app.test_client().get("/kept" + POST).text)
    addresses = re.findall(r"https?://[^\"]+", json.dumps(head.graph)) + head.all("og:url")

    assert [] == [
        a for a in addresses if not a.startswith(("https://x.example/kept/", "https://schema.org/"))
    ]


SITE = library.make_settings().site
POST_RECORD = next(record for record in library.records() if record.slug == "four-public-spaces")
