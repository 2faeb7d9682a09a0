"""Events, by the days on which they took place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort

from archive import Event
from index import Engine, Query, Record, Sort
from web.listing import asked_page, paged
from web.menu import WITH_A_DAY
from web.paging import pager
from web.rendering import render
from web.shelf import links, shelf, today

blueprint = Blueprint("events", __name__)

ON_A_PAGE = 40
"""Events on a page: each takes a third of the room of a post in a list."""


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
    """Show events to come, soonest first, then events past, latest first."""
    occasions: tuple[Occasion, ...] = shelf().remember("occasions", _occasions)
    now = today()
    coming = [occasion for occasion in occasions if occasion.last_day >= now]
    over = [occasion for occasion in reversed(occasions) if occasion.last_day < now]
    page, pages = asked_page(), max(1, -(-len(over) // ON_A_PAGE))
    if page > pages:
        abort(404)
    past: dict[int, list[Occasion]] = {}
    for occasion in over[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
        past.setdefault(occasion.last_day.year, []).append(occasion)
    here = links().page("/events/")
    return render(
        "events.html",
        path=paged("/events/", page),
        page=page,
        total=len(over),
        coming=coming if page == 1 else [],
        past=past,
        pager=pager(page, pages, lambda number: paged(here, number)),
    )


def _occasions(engine: Engine) -> tuple[Occasion, ...]:
    """Return all events that have a day; posts on the same event stand together."""
    told: dict[Event, list[Record]] = {}
    for record in engine.scan(Query(text=WITH_A_DAY, sort=Sort.OLDEST)):
        if record.event is not None:
            # Bodies would fill the memory that is kept for as long as the generation.
            told.setdefault(record.event, []).append(replace(record, html="", text=""))
    found = [Occasion(event, tuple(records)) for event, records in told.items()]
    found.sort(key=lambda each: (each.first_day, each.last_day, each.posts[0].slug))
    return tuple(found)
