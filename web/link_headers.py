"""`Link` headers: where a program goes on from an answer, without reading it.

Source:
    RFC 8288; the relations are those of the IANA registry: `cite-as` (RFC 8574)
    and `describedby` are what libraries' robots ask a page of a publication for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response

from index import Query, Results
from web.links import Links, search_path

LONGEST = 2_000
"""Bytes of a header above which it is left out: servers in front of the site
answer with an error to a header of some thousand."""

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"
OPEN_SEARCH = "application/opensearchdescription+xml"


@dataclass(frozen=True, slots=True)
class Related:
    """Another resource, and what it is to this one.

    Attributes:
        path: Of this site, percent-encoded; or a whole address.
        type: Media type, where the relation does not say it.
        is_page: Whether it is in the language of its reader, as pages are.
    """

    path: str
    relation: str
    type: str | None = None
    is_page: bool = False


def relate(response: Response, related: Iterable[Related], links: Links) -> None:
    """Add a `Link` header to a response."""
    values = []
    for each in related:
        address = _whole(each, links)
        if address.isascii() and not set(address) & set('<> "'):
            kind = f'; type="{each.type}"' if each.type else ""
            values.append(f'<{address}>; rel="{each.relation}"{kind}')
    header = ", ".join(values)
    if header and len(header) <= LONGEST:
        response.headers["Link"] = header


def _whole(related: Related, links: Links) -> str:
    if related.is_page:
        return links.absolute_page(related.path)
    return links.absolute(related.path) if related.path.startswith("/") else related.path


def pages_of(results: Results, form: str) -> list[Related]:
    """Return the other pages of some results, in the same form.

    Args:
        results: What was found.
        form: Path of the form, such as `/search`.
    """
    query, last = results.query, results.pages
    pages = {"first": 1, "prev": query.page - 1, "next": query.page + 1, "last": last}
    return [
        Related(search_path(query.on_page(page), form), relation, is_page=form == "/search")
        for relation, page in pages.items()
        if 1 <= page <= last
    ]


def feeds_of(query: Query) -> list[Related]:
    """Return the feeds of a search."""
    followed = query.but(sort=None, size=Query().size)
    return [
        Related(search_path(followed, "/search.atom"), "alternate", ATOM),
        Related(search_path(followed, "/search/feed.json"), "alternate", JSON_FEED),
    ]
