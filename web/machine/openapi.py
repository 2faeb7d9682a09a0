"""The description of the interface for programs.

Its parameters come from the table that requests are read by; its schemas allow
no key that is not named, so that the tests notice an answer that has grown.

Source:
    OpenAPI 3.1.0: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index import CompletionKind, Facet, Match, Sort
from web.arguments import MAX_VALUES
from web.machine.parameters import OF_PREFIX, OF_RELATED, OF_TEXT, Parameter

Json = dict[str, Any]

TOO_LONG = "414"
"""Status of an address that is longer than the server reads."""

SHOWN = 2
"""Items of a list in an example: they all look alike."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Answers of this very archive; None where it has no posts to show."""

    search: Json | None = None
    suggest: list[Json] | None = None
    post: Json | None = None
    topics: Json | None = None
    related: Json | None = None


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
    slug = (examples.post or {}).get("slug")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: search and posts",
            "description": "Unknown or malformed parameters are answered with 400 and the full "
            "list of problems. Dates are ISO 8601, `null` means unknown, an empty list none.",
            "version": version,
        },
        "servers": [{"url": base}],
        "paths": {
            "/api/v1/search": {
                "get": {
                    "operationId": "search",
                    "summary": "Search the archive",
                    "parameters": [_parameter(each) for each in parameters],
                    "responses": {
                        "200": {**_answer("Search", example=examples.search), "headers": _PAGES},
                        **_errors("400", TOO_LONG, "503"),
                    },
                }
            },
            "/api/v1/suggest": {
                "get": {
                    "operationId": "suggest",
                    "summary": "What somebody who has begun to type may want",
                    "parameters": [_parameter(each) for each in OF_PREFIX],
                    "responses": {
                        "200": _answer("Suggestions", example=examples.suggest),
                        **_errors("400", TOO_LONG, "503"),
                    },
                }
            },
            "/api/v1/posts/{slug}": {
                "get": {
                    "operationId": "post",
                    "summary": "One post",
                    "parameters": [
                        {
                            "name": "slug",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string"},
                            **({"example": slug} if slug else {}),
                        }
                    ],
                    "responses": {
                        "200": _answer("Post", example=examples.post),
                        **_errors("400", "404", "503"),
                    },
                }
            },
            "/api/v1/posts/{slug}/related": {
                "get": {
                    "operationId": "related",
                    "summary": "Topics and posts for the reader of a post",
                    "parameters": [
                        {
                            "name": "slug",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string"},
                            **({"example": slug} if slug else {}),
                        },
                        *(_parameter(each) for each in OF_RELATED),
                    ],
                    "responses": {
                        "200": _answer("Related", example=examples.related),
                        **_errors("400", "404", "503"),
                    },
                }
            },
            "/api/v1/topics": {
                "get": {
                    "operationId": "topics",
                    "summary": "The themes that a text is about",
                    "parameters": [_parameter(each) for each in OF_TEXT],
                    "responses": {
                        "200": _answer("Topics", example=examples.topics),
                        **_errors("400", TOO_LONG, "503"),
                    },
                }
            },
        },
        "components": {"schemas": SCHEMAS},
    }


def _parameter(parameter: Parameter) -> Json:
    schema = parameter.schema
    described = {"name": parameter.name, "in": "query", "description": parameter.about}
    if not parameter.repeats:
        asked = {"required": True} if parameter.required else {}
        return {**described, **asked, "schema": schema, "example": parameter.example}
    several = {"type": "array", "items": schema, "maxItems": MAX_VALUES}
    form = {"style": "form", "explode": True, "example": [parameter.example]}
    return {**described, "schema": several, **form}


def _answer(name: str, about: str = "The answer", example: Json | list[Json] | None = None) -> Json:
    content: Json = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    if example is not None:
        content["example"] = example
    return {"description": about, "content": {"application/json": content}}


def _errors(*codes: str) -> Json:
    known = {
        "400": "Something in the request was not understood",
        "404": "There is no such post, or it is not public",
        TOO_LONG: "The address is longer than the server takes",
        "503": "There is no index at the moment; ask again after Retry-After seconds",
    }
    return {
        code: {"description": known[code]}  # the server's own answer, before ours is asked
        if code == TOO_LONG
        else _answer("Error", known[code], _refusal(int(code)))
        for code in codes
    }


def _refusal(code: int) -> Json:
    error: Json = {"status": code, "id": None}
    if code == 400:
        message = "“size” is not a number from 1 to 100"
        told = {"parameter": "size", "value": "1000", "rule": "size", "message": message}
        error["problems"] = [told]
    return {"error": error}


