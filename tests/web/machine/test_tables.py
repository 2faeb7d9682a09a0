"""A search as a table."""

from __future__ import annotations

import csv
import io
import threading
from dataclasses import replace
from datetime import date

import library
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive import Event
from index import Label, Query, Record, Sort
from web import create_app
from web.editions import Editions, Found
from web.links import Links
from web.machine.tables import COLUMNS, harmless, table

STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
LINKS = Links("https://x.example")


def read(response):
    """The rows of a table by the names of its columns."""
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


class TestRows:
    @pytest.mark.parametrize(
        ("address", "query"),
        [
            ("/search.csv", Query()),
            ("/search.csv?q=bench", Query(text="bench")),
            (
                "/search.csv?q=bench&sort=oldest&page=3&size=2",
                Query(text="bench", sort=Sort.OLDEST),
            ),
            (
                "/search.csv?theme=heat-and-shade&year=2021&sort=title",
                Query(theme=("heat-and-shade",), year=("2021",), sort=Sort.TITLE),
            ),
        ],
    )
    def test_all_posts_of_a_search_are_in_it_in_its_order(self, client, editions, address, query):
        """
        A table of the first page would be taken for the whole.
        """
        with editions.public() as shelf:
            expected = [record.slug for record in shelf.engine.scan(query)]

        assert expected
        assert expected == [row["slug"] for row in read(client.get(address))]

    def test_a_row_has_all_of_a_post_but_its_body(self, client):
        """
        The columns are what others compute with; their names stay.
        """
        row = next(r for r in read(client.get("/search.csv")) if r["slug"] == "four-public-spaces")

        assert {
            "address": f"{library.SITE_URL}/news/four-public-spaces/",
            "title": "Four public spaces, one summer: what the shade sails changed in Grünfurth",
            "date": "2024-06-18",
            "updated": "2024-07-02",
            "category": "News",
            "language": "en",
            "partners": "Stadt Grünfurth",
            "themes": "Street trees",
            "people": "Jürgen Weißhaupt",
            "summary": "Two squares had sails and two had none.",
            "event": "Closing workshop",
            "event_start": "2024-06-17",
            "event_end": "2024-06-18",
            "event_place": "Grünfurth",
            "event_country": "DE",
            "event_mode": "in-person",
            "source": "",
            "slug": "four-public-spaces",
        } == row

    def test_a_search_that_finds_nothing_has_a_table_of_names(self, client):
        """
        An empty file looks like a failure.
        """
        assert (
            client.get("/search.csv?q=zzzzzz")
            .data.decode("utf-8-sig")
            .startswith('"address","title"')
        )
        assert [] == read(client.get("/search.csv?q=zzzzzz"))

    def test_a_table_that_is_cut_off_says_so(self):
        """
        A sum over half of the posts is wrong without anybody seeing it.
        """
        posts = (Record(f"p{n}", "P", True, "en") for n in range(5))
        rows = list(table(posts, 5, LINKS, most=3))

        assert ("Only the first 3 of 5 posts are in this table: narrow the search") == rows[-1][0]
        assert {len(COLUMNS)} == {len(row) for row in rows}
        assert 5 == len(rows)
        assert 4 == len(list(table(iter([Record("p", "P", True, "en")] * 3), 3, LINKS, most=3)))


class TestForm:
    def test_spreadsheets_and_programs_read_its_letters(self, client):
        """
        Excel takes UTF-8 without a mark for another alphabet.
        """
        response = client.get("/search.csv")

        assert response.data.startswith(b"\xef\xbb\xbf")
        assert response.content_type.startswith("text/csv; charset=utf-8")
        assert "attachment; filename=posts.csv" == response.headers["Content-Disposition"]
        assert response.data.count(b"\r\n") == response.data.count(b"\n") == len(read(response)) + 1

    def test_what_has_not_changed_is_not_sent_again(self, client):
        """
        As with every page.
        """
        tag = client.get("/search.csv?q=bench").headers["ETag"]

        assert 304 == client.get("/search.csv?q=bench", headers={"If-None-Match": tag}).status_code

    def test_the_results_page_offers_it_with_the_same_search(self, client):
        """
        What is taken away is what was seen.
        """
        page = client.get("/search?q=plane&theme=water&sort=title").text

        assert 'href="/search.csv?q=plane&amp;theme=water&amp;sort=title"' in page
        assert 'href="/search.atom?q=plane&amp;theme=water"' in page


