"""The address of a results page, read into a `Query` and written back.

Reading is lenient: what cannot be understood is left out and reported beside
its field, so that any address a person may type or cut off gives a page.
Writing has one order, and leaves out what is the default, so that one query
has one address: `read_arguments(to_arguments(query)).query == query`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import quote_plus

from werkzeug.datastructures import MultiDict

from index import (
    MAX_PAGE_SIZE,
    NONE,
    PAGE_SIZE,
    DateUnreadable,
    Facet,
    Match,
    PartialDate,
    Query,
    Sentence,
    Sort,
    cut_text,
)

MAX_TEXT = 500
"""Longest search text, in characters, unless the settings say otherwise; the rest is cut off."""

MAX_SHOWN = 50
"""Most posts on one page for people.  A hundred, as programs may ask for, made 108 to 112 kB
of HTML of an archive with eighty partners, and no results page may have more than 100 kB."""

MAX_VALUES = 50
"""Most values of one facet; nobody ticks more, and each one costs a search."""

MAX_VALUE = 200
"""Longest value of a facet, in characters; a longer one is no name of anything."""

MAX_PAGE = 1_000_000
"""Highest page number that is looked up; above it there is none."""

_ADDRESSES_KEPT = 256
"""Queries whose parameters are kept as written: those of a few pages."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A value that was left out.

    Attributes:
        field: Name of the parameter.
        value: What was given, shortened.
        rule: `date`, `order`, `year`, `values`, `size`, `page`, `choice` or `text`.
        message: What is wrong, as a sentence without full stop.
    """

    field: str
    value: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A query as it was asked for.

    Attributes:
        query: What is looked for; values with a problem are not in it.
        problems: What was left out, in the order of the form.
        raw: What stood in the date fields, to be shown again as typed.
    """

    query: Query
    problems: tuple[FieldProblem, ...] = ()
    raw: dict[str, str] = field(default_factory=dict)

    def problem(self, name: str) -> FieldProblem | None:
        """Return the first problem of a field, or None."""
        return next((p for p in self.problems if p.field == name), None)


def read_arguments(
    arguments: MultiDict[str, str], *, max_text: int = MAX_TEXT, max_size: int = MAX_PAGE_SIZE
) -> SearchForm:
    """Read the parameters of an address; unknown ones are passed over.

    Args:
        arguments: As the address has them.
        max_text: Longest search text, in characters.
        max_size: Most posts on a page.
    """
    problems: list[FieldProblem] = []
    start, end = _bounds(arguments, problems)
    text = _text(arguments.get("q", ""), max_text, problems)
    chosen: dict[str, Any] = {facet.value: _values(arguments, facet, problems) for facet in Facet}
    query = Query(
        text=text,
        **chosen,
        start=start,
        end=end,
        sort=_choice(arguments, "sort", Sort, problems),
        match=_choice(arguments, "match", Match, problems) or Match.ALL,
        page=_number(arguments, "page", 1, MAX_PAGE, problems),
        size=_number(arguments, "size", PAGE_SIZE, max_size, problems),
    )
    raw = {name: clean(arguments.get(name, ""))[:MAX_VALUE] for name in ("from", "to")}
    return SearchForm(query, tuple(problems), raw)


