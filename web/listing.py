"""Lists of posts that fill several pages, outside of searching."""

from __future__ import annotations

from flask import abort, request

from archive import Kind
from index import Facet, Query, Results, TermView
from web.arguments import read_arguments
from web.shelf import engine, terms

ON_A_PAGE = 20
"""Posts on a page of a partner, theme or month."""

BESIDE = 8
"""Partners or themes in a list beside a page."""

Row = tuple[TermView, int]
"""A line of such a list: a partner or theme, and how many posts."""


def paged(path: str, page: int) -> str:
    """Return the address of a page of a list; the first is the list itself."""
    return path if page == 1 else f"{path}?page={page}"


def asked_page() -> int:
    """Return the page that the address asks for."""
    return read_arguments(request.args).query.page


def results_of(query: Query) -> Results:
    """Return the results on a page of a list; past the end there is no page."""
    results = engine().search(query)
    if query.page > results.pages:
        abort(404)
    return results


def terms_in(results: Results, kind: Kind) -> list[Row]:
    """Return the partners or themes that most of the posts found are filed under."""
    known = terms(kind)
    values = results.facets.get(Facet(kind.value), ())
    return [(known[v.value], v.count) for v in values if v.value in known and v.count][:BESIDE]
