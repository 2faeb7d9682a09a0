"""What belongs to a page, said in its `Link` header for programs that do not read pages.

Source:
    Signposting the scholarly web: https://signposting.org/FAIR/
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, request

from web.link_headers import ATOM, JSON_FEED, OPEN_SEARCH, Related, relate
from web.links import post_path, term_path
from web.shelf import links, premises
from web.wording import is_web_address

blueprint = Blueprint("relations", __name__)


@blueprint.after_app_request
def add(response: Response) -> Response:
    """Add what belongs to the page that was asked for."""
    related = _RELATED.get(request.endpoint or "")
    if related is not None and response.status_code == 200:
        relate(response, related(), links())
    return response


def _of_post() -> list[Related]:
    slug = str((request.view_args or {})["slug"])
    licence = premises().site.licence
    return [
        Related(post_path(slug), "cite-as"),
        *([Related(licence, "license")] if is_web_address(licence) else []),
        Related("https://schema.org/NewsArticle", "type"),
        Related(post_path(slug, ".json"), "alternate", "application/json"),
        Related(post_path(slug, ".md"), "alternate", "text/markdown"),
        Related(post_path(slug, "/cite.bib"), "describedby", "application/x-bibtex"),
        Related(post_path(slug, "/cite.ris"), "describedby", "application/x-research-info-systems"),
    ]


def _of_term() -> list[Related]:
    arguments = request.view_args or {}
    kind, slug = arguments["kind"], arguments["slug"]
    return [
        Related(term_path(kind, slug, "/feed.atom"), "alternate", ATOM),
        Related(term_path(kind, slug, "/feed.json"), "alternate", JSON_FEED),
    ]


def _of_home() -> list[Related]:
    return [
        Related("/feed.atom", "alternate", ATOM),
        Related("/feed.json", "alternate", JSON_FEED),
        Related("/opensearch.xml", "search", OPEN_SEARCH, is_page=True),
        Related("/api/v1/openapi.json", "service-desc", "application/openapi+json"),
    ]


_RELATED: dict[str, Callable[[], list[Related]]] = {
    "home.home": _of_home,
    "posts.post": _of_post,
    "terms.term": _of_term,
}
"""Pages with something beside them, by endpoint."""
