"""
Every feed of the sample archive, as feed readers read it; every citation, as reference managers.
"""

import bibtexparser
import feedparser
import pytest
import rispy


@pytest.fixture(scope="module")
def feeds(get):
    """
    Addresses of all feeds but those of searches, of which there is no end.
    """
    folders = {"partner": "partners", "theme": "themes"}
    facets = get("/api/v1/search").json()["facets"]
    terms = [
        f"/{folder}/{value['value']}/"
        for kind, folder in folders.items()
        for value in facets[kind]
        if value["value"] != "none"
    ]
    return ["/feed", *(f"{term}feed" for term in terms)]


def test_no_feed_is_broken(get, feeds):
    """
    A reader shows a broken feed as silence.
    """
    searches = ["/search.atom?q=shade", "/search.atom?q=zzzz", "/search.atom?year=2024&theme=none"]
    assert len(feeds) > 10
    for path in (*(f"{feed}.atom" for feed in feeds), *searches):
        answer = get(path)
        read = feedparser.parse(
            answer.body, response_headers={"content-type": answer.headers["Content-Type"]}
        )
        assert not read.bozo, (path, read.bozo_exception)
        assert all(entry.updated_parsed for entry in read.entries)


def test_both_forms_of_a_feed_tell_the_same(get, feeds):
    """
    Whoever reads only one misses nothing.
    """
    for feed in feeds:
        items = get(f"{feed}.json").json()["items"]
        entries = feedparser.parse(get(f"{feed}.atom").body).entries
        assert [item["id"] for item in items] == [entry.id for entry in entries]
        assert [item["date_modified"] for item in items] == [entry.updated for entry in entries]


def test_every_citation_is_read_back(get, slugs):
    """
    A reference manager drops what it cannot read.
    """
    for slug in slugs:
        post = get(f"/api/v1/posts/{slug}").json()
        (ris,) = rispy.loads(get(f"/news/{slug}/cite.ris").body.decode())
        bibtex = bibtexparser.parse_string(get(f"/news/{slug}/cite.bib").body.decode())

        assert post["title"] == ris["title"]
        assert [] == bibtex.failed_blocks
        assert slug == bibtex.entries[0].key
