"""An announcement and its report, on their pages and for programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import library
import pytest
from jsonschema import Draft202012Validator

from archive import Event
from index import Record
from web import create_app

RIDE = Event("Quay bicycle ride", date(2019, 8, 3), date(2019, 8, 4), "Dolnowo", "PL", "in-person")
ANNOUNCED = Record(
    slug="ride",
    title="Pump up your tyres",
    titled=True,
    language="en",
    date=date(2019, 7, 1),
    event=RIDE,
    text="Nine fountains, seven of which work.",
)
REPORTED = replace(
    ANNOUNCED,
    slug="riders",
    title="Eleven <b>punctures</b>",
    language="de",
    date=date(2019, 8, 9),
    event=None,
    text="The Quay bicycle ride left Dolnowo late and came home wet.",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A site that has both, the report without an event of its own."""
    folder = tmp_path_factory.mktemp("ride") / "public"
    made = library.make_editions(folder, [*library.records(), ANNOUNCED, REPORTED])
    yield create_app(library.make_settings(), editions=made).test_client()
    made.close()


def slip(page):
    """Return what a page says of the event."""
    return page.split('aria-labelledby="event">')[1].split("</section>")[0]


def test_an_announcement_leads_to_its_report(client):
    """Whoever finds the invitation years later wants to know how it went."""
    text = slip(client.get("/news/ride/").text)

    assert ">This event</h2>" in text
    assert '<span class="nw">1 July 2019</span>: in this post</li>' in text
    assert '<span class="nw">9 August 2019</span>: <a href="/news/riders/" hreflang="de"' in text
    assert ' lang="de">Eleven &lt;b&gt;punctures&lt;/b&gt;</a>' in text


def test_a_report_without_an_event_shows_the_announced_one(client):
    """Its author left out what the archive knows; the calendar file is the announcement's."""
    text = slip(client.get("/news/riders/").text)

    assert ">This event</h2>" in text
    assert "<dd>Quay bicycle ride</dd>" in text
    assert '<a href="/news/ride/" hreflang="en">Pump up your tyres</a>' in text
    assert '<span class="nw">9 August 2019</span>: in this post</li>' in text
    assert "event.ics" not in text


def test_a_post_without_a_pair_is_as_before(client):
    """A heading that promises a report leads to one."""
    text = slip(client.get("/news/four-public-spaces/").text)

    assert ">Event</h2>" in text
    assert "Announced" not in text


@pytest.mark.parametrize(
    ("slug", "has"), [("ride", True), ("riders", True), ("four-public-spaces", False)]
)
def test_programs_get_the_event_as_described(client, slug, has):
    """The description names every key, and says that this one may be missing."""
    document = client.get("/api/v1/openapi.json").get_json()
    schema = {"$ref": "#/components/schemas/Related", **document}
    found = client.get(f"/api/v1/posts/{slug}/related").get_json()

    Draft202012Validator(schema).validate(found)
    assert has is ("event" in found)
    assert not Draft202012Validator(schema).is_valid({**found, "event": {"name": "Ride"}})
