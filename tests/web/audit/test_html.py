"""
Every type of page, judged by the Nu HTML Checker, which browsers' makers use.
"""

import json
import re
import subprocess
from dataclasses import replace
from itertools import cycle
from xml.etree import ElementTree as ET

import pytest

from web import create_app
from web.editions import Editions

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

LANGUAGES = ("fr", "de", "pl", "el")
"""What the sample's pages speak beside English."""

BEYOND_THE_MAP = (
    *("/search", "/search?q=shade", "/search?q=shade&theme=heat-and-shade&year=2024"),
    *("/search?q=zzzz", "/search?q=shadde", "/search?q=shade&page=99", "/search?from=x&to=2020"),
    *("/search?q=%3Cscript%3E%22%26", "/search?q=(a+OR+b)+-c+title:d&match=any&sort=title"),
    *("/nothing-is-here", "/news/nothing/", "/healthz/x"),
    *(
        f"/{language}{path}"
        for language in LANGUAGES
        for path in (
            *("/search", "/search?q=shade&theme=heat-and-shade&year=2024", "/search?q=zzzz"),
            *("/search?q=shadde", "/search?q=shade&page=99", "/search?from=x&to=2020", "/nothing"),
        )
    ),
)
"""Pages that no site map lists: searches, and answers to what is not there."""


def judged(tools, *arguments):
    """
    What the checker complains of: errors and warnings.
    """
    done = subprocess.run(
        ["java", "-jar", str(tools / "vnu-jar/build/dist/vnu.jar"), "--format", "json", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{m['url'].rpartition('/')[2]}:{m.get('lastLine')}: {m['message']}"
        for m in json.loads(done.stderr)["messages"]
    ]


UNKNOWN_TO_THE_CHECKER = (
    r"(?:vector-effect|paint-order): [a-z -]+;",  # properties of SVG 2
    r"field-sizing: content;",  # CSS Basic User Interface 4
    r"\.filters::details-content \{[^}]*\}",  # CSS Pseudo-Elements 4
    r"@supports selector\([^{]*\{[^@]*?\}\s*\}",  # CSS Conditional Rules 4
)
"""What browsers know and this version of the checker calls an error."""


def named(path):
    return "".join(letter if letter.isalnum() else "_" for letter in path)[:100]


@pytest.fixture(scope="module")
def pages(get, address, slugs, tmp_path_factory):
    """
    A folder with every page of the site map and those beyond it; each post also as it stands
    in somebody's results, in one language or another.
    """
    folder = tmp_path_factory.mktemp("pages")
    root = ET.fromstring(get("/sitemap.xml").body)
    listed = [each.findtext(f"{MAP}loc").removeprefix(address) for each in root]
    posts = [
        f"/{language}/news/{slug}/?q=shade&at=1"
        for slug, language in zip(slugs, cycle(LANGUAGES), strict=False)
    ]
    for number, path in enumerate((*listed, *BEYOND_THE_MAP, *posts)):
        answer = get(path)
        if "html" in answer.headers["Content-Type"]:
            (folder / f"{number:04d}{named(path)}.html").write_bytes(answer.body)
    return folder


def test_every_page_is_without_a_complaint(tools, pages):
    """
    What one browser mends another shows broken.
    """
    assert len(list(pages.iterdir())) > 500
    assert [] == judged(tools, "--skip-non-html", str(pages))


def test_pages_of_errors_are_without_a_complaint(tools, site, tmp_path):
    """
    They are shown when something else is wrong already.
    """

    def broken():
        raise RuntimeError("a bug")

    def none():
        raise OSError("no index")

    settings = site.extensions["pressmark"].settings
    speaking = replace(settings, site=replace(settings.site, interface_languages=("en", "de")))
    closed = create_app(speaking, editions=Editions(none, broken))
    closed.config["PROPAGATE_EXCEPTIONS"] = False
    closed.view_functions["home.home"] = broken
    client = closed.test_client()
    for prefix in ("", "/de"):
        asked = (client.get(f"{prefix}/"), client.get(f"{prefix}/themes/"))
        answers = (*asked, client.post(f"{prefix}/"), client.get(f"{prefix}/nothing"))
        for answer in answers:
            (tmp_path / f"{answer.status_code}{prefix[1:]}.html").write_bytes(answer.data)

        assert [500, 503, 405, 404] == [answer.status_code for answer in answers]
    assert [] == judged(tools, str(tmp_path))


def test_style_sheets_and_icons_are_without_a_complaint(tools, get, tmp_path):
    """
    A property misspelt is a property left out.
    """
    page = get("/").body.decode()
    for kind, ending in (("--css", ".css"), ("--svg", ".svg")):
        found = {part.split('"')[0] for part in page.split('href="') if f'{ending}"' in part[:200]}
        files = [path for path in found if path.endswith(ending)]
        assert files
        for path in files:
            file = tmp_path / named(path)
            text = get(path).body.decode()
            for form in UNKNOWN_TO_THE_CHECKER:
                text = re.sub(form, "", text)
            file.write_text(text, encoding="utf-8")
            assert [] == judged(tools, kind, str(file))
