"""The interface for programs, version 1: strict where pages are lenient.

The answers are those of `/search.json` and of a post's own JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from flask import Blueprint, Response, abort, json, request

from index import NONE, Facet, Results
from web.answers import (
    Json,
    post_answer,
    related_answer,
    search_answer,
    suggest_answer,
    topics_answer,
)
from web.arguments import FieldProblem
from web.editions import NoEdition
from web.link_headers import pages_of, relate
from web.machine.openapi import SHOWN, Examples, description, shortened
from web.machine.parameters import (
    OF_TEXT,
    beyond,
    of_search,
    read_prefix,
    read_related,
    read_strictly,
    unusable,
)
from web.shelf import engine, overview, premises

BEGUN = 3
"""Letters of a title that suggestions are shown for in the description."""

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
def search() -> Response:
    """Answer a search."""
    query, problems = read_strictly(request.args, max_text=_max_text())
    if problems:
        return _refused(problems)
    results = engine().search(query)
    if results.reading.beyond:
        return _refused(beyond(query.text, results.reading.beyond))
    response = _given(search_answer(results, premises().links.base))
    relate(response, pages_of(results, "/api/v1/search"), premises().links)
    return response


@blueprint.get("/suggest")
def suggest() -> Response:
    """Tell what somebody who has typed so far may want."""
    text, size, problems = read_prefix(request.args)
    if problems:
        return _refused(problems)
    return _given(suggest_answer(engine().suggest(text, size), premises().links.base))


@blueprint.get("/posts/<slug>")
def post(slug: str) -> Response:
    """Give a post."""
    problems = tuple(unusable(request.args, ()))
    if problems:
        return _refused(problems)
    view = engine().post(slug)
    if view is None:
        abort(404)
    return _given(post_answer(view, premises().links.base))


@blueprint.get("/posts/<slug>/related")
def related(slug: str) -> Response:
    """Give topics and posts for the reader of a post."""
    size, problems = read_related(request.args)
    if problems:
        return _refused(problems)
    found = engine().recommender.post(slug, size=size)
    if found is None:
        abort(404)
    return _given(related_answer(found, premises().links.base))


@blueprint.get("/topics")
def topics() -> Response:
    """Name the themes that a text is about."""
    problems = tuple(unusable(request.args, OF_TEXT))
    if problems:
        return _refused(problems)
    found = engine().recommender.topics_of(request.args.get("title"), request.args["text"])
    return _given(topics_answer(found, premises().links.base))


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe this interface."""
    site = premises().site
    parameters = of_search(_max_text())
    base, program = premises().links.base, version("pressmark")
    return _given(description(site.name, base, program, parameters, _examples(base)))


def _examples(base: str) -> Examples:
    """Return answers of the archive as it is, if there is one with a post."""
    try:
        results = overview()
    except NoEdition:
        return Examples()
    found = engine().post(results.hits[0].slug) if results.hits else None
    if found is None:
        return Examples()
    record = found.record
    together = engine().recommender.post(record.slug, size=SHOWN)
    begun = record.title[:BEGUN] if record.titled else ""
    topics = engine().recommender.topics_of(record.title, record.text, size=SHOWN)
    return Examples(
        shortened(search_answer(results, base)),
        suggest_answer(engine().suggest(begun, SHOWN), base),
        post_answer(found, base),
        topics=topics_answer(topics, base),
        related=related_answer(together, base) if together else None,
        asked=_asked(results),
    )


def _asked(results: Results) -> dict[str, str]:
    """Return for each facet the value that most posts have, and a text that finds some."""
    common = {
        facet.value: value
        for facet, values in results.facets.items()
        if (value := next((each.value for each in values if each.value != NONE), None))
    }
    named = [each.label for each in results.facets.get(Facet.THEME, ()) if each.value != NONE]
    return {**common, **({"q": f'"{named[0]}"'} if named and '"' not in named[0] else {})}


def _max_text() -> int:
    return premises().settings.limits.query_characters


def _refused(problems: Sequence[FieldProblem]) -> Response:
    """Return everything that is wrong with a request."""
    told = [
        {"parameter": p.field, "value": p.value, "rule": p.rule, "message": p.message}
        for p in problems
    ]
    response = _given({"error": {"status": 400, "id": None, "problems": told}})
    response.status_code = 400
    return response


def _given(answer: Json | list[Json]) -> Response:
    text = json.dumps(answer, ensure_ascii=False)
    return Response(text.encode("utf-8", "replace"), mimetype="application/json")
