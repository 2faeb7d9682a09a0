"""Years and months, and the posts that belong to none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from archive import Kind
from index import NONE, Engine, Hit, PartialDate, Query, Sort
from web.days import counts_of, weekdays, weeks_of
from web.listing import ON_A_PAGE, asked_page, paged, results_of, terms_in
from web.paging import pager
from web.rendering import render
from web.shelf import engine, links, overview, shelf
from web.timeline import by_month, by_year, undated, years_of

blueprint = Blueprint("years", __name__)

OF_A_MONTH = 5
"""Posts that the page of a year shows of each month."""

FIRST_YEAR, LAST_YEAR = 1, 9999
MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthPart:
    """A month on the page of its year."""

    number: int
    count: int
    hits: tuple[Hit, ...]


@blueprint.get("/archive/")
def all_years() -> str:
    """Show every year and month that has posts."""
    results = overview()
    return render(
        "years.html",
        timeline=by_year(results.timeline, links().year),
        years={year: dict(months) for year, months in years_of(results.timeline).items()},
        undated_count=undated(results.timeline),
        total=results.total,
    )


@blueprint.get("/archive/<int:year>/")
def one_year(year: int) -> str:
    """Show a year, month by month."""
    years = years_of(overview().timeline)
    if year not in years:
        abort(404)
    months: list[MonthPart] = shelf().remember(
        f"months:{year}", lambda engine: _months(engine, year, years[year])
    )
    results = engine().search(Query(year=(f"{year:04d}",), size=1))
    return render(
        "year.html",
        year=year,
        months=months,
        results=results,
        timeline=by_month(overview().timeline, year, links().year),
        previous=max((y for y in years if y < year), default=None),
        next=min((y for y in years if y > year), default=None),
        counts={y: sum(count for _, count in months) for y, months in years.items()},
        themes=terms_in(results, Kind.THEME),
        partners=terms_in(results, Kind.PARTNER),
        search=Query(year=(f"{year:04d}",)),
        undated_count=undated(overview().timeline),
    )


@blueprint.get("/archive/<int:year>/<int:month>/")
def one_month(year: int, month: int) -> AnyResponse | str:
    """Show all posts of a month."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS):
        abort(404)
    address = links().year(year, month)
    if not address.endswith(request.path):
        return redirect(address, 301)
    results = results_of(_month_query(year, month).on_page(asked_page()))
    if not results.total:
        abort(404)
    days = shelf().remember(f"days:{year}-{month}", lambda engine: counts_of(engine, year, month))
    order = [(y, m) for y, ms in years_of(overview().timeline).items() for m, _ in ms]
    order.sort()
    place = order.index((year, month))
    return render(
        "month.html",
        first=date(year, month, 1),
        weeks=weeks_of(year, month, days),
        weekdays=weekdays(),
        results=results,
        path=paged(f"/archive/{year}/{month:02d}/", results.query.page),
        search=Query(start=PartialDate(year, month), end=PartialDate(year, month)),
        pager=pager(results.query.page, results.pages, lambda page: paged(address, page)),
        previous=date(*order[place - 1], 1) if place else None,
        next=date(*order[place + 1], 1) if place + 1 < len(order) else None,
    )


@blueprint.get("/archive/undated/")
def without_date() -> str:
    """Show the posts that carry no date."""
    query = Query(year=(NONE,), sort=Sort.TITLE, size=ON_A_PAGE, page=asked_page())
    results = results_of(query)
    address = links().page("/archive/undated/")
    return render(
        "undated.html",
        results=results,
        path=paged("/archive/undated/", query.page),
        search=Query(year=(NONE,)),
        pager=pager(query.page, results.pages, lambda page: paged(address, page)),
    )


def _months(engine: Engine, year: int, counts: list[tuple[int, int]]) -> list[MonthPart]:
    """Return the months of a year, latest first: twelve searches, so once for each generation."""
    return [
        MonthPart(month, count, engine.search(_month_query(year, month, OF_A_MONTH)).hits)
        for month, count in reversed(counts)
    ]


def _month_query(year: int, month: int, size: int = ON_A_PAGE) -> Query:
    day = PartialDate(year, month)
    return Query(start=day, end=day, sort=Sort.NEWEST, size=size)
