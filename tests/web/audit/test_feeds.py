"""
Every feed of the sample archive, as feed readers read it; every citation, as reference managers.
"""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import bibtexparser
import feedparser
import pytest
import rispy

SEARCHES = ("/search.atom?q=shade", "/search.atom?q=zzzz", "/search.atom?theme=none&year=2024")

ATOM = "{http://www.w3.org/2005/Atom}"

JING = "com.thaiopensource.relaxng.util.Driver"
"""The RELAX NG validator that the Nu HTML Checker is built on."""


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
    assert len(feeds) > 10
    for path in (*(f"{feed}.atom" for feed in feeds), *SEARCHES):
        answer = get(path)
        read = feedparser.parse(
            answer.body, response_headers={"content-type": answer.headers["Content-Type"]}
        )
        assert not read.bozo, (path, read.bozo_exception)
        assert all(entry.updated_parsed for entry in read.entries)


def test_every_feed_is_as_the_standard_has_it(get, feeds, tools, tmp_path):
    """
    Readers forgive each other's mistakes; a validator with the grammar of RFC 4287 does not.
    """
    schema = Path(__file__).parent / "atom.rnc"
    for number, path in enumerate((*(f"{feed}.atom" for feed in feeds), *SEARCHES)):
        (tmp_path / f"{number}.xml").write_bytes(get(path).body)
    jing = ("java", "-cp", str(tools / "vnu-jar/build/dist/vnu.jar"), JING, "-c", str(schema))
    done = subprocess.run(
        [*jing, *map(str, tmp_path.glob("*.xml"))], capture_output=True, text=True, check=False
    )

    assert (0, "") == (done.returncode, done.stdout)


def test_what_the_grammar_cannot_say_holds_too(get, feeds):
    """
    One address for each entry, one page beside it, nothing changed after the feed was.
    """
    for path in (*(f"{feed}.atom" for feed in feeds), *SEARCHES):
        root = ET.fromstring(get(path).body)
        entries = root.findall(f"{ATOM}entry")
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        changes = [entry.findtext(f"{ATOM}updated") for entry in entries]
        days = [entry.findtext(f"{ATOM}published", "9") for entry in entries]

        assert len(ids) == len(set(ids)), path
        assert root.findtext(f"{ATOM}updated") == max(
            changes, default=root.findtext(f"{ATOM}updated")
        )
        assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith(path)
        for entry in entries:
            assert 1 == len(entry.findall(f"{ATOM}link[@rel='alternate']"))
            assert entry.find(f"{ATOM}content") is not None or entry.findtext(f"{ATOM}summary")
        assert all(
            len(day) == 1 or day <= change for day, change in zip(days, changes, strict=True)
        )


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
