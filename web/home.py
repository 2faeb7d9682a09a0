"""The first page, and the few pages about the site itself."""

from __future__ import annotations

from flask import Blueprint, Response

from archive import Kind
from index import NONE, Facet
from web.examples import examples
from web.rendering import render
from web.shelf import links, number_of, overview, premises, shelf, terms
from web.terms import TreeRow, in_order_of_trees
from web.timeline import by_year

blueprint = Blueprint("home", __name__)

BESIDE = 12
"""Themes or partners listed on the first page, as long as the newest posts beside them are tall;
of more, those with the most posts."""


@blueprint.get("/")
def home() -> str:
    """Show what is new, and every way in."""
    results = overview()
    return render(
        "home.html",
        results=results,
        themes=_fitting(in_order_of_trees(terms(Kind.THEME).values())),
        partners=_fitting(tuple((0, view) for view in terms(Kind.PARTNER).values())),
        number_of_themes=len(terms(Kind.THEME)),
        number_of_partners=len(terms(Kind.PARTNER)),
        languages=number_of(Facet.LANGUAGE),
        timeline=by_year(results.timeline, links().year),
        examples=shelf().remember("examples", examples),
    )


@blueprint.get("/languages/")
def languages() -> str:
    """Show the languages that posts are in."""
    values = overview().facets.get(Facet.LANGUAGE, ())
    return render("languages.html", languages=[v for v in values if v.value != NONE])


@blueprint.get("/accessibility/")
def accessibility() -> str:
    """Say what was done so that everyone can read, and what is known not to work."""
    return render("accessibility.html")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Give the icon to browsers that ask for it by its old name."""
    asset = premises().assets["icon.svg"]
    return Response(asset.content, mimetype=asset.mimetype)


def _fitting(rows: tuple[TreeRow, ...]) -> tuple[TreeRow, ...]:
    """Return the rows that have room: all, or the fullest in the order of their names."""
    if len(rows) <= BESIDE:
        return rows
    fullest = sorted(rows, key=lambda row: -row[1].count)[:BESIDE]
    kept = {view.slug for _, view in fullest}
    return tuple((0, view) for _, view in rows if view.slug in kept)
