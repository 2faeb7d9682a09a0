"""The description of the interface for programs.

Its parameters come from the table that requests are read by, its examples from
the archive that it describes.

Source:
    OpenAPI 3.1.0: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from web.arguments import MAX_VALUES
from web.machine.parameters import OF_PREFIX, OF_RELATED, OF_TEXT, Parameter
from web.machine.schemas import SCHEMAS

Json = dict[str, Any]

TOO_LONG = "414"
"""Status of an address that is longer than the server reads."""

SHOWN = 2
"""Items of a list in an example: they all look alike."""

ERRORS = {
    "400": "Something in the request was not understood",
    "404": "There is no such post, or it is not public",
    TOO_LONG: "The address is longer than the server takes",
    "503": "There is no index at the moment; ask again after Retry-After seconds",
}
"""What can be answered in place of what was asked for."""

_PAGES: Json = {
    "Link": {
        "description": "The first, previous, next and last page, as RFC 8288 has it; not for a "
        "query so long that it would burst a header",
        "schema": {"type": "string"},
        "example": '<https://archive.example.org/api/v1/search?page=2>; rel="next"',
    }
}


@dataclass(frozen=True, slots=True)
class Examples:
    """Answers of this very archive; None where it has no posts to show.

    Attributes:
        asked: Values of parameters of a search that find a post here, by name.
    """

    search: Json | None = None
    suggest: list[Json] | None = None
    post: Json | None = None
    topics: Json | None = None
    related: Json | None = None
    asked: Mapping[str, str] = field(default_factory=dict)


def shortened(answer: Json) -> Json:
    """Return a search answer with the beginnings of its lists."""
    return {
        **answer,
        "hits": answer["hits"][:1],
        "facets": {name: values[:SHOWN] for name, values in answer["facets"].items()},
        "timeline": answer["timeline"][:SHOWN],
    }


def description(
    name: str,
    base: str,
    version: str,
    parameters: Iterable[Parameter],
    examples: Examples,
) -> Json:
    """Return the interface as an OpenAPI document.

    Args:
        name: Of the site.
        base: `[site] url`, without a slash at its end.
        version: Of the program.
        parameters: Of a search.
        examples: Answers, where there is an archive to take them from.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: search and posts",
            "description": "Unknown or malformed parameters are answered with 400 and the full "
            "list of problems. Dates are ISO 8601, `null` means unknown, an empty list none.",
            "version": version,
        },
        "servers": [{"url": base}],
        "paths": _paths(parameters, examples),
        "components": {"schemas": SCHEMAS},
    }


def _paths(parameters: Iterable[Parameter], examples: Examples) -> Json:
    of_search = [_parameter(each, examples.asked.get(each.name)) for each in parameters]
    search = {**_answer("Search", example=examples.search), "headers": _PAGES}
    slug = _slug((examples.post or {}).get("slug"))
    return {
        "/api/v1/search": _get(
            "search", "Search the archive", of_search, search, ("400", TOO_LONG, "503")
        ),
        "/api/v1/suggest": _get(
            "suggest",
            "What somebody who has begun to type may want",
            [_parameter(each) for each in OF_PREFIX],
            _answer("Suggestions", example=examples.suggest),
            ("400", TOO_LONG, "503"),
        ),
        "/api/v1/posts/{slug}": _get(
            "post",
            "One post",
            [slug],
            _answer("Post", example=examples.post),
            ("400", "404", "503"),
        ),
        "/api/v1/posts/{slug}/related": _get(
            "related",
            "Topics and posts for the reader of a post",
            [slug, *(_parameter(each) for each in OF_RELATED)],
            _answer("Related", example=examples.related),
            ("400", "404", "503"),
        ),
        "/api/v1/topics": _get(
            "topics",
            "The themes that a text is about",
            [_parameter(each) for each in OF_TEXT],
            _answer("Topics", example=examples.topics),
            ("400", TOO_LONG, "503"),
        ),
    }


def _get(name: str, about: str, parameters: list[Json], found: Json, errors: Iterable[str]) -> Json:
    """Return the one operation of a path: to read.

    Args:
        name: Of the operation, for programs that make functions of them.
        about: What it does.
        parameters: What it takes.
        found: What is answered when all is well.
        errors: Statuses of what else may be answered.
    """
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": parameters,
            "responses": {"200": found, **{code: _error(code) for code in errors}},
        }
    }


def _slug(example: str | None) -> Json:
    told: Json = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    return {**told, "example": example} if example else told


def _parameter(parameter: Parameter, found: str | None = None) -> Json:
    """Return a parameter, with a value that finds something here where there is one."""
    schema, example = parameter.schema, found or parameter.example
    described = {"name": parameter.name, "in": "query", "description": parameter.about}
    if not parameter.repeats:
        asked = {"required": True} if parameter.required else {}
        return {**described, **asked, "schema": schema, "example": example}
    several = {"type": "array", "items": schema, "maxItems": MAX_VALUES}
    form = {"style": "form", "explode": True, "example": [example]}
    return {**described, "schema": several, **form}


def _answer(name: str, about: str = "The answer", example: Json | list[Json] | None = None) -> Json:
    content: Json = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    if example is not None:
        content["example"] = example
    return {"description": about, "content": {"application/json": content}}


def _error(code: str) -> Json:
    if code == TOO_LONG:  # the server's own answer, before ours is asked
        return {"description": ERRORS[code]}
    return _answer("Error", ERRORS[code], _refusal(int(code)))


def _refusal(code: int) -> Json:
    error: Json = {"status": code, "id": None}
    if code == 400:
        message = "“size” is not a number from 1 to 100"
        told = {"parameter": "size", "value": "1000", "rule": "size", "message": message}
        error["problems"] = [told]
    return {"error": error}
