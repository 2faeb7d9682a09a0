"""Events, by the days on which they took place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, render_template

from archive import Event
from index import Engine, Query, Record, Sort
from web.shelf import shelf, today

blueprint = Blueprint("events", __name__)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event with the posts that tell of it, in all their languages."""

    event: Event
    posts: tuple[Record, ...]

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return self.event.start or self.event.end or date.min

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.event.end or self.first_day


@blueprint.get("/events/")
def events() -> str:
    """Show events to come, soonest first, and events past, latest first."""
    occasions: tuple[Occasion, ...] = shelf().remember("occasions", _occasions)
    now = today()
    coming = [occasion for occasion in occasions if occasion.last_day >= now]
    past: dict[int, list[Occasion]] = {}
    for occasion in reversed(occasions):
        if occasion.last_day < now:
            past.setdefault(occasion.last_day.year, []).append(occasion)
    return render_template("events.html", coming=coming, past=past)


def _occasions(engine: Engine) -> tuple[Occasion, ...]:
    """Return all events that have a day; posts on the same event stand together."""
    told: dict[Event, list[Record]] = {}
    for record in engine.scan(Query(sort=Sort.OLDEST)):
        if record.event is not None and (record.event.start or record.event.end):
            # Bodies would fill the memory that is kept for as long as the generation.
            told.setdefault(record.event, []).append(replace(record, html="", text=""))
    found = [Occasion(event, tuple(records)) for event, records in told.items()]
    found.sort(key=lambda each: (each.first_day, each.last_day, each.posts[0].slug))
    return tuple(found)