class TestFormulas:
    @pytest.mark.parametrize("start", STARTS)
    def test_a_cell_that_begins_like_a_formula_is_text(self, start):
        """
        `=HYPERLINK(...)` in a title would send the sheet to a stranger.
        """
        post = Record("p", f"{start}1+1", True, "en", category=f" {start}1", people=(f"{start}A",))
        cells = dict(zip(COLUMNS, list(table([post], 1, LINKS))[1], strict=True))

        for name in ("title", "category", "people"):
            assert not cells[name].lstrip().startswith(STARTS), name

    def test_a_separator_within_a_cell_begins_no_formula(self):
        """
        Where semicolons separate cells, our quotation marks hold only the first of a line.
        """
        assert "a;'=1+1" == harmless("a;=1+1")
        assert "a; '-1" == harmless("a;\r\n-1")
        assert "well-known; 3 + 4 = 7" == harmless("well-known; 3 + 4 = 7")

    @example("a;;=1")
    @example(";\x00=1")
    @example("\ufeff=1")
    @example('a;"=1"')
    @given(
        st.text(st.one_of(st.characters(), st.sampled_from("=+-@;\t\r\n \x00|'\"")), max_size=30)
    )
    def test_no_text_computes_in_a_sheet_split_by_commas_or_semicolons(self, text):
        """
        Both kinds of sheet are common, often in one project.
        """
        cell = harmless(text)

        assert "\n" not in cell
        assert "\r" not in cell
        assert "\t" not in cell
        assert not cell.lstrip(" \ufeff").startswith(STARTS)
        for piece in cell.split(";")[1:]:
            assert not piece.lstrip(' \ufeff"').startswith(STARTS)


class TestLease:
    def test_the_edition_stays_open_until_the_last_row(self, tmp_path):
        """
        A new generation may take over while a slow reader still reads.
        """
        posts = [Record(f"p{n}", f"P {n}", True, "en", date=date(2020, 1, 1)) for n in range(900)]
        editions = library.make_editions(tmp_path / "public", posts)
        closed = threading.Event()
        with editions.public() as shelf:
            engine, media = shelf.engine, shelf.media
        watched = Watched(engine, closed)
        editions = Editions(lambda: Found(watched, media), lambda: "g", check_every=0)
        client = create_app(library.make_settings(), editions=editions).test_client()
        response = client.get("/search.csv", buffered=False)
        pieces = response.iter_encoded()
        first = next(pieces)
        editions.close()

        assert not closed.is_set()
        assert 901 == (first + b"".join(pieces)).count(b"\r\n")
        response.close()
        assert closed.is_set()

    def test_asking_for_the_headers_alone_gives_the_edition_back(self, editions):
        """
        A lease that is never returned keeps old generations open for ever.
        """
        client = create_app(library.make_settings(), editions=editions).test_client()
        with editions.public() as shelf:
            before = shelf.readers
        client.head("/search.csv").close()

        assert before == shelf.readers + 1


class Watched:
    """An engine that tells when it is closed, and fails if it is asked later."""

    def __init__(self, engine, closed):
        self._engine = engine
        self._closed = closed

    def __getattr__(self, name):
        assert not self._closed.is_set()
        return getattr(self._engine, name)

    def close(self):
        self._closed.set()


def test_labels_and_events_are_harmless_too():
    """
    Every column comes from an author.
    """
    post = replace(
        Record("p", "P", True, "en"),
        partners=(Label("a", "Ä"), Label("b", "=b")),
        event=Event("@e", None, None, "+p", "DE", "-m"),
    )
    cells = dict(zip(COLUMNS, list(table([post], 1, LINKS))[1], strict=True))

    assert ("Ä | '=b", "'@e", "'+p", "'-m") == (
        cells["partners"],
        cells["event"],
        cells["event_place"],
        cells["event_mode"],
    )
