"""No form of the site tells of what is not public: built from files, asked by HTTP."""

from __future__ import annotations

import library
import pytest

from archive import default_settings
from index import rebuild
from web import create_app

MARK = "xyzzy"
"""In every field of every hidden post, and in what no public form may show."""

POSTS = {
    "seen.md": f"title: Seen\ndate: 2024-01-01\npartners: [Open Org]\nactivity: {{id: {MARK}, objective: {MARK}}}\n"
    "event: {name: Fair, start: 2024-01-02}",
    "draft.md": f"title: {MARK}\ndate: 2024-02-01\npartners: [{MARK}]\nthemes: [{MARK}]\ncategory: {MARK}\n"
    f"event: {{name: {MARK}, start: 2024-02-02}}\nvisibility: draft",
    "staff.md": f"title: {MARK}\nupdated: 2024-03-01\npeople: [{MARK}]\nsummary: {MARK}\nvisibility: staff",
    "later.md": f"title: {MARK}\ndate: 2024-03-02\nembargo: 2199-01-01T00:00\nlanguage: en",
}

FORMS = (
    *("/feed.atom", "/feed.json", "/search.atom", "/search.csv", "/search.json"),
    *("/search/feed.json", "/news/seen/cite.txt"),
    *("/sitemap.xml", "/robots.txt", "/opensearch.xml"),
    *("/partners/open-org/feed.atom", "/partners/open-org/feed.json"),
    *("/news/seen/", "/news/seen/cite.bib", "/news/seen/cite.ris", "/news/seen/event.ics"),
    *("/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=ListSets"),
    *("/api/v1/search", "/api/v1/posts/seen", "/api/v1/openapi.json"),
    *("/api/v1/suggest?q=s", "/suggest.json?q=h"),
)

HIDDEN = (
    *(
        f"/news/{slug}/{form}"
        for slug in ("draft", "staff", "later")
        for form in ("cite.bib", "cite.ris", "cite.txt", "event.ics")
    ),
    *(f"/api/v1/posts/{slug}" for slug in ("draft", "staff", "later")),
    *(f"/partners/{MARK}/feed.atom", f"/themes/{MARK}/feed.json"),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hidden")
    content = folder / "content"
    content.mkdir()
    for name, front_matter in POSTS.items():
        body = MARK if name != "seen.md" else "Everybody may read this."
        (content / name).write_text(f"---\n{front_matter}\n---\n{body}\n", "utf-8")
    settings = default_settings(
        {
            "content": content,
            "index": folder / "index",
            "state": folder / "state",
            "site.url": library.SITE_URL,
        }
    )
    report = rebuild(settings)
    assert (1, 4) == (report.public, report.staff)
    return create_app(settings).test_client()


@pytest.mark.parametrize("address", FORMS)
def test_no_form_shows_a_hidden_value(client, address):
    """
    A feed is copied by machines within minutes and never taken back.
    """
    response = client.get(address)

    assert 200 == response.status_code
    assert MARK not in response.text


@pytest.mark.parametrize("address", HIDDEN)
def test_a_hidden_post_has_no_form(client, address):
    """
    Its address is as good as its title.
    """
    assert 404 == client.get(address).status_code


@pytest.mark.parametrize("form", ["/search.atom", "/search.csv", "/api/v1/search"])
def test_searching_for_a_hidden_word_finds_nothing(client, form):
    """
    Counts leak as well as words.
    """
    assert "/news/" not in client.get(f"{form}?q={MARK}").text
