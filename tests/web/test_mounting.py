"""A site that lives below a path."""

from __future__ import annotations

import html
import re

import library
import pytest

from archive import default_settings
from index import rebuild
from web import create_app


@pytest.fixture
def client(editions):
    settings = library.make_settings(url="https://x.example/kept")
    return create_app(settings, editions=editions).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search?q=bench&year=2020",
        "/news/post-01/",
        "/themes/water/",
        "/archive/2024/",
        "/nothing/",
    ],
)
def test_every_link_keeps_the_path(client, address):
    """
    One link without it leaves the site.
    """
    page = client.get("/kept" + address).text
    links = {html.unescape(link) for link in re.findall(r'(?:href|action|src)="(/[^"]*)"', page)}

    assert links
    assert all(link.startswith("/kept/") for link in links)
    assert {200} == {client.get(link).status_code for link in links}


def test_a_server_may_mount_it_by_script_name(client):
    """
    Both ways of mounting are common; both give the same page.
    """
    whole = client.get("/kept/search?q=bench")
    mounted = client.get("/search?q=bench", environ_overrides={"SCRIPT_NAME": "/kept"})

    assert whole.data == mounted.data


def test_absolute_addresses_carry_the_path(client):
    """
    They are what others keep.
    """
    assert (
        "https://x.example/kept/news/post-01/"
        == client.get("/kept/news/post-01.json").get_json()["url"]
    )
    assert (
        'rel="canonical" href="https://x.example/kept/search?q=bench"'
        in client.get("/kept/search?q=bench").text
    )


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/kept/news/post-01", "/kept/news/post-01/"),
        ("/kept/archive/2024/6/", "/kept/archive/2024/06/"),
    ],
)
def test_redirects_keep_the_path(client, asked, location):
    """
    A redirect that loses it ends in nothing.
    """
    assert location == client.get(asked).headers["Location"]


def test_a_name_that_only_begins_alike_is_another(client):
    """
    `/keptsake` is not below `/kept`.
    """
    assert 404 == client.get("/keptsake").status_code


def test_health_checks_need_not_know_the_path(client):
    """
    They ask the process, not the site.
    """
    assert 200 == client.get("/healthz").status_code


def test_a_link_in_a_body_carries_the_path_once(tmp_path):
    """
    Builder and page might both add it; an archive of dead links was the result.
    """
    for slug, other in (("one", "two"), ("two", "one")):
        text = f"---\ntitle: {slug}\ndate: 2024-01-01\n---\nSee [the other]({other}.md).\n"
        (tmp_path / f"{slug}.md").write_text(text, encoding="utf-8")
    places = {"content": tmp_path, "index": tmp_path / "built"}
    settings = default_settings({**places, "site.url": "https://x.example/kept"})
    rebuild(settings)

    page = create_app(settings).test_client().get("/kept/news/one/").text

    assert '<a href="/kept/news/two/">the other</a>' in page
