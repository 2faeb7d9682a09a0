"""
Lists that are looked through rather than searched: names from A to Z, days of a month, events.
"""

import re
from datetime import date, timedelta

import library
import pytest

from archive import Event, Kind, Term, Vocabulary
from index import Label, Record
from index.building.edition import write_edition
from index.editions.register import write_register
from index.opened import open_edition
from web import create_app
from web.editions import Editions, Found
from web.events import ON_A_PAGE
from web.terms import JUMPS_FROM

NAMES = ("Ångström Werk", "Alpha", "Łódź Lab", "Lindau", "Ώμος", "Zebra", "2B Design")
FIRST = date(2020, 3, 1)
EVENTS = ON_A_PAGE + 3


def names():
    return [*NAMES, *(f"Partner {n:02d}" for n in range(JUMPS_FROM - len(NAMES)))]


def records():
    """
    One post for each partner, all in a March; some on events that are over.
    """
    for number, name in enumerate(names()):
        label = Label(f"p{number}", name)
        beside = Label("p1", "Alpha")
        yield Record(
            slug=f"post-{number:03d}", title=f"Post {number}", titled=True, language="en",
            date=FIRST + timedelta(days=number % 5),
            partners=tuple(dict.fromkeys((label, beside))) if number % 4 == 0 else (label,),
            text="text", html="<p>text</p>",
        )  # fmt: skip
    for number in range(EVENTS):
        day = date(2019, 1, 1) + timedelta(days=number)
        yield Record(
            slug=f"event-{number:03d}", title=f"Told {number}", titled=True, language="de",
            date=date(2021, 1, 1), event=Event(f"Event {number}", day, day), text="t", html="<p>t</p>",
        )  # fmt: skip
    yield Record(
        slug="coming", title="Soon", titled=True, language="en",
        event=Event("To come", date(2999, 1, 1), None), text="t", html="<p>t</p>",
    )  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers") / "public"
    folder.mkdir()
    made = list(records())
    partners = [Term(f"p{n}", name, Kind.PARTNER) for n, name in enumerate(names())]
    vocabulary = Vocabulary(Kind.PARTNER, partners)
    write_edition(folder, made, vocabulary, Vocabulary(Kind.THEME, []), language="en")
    write_register(folder, made, library.BUILT)
    engine = open_edition(folder, library.GENERATION)
    editions = Editions(lambda: Found(engine, folder / "media"), lambda: library.GENERATION)
    yield create_app(library.make_settings(), editions=editions).test_client()
    editions.close()


class TestLetters:
    def test_many_partners_stand_under_letters(self, client):
        """
        Marks make no letter of their own, and alphabets follow one another.
        """
        page = client.get("/partners/").text
        headings = re.findall(r'<h2 id="letter-\d+">(.*?)</h2>', page)
        under = dict(
            re.findall(r'<h2 id="letter-\d+">(.*?)</h2>\s*<ul[^>]*>(.*?)</ul>', page, re.DOTALL)
        )

        assert ["0–9", "A", "L", "P", "Z", "Ω"] == headings
        assert "Ångström Werk" in under["A"]
        assert "Łódź Lab" in under["L"]

    def test_each_letter_leads_to_its_names(self, client):
        page = client.get("/partners/").text

        assert re.findall(r'<a href="#(letter-\d+)">', page) == re.findall(r'<h2 id="(.*?)"', page)

    def test_few_partners_stand_under_letters_without_a_row_that_leads_to_them(self, site):
        """
        An A to Z all the same; but what is on one screen needs no way there.
        """
        page = site.test_client().get("/partners/").text

        assert 0 < page.count('class="letter"') < JUMPS_FROM
        assert 'class="letters"' not in page

    def test_no_partner_is_left_out(self, client):
        assert JUMPS_FROM == len(
            set(re.findall(r'href="/partners/(p\d+)/"', client.get("/partners/").text))
        )


class TestMonth:
    def test_a_calendar_counts_the_posts_of_each_day(self, client):
        """
        The sum of the days is the month.
        """
        page = client.get("/archive/2020/03/").text
        days = re.findall(r'<b>(\d+)</b> <span class="n">(\d+)<', page)

        assert ["1", "2", "3", "4", "5"] == [day for day, _ in days]
        assert JUMPS_FROM == sum(int(count) for _, count in days)

    def test_a_day_leads_to_its_posts(self, client):
        page = client.get("/archive/2020/03/").text
        (link, count) = re.findall(r'<td><a href="([^"]*)"><b>3</b> <span class="n">(\d+)<', page)[
            0
        ]
        found = client.get(link.replace("&amp;", "&")).text

        assert f"<b>{count} posts</b>" in found

    def test_weeks_begin_on_the_day_on_which_they_begin_here(self, client):
        """
        1 March 2020 was a Sunday, the last day of its week in Europe.
        """
        page = client.get("/archive/2020/03/").text
        first = re.search(r"<tbody>\s*<tr>(.*?)</tr>", page, re.DOTALL)[1]

        assert re.search(r'<th scope="col" abbr="(\w+)">', page)[1] == "Monday"
        assert ["", "", "", "", "", ""] == re.findall(r"<td>(.*?)</td>", first)[:6]


class TestEvents:
    def test_events_fill_pages_and_each_stands_once(self, client):
        """
        A thousand events on one page are a slow page that nobody reads to its end.
        """
        first, second = client.get("/events/").text, client.get("/events/?page=2").text
        told = re.findall(r"<h3[^>]*>(Event \d+)</h3>", first + second)

        assert ON_A_PAGE == first.count(">Event ")
        assert EVENTS == len(set(told)) == len(told)
        assert f"Event {EVENTS - 1}" == told[0]

    def test_what_is_to_come_stands_before_what_is_over_and_on_the_first_page(self, client):
        first, second = client.get("/events/").text, client.get("/events/?page=2").text

        assert first.index("To come</h2>") < first.index("2019</h2>")
        assert "2999" in first
        assert "2999" not in second

    def test_past_the_last_page_there_is_none(self, client):
        assert 404 == client.get("/events/?page=3").status_code

    def test_a_page_of_events_is_an_original_of_its_own(self, client):
        page = client.get("/events/?page=2").text

        assert f'rel="canonical" href="{library.SITE_URL}/events/?page=2"' in page
        assert "<title>Events – Page 2 – " in page


class TestCompany:
    def test_partners_are_counted_on_all_posts_that_they_share(self, client):
        """
        Not on the newest hundred, and not by the facet, which ignores its own choice.
        """
        page = client.get("/partners/p1/").text
        rows = page[page.index('id="with"') :]
        shared = {f"p{n}" for n in range(JUMPS_FROM) if n % 4 == 0}
        listed = re.findall(
            r'href="/partners/(p\d+)/"[^>]*>[^<]*</a></span><span class="n">(\d+)', rows
        )

        assert 8 == len(listed)
        assert {slug for slug, _ in listed} <= shared
        assert {"1"} == {count for _, count in listed}


def test_languages_lead_to_their_posts(client):
    page = client.get("/languages/").text

    assert 'href="/search?language=de" hreflang="de" lang="de">Deutsch</a>' in page
    assert f'{EVENTS}<span class="vh"> posts</span>' in page