def to_arguments(query: Query) -> list[tuple[str, str]]:
    """Return the parameters of a query in their one order, defaults left out."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(facet.value, value) for facet in Facet for value in query.chosen(facet)]
    if query.start is not None:
        pairs.append(("from", str(query.start)))
    if query.end is not None:
        pairs.append(("to", str(query.end)))
    if query.sort is not None:
        pairs.append(("sort", query.sort.value))
    if query.match is not Match.ALL:
        pairs.append(("match", query.match.value))
    if query.page != 1:
        pairs.append(("page", str(query.page)))
    if query.size != PAGE_SIZE:
        pairs.append(("size", str(query.size)))
    return pairs


@lru_cache(_ADDRESSES_KEPT)
def to_query_string(query: Query) -> str:
    """Return the parameters of a query as an address has them; a page repeats many."""
    return "&".join(f"{name}={quote_plus(value)}" for name, value in to_arguments(query))


def canonical(query: Query) -> Query:
    """Return the query that stands for all that find the same.

    Blanks around words, the order of chosen values, the order of the posts and how
    many stand on a page make no difference to what is found.  The page is the one
    that the first post of the page asked for is on, or the first in another order.
    """
    text = " ".join(query.text.split())
    default = Sort.RELEVANCE if text else Sort.NEWEST
    chosen = {facet.value: tuple(sorted(query.chosen(facet))) for facet in Facet}
    before = (query.page - 1) * query.size if query.sort in (None, default) else 0
    return query.but(text=text, sort=None, size=PAGE_SIZE, page=before // PAGE_SIZE + 1, **chosen)


def clean(text: str) -> str:
    """Return a text without the characters that no keyboard writes."""
    return _CONTROLS.sub(" ", text)


def _text(given: str, most: int, problems: list[FieldProblem]) -> str:
    text, note = cut_text(clean(given), most)
    if note:
        problems.append(FieldProblem("q", text[:40], "text", note))
    return text


def _values(
    arguments: MultiDict[str, str], facet: Facet, problems: list[FieldProblem]
) -> tuple[str, ...]:
    given = (clean(value).strip() for value in arguments.getlist(facet.value))
    values = list(dict.fromkeys(value for value in given if 0 < len(value) <= MAX_VALUE))
    if facet is Facet.YEAR:
        values = list(_years(values, problems))
    if len(values) > MAX_VALUES:
        message = Sentence("Only the first %(most)s values were used", most=MAX_VALUES)
        problems.append(FieldProblem(facet.value, values[MAX_VALUES], "values", message))
    return tuple(values[:MAX_VALUES])


def _years(values: Iterable[str], problems: list[FieldProblem]) -> Iterable[str]:
    for value in values:
        if value == NONE or _YEAR.fullmatch(value):
            yield value
        else:
            message = Sentence("“%(text)s” is not a year", text=value[:40])
            problems.append(FieldProblem("year", value[:40], "year", message))


def _bounds(
    arguments: MultiDict[str, str], problems: list[FieldProblem]
) -> tuple[PartialDate | None, PartialDate | None]:
    start = _date(arguments, "from", problems)
    end = _date(arguments, "to", problems)
    if start is not None and end is not None and start.first > end.last:
        message = Sentence("%(end)s is before %(start)s", end=str(end), start=str(start))
        problems.append(FieldProblem("to", str(end), "order", message))
        end = None
    return start, end


def _date(
    arguments: MultiDict[str, str], name: str, problems: list[FieldProblem]
) -> PartialDate | None:
    given = clean(arguments.get(name, "")).strip()
    if not given:
        return None
    try:
        return PartialDate.parse(given)
    except DateUnreadable:
        message = Sentence("%(text)s is not a date", text=given[:40])
        problems.append(FieldProblem(name, given[:40], "date", message))
        return None


def _choice(
    arguments: MultiDict[str, str],
    name: str,
    choices: type[_Choice],
    problems: list[FieldProblem],
) -> _Choice | None:
    given = clean(arguments.get(name, "")).strip()
    if not given:
        return None
    try:
        return choices(given)
    except ValueError:
        message = Sentence(
            "“%(text)s” is not one of %(choices)s", text=given[:40], choices=", ".join(choices)
        )
        problems.append(FieldProblem(name, given[:40], "choice", message))
        return None


def _number(
    arguments: MultiDict[str, str],
    name: str,
    default: int,
    most: int,
    problems: list[FieldProblem],
) -> int:
    given = clean(arguments.get(name, "")).strip()
    if not given:
        return default
    number = int(given) if _NUMBER.fullmatch(given) else 0
    if 1 <= number <= most:
        return number
    message = Sentence("“%(text)s” is not a number from 1 to %(most)s", text=given[:40], most=most)
    problems.append(FieldProblem(name, given[:40], name, message))
    return most if number > most else default
