"""The menu: the ways to browse that lead to something in this edition.

An archive without partners, or without events, is not asked for them on every
page.  The pages themselves are there all the same, and say that nothing is on
them: an address that is known stays good when the first partner comes.
"""

from __future__ import annotations

from archive import Kind
from index import Engine, Query
from web.editions import NoEdition
from web.shelf import shelf, terms

WITH_A_DAY = "event:0001..9999"
"""What is typed to find the posts on an event at any time."""

ALL = ("search", "themes", "partners", "years", "events")
"""Names of the sections, in the order of the menu."""


def sections() -> tuple[str, ...]:
    """Return the sections that hold something; all of them where there is no edition to ask."""
    try:
        found: tuple[str, ...] = shelf().remember("menu", _sections)
    except NoEdition:
        return ALL
    return found


def _sections(engine: Engine) -> tuple[str, ...]:
    events = Query(text=WITH_A_DAY, size=1)
    empty = {
        "themes": not terms(Kind.THEME),
        "partners": not terms(Kind.PARTNER),
        "events": not engine.search(events, counts=False, quotes=False).total,
    }
    return tuple(name for name in ALL if not empty.get(name))
