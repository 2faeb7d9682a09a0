"""Feeds: of the site, of every search, of every partner and theme.

A feed shows the newest posts of its query whatever order the page is in.  An
undated post stands by the day of its last change, and without one stays out:
a feed reader would take it for news.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import nsmallest

from flask import Blueprint, Response, abort, json, request

from index import NONE, Engine, Facet, Query, Record, Results, Sort
from web.arguments import canonical, read_arguments
from web.facets import chips
from web.links import FOLDERS, search_path, term_path
from web.machine.feed_forms import Feed, atom, json_feed
from web.machine.texts import changed
from web.shelf import engine, overview, premises, shelf, terms
from web.speech import gettext
from web.timeline import undated

blueprint = Blueprint("feeds", __name__)

LENGTH = 50
"""Posts in a feed: a reader who looks once a month misses none of two a day."""

NEVER = date(1970, 1, 1)
"""When an archive without any date was last changed."""


@blueprint.get("/feed.atom")
@blueprint.get("/feed.json")
def site_feed() -> Response:
    """Give the newest posts of the site."""
    return _given(premises().site.name, "/", request.path, engine().search(_listed(Query())))


@blueprint.get("/search.atom")
@blueprint.get("/search/feed.json")
def search_feed() -> Response:
    """Give the newest posts of a search."""
    limits = premises().settings.limits
    asked = read_arguments(request.args, max_text=limits.query_characters).query
    results = engine().search(_listed(asked))
    query = followed(results.query)
    return _given(_title(results), search_path(query), search_path(query, request.path), results)


@blueprint.get("/<any(partners, themes):folder>/<slug>/<any('feed.atom', 'feed.json'):form>")
def term_feed(folder: str, slug: str, form: str) -> Response:
    """Give the newest posts of a partner or theme."""
    kind = next(kind for kind, name in FOLDERS.items() if name == folder)
    view = terms(kind).get(slug)
    if view is None:
        abort(404)
    results = engine().search(_listed(Query().toggle(Facet(kind.value), slug)))
    page, path = term_path(kind, slug), term_path(kind, slug, f"/{form}")
    return _given(f"{view.name} – {premises().site.name}", page, path, results)


def followed(query: Query) -> Query:
    """Return the query that all queries with the same feed share."""
    return canonical(query.but())


def newest(engine: Engine, results: Results, length: int = LENGTH) -> tuple[Record, ...]:
    """Return the newest posts of a query that have any day, newest first.

    Args:
        engine: What answered, and will.
        results: The first hits of the query, newest first, at least `length`.
        length: Most posts.
    """
    days: list[tuple[int, str]] = [
        (-hit.date.toordinal(), hit.slug) for hit in results.hits if hit.date is not None
    ]
    days += [(-day.toordinal(), slug) for day, slug in _undated(engine, results)]
    views = (engine.post(slug) for _, slug in nsmallest(length, days))
    return tuple(view.record for view in views if view is not None)


def _undated(engine: Engine, results: Results) -> Iterator[tuple[date, str]]:
    """Yield the undated posts of a query that were changed on a known day."""
    query = results.query
    if query.start is not None or query.end is not None:
        return
    if (query.year and NONE not in query.year) or not undated(results.timeline):
        return
    if not shelf().remember("undated but changed", _any_undated_changed):
        return
    for record in engine.scan(query.but(year=(NONE,))):
        if record.updated is not None:
            yield record.updated, record.slug


def _any_undated_changed(engine: Engine) -> bool:
    return any(record.updated for record in engine.scan(Query(year=(NONE,))))


def _listed(query: Query) -> Query:
    return query.but(sort=Sort.NEWEST, size=LENGTH)


def _given(title: str, page: str, path: str, results: Results) -> Response:
    site, links = premises().site, premises().links
    records = newest(engine(), results)
    days = [day for record in records if (day := changed(record)) is not None]
    feed = Feed(title, page, path, records, max(days, default=_latest()))
    if request.path.endswith(".json"):
        answer = json.dumps(json_feed(feed, site, links), ensure_ascii=False)
        return Response(answer, mimetype="application/feed+json")
    return Response(atom(feed, site, links), content_type="application/atom+xml; charset=utf-8")


def _latest() -> date:
    """Return the newest day of the archive: an empty feed has been true since then."""
    return next((hit.date for hit in overview().hits if hit.date is not None), NEVER)


def _title(results: Results) -> str:
    """Return what a search is for: its words, its filters, the site."""
    text = results.query.text.strip()
    parts = [f"“{text}”"] if text else []
    parts += [f"{chip.title}: {chip.label}" for chip in chips(results)]
    return f"{', '.join(parts) or gettext('All posts')} – {premises().site.name}"
