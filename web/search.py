"""The results page, its JSON form, and how to search."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, json, make_response, request

from index import MAX_PAGE_SIZE, Match, Query, Results, Sort
from web.answers import search_answer
from web.arguments import MAX_SHOWN, SearchForm, canonical, read_arguments, to_arguments
from web.examples import examples, shown_forms
from web.facets import chips, groups, ways_out
from web.link_headers import feeds_of, pages_of, relate
from web.links import search_path
from web.nearby import most, without_each
from web.paging import pager
from web.readings import reading_line
from web.rendering import render
from web.shelf import engine, links, overview, premises, shelf, today
from web.timeline import YearLink, by_year

blueprint = Blueprint("search", __name__)

WHOLE = "all"
"""Parameter that names a facet to list to its last value; it says nothing about results."""

LONG_ADDRESS = 400
"""Characters of an address from which on the years of the timeline are no links.  A page names
each year twice: sixteen years of an archive took 15 kB and more to repeat a question that long.
The facet has the years too."""

CONSOLATION = 3
"""Newest posts shown where nothing was found."""


@blueprint.get("/search")
def search() -> Response:
    """Show the results of a query."""
    form = _asked(MAX_SHOWN)
    results = engine().search(form.query)
    response = make_response(_page(form, results))
    response.status_code = 404 if results.query.page > results.pages else 200
    relate(response, [*pages_of(results, "/search"), *feeds_of(results.query)], links())
    return response


@blueprint.get("/search.json")
def search_json() -> Response:
    """Give the results of a query to a program."""
    form = _asked()
    results = _with_cut(form, engine().search(form.query))
    answer = search_answer(results, premises().links.base)
    return Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json")


@blueprint.get("/search/help")
def help_page() -> str:
    """Tell how to search, with examples that find something."""
    return render(
        "help.html",
        examples=shelf().remember("examples", examples),
        forms=shelf().remember("forms", shown_forms),
    )


def _asked(max_size: int = MAX_PAGE_SIZE) -> SearchForm:
    limit = premises().settings.limits.query_characters
    return read_arguments(request.args, max_text=limit, max_size=max_size)


def _with_cut(form: SearchForm, results: Results) -> Results:
    """Return results whose reading also names what was cut off the text before it was read."""
    problem = form.problem("q")
    if problem is None:
        return results
    reading = results.reading
    return replace(results, reading=replace(reading, notes=(problem.message, *reading.notes)))


def _page(form: SearchForm, results: Results) -> str:
    query = results.query
    whole = request.args.get(WHOLE, "")

    def page_link(page: int) -> str:
        return links().search(query.on_page(page))

    def whole_link(facet: str) -> str:
        pairs = [*to_arguments(query.on_page(1)), (WHOLE, facet)]
        return links().page(f"/search?{urlencode(pairs)}#{facet}")

    return render(
        "results.html",
        form=form,
        query=query,
        results=results,
        path=search_path(canonical(query)),
        as_seen=search_path(query),
        robots=_robots(results, whole),
        reading_line=reading_line(results),
        sort=results.sort,
        sorts=_sorts(results),
        groups=groups(results, overview(), whole),
        whole=whole,
        whole_link=whole_link,
        chips=chips(results) if results.total else without_each(engine(), chips(results)),
        most=most(engine(), results),
        timeline=by_year(results.timeline, _year_link(query), query),
        undated=_in_year(query, None),
        pager=pager(query.page, results.pages, page_link),
        last=links().search(query.on_page(results.pages)),
        other_reading=_other_reading(results),
        ways=() if results.total else ways_out(engine(), results),
        newest=() if results.total else overview().hits[:CONSOLATION],
        everything=overview().total,
        today=today(),
    )


def _robots(results: Results, whole: str) -> str | None:
    """Return what robots are asked: not to keep combinations, nor to follow them to more."""
    if results.query.filters > 1 or whole:
        return "noindex, nofollow"
    return None if results.total else "noindex"


def _in_year(query: Query, year: int | None) -> Query:
    """Return a query for one year (None: the undated), in place of all dates chosen."""
    value = "none" if year is None else f"{year:04d}"
    return query.but(year=(value,), start=None, end=None)


def _year_link(query: Query) -> YearLink:
    """Return what makes the address of a query in a year; all are alike but for four digits.

    There is none where it is long.
    """
    # No text can hold what stands here: its own = is written %3D.
    before, after = links().search(_in_year(query, 0)).split("year=0000")
    if len(before) + len(after) > LONG_ADDRESS:
        return lambda _year: None
    return lambda year: f"{before}year={year:04d}{after}"


def _sorts(results: Results) -> list[tuple[Sort, Query]]:
    """Return the orders on offer; relevance means nothing without words."""
    query, reading = results.query, results.reading
    in_title = any(read.field == "title" for read in reading.fields)
    words = bool(reading.words or reading.phrases or in_title)
    offered = [sort for sort in Sort if words or sort is not Sort.RELEVANCE]
    default = offered[0]
    return [(sort, query.but(sort=None if sort is default else sort)) for sort in offered]


def _other_reading(results: Results) -> tuple[str, Query] | None:
    """Return another way to read the same words, and the query for it."""
    query, reading = results.query, results.reading
    if not results.total:
        return None  # the ways out are listed with what they find
    if query.match is not Match.ALL:
        return "all", query.but(match=Match.ALL)
    if reading.asked or reading.fields or reading.dates or "*" in "".join(reading.words):
        return None  # it says more than words, and taking it apart would lose that
    typed = sorted((*reading.words, *reading.dropped), key=query.text.find)
    if len(typed) > 1 and not reading.phrases and not reading.excluded:
        phrase = " ".join(typed)
        if '"' not in phrase:
            return "phrase", replace(query.but(), text=f'"{phrase}"')
    if len(reading.phrases) == 1 and not reading.words and not reading.excluded:
        return "words", query.but(text=reading.phrases[0])
    return None
