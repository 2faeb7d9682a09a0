"""The event of a post, for a calendar.

Posts know days and no hours, so an event takes whole days.  The stamp is the
day on which the post was last changed, not the moment of the download: the
same event imported twice stays one, and is only replaced by a newer one.

Source:
    RFC 5545: DTEND is the day after the last; lines fold at 75 octets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort

from archive import Event
from index import Record
from web.links import Links, post_path
from web.machine.texts import changed, one_line, to_keep, writable
from web.shelf import engine, premises
from web.wording import country_name

blueprint = Blueprint("calendars", __name__)

LINE = 75
"""Most octets of a line, its end not counted."""

_ESCAPED = re.compile(r"[\\;,]")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\u0085\u2028\u2029]")
_NO_NAME = re.compile(r"[^A-Za-z0-9-]+", re.ASCII)


@blueprint.get("/news/<slug>/event.ics")
def event(slug: str) -> Response:
    """Give the event of a post as a calendar."""
    view = engine().post(slug)
    text = calendar(view.record, premises().links) if view is not None else None
    if text is None:
        abort(404)
    return to_keep(text, "text/calendar", f"{_NO_NAME.sub('-', slug)}.ics")


def days_of(record: Record) -> tuple[date, date] | None:
    """Return the first and the last day of a post's event, or None without one.

    An end before the beginning is a slip of the pen; the beginning is kept.
    """
    if record.event is None:
        return None
    first = record.event.start or record.event.end
    if first is None:
        return None
    return first, max(first, record.event.end or first)


def calendar(record: Record, links: Links) -> str | None:
    """Return the event of a post as a calendar, or None where it has no day."""
    days = days_of(record)
    if days is None or record.event is None:
        return None
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Pressmark//News archive//EN",
        "BEGIN:VEVENT",
        *_properties(record, record.event, days, links),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character cut in two."""
    pieces, piece, octets = [], "", 0
    for character in line:
        width = len(character.encode())
        if octets + width > LINE:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += width
    return "\r\n".join((*pieces, piece))


def escaped(text: str) -> str:
    """Return a text as the value of a property."""
    lines = _LINE_ENDS.sub("\n", writable(text)).strip()
    return _ESCAPED.sub(r"\\\g<0>", lines).replace("\n", r"\n")


def _properties(
    record: Record, what: Event, days: tuple[date, date], links: Links
) -> Iterator[str]:
    first, last = days
    address = links.absolute(post_path(record.slug))
    stamp = f"{_digits(changed(record) or first)}T000000Z"
    yield f"UID:{record.slug}@{urlsplit(links.base).hostname or 'localhost'}"
    yield f"DTSTAMP:{stamp}"
    if changed(record) is not None:
        yield f"LAST-MODIFIED:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_digits(first)}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{_digits(last + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(one_line(what.name or '') or one_line(record.title))}"
    description = "\n".join(filter(None, (record.summary, address)))
    yield f"DESCRIPTION:{escaped(description)}"
    where = (what.place or "", country_name(what.country or ""))
    place = ", ".join(filter(None, map(one_line, where)))
    if place:
        yield f"LOCATION:{escaped(place)}"
    yield f"URL:{address}"
    yield "TRANSP:TRANSPARENT"  # days on which something takes place are not days taken


def _digits(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