def _object(**properties: Json) -> Json:
    """Return the schema of an object that has exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _with_optional(schema: Json, **properties: Json) -> Json:
    """Return the schema of an object that may have some more keys."""
    return {**schema, "properties": {**schema["properties"], **properties}}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_TEXT: Json = {"type": "string"}
_WEB: Json = {"type": "string", "format": "uri"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_NUMBER: Json = {"type": "number"}
_YES_NO: Json = {"type": "boolean"}
_MAYBE_TEXT: Json = {"type": ["string", "null"]}
_DAY: Json = {"type": "string", "format": "date"}
_MAYBE_DAY: Json = {"type": ["string", "null"], "format": "date"}
_TERMS = _list(_ref("Term"))

_PAGES: Json = {
    "Link": {
        "description": "The first, previous, next and last page, as RFC 8288 has it; not for a "
        "query so long that it would burst a header",
        "schema": _TEXT,
        "example": '<https://archive.example.org/api/v1/search?page=2>; rel="next"',
    }
}

_OF_EVERY_POST: dict[str, Json] = {
    "slug": _TEXT,
    "url": _WEB,
    "title": _TEXT,
    "language": _TEXT,
    "date": _MAYBE_DAY,
    "category": _MAYBE_TEXT,
    "partners": _TERMS,
    "themes": _TERMS,
    "summary": _MAYBE_TEXT,
    "event": _or_null(_ref("Event")),
}

_OF_EVENT: dict[str, Json] = {
    "name": _MAYBE_TEXT,
    "start": _MAYBE_DAY,
    "end": _MAYBE_DAY,
    "place": _MAYBE_TEXT,
    "country": _MAYBE_TEXT,
    "mode": _MAYBE_TEXT,
}

_PROBLEM = _object(parameter=_TEXT, value=_TEXT, rule=_TEXT, message=_TEXT)

SCHEMAS: dict[str, Json] = {
    "Search": _object(
        total=_COUNT,
        page={"type": "integer", "minimum": 1},
        pages={"type": "integer", "minimum": 1},
        size={"type": "integer", "minimum": 1},
        sort={"type": "string", "enum": [sort.value for sort in Sort]},
        match={"type": "string", "enum": [match.value for match in Match]},
        reading=_object(
            **{
                part: _list(_TEXT)
                for part in ("words", "phrases", "excluded", "dropped", "also", "notes")
            },
            fields=_list(_object(field=_TEXT, text=_TEXT, names=_list(_TEXT))),
            dates=_list(
                _object(
                    **{
                        "of": {"type": "string", "enum": ["published", "event"]},
                        "from": _MAYBE_DAY,
                        "to": _MAYBE_DAY,
                    }
                )
            ),
            asked=_MAYBE_TEXT,
        ),
        hits=_list(_ref("Hit")),
        facets=_object(**{facet.value: _list(_ref("FacetValue")) for facet in Facet}),
        timeline=_list(
            _object(
                month={"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}$"}, count=_COUNT
            )
        ),
        did_you_mean=_or_null(_object(text=_TEXT, url=_WEB, total=_COUNT)),
        topics=_list(_ref("Topic")),
        generation=_TEXT,
    ),
    "Hit": _object(
        **_OF_EVERY_POST,
        snippet=_list(_object(text=_TEXT, match=_YES_NO)),
        score=_NUMBER,
    ),
    "Post": _object(
        **_OF_EVERY_POST,
        updated=_MAYBE_DAY,
        people=_list(_TEXT),
        expires=_MAYBE_DAY,
        source=_MAYBE_TEXT,
        translations=_list(_object(slug=_TEXT, language=_TEXT, title=_TEXT)),
        html=_TEXT,
        text=_TEXT,
    ),
    "Suggestions": _list(
        _object(
            kind={"type": "string", "enum": [kind.value for kind in CompletionKind]},
            text=_TEXT,
            url=_WEB,
            count={"type": "integer", "minimum": 1},
        )
    ),
    "Term": _object(slug=_TEXT, name=_TEXT),
    "Event": _object(**_OF_EVENT),
    "FacetValue": _object(value=_TEXT, label=_TEXT, count=_COUNT, selected=_YES_NO),
    "Related": _with_optional(
        _object(
            topics=_list(_ref("Topic")),
            posts=_list(_object(slug=_TEXT, title=_TEXT, score=_NUMBER, reason=_TEXT)),
        ),
        event=_ref("EventPair"),
    ),
    "EventPair": _object(
        **_OF_EVENT, announced=_list(_ref("EventPost")), reported=_list(_ref("EventPost"))
    ),
    "EventPost": _object(slug=_TEXT, title=_TEXT, language=_TEXT, date=_DAY),
    "Topics": _object(topics=_list(_ref("Topic"))),
    "Topic": _object(
        kind={"type": "string", "enum": ["theme", "partner", "phrase"]},
        slug=_TEXT,
        name=_TEXT,
        url=_WEB,
        count=_COUNT,
        score=_NUMBER,
        reason=_TEXT,
    ),
    "Error": _object(
        error={
            "type": "object",
            "properties": {
                "status": {"type": "integer"},
                "id": _MAYBE_TEXT,
                "problems": _list(_PROBLEM),
            },
            "required": ["status", "id"],
            "additionalProperties": False,
        }
    ),
}
