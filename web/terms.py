"""Partners and themes: who the posts are by, and what they are about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import islice

from flask import Blueprint, abort

from archive import Kind
from index import NONE, Engine, Facet, Query, Sort, TermView
from web.links import term_path
from web.listing import BESIDE, ON_A_PAGE, Row, asked_page, paged, results_of, terms_in
from web.paging import pager
from web.rendering import render
from web.shelf import links, overview, shelf, terms
from web.timeline import by_year, undated

blueprint = Blueprint("terms", __name__)

ONE_COLUMN = 12
"""Names in one column; more of them, if they are names alone, stand in two."""


TreeRow = tuple[int, TermView]
"""A term and how deep it stands below broader ones."""

JUMPS_FROM = 40
"""Partners from which a row of letters leads to them: fewer are on a screen or two."""


@blueprint.get("/partners/", defaults={"kind": Kind.PARTNER})
@blueprint.get("/themes/", defaults={"kind": Kind.THEME})
def vocabulary(kind: Kind) -> str:
    """Show all partners or all themes."""
    views = terms(kind).values()
    rows = in_order_of_trees(views) if kind is Kind.THEME else tuple((0, view) for view in views)
    facet = Facet(kind.value)
    without = sum(v.count for v in overview().facets.get(facet, ()) if v.value == NONE)
    return render(
        "terms.html",
        kind=kind,
        rows=rows,
        letters=_by_letter(rows) if kind is Kind.PARTNER else {},
        jumps=kind is Kind.PARTNER and len(rows) >= JUMPS_FROM,
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

    return render(
        "term.html",
        path=paged(term_path(kind, slug), query.page),
        kind=kind,
        term=view,
        results=results,
        search=search,
        timeline=by_year(results.timeline, year_link),
        undated=links().search(search.but(year=(NONE,))),
        undated_count=undated(results.timeline),
        pager=pager(query.page, results.pages, page_link),
        near=_near(view, terms(kind)),
        company=shelf().remember(f"company:{kind}:{slug}", lambda engine: _company(engine, view)),
        partners=terms_in(results, Kind.PARTNER),
        themes=terms_in(results, Kind.THEME),
    )


def in_order_of_trees(views: Iterable[TermView]) -> tuple[TreeRow, ...]:
    """Return terms with their depth, narrower ones after their first broader one."""
    known = {view.slug: view for view in views}
    children: dict[str | None, list[TermView]] = {}
    for view in known.values():
        parent = next((label.slug for label in view.broader if label.slug in known), None)
        children.setdefault(parent, []).append(view)
    rows: list[TreeRow] = []
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


def _company(engine: Engine, view: TermView) -> tuple[Row, ...]:
    """Return the terms of the same kind that stand beside one on its posts.

    A facet's counts ignore its own choice, so the term is asked for in words.
    """
    facet = Facet(view.kind.value)
    results = engine.search(Query(text=f"{facet.value}:{view.slug}", size=1), quotes=False)
    kin = {view.slug, *(label.slug for label in (*view.broader, *view.narrower))}
    known = terms(view.kind)
    rows = (
        (known[value.value], value.count)
        for value in results.facets.get(facet, ())
        if value.value in known and value.value not in kin and value.count
    )
    return tuple(islice(rows, BESIDE))


def _initial(name: str) -> str:
    """Return the letter under which a name stands: its first, without marks."""
    letter = next((c for c in name if c.isalnum()), "#")
    plain = unicodedata.normalize("NFD", letter)[0].upper()
    return {"Ł": "L", "Ø": "O", "Æ": "A", "Œ": "O", "Đ": "D"}.get(
        plain, plain if plain.isalpha() else "0–9"
    )


def _by_letter(rows: Iterable[TreeRow]) -> dict[str, list[TreeRow]]:
    """Return names under their letters, alphabets one after the other."""
    found: dict[str, list[TreeRow]] = {}
    for row in rows:
        found.setdefault(_initial(row[1].name), []).append(row)
    return dict(sorted(found.items()))
