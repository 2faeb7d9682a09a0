"""A search as a table, for a spreadsheet.

What a post says is text and must stay text: a spreadsheet that opens the file
computes whatever begins like a formula.  Where a semicolon separates cells, as
in most of Europe, a cell can also begin within one of ours, and a line end
within a cell begins a row; so there are no line ends, and what could begin a
formula behind a semicolon is marked too.

Source:
    RFC 4180; OWASP, CSV Injection: an apostrophe makes a cell text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date

from flask import Blueprint, Response, request

from index import Label, Record
from web.arguments import read_arguments
from web.links import Links, post_path
from web.machine.texts import one_line
from web.shelf import engine, keep_open, premises

blueprint = Blueprint("tables", __name__)

MOST_ROWS = 20_000
"""Posts in a table.  They take seconds to read, and whoever needs more than a
sheet can be looked through has a program that can ask year by year."""

COLUMNS = (
    *("address", "title", "date", "updated", "category", "language"),
    *("partners", "themes", "people", "summary"),
    *("event", "event_start", "event_end", "event_place", "event_country", "event_mode"),
    *("source", "slug"),
)
"""The columns, in an order that does not change; new ones come last."""

BETWEEN = " | "
"""What stands between several values of a cell: no name has it in it."""

_BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the letters of another century."""

_FORMULA = re.compile(
    r"(^[\s\ufeff]*|[;|][\s\ufeff\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])",
)
"""The places at which some spreadsheet would begin to compute."""

_AT_ONCE = 100
"""Rows that are sent together: one by one, each would be a packet."""


@blueprint.get("/search.csv")
def search_table() -> Response:
    """Give all posts of a search, in its order, as a table."""
    limits = premises().settings.limits
    asked = read_arguments(request.args, max_text=limits.query_characters).query
    total = engine().search(asked.but(size=1), counts=False, quotes=False).total
    rows = table(engine().scan(asked), total, premises().links)
    lease = keep_open()
    response = Response(_encoded(rows), content_type="text/csv; charset=utf-8; header=present")
    response.call_on_close(lease.close)
    response.headers.set("Content-Disposition", "attachment", filename="posts.csv")
    return response


def table(
    records: Iterable[Record], total: int, links: Links, most: int = MOST_ROWS
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table: names of columns, posts, and a note if some are missing.

    Args:
        records: The posts, in order.
        total: How many there are.
        links: For the addresses of posts.
        most: Most posts in the table.
    """
    yield COLUMNS
    for number, record in enumerate(records):
        if number == most:
            note = f"Only the first {most} of {total} posts are in this table: narrow the search"
            yield (note, *("" for _ in COLUMNS[1:]))
            return
        yield tuple(map(harmless, _cells(record, links)))


def harmless(text: str) -> str:
    """Return a text as a cell of one line that no spreadsheet computes."""
    return _FORMULA.sub(r"\1'", one_line(text))


def _cells(record: Record, links: Links) -> Iterator[str]:
    yield from (links.absolute(post_path(record.slug)), record.title)
    yield from (_day(record.date), _day(record.updated))
    yield from (record.category or "", record.language)
    yield from (_names(record.partners), _names(record.themes))
    yield from (BETWEEN.join(record.people), record.summary or "")
    event = record.event
    if event is None:
        yield from [""] * 6
    else:
        yield from (event.name or "", _day(event.start), _day(event.end))
        yield from (event.place or "", event.country or "", event.mode or "")
    yield from (record.source or "", record.slug)


def _encoded(rows: Iterator[tuple[str, ...]]) -> Iterator[bytes]:
    """Yield a table in pieces of many rows."""
    buffer = io.StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if not number % _AT_ONCE:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _names(labels: Iterable[Label]) -> str:
    return BETWEEN.join(label.name for label in labels)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
