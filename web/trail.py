"""The way back: which search a post was opened from, and its neighbours there.

The search stands in the address of the post, so no cookie is needed and a
reload changes nothing.  The post's own address, which is what is cited, shared
and given to search engines, is the one without.
"""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from index import Engine, Hit, Query
from web.arguments import MAX_SHOWN, read_arguments, to_query_string
from web.links import Links

PLACE = "at"
"""Parameter for the place of a post in the results, counted from 1."""

_LARGEST = 1_000_000
"""Places beyond it are not looked up: no reader pages so far."""

ROOM = 10_000
"""Characters that all posts of a page together may carry of the search: 500 on each of twenty."""


@dataclass(frozen=True, slots=True)
class Step:
    """A post beside this one in the results, and its address there."""

    hit: Hit
    href: str


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a post stands in the results that it was opened from.

    Attributes:
        query: The search, on the page of results that the post is on.
        place: Of the post, counted from 1; None where the results no longer have it there.
        total: Posts in the results.
    """

    query: Query
    place: int | None
    total: int
    previous: Step | None = None
    next: Step | None = None


def found_at(links: Links, slug: str, query: Query, place: int) -> str:
    """Return the address of a post that remembers the results it stands in, if they are short.

    Args:
        links: The maker of addresses.
        slug: Of the post.
        query: The search, on any page.
        place: Of the post in all results, counted from 1.
    """
    search = to_query_string(query.on_page(1))
    trail = f"{search}&{PLACE}={place}" if search else f"{PLACE}={place}"
    return links.post(slug) if len(trail) * query.size > ROOM else f"{links.post(slug)}?{trail}"


def read_trail(
    slug: str, arguments: MultiDict[str, str], engine: Engine, links: Links, most: int
) -> Trail | None:
    """Return the results that a post was opened from, or None where its address names none.

    Args:
        slug: Of the post.
        arguments: Of its address.
        engine: Where to search.
        links: The maker of addresses.
        most: Longest search text, in characters.
    """
    given = arguments.get(PLACE, "")
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= _LARGEST):
        return None
    place = int(given)
    query = read_arguments(arguments, max_text=most, max_size=MAX_SHOWN).query
    back = query.on_page(-(-place // query.size))
    here = _hit_at(engine, query, place)
    if here is None or here[0].slug != slug:
        total = engine.search(query.but(size=1), counts=False, quotes=False).total
        return Trail(query.on_page(1), None, total)

    def step(to: int) -> Step | None:
        found = _hit_at(engine, query, to) if 1 <= to <= here[1] else None
        return Step(found[0], found_at(links, found[0].slug, query, to)) if found else None

    return Trail(back, place, here[1], step(place - 1), step(place + 1))


def _hit_at(engine: Engine, query: Query, place: int) -> tuple[Hit, int] | None:
    """Return the hit at a place and the number of all, or None past the end."""
    results = engine.search(query.but(size=1).on_page(place), counts=False, quotes=False)
    return (results.hits[0], results.total) if results.hits else None
