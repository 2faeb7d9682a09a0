"""Citations, as reference managers read them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import bibtexparser
import library
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import default_settings
from index import Label, Record
from web import create_app
from web.links import Links
from web.machine import citations
from web.machine.citations import bibtex, ris
from web.machine.texts import one_line

POST = "/news/four-public-spaces"
LINKS = Links("https://x.example/kept")


def read_bibtex(text):
    """The fields of the one entry, as the file has them and as a person reads them."""
    raw = bibtexparser.parse_string(text)
    assert not raw.failed_blocks
    read = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    (entry,) = read.entries
    return entry.key, {field.key: field.value for field in entry.fields}


def named(name):
    return default_settings({"site.name": name}).site


class TestBibTeX:
    def test_it_cites_what_the_page_cites(self, client):
        """
        Two citations of one post that differ are two sources to a reader.
        """
        response = client.get(f"{POST}/cite.bib")
        key, fields = read_bibtex(response.text)

        assert "four-public-spaces" == key
        assert "Four public spaces, one summer: what the shade sails changed in Grünfurth" == plain(
            fields["title"]
        )
        assert "SHADEWALK" == plain(fields["author"])
        assert ("2024", "2024-06-18") == (fields["year"], fields["date"])
        assert f"{library.SITE_URL}{POST}/" == fields["url"]
        assert "Pressmark 2024-06-18 fou" == fields["note"]
        assert "Street trees" == fields["keywords"]

    def test_an_undated_post_gets_no_year(self, client):
        """
        A year that nobody wrote down is a false one.
        """
        fields = read_bibtex(client.get("/news/undated-one/cite.bib").text)[1]

        assert not {"year", "month", "date"} & set(fields)
        assert "n.d." in fields["note"]

    def test_it_is_offered_for_saving(self, client):
        """
        Reference managers open files by their ending.
        """
        headers = client.get(f"{POST}/cite.bib").headers

        assert "application/x-bibtex; charset=utf-8" == headers["Content-Type"]
        assert "attachment; filename=four-public-spaces.bib" == headers["Content-Disposition"]


class TestRIS:
    def test_it_cites_what_the_page_cites(self, client):
        """
        Zotero, EndNote and Mendeley all read this one.
        """
        (entry,) = rispy.loads(client.get(f"{POST}/cite.ris").data.decode())

        assert "ELEC" == entry["type_of_reference"]
        assert (
            "Four public spaces, one summer: what the shade sails changed in Grünfurth"
            == entry["title"]
        )
        assert ["SHADEWALK"] == entry["authors"]
        assert ("2024", "2024/06/18") == (entry["year"], entry["date"])
        assert [f"{library.SITE_URL}{POST}/"] == entry["urls"]
        assert ["Street trees"] == entry["keywords"]
        assert "en" == entry["language"]
        assert ["Pressmark 2024-06-18 fou"] == entry["notes"]

    def test_an_undated_post_gets_no_year(self, client):
        """
        A year that nobody wrote down is a false one.
        """
        (entry,) = rispy.loads(client.get("/news/undated-one/cite.ris").data.decode())

        assert not {"year", "date"} & set(entry)

    def test_it_is_offered_for_saving(self, client):
        """
        Reference managers open files by their ending.
        """
        response = client.get(f"{POST}/cite.ris")

        assert "application/x-research-info-systems; charset=utf-8" == response.content_type
        assert (
            "attachment; filename=four-public-spaces.ris" == response.headers["Content-Disposition"]
        )
        assert response.data.replace(b"\r\n", b"").count(b"\n") == 0


@pytest.mark.parametrize("form", ["cite.bib", "cite.ris"])
class TestBoth:
    def test_every_post_can_be_cited(self, client, posts, form):
        """
        Undated, untitled, in any script: all of them are sources.
        """
        for post in posts:
            response = client.get(f"/news/{post.slug}/{form}")

            assert 200 == response.status_code
            if form == "cite.bib":
                read_bibtex(response.text)
            else:
                assert 1 == len(rispy.loads(response.data.decode()))

    def test_a_post_that_is_not_there_has_no_citation(self, client, form):
        """
        Nor has a hidden one: the edition has never seen it.
        """
        assert 404 == client.get(f"/news/nothing/{form}").status_code

    def test_the_page_offers_it(self, client, form):
        """
        Nobody guesses an address.
        """
        assert f'href="{POST}/{form}"' in client.get(f"{POST}/").text

    def test_below_a_path_the_address_keeps_it(self, editions, form):
        """
        A citation is kept longer than the page.
        """
        app = create_app(library.make_settings(url="https://x.example/kept"), editions=editions)

        assert f"https://x.example/kept{POST}/" in app.test_client().get(f"/kept{POST}/{form}").text

    def test_what_has_not_changed_is_not_sent_again(self, client, form):
        """
        As with every page.
        """
        tag = client.get(f"{POST}/{form}").headers["ETag"]

        assert 304 == client.get(f"{POST}/{form}", headers={"If-None-Match": tag}).status_code


HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('{}\\"@%#$&_~^,=\r\n\x00\x85\u2028\ud800 -TYER'),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(title=HOSTILE, name=HOSTILE, theme=HOSTILE, summary=HOSTILE)
def test_no_text_ends_a_citation_early(title, name, theme, summary):
    """
    A brace or a line of a title must not begin a field of its own.
    """
    record = replace(RECORD, title=title, summary=summary, themes=(Label("t", theme),))
    as_bibtex = bibtex(record, named(name), LINKS)
    as_ris = ris(record, named(name), LINKS)
    key, fields = read_bibtex(as_bibtex)
    (entry,) = rispy.loads(as_ris)

    as_bibtex.encode()
    assert as_bibtex.count("{") == as_bibtex.count("}")
    assert ("a-post", "https://x.example/kept/news/a-post/") == (key, fields["url"])
    assert {
        "author",
        "title",
        "year",
        "date",
        "month",
        "howpublished",
        "url",
        "note",
        "language",
        "keywords",
    } == set(fields)
    assert one_line(title) == entry.get("title", "")
    assert ["https://x.example/kept/news/a-post/"] == entry["urls"]
    assert [one_line(theme)] == entry.get("keywords", [""])


@settings(deadline=None)
@given(title=st.text(st.sampled_from("ab \\%#$&_~^é"), max_size=20))
def test_a_title_with_marks_of_tex_is_read_as_it_was(title):
    """
    "50 % shade" is not a comment.
    """
    fields = read_bibtex(bibtex(replace(RECORD, title=title), named("X"), LINKS))[1]

    assert squeezed(title) == squeezed(plain(fields["title"]))


def test_braces_are_written_as_commands():
    """
    BibTeX counts them even behind a backslash.
    """
    text = bibtex(replace(RECORD, title="}{"), named("X"), LINKS)

    assert r"title = {{\textbraceright{}\textbraceleft{}}}," in text


RECORD = Record("a-post", "A post", True, "en", date=date(2020, 1, 2), themes=(Label("t", "T"),))


def plain(value):
    """A value without the braces that keep its capitals."""
    return value.removeprefix("{").removesuffix("}")


def squeezed(text):
    """A text without blanks: the reader of TeX swallows those behind a command.

    It also reads the command for a circumflex as the letter of that name.
    """
    return re.sub(r"\s", "", text).replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^")


class TestByHand:
    SITE = named("SHADEWALK")

    @pytest.mark.parametrize(
        ("record", "expected"),
        [
            (
                Record("sails", "Shade sails", True, "en", date=date(2024, 6, 8)),
                (
                    "SHADEWALK. (2024, June 8). Shade sails. https://x.example/kept/news/sails/",
                    "Shade sails. SHADEWALK, 2024-06-08. Pressmark 2024-06-08 sai. https://x.example/kept/news/sails/",
                ),
            ),
            (
                Record("warum", "Warum\n Segel?", True, "de"),
                (
                    "SHADEWALK. (n.d.). Warum Segel? https://x.example/kept/news/warum/",
                    "Warum Segel? SHADEWALK, undated. Pressmark n.d. war. https://x.example/kept/news/warum/",
                ),
            ),
        ],
    )
    def test_a_line_to_paste(self, record, expected):
        """
        Most people cite with copy and paste.
        """
        made = (
            citations.apa(record, self.SITE, LINKS),
            citations.plain(record, self.SITE, LINKS),
        )

        assert expected == made

    def test_it_is_offered_as_text(self, client):
        """
        For whoever has no reference manager.
        """
        response = client.get(f"{POST}/cite.txt")

        assert "text/plain; charset=utf-8" == response.headers["Content-Type"]
        assert "SHADEWALK. (2024, June 18). Four public spaces, one summer:" in response.text
        assert "Pressmark 2024-06-18 fou." in response.text
        assert 404 == client.get("/news/nothing/cite.txt").status_code
