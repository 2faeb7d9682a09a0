"""The site map: every address that is worth a robot's visit, with the day of its last change.

Where there are more than fit into one file, `/sitemap.xml` lists the files.
Searches are not in it: what they find is.

Source:
    https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, abort

from archive import Kind
from index import Engine, Query, Sort
from web.links import FOLDERS, post_path
from web.machine.texts import changed
from web.shelf import overview, premises, shelf, terms
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
    places = _places()
    if len(places) <= MOST:
        return _xml(url_set(places, premises().links.base))
    files = [
        Place(f"/sitemap-{number}.xml", newest(part))
        for number, part in enumerate(parts(places, MOST), start=1)
    ]
    return _xml(index_of(files, premises().links.base))


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """Give one of the files, counted from 1."""
    part = list(parts(_places(), MOST))[number - 1 : number] if number else []
    if not part:
        abort(404)
    return _xml(url_set(part[0], premises().links.base))


def parts(places: Sequence[Place], most: int) -> Iterator[Sequence[Place]]:
    """Yield places in groups of so many at most."""
    for start in range(0, len(places), most):
        yield places[start : start + most]


def newest(places: Iterable[Place]) -> date | None:
    """Return the day of the last change of any of the places."""
    return max((place.changed for place in places if place.changed), default=None)


def url_set(places: Iterable[Place], base: str) -> bytes:
    """Return places as a site map."""
    return _listed("urlset", "url", places, base)


def index_of(files: Iterable[Place], base: str) -> bytes:
    """Return files as an index of site maps."""
    return _listed("sitemapindex", "sitemap", files, base)


def _listed(name: str, each: str, places: Iterable[Place], base: str) -> bytes:
    root = Element(name, xmlns=XMLNS)
    for place in places:
        entry = SubElement(root, each)
        SubElement(entry, "loc").text = base + place.path
        if place.changed is not None:
            SubElement(entry, "lastmod").text = place.changed.isoformat()
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _xml(content: bytes) -> Response:
    return Response(content, content_type="application/xml; charset=utf-8")


def _places() -> tuple[Place, ...]:
    """Return every place, posts last: new ones are added at the end."""
    posts: tuple[Place, ...] = shelf().remember("places of posts", _posts)
    return (*_pages(posts), *_terms(), *_months(), *posts)


def _posts(engine: Engine) -> tuple[Place, ...]:
    return tuple(
        Place(post_path(record.slug), changed(record))
        for record in engine.scan(Query(sort=Sort.OLDEST))
    )


def _pages(posts: Iterable[Place]) -> Iterator[Place]:
    yield Place("/", newest(posts))
    for path in ("/partners/", "/themes/", "/archive/", "/events/"):
        yield Place(path)
    for path in ("/search/help", "/accessibility/"):
        yield Place(path)


def _terms() -> Iterator[Place]:
    for kind in Kind:
        for view in terms(kind).values():
            if view.count:
                path = f"/{FOLDERS[kind]}/{quote(view.slug, safe='')}/"
                yield Place(path, view.last)


def _months() -> Iterator[Place]:
    timeline = overview().timeline
    if undated(timeline):
        yield Place("/archive/undated/")
    for year, months in years_of(timeline).items():
        yield Place(f"/archive/{year}/")
        for month, _ in months:
            yield Place(f"/archive/{year}/{month:02d}/")
