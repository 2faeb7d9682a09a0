"""The parameters of the interface for programs, and the strict reading of them.

Pages read leniently, because people cut addresses off.  A program that is
answered something else than it asked for does not notice, so here whatever is
not understood is an error, and all errors come at once.  The description of
the interface is made from the same table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from index import (
    DATE_FORMS,
    MAX_PAGE_SIZE,
    NONE,
    PAGE_SIZE,
    RELATED_POSTS,
    SUGGESTIONS,
    Facet,
    Match,
    PartialDate,
    Query,
    Sort,
)
from web.arguments import MAX_PAGE, MAX_VALUE, MAX_VALUES, FieldProblem, clean, read_arguments

Json = dict[str, Any]

DAY = (
    r"^[12][0-9]{3}(-(0[1-9]|1[0-2])"
    r"|-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    r"|-(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|-02-(0[1-9]|1[0-9]|2[0-8]))?$"
    r"|^([12][0-9](0[48]|[2468][048]|[13579][26])|(12|16|20|24|28)00)-02-29$"
)
"""A year, a month or a day of the calendar, for programs that check before they ask."""

VISIBLE = r"^[\s\S]*[^\s\u0000-\u001f\u007f-\u009f\u2028\u2029][\s\S]*$"
"""A value of blanks alone is none.  Anchored: some programs match whole values."""

_TEXT: Json = {"type": "string"}
MAX_TOPIC_TEXT = 4_000
"""Characters of a text that themes are found for; a longer one fits in no address."""

MAX_SUGGESTIONS = 20
"""Most suggestions in one answer; nobody reads further."""

TOLD_OTHERWISE = frozenset({"order", "values"})
"""Problems of a person that are none of a program, or are found more strictly."""

SHOWN = 40
"""Characters of a wrong value that are repeated in the answer."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    Attributes:
        name: As in the address.
        about: What it does, as a sentence.
        schema: JSON Schema of one value.
        repeats: Whether it may be given several times.
        example: A value, for whoever reads the description.
        required: Whether it must be given.
    """

    name: str
    about: str
    schema: Json = field(default_factory=lambda: {"type": "string"})
    repeats: bool = False
    example: str | int = ""
    required: bool = False


def of_search(max_text: int) -> tuple[Parameter, ...]:
    """Return the parameters of a search.

    Args:
        max_text: Longest search text, in characters.
    """
    day = f"Published {{}} this day, month or year: {DATE_FORMS}."
    return (
        Parameter(
            "q",
            'Words that a post must have; "..." is a phrase, a hyphen leaves posts out.',
            {"type": "string", "maxLength": max_text},
            example="shade -sail",
        ),
        *(_facet(facet) for facet in Facet),
        Parameter("from", day.format("on or after"), {**_TEXT, "pattern": DAY}, example="2023-05"),
        Parameter(
            "to",
            f"{day.format('on or before')} Before `from`, nothing is found.",
            {**_TEXT, "pattern": DAY},
            example="2024",
        ),
        Parameter(
            "sort",
            "The order; relevance with words, else newest.",
            _choice(Sort),
            example="newest",
        ),
        Parameter("match", "How many of the words.", _choice(Match, Match.ALL), example="all"),
        Parameter("page", "Page of the hits.", _number(1, MAX_PAGE), example=1),
        Parameter("size", "Hits on a page.", _number(PAGE_SIZE, MAX_PAGE_SIZE), example=PAGE_SIZE),
    )


OF_TEXT = (
    Parameter(
        "text",
        "What to find themes for, as plain text.",
        {**_TEXT, "minLength": 1, "maxLength": MAX_TOPIC_TEXT, "pattern": VISIBLE},
        example="Two squares had shade sails this summer.",
        required=True,
    ),
    Parameter(
        "title",
        "Its title; a word in it tells more.",
        {**_TEXT, "minLength": 1, "maxLength": MAX_VALUE, "pattern": VISIBLE},
        example="Shade for two squares",
    ),
)
"""The parameters of a text."""


OF_PREFIX = (
    Parameter(
        "q",
        "What was typed so far; its last word is finished.",
        {**_TEXT, "maxLength": MAX_VALUE},
        example="sha",
        required=True,
    ),
    Parameter(
        "size",
        "Suggestions at most.",
        {"type": "integer", "minimum": 1, "maximum": MAX_SUGGESTIONS, "default": SUGGESTIONS},
        example=SUGGESTIONS,
    ),
)
"""The parameters of suggestions."""


OF_RELATED = (
    Parameter(
        "size",
        "Related posts at most.",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": RELATED_POSTS},
        example=RELATED_POSTS,
    ),
)
"""The parameters of what belongs with a post."""


def read_prefix(
    arguments: MultiDict[str, str],
) -> tuple[str, int, tuple[FieldProblem, ...]]:
    """Return what was typed, how many suggestions are wanted, and everything that is wrong."""
    size, problems = _read_size(arguments, SUGGESTIONS, MAX_SUGGESTIONS)
    return clean(arguments.get("q", "")), size, (*unusable(arguments, OF_PREFIX), *problems)


def read_related(arguments: MultiDict[str, str]) -> tuple[int, tuple[FieldProblem, ...]]:
    """Return how many related posts are wanted, and everything that is wrong."""
    size, problems = _read_size(arguments, RELATED_POSTS, MAX_PAGE_SIZE)
    return size, (*unusable(arguments, OF_RELATED), *problems)


def _read_size(
    arguments: MultiDict[str, str], default: int, most: int
) -> tuple[int, tuple[FieldProblem, ...]]:
    """Return a number of things that are wanted, and what is wrong with it."""
    size = arguments.get("size", str(default))
    known = size.isascii() and size.isdecimal() and 1 <= int(size[:SHOWN]) <= most
    if size.strip() and not known:
        return default, (_problem("size", size, "size", f"is no number from 1 to {most}"),)
    return int(size) if known else default, ()


def read_strictly(
    arguments: MultiDict[str, str], *, max_text: int
) -> tuple[Query, tuple[FieldProblem, ...]]:
    """Return the query of some arguments, and everything that is wrong with them.

    Args:
        arguments: As the address has them.
        max_text: Longest search text, in characters.
    """
    form = read_arguments(arguments, max_text=max_text)
    known = of_search(max_text)
    query = form.query
    rules = {problem.rule for problem in form.problems}
    others = [each for each in form.problems if each.rule not in TOLD_OTHERWISE]
    text = arguments.get("q", "")
    if len(text) > max_text and "text" not in rules:  # blanks alone are left out, but too many
        others.append(_problem("q", text, "length", f"is longer than {max_text} characters"))
    if "order" in rules:
        # Both are dates, so it is a question, and nothing is so; a person would have slipped.
        query = query.but(end=PartialDate.parse(arguments["to"]), page=query.page)
    return query, (*unknown(arguments, known), *_badly_given(arguments, known), *others)


def beyond(text: str, notes: Iterable[str]) -> tuple[FieldProblem, ...]:
    """Return what is wrong with a search text of which some was left out."""
    return tuple(
        _problem("q", text, "limit", f"is more than is searched: {note}") for note in notes
    )


def unusable(arguments: MultiDict[str, str], known: Sequence[Parameter]) -> Iterator[FieldProblem]:
    """Yield everything that is wrong with arguments of which each is a plain text."""
    yield from unknown(arguments, known)
    yield from _badly_given(arguments, known)
    for parameter in known:
        value = arguments.get(parameter.name)
        most = parameter.schema.get("maxLength")
        if value is None and parameter.required:
            yield _problem(parameter.name, "", "missing", "must be given")
        elif value is not None and most is not None and len(value) > most:
            yield _problem(parameter.name, value, "length", f"is longer than {most} characters")


def unknown(arguments: MultiDict[str, str], known: Iterable[Parameter]) -> Iterator[FieldProblem]:
    """Yield a problem for every parameter that there is not."""
    names = [parameter.name for parameter in known]
    for name in arguments:
        if name not in names:
            there = f"there are {', '.join(names)}" if names else "there is none"
            yield _problem(name, arguments[name], "unknown", f"is not a parameter; {there}")


def _badly_given(
    arguments: MultiDict[str, str], known: Iterable[Parameter]
) -> Iterator[FieldProblem]:
    for parameter in known:
        values = arguments.getlist(parameter.name)
        if len(values) > 1 and not parameter.repeats:
            yield _problem(parameter.name, values[1], "repeated", "can be given once")
        elif len(values) > MAX_VALUES:  # counted as they came, before equal ones become one
            told = f"can be given {MAX_VALUES} times"
            yield _problem(parameter.name, values[MAX_VALUES], "values", told)
        for value in values:
            if not clean(value).strip() and parameter.name != "q":
                yield _problem(parameter.name, value, "empty", "is empty; leave it out")
            elif value != value.strip() and not _is_free(parameter):
                yield _problem(parameter.name, value, "blanks", "has blanks around it")
            elif parameter.repeats and len(value) > MAX_VALUE:
                yield _problem(
                    parameter.name, value, "length", f"is longer than {MAX_VALUE} characters"
                )


def _is_free(parameter: Parameter) -> bool:
    """Tell whether a parameter takes any text, so that blanks around it do no harm."""
    schema = parameter.schema
    return (
        schema["type"] == "string"
        and "enum" not in schema
        and schema.get("pattern", VISIBLE) == VISIBLE
    )


def _problem(name: str, value: str, rule: str, message: str) -> FieldProblem:
    name = name[:SHOWN]
    return FieldProblem(name, value[:SHOWN], rule, f"“{name}” {message}")


def _facet(facet: Facet) -> Parameter:
    about = {
        Facet.PARTNER: "Posts of this partner, by slug, name or alias",
        Facet.THEME: "Posts on this theme or a narrower one, by slug, name or alias",
        Facet.CATEGORY: "Posts of this kind",
        Facet.LANGUAGE: "Posts in this language, as a BCP 47 tag",
        Facet.YEAR: "Posts published in this year",
    }[facet]
    values = {**_TEXT, "minLength": 1, "maxLength": MAX_VALUE, "pattern": VISIBLE}
    example = {Facet.LANGUAGE: "en", Facet.YEAR: "2024"}.get(facet, NONE)
    if facet is Facet.YEAR:
        values = {**_TEXT, "pattern": f"^([0-9]{{4}}|{NONE})$"}
    text = f"{about}; `{NONE}` for those without. Several values widen; at most {MAX_VALUES}."
    return Parameter(facet.value, text, values, repeats=True, example=example)


def _choice(choices: type[Sort | Match], default: Match | None = None) -> Json:
    schema: Json = {"type": "string", "enum": [choice.value for choice in choices]}
    return schema if default is None else {**schema, "default": default.value}


def _number(default: int, most: int) -> Json:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": default}
