"""The site map: every address that is worth a robot's visit, with the day of its last change.

Where there are more than fit into one file, `/sitemap.xml` lists the files.
Searches are not in it: what they find is.  Lists are in it once for each language
of the pages; a post is there once, at the address that all languages name as its own.

Source:
    https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort

from archive import Kind
from web.links import post_path, term_path
from web.menu import sections
from web.shelf import overview, premises, register, terms
from web.timeline import undated, years_of

blueprint = Blueprint("sitemaps", __name__)

XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"

MOST = 50_000
"""Addresses in one file, as the protocol has it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site.

    Attributes:
        path: Of this site.
        changed: The day of its last change, where somebody wrote it down.
    """

    path: str
    changed: date | None = None


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Give all addresses, or the files that hold them."""
    base, heads = premises().links.base, _heads()
    total = len(heads) + len(register())
    if total <= MOST:
        return _xml(url_set(_places(heads, 0, total), base))
    files = [
        Place(f"/sitemap-{number}.xml", _newest(heads, start, start + MOST))
        for number, start in enumerate(range(0, total, MOST), start=1)
    ]
    return _xml(index_of(files, base))


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """Give one of the files, counted from 1."""
    heads = _heads()
    start = (number - 1) * MOST
    if not 0 <= start < len(heads) + len(register()):
        abort(404)
    return _xml(url_set(_places(heads, start, start + MOST), premises().links.base))


def url_set(places: Iterable[Place], base: str) -> bytes:
    """Return places as a site map."""
    return _listed("urlset", "url", places, base)


def index_of(files: Iterable[Place], base: str) -> bytes:
    """Return files as an index of site maps."""
    return _listed("sitemapindex", "sitemap", files, base)


def _listed(name: str, each: str, places: Iterable[Place], base: str) -> bytes:
    # Written by hand: a tree of 50,000 addresses takes ten times as long.
    parts = [f'<?xml version="1.0" encoding="utf-8"?>\n<{name} xmlns="{XMLNS}">']
    for place in places:
        day = f"<lastmod>{place.changed}</lastmod>" if place.changed is not None else ""
        parts.append(f"<{each}><loc>{escape(base + place.path)}</loc>{day}</{each}>")
    return "\n".join((*parts, f"</{name}>\n")).encode()


def _xml(content: bytes) -> Response:
    return Response(content, content_type="application/xml; charset=utf-8")


def _heads() -> tuple[Place, ...]:
    """Return every place but posts, which come after them: new ones are added at the end."""
    stable = (*_pages(), *_terms(), *_months())
    spoken = premises().spoken
    return tuple(
        replace(place, path=spoken[tag].spoken(place.path))
        for tag in premises().languages
        for place in stable
    )


def _places(heads: tuple[Place, ...], start: int, end: int) -> Iterator[Place]:
    """Yield some of all places."""
    yield from heads[start:end]
    rows = _rows(heads, start, end)
    for slug, changed in register().changes(rows.start, rows.stop):
        yield Place(post_path(slug), changed)


def _newest(heads: tuple[Place, ...], start: int, end: int) -> date | None:
    """Return the day of the last change of any of some places."""
    rows = _rows(heads, start, end)
    days = [place.changed for place in heads[start:end]]
    days.append(register().latest_change(rows.start, rows.stop))
    return max(filter(None, days), default=None)


def _rows(heads: tuple[Place, ...], start: int, end: int) -> range:
    """Return the rows of the posts among some of all places."""
    first = max(0, start - len(heads))
    return range(first, max(first, min(len(register()), end - len(heads))))


def _pages() -> Iterator[Place]:
    yield Place("/", register().latest_change())
    held = sections()
    for section, path in (
        ("partners", "/partners/"),
        ("themes", "/themes/"),
        ("years", "/archive/"),
        ("events", "/events/"),
    ):
        if section in held:
            yield Place(path)
    for path in ("/languages/", "/search/help", "/accessibility/"):
        yield Place(path)


def _terms() -> Iterator[Place]:
    for kind in Kind:
        for view in terms(kind).values():
            if view.count:
                yield Place(term_path(kind, view.slug), view.last)


def _months() -> Iterator[Place]:
    timeline = overview().timeline
    if undated(timeline):
        yield Place("/archive/undated/")
    for year, months in years_of(timeline).items():
        yield Place(f"/archive/{year}/")
        for month, _ in months:
            yield Place(f"/archive/{year}/{month:02d}/")
