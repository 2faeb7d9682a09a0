"""`Link` headers, read as a program reads them."""

from __future__ import annotations

import re

import library
import pytest
from werkzeug.http import parse_options_header

from web import create_app


def related(response):
    """Addresses by relation and type."""
    found = {}
    for value in response.headers.get("Link", "").split(", <"):
        if value:
            address, options = parse_options_header(value.removeprefix("<"))
            address = address.removesuffix(">").removeprefix(library.SITE_URL)
            found.setdefault(options["rel"], {})[options.get("type")] = address
    return found


@pytest.mark.parametrize("form", ["/search", "/api/v1/search"])
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            1,
            {
                "first": "?q=round&size=30",
                "next": "?q=round&page=2&size=30",
                "last": "?q=round&page=3&size=30",
            },
        ),
        (
            2,
            {
                "first": "?q=round&size=30",
                "prev": "?q=round&size=30",
                "next": "?q=round&page=3&size=30",
                "last": "?q=round&page=3&size=30",
            },
        ),
        (
            3,
            {
                "first": "?q=round&size=30",
                "prev": "?q=round&page=2&size=30",
                "last": "?q=round&page=3&size=30",
            },
        ),
        (9, {"first": "?q=round&size=30", "last": "?q=round&page=3&size=30"}),
    ],
)
def test_results_lead_to_their_other_pages(client, form, page, expected):
    """
    A program goes on without building addresses of its own.
    """
    response = client.get(f"{form}?q=round&size=30&page={page}")
    found = {name: each[None] for name, each in related(response).items() if name != "alternate"}

    assert {name: form + address for name, address in expected.items()} == found
    for address in found.values():
        assert 200 == client.get(address).status_code


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("/", {"application/atom+xml", "application/feed+json"}),
        (
            "/search?q=bench&theme=water&sort=title",
            {"application/atom+xml", "application/feed+json"},
        ),
        ("/partners/town-1/", {"application/atom+xml", "application/feed+json"}),
        ("/themes/water/", {"application/atom+xml", "application/feed+json"}),
        ("/news/post-01/", {"application/json", "text/markdown"}),
    ],
)
def test_a_page_names_its_other_forms_and_they_are_there(client, page, kinds):
    """
    A header that leads nowhere is worse than none.
    """
    found = related(client.get(page))["alternate"]

    assert kinds == set(found)
    for kind, address in found.items():
        response = client.get(address)
        assert (200, kind) == (response.status_code, response.mimetype)


def test_pages_in_another_language_stay_in_it_and_feeds_have_none(editions):
    """
    Whoever goes on from a German page reads German.
    """
    settings = library.make_settings(interface_languages=("en", "de"))
    client = create_app(settings, editions=editions).test_client()
    results = related(client.get("/de/search?q=bench&size=3"))
    named = re.findall(
        r'rel="alternate" type="[^"]*" title="[^"]*" href="([^"]*feed[^"]*)"',
        client.get("/de/themes/water/").text,
    )

    assert "/de/search?q=bench&page=2&size=3" == results["next"][None]
    assert "/search.atom?q=bench" == results["alternate"]["application/atom+xml"]
    assert {"/themes/water/feed.atom", "/themes/water/feed.json"} < set(named)
    assert [200] * 4 == [client.get(address).status_code for address in named]


def test_a_post_says_how_it_is_cited(client):
    """
    Robots of libraries ask for this and for nothing else.
    """
    found = related(client.get("/news/four-public-spaces/"))

    assert "/news/four-public-spaces/" == found["cite-as"][None]
    assert {"application/x-bibtex", "application/x-research-info-systems"} == set(
        found["describedby"]
    )
    assert "https://schema.org/NewsArticle" == found["type"][None]


def test_a_licence_is_named_where_it_has_an_address(editions):
    """
    Words are for people.
    """

    def licence(text):
        app = create_app(library.make_settings(licence=text), editions=editions)
        return related(app.test_client().get("/news/post-01/")).get("license")

    assert {None: "https://licence.example/by/"} == licence("https://licence.example/by/")
    assert licence("all rights reserved") is None
    assert licence('https://licence.example/"x>, <y') is None


def test_what_would_burst_a_header_is_left_out(client):
    """
    A server in front of the site would answer with an error.
    """
    response = client.get("/search", query_string={"q": "ż" * 500})

    assert 200 == response.status_code
    assert "Link" not in response.headers


def test_an_error_leads_nowhere(client):
    """
    What is not there has no other forms.
    """
    assert "Link" not in client.get("/news/nothing/").headers
