"""
Records as text and back.
"""

import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from archive import Activity, Event, Evidence
from index import Label, Record, StaffFacts, Translation
from index.editions.record_json import from_json, to_json

TEXTS = st.text(max_size=8)
NAMES = st.lists(TEXTS, max_size=3).map(tuple)
DATES = st.none() | st.dates()
MOMENTS = st.none() | st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
)
LABELS = st.lists(st.builds(Label, TEXTS, TEXTS, st.none() | TEXTS), max_size=3).map(tuple)

ACTIVITIES = st.builds(
    Activity,
    id=st.none() | TEXTS,
    audiences=NAMES,
    reached=st.dictionaries(TEXTS, st.integers(0, 10**6), max_size=2),
    evidence=st.lists(st.builds(Evidence, st.none() | TEXTS, st.none() | TEXTS), max_size=2).map(
        tuple
    ),
    status=st.none() | TEXTS,
)

RECORDS = st.builds(
    Record,
    slug=TEXTS,
    title=TEXTS,
    titled=st.booleans(),
    language=TEXTS,
    date=DATES,
    updated=DATES,
    category=st.none() | TEXTS,
    partners=LABELS,
    themes=LABELS,
    people=NAMES,
    summary=st.none() | TEXTS,
    redirects=NAMES,
    translations=st.lists(st.builds(Translation, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    event=st.none() | st.builds(Event, name=st.none() | TEXTS, start=DATES, end=DATES),
    expires=DATES,
    html=TEXTS,
    text=TEXTS,
    staff=st.none() | st.builds(StaffFacts, TEXTS, MOMENTS, st.none() | ACTIVITIES, TEXTS),
)


@given(RECORDS)
def test_a_record_comes_back_as_it_was(record):
    """
    What a page shows is what was written, down to an empty name.
    """
    assert record == from_json(to_json(record), text=record.text, html=record.html)


def test_long_values_stay_outside():
    """
    A page of results shows no body, so it reads none.
    """
    record = Record(
        slug="a",
        title="A",
        titled=True,
        language="en",
        date=date(2024, 3, 18),
        text="t" * 99,
        html="h" * 99,
    )

    assert {
        "slug": "a",
        "title": "A",
        "titled": True,
        "language": "en",
        "date": "2024-03-18",
    } == json.loads(to_json(record))


def test_a_public_record_has_no_staff_facts():
    """
    A value that is not in the file cannot leak.
    """
    staff = StaffFacts("draft", datetime(2024, 4, 1, tzinfo=UTC), Activity(id="A12"), "posts/a.md")
    shown = Record(slug="a", title="A", titled=True, language="en")
    hidden = Record(slug="a", title="A", titled=True, language="en", staff=staff)

    assert "staff" not in to_json(shown)
    assert "A12" in to_json(hidden)
