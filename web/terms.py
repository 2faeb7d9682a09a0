"""Partners and themes: who the posts are by, and what they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from archive import Kind
from index import MAX_PAGE_SIZE, NONE, Facet, Query, Sort, TermView
from web.listing import BESIDE, ON_A_PAGE, Row, asked_page, paged, results_of, terms_in
from web.paging import pager
from web.shelf import engine, links, overview, shelf, terms
from web.timeline import by_year, undated

blueprint = Blueprint("terms", __name__)

ONE_COLUMN = 12
"""Names in one column; more of them, if they are names alone, stand in two."""


@dataclass(frozen=True, slots=True)
class Company:
    """Terms of the same kind that a term shares posts with.

    Attributes:
        partial: Whether only the newest posts were looked at.
    """

    rows: tuple[Row, ...]
    partial: bool


@blueprint.get("/partners/", defaults={"kind": Kind.PARTNER})
@blueprint.get("/themes/", defaults={"kind": Kind.THEME})
def vocabulary(kind: Kind) -> str:
    """Show all partners or all themes."""
    views = terms(kind).values()
    rows = in_order_of_trees(views) if kind is Kind.THEME else tuple((0, view) for view in views)
    facet = Facet(kind.value)
    without = sum(v.count for v in overview().facets.get(facet, ()) if v.value == NONE)
    return render_template(
        "terms.html",
        kind=kind,
        rows=rows,
        nested=any(depth for depth, _ in rows),
        brief=len(rows) > ONE_COLUMN and not any(view.description for _, view in rows),
        without=without,
        without_link=links().search(Query().toggle(facet, NONE)),
    )


@blueprint.get("/partners/<slug>/", defaults={"kind": Kind.PARTNER})
@blueprint.get("/themes/<slug>/", defaults={"kind": Kind.THEME})
def term(kind: Kind, slug: str) -> str:
    """Show a partner or theme, with its posts."""
    view = terms(kind).get(slug)
    if view is None:
        abort(404)
    facet = Facet(kind.value)
    listed = Query(sort=Sort.NEWEST, size=ON_A_PAGE).toggle(facet, slug)
    query = listed.on_page(asked_page())
    results = results_of(query)
    here = links().term(kind, slug)
    search = Query().toggle(facet, slug)

    def year_link(year: int) -> str:
        return links().search(search.but(year=(f"{year:04d}",)))

    def page_link(page: int) -> str:
        return paged(here, page)

    return render_template(
        "term.html",
        kind=kind,
        term=view,
        results=results,
        search=search,
        timeline=by_year(results.timeline, year_link),
        undated=links().search(search.but(year=(NONE,))),
        undated_count=undated(results.timeline),
        pager=pager(query.page, results.pages, page_link),
        near=_near(view, terms(kind)),
        company=shelf().remember(f"company:{kind}:{slug}", lambda _: _company(search, kind, slug)),
        partners=terms_in(results, Kind.PARTNER),
        themes=terms_in(results, Kind.THEME),
        robots="noindex" if query.page > 1 else None,
    )


def in_order_of_trees(views: Iterable[TermView]) -> tuple[tuple[int, TermView], ...]:
    """Return terms with their depth, narrower ones after their first broader one."""
    known = {view.slug: view for view in views}
    children: dict[str | None, list[TermView]] = {}
    for view in known.values():
        parent = next((label.slug for label in view.broader if label.slug in known), None)
        children.setdefault(parent, []).append(view)
    rows: list[tuple[int, TermView]] = []
    seen: set[str] = set()

    def place(view: TermView, depth: int) -> None:
        if view.slug not in seen:
            seen.add(view.slug)
            rows.append((depth, view))
            for child in children.get(view.slug, ()):
                place(child, depth + 1)

    for view in children.get(None, ()):
        place(view, 0)
    for view in known.values():  # terms that are each other's broader ones have no root
        place(view, 0)
    return tuple(rows)


def _near(view: TermView, known: dict[str, TermView]) -> list[tuple[TermView, str]]:
    """Return the terms next to one, and how each is next to it."""
    near: dict[str, tuple[TermView, str]] = {}
    for relation in ("broader", "narrower", "related"):
        for label in getattr(view, relation):
            if label.slug in known and label.slug != view.slug:
                near.setdefault(label.slug, (known[label.slug], relation))
    return list(near.values())


def _company(search: Query, kind: Kind, slug: str) -> Company:
    """Return the terms that stand beside one on its posts.

    A facet's counts ignore its own choice, so these are counted on the posts.
    """
    results = engine().search(search.but(sort=Sort.NEWEST, size=MAX_PAGE_SIZE))
    shared = Counter(
        label.slug
        for hit in results.hits
        for label in (hit.partners if kind is Kind.PARTNER else hit.themes)
    )
    known = terms(kind)
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    rows = [(known[other], count) for other, count in ranked if other in known and other != slug]
    return Company(tuple(rows[:BESIDE]), partial=results.pages > 1)
