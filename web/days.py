"""A month as a calendar: weeks of days, each with its number of posts."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from index import Engine, PartialDate, Query
from web.speech import locale


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month, or a gap before its first and after its last day.

    Attributes:
        day: None in a gap.
        count: Posts published on it.
        query: The search that finds them.
    """

    day: date | None
    count: int = 0
    query: Query | None = None


def counts_of(engine: Engine, year: int, month: int) -> dict[int, int]:
    """Return the posts of each day that has some: one small search a day, once for a generation."""
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    found = {day: engine.search(_on(year, month, day), counts=False, quotes=False) for day in days}
    return {day: results.total for day, results in found.items() if results.total}


def weeks_of(year: int, month: int, counts: dict[int, int]) -> list[list[Day]]:
    """Return the weeks of a month, beginning on the day on which the reader's weeks begin."""
    weeks = calendar.Calendar(locale().first_week_day).monthdayscalendar(year, month)
    return [
        [
            Day(date(year, month, day), counts.get(day, 0), _on(year, month, day))
            if day
            else Day(None)
            for day in week
        ]
        for week in weeks
    ]


def weekdays() -> list[tuple[str, str]]:
    """Return the days of the week, short and in full, as the reader's weeks have them."""
    names = locale().days["stand-alone"]
    order = [(locale().first_week_day + place) % 7 for place in range(7)]
    return [(names["abbreviated"][day], names["wide"][day]) for day in order]


def _on(year: int, month: int, day: int) -> Query:
    only = PartialDate(year, month, day)
    return Query(start=only, end=only, size=1)
