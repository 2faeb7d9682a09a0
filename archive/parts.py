"""The two tables inside a post: the event it tells of, the activity it reports."""

from __future__ import annotations

from collections.abc import Callable

from archive.fields import Values
from archive.post import Activity, Event, Evidence
from archive.reading import Reader
from archive.report import Report
from archive.text import one_line
from archive.tree import Node, Scalar, Table
from archive.values import Unreadable, address_of, country_of, day_of, mode_of, number_of


def event_of(values: Values, report: Report) -> Event | None:
    """Return the event of a post; a text alone is its name."""
    node = values.single("event")
    parts = values.parts("event")
    if parts is None:
        if isinstance(node, Scalar) and one_line(node.text):
            return Event(name=one_line(node.text))
        _refuse_form("event", node, values, report)
        return None
    reader = Reader(parts, report, "event.")
    start, end = reader.read("start", day_of), reader.read("end", day_of)
    if start is not None and end is not None and end < start:
        report.warning(
            reader.line("end"),
            "event-backwards",
            f'"event.end" {end} is before "event.start" {start}',
            "swap the two",
        )
        end = None
    event = Event(
        name=reader.text("name"),
        start=start,
        end=end,
        place=reader.text("place"),
        country=reader.read("country", country_of),
        mode=reader.read("mode", mode_of),
    )
    return None if event == Event() else event


def activity_of(
    values: Values, report: Report, partner: Callable[[str, int], str | None]
) -> Activity | None:
    """Return the activity of a post.

    Args:
        values: Of the post.
        report: Told of what cannot be read.
        partner: Brings the name of a partner, and its line, to a slug.
    """
    parts = values.parts("activity")
    if parts is None:
        _refuse_form("activity", values.single("activity"), values, report)
        return None
    reader = Reader(parts, report, "activity.")
    lead = reader.text("lead")
    activity = Activity(
        id=reader.text("id"),
        kind=reader.text("kind"),
        type=reader.text("type"),
        title=reader.text("title"),
        objective=reader.text("objective"),
        channel=reader.text("channel"),
        audiences=reader.texts("audiences"),
        reached=_reached(parts, reader, report),
        reached_basis=reader.text("reached_basis"),
        evidence=_evidence(reader),
        links=reader.each("links", address_of),
        status=reader.text("status"),
        work_package=reader.text("work_package"),
        lead=partner(lead, reader.line("lead")) if lead else None,
        indicator=reader.text("indicator"),
    )
    return None if activity == Activity() else activity


def _refuse_form(field: str, node: Node | None, values: Values, report: Report) -> None:
    if node is not None and not (isinstance(node, Table) and not node.entries):
        Reader(values, report).refuse(
            field, node, Unreadable("a table of names and values", f"write `{field}: {{...}}`")
        )


def _reached(parts: Values, reader: Reader, report: Report) -> dict[str, int]:
    node = parts.single("reached")
    if node is None:
        return {}
    if not isinstance(node, Table):
        error = Unreadable(
            "a table of audiences and numbers", "write `reached: {policy makers: 40}`"
        )
        Reader(parts, report, "activity.").refuse("reached", node, error)
        return {}
    counts = (
        (one_line(name), reader.read_node("reached", below, number_of))
        for name, below in node.entries.items()
    )
    return {name: count for name, count in counts if name and count is not None}


def _evidence(reader: Reader) -> tuple[Evidence, ...]:
    """Return evidence: a table with `url` and `note`, an address, or a note alone."""
    found = []
    for node in reader.nodes("evidence"):
        if isinstance(node, Table):
            address, note = node.entries.get("url"), node.entries.get("note")
        elif isinstance(node, Scalar) and node.text.strip().casefold().startswith(
            ("http:", "https:")
        ):
            address, note = node, None
        else:
            address, note = None, node
        url = reader.read_node("evidence", address, address_of) if address is not None else None
        words = one_line(note.text) if isinstance(note, Scalar) else ""
        if url or words:
            found.append(Evidence(url=url, note=words or None))
    return tuple(found)
