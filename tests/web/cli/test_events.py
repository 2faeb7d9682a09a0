"""
Which events were announced and which were reported on, asked at a terminal.
"""

from datetime import date

import pytest

RIDE = "{name: Quay bicycle ride, start: 2024-08-03, end: 2024-08-04, place: Dolnowo, country: PL}"
SWIM = "{name: Harbour night swim, start: 2024-07-06, place: Dolnowo}"
COMING = date(9000, 1, 1)


@pytest.fixture
def told(command_line):
    """
    An event with a report, one that staff alone know to have been reported on, one to come.
    """
    for name, day, event, more in (
        ("ride", "2024-07-01", RIDE, ""),
        ("riders", "2024-08-09", RIDE, ""),
        ("swim", "2024-06-11", SWIM, ""),
        ("secret-swimmers", "2024-07-09", SWIM, "visibility: staff"),
        ("coming", "2024-07-03", f"{{name: Boat parade, start: {COMING}}}", ""),
    ):
        command_line.write(
            f"{name}.md",
            f"title: The {name}\ndate: {day}\nlanguage: en\nevent: {event}\n{more}",
            f"What {name} means is said here.\n",
        )
    assert 0 == command_line.run("rebuild").exit_code
    return command_line


def test_events_come_with_their_announcements_and_reports(told):
    """
    The earliest first, each post with its day and address.
    """
    lines = told.run("events").stdout.splitlines()

    assert lines == [
        "2024-07-06  Harbour night swim, Dolnowo",
        "  announced 2024-06-11: The swim (/news/swim/)",
        "2024-08-03  Quay bicycle ride, Dolnowo",
        "  announced 2024-07-01: The ride (/news/ride/)",
        "  reported 2024-08-09: The riders (/news/riders/)",
        f"{COMING}  Boat parade",
        "  announced 2024-07-03: The coming (/news/coming/)",
    ]


def test_what_was_never_reported_is_past_and_has_no_report(told):
    """
    An event to come is not overdue.
    """
    found = told.json("events", "--unreported")["events"]

    assert ["Harbour night swim"] == [event["name"] for event in found]
    assert [["swim"]] == [[post["slug"] for post in event["announced"]] for event in found]
    assert [[]] == [event["reported"] for event in found]


def test_a_report_for_staff_counts_for_staff_alone(told):
    """
    Nothing tells the public that a post lies in the drawer.
    """
    assert "ecret" not in told.run("events", "--json").stdout
    assert "ecret" not in told.run("related", "swim", "--json").stdout
    assert "event" not in told.json("related", "swim")

    assert "no event without a report\n" == told.run("events", "--unreported", "--staff").stdout
    reported = told.json("related", "swim", "--staff")["event"]["reported"]
    assert ["secret-swimmers"] == [post["slug"] for post in reported]


def test_the_post_of_a_pair_comes_with_the_event(told):
    """
    Programs get what the page says.
    """
    assert {
        "name": "Quay bicycle ride",
        "start": "2024-08-03",
        "end": "2024-08-04",
        "place": "Dolnowo",
        "country": "PL",
        "mode": None,
        "announced": [
            {"slug": "ride", "title": "The ride", "language": "en", "date": "2024-07-01"}
        ],
        "reported": [
            {"slug": "riders", "title": "The riders", "language": "en", "date": "2024-08-09"}
        ],
    } == told.json("related", "riders")["event"]


def test_an_archive_without_announcements_says_so(command_line):
    """
    Silence could be a failure.
    """
    assert 0 == command_line.run("rebuild").exit_code
    assert "no event was announced\n" == command_line.run("events").stdout
