"""
The menu leads to something, in every archive.
"""

import re
from contextlib import closing
from dataclasses import replace

import library
import pytest

from web import create_app
from web.editions import editions_in

EVERYTHING = ["Search", "Themes", "Partners", "Years", "Events"]


def menu(page):
    """
    The names in the menu of a page.
    """
    inside = page[page.index('<ul class="menu">') :].split("</ul>")[0]
    return re.findall(r">(\w+)</a>", inside)


def test_what_the_archive_has_is_in_the_menu(client):
    assert EVERYTHING == menu(client.get("/").text)


@pytest.mark.parametrize(
    ("lost", "name", "path"),
    [
        ({"partners": ()}, "Partners", "/partners/"),
        ({"themes": ()}, "Themes", "/themes/"),
        ({"event": None}, "Events", "/events/"),
    ],
)
def test_what_the_archive_has_not_is_not_in_the_menu(tmp_path, lost, name, path):
    """
    Nobody is sent to an empty page, nor is a search engine; who knows its address is told so.
    """
    posts = [replace(post, **lost) for post in library.records()]
    with closing(library.make_editions(tmp_path / "public", posts)) as editions:
        client = create_app(library.make_settings(), editions=editions).test_client()

        assert [each for each in EVERYTHING if each != name] == menu(client.get("/").text)
        assert f'href="{path}"' not in client.get("/nothing/").text
        assert f"{path}</loc>" not in client.get("/sitemap.xml").text
        assert 200 == client.get(path).status_code


def test_without_an_index_the_menu_is_whole(tmp_path):
    """
    A minute later it is true again.
    """
    with closing(editions_in(tmp_path / "nothing")) as editions:
        client = create_app(library.make_settings(), editions=editions).test_client()

        assert EVERYTHING == menu(client.get("/").text)
