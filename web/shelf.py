"""What a request needs of the site: its settings, its links, the edition it reads.

The edition is leased when a request first asks for it and given back when the
request ends, so a request answers from one generation however often it asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import Flask, current_app, g

from archive import Kind, Settings, Site
from index import Engine, Facet, Query, Register, Results, TermView, read_register
from web.assets import Asset
from web.editions import Editions, NoEdition, Shelf
from web.links import Links
from web.speech import asked
from web.timeline import years_of

_NAME = "pressmark"

NEWEST = 6
"""Newest posts on the first page: as many as stand beside the lists of themes and partners."""


@dataclass(frozen=True, slots=True)
class Premises:
    """What stays the same from request to request.

    Attributes:
        languages: Interface languages, the one without a prefix first.
        spoken: The makers of addresses by language.
        build: Changes whenever a page would look different.
    """

    settings: Settings
    site: Site
    links: Links
    assets: dict[str, Asset]
    editions: Editions
    languages: tuple[str, ...]
    spoken: Mapping[str, Links]
    build: str


def move_in(app: Flask, premises: Premises) -> None:
    """Give an application its premises, and end each request's lease."""
    app.extensions[_NAME] = premises

    @app.teardown_appcontext
    def give_back(_error: BaseException | None) -> None:
        stack: ExitStack | None = g.pop("lease", None)
        if stack is not None:
            stack.close()


def premises() -> Premises:
    """Return what the running application was made with."""
    return cast("Premises", current_app.extensions[_NAME])


def shelf() -> Shelf:
    """Return the edition that this request reads.

    Raises:
        NoEdition: If there is none.
    """
    if "shelf" not in g:
        stack = ExitStack()
        g.shelf = stack.enter_context(premises().editions.public())
        g.lease = stack
    return cast("Shelf", g.shelf)


def keep_open() -> ExitStack:
    """Return the lease of this request's edition, for a response that outlives the request.

    Whoever takes it closes it.
    """
    shelf()
    lease: ExitStack | None = g.pop("lease", None)
    return lease if lease is not None else ExitStack()


def engine() -> Engine:
    """Return the engine of the edition that this request reads."""
    return shelf().engine


def links() -> Links:
    """Return the maker of addresses, pages in the language of this request."""
    return premises().spoken[asked() or premises().languages[0]]


def today() -> date:
    """Return the day it is where the site is at home."""
    return datetime.now(premises().site.zone).date()


def overview() -> Results:
    """Return the whole edition, newest first; worked out once for each generation."""
    found: Results = shelf().remember("overview", _overview)
    return found


def terms(kind: Kind) -> dict[str, TermView]:
    """Return the partners or themes by slug, in the order of their names."""
    found: dict[str, TermView] = shelf().remember(
        f"terms:{kind}", lambda engine: {term.slug: term for term in engine.terms(kind)}
    )
    return found


def register() -> Register:
    """Return the posts by the day since when each is as it is now."""
    folder = shelf().folder
    found: Register = shelf().remember("register", lambda _engine: read_register(folder))
    return found


def years() -> tuple[int, int] | None:
    """Return the first and the last year of the edition, or None without dates."""
    try:
        found: tuple[int, int] | None = shelf().remember("years", _years)
    except NoEdition:
        return None
    return found


def number_of(facet: Facet) -> int:
    """Return how many values of a facet the edition has, `none` not counted."""
    values = overview().facets.get(facet, ())
    return sum(value.value != "none" for value in values)


def _overview(engine: Engine) -> Results:
    return engine.search(Query(size=NEWEST))


def _years(_engine: Engine) -> tuple[int, int] | None:
    found = list(years_of(overview().timeline))
    return (found[-1], found[0]) if found else None
