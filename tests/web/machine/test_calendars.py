"""Events, as a calendar reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from archive import Event
from index import Record
from web import create_app
from web.links import Links
from web.machine.calendars import calendar, folded
from web.machine.texts import one_line

POST = "/news/four-public-spaces"
LINKS = Links("https://x.example/kept")


def read(text):
    """The one event of a calendar."""
    parsed = Calendar.from_ical(text)
    (event,) = parsed.walk("VEVENT")

    assert "2.0" == parsed["VERSION"]
    assert parsed["PRODID"]
    assert [] == [error for part in parsed.walk() for error in part.errors]
    return event


def record(event, **more):
    return Record("a-post", "A post", True, "en", event=event, **more)


class TestEvent:
    def test_all_of_it_is_there(self, client):
        """
        What is on the page should not be typed again.
        """
        event = read(client.get(f"{POST}/event.ics").data)

        assert "Closing workshop" == event["SUMMARY"]
        assert "Grünfurth, Germany" == event["LOCATION"]
        assert (date(2024, 6, 17), date(2024, 6, 19)) == (
            event.decoded("DTSTART"),
            event.decoded("DTEND"),
        )
        assert f"{library.SITE_URL}{POST}/" == event["URL"]
        assert event["DESCRIPTION"].startswith("Two squares had sails")

    def test_the_stamp_is_when_the_post_was_changed(self, client):
        """
        A stamp of the download would make every download a new version.
        """
        event = read(client.get(f"{POST}/event.ics").data)

        assert datetime(2024, 7, 2, tzinfo=UTC) == event.decoded("DTSTAMP")
        assert "four-public-spaces@archive.shadewalk.example" == event["UID"]
        assert client.get(f"{POST}/event.ics").data == client.get(f"{POST}/event.ics").data

    @pytest.mark.parametrize(
        ("start", "end", "first", "after"),
        [
            (date(2024, 6, 17), None, date(2024, 6, 17), date(2024, 6, 18)),
            (None, date(2024, 6, 17), date(2024, 6, 17), date(2024, 6, 18)),
            (date(2024, 6, 17), date(2024, 6, 1), date(2024, 6, 17), date(2024, 6, 18)),
            (date(2023, 12, 31), date(2024, 2, 28), date(2023, 12, 31), date(2024, 2, 29)),
            (date(1, 1, 1), date(1, 1, 1), date(1, 1, 1), date(1, 1, 2)),
        ],
    )
    def test_events_take_whole_days_the_last_included(self, start, end, first, after):
        """
        The format counts to the day after; calendars show one day too few otherwise.
        """
        event = read(calendar(record(Event("E", start, end)), LINKS))

        assert (first, after) == (event.decoded("DTSTART"), event.decoded("DTEND"))

    def test_an_event_on_the_last_of_all_days_has_no_end(self):
        """
        There is no day after it.
        """
        event = read(calendar(record(Event("E", date.max, date.max)), LINKS))

        assert "DTEND" not in event

    def test_an_event_without_a_name_is_called_by_its_post(self):
        """
        A calendar without a word on the day says nothing.
        """
        assert "A post" == read(calendar(record(Event(None, date(2024, 1, 1))), LINKS))["SUMMARY"]


class TestOffer:
    @pytest.mark.parametrize("slug", ["post-01", "nothing"])
    def test_without_days_there_is_nothing_for_a_calendar(self, client, slug):
        """
        An event today is worse than none.
        """
        assert 404 == client.get(f"/news/{slug}/event.ics").status_code
        assert "event.ics" not in client.get(f"/news/{slug}/").text

    def test_an_event_that_has_no_day_is_not_offered(self):
        """
        The page names it; a calendar could not place it.
        """
        assert calendar(record(Event("E", place="Źrębowo")), LINKS) is None

    def test_the_page_offers_it_for_saving(self, client):
        """
        A click should open the calendar.
        """
        headers = client.get(f"{POST}/event.ics").headers

        assert f'href="{POST}/event.ics"' in client.get(f"{POST}/").text
        assert "text/calendar; charset=utf-8" == headers["Content-Type"]
        assert "attachment; filename=four-public-spaces.ics" == headers["Content-Disposition"]

    def test_below_a_path_the_address_keeps_it(self, editions):
        """
        The way back from the calendar leads to the post.
        """
        app = create_app(library.make_settings(url="https://x.example/kept"), editions=editions)
        event = read(app.test_client().get(f"/kept{POST}/event.ics").data)

        assert f"https://x.example/kept{POST}/" == event["URL"]


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from('\\;,:"\r\n\x00\x85\u2028\ud800Ź\U0001f333 ')),
    max_size=120,
)


@settings(deadline=None)
@given(name=HOSTILE, title=HOSTILE, place=HOSTILE, summary=HOSTILE)
def test_no_text_breaks_a_calendar(name, title, place, summary):
    """
    One line end in a name must not begin a property of its own.
    """
    day = date(2024, 1, 1)
    post = Record("a", title, True, "en", event=Event(name, day, day, place), summary=summary)
    text = calendar(post, LINKS)
    event = read(text)

    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert (one_line(name) or one_line(title)) == event["SUMMARY"]
    assert one_line(place) == event.get("LOCATION", "")
    assert {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
        "LOCATION",
        "URL",
        "TRANSP",
    } >= set(event)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400))
def test_folded_lines_unfold_to_what_they_were(line):
    """
    Cut between the bytes of a letter, it would be two question marks.
    """
    pieces = folded(line).split("\r\n")

    assert line == pieces[0] + "".join(piece[1:] for piece in pieces[1:])
    assert all(len(piece.encode()) <= 75 for piece in pieces)
