"""The shapes of all answers of the interface for programs, as JSON Schema.

No shape allows a key that is not named, so that the tests notice an answer that
has grown.

Source:
    JSON Schema 2020-12, which OpenAPI 3.1 takes as it is.
"""

from __future__ import annotations

from typing import Any

from index import CompletionKind, Facet, Match, Sort

Json = dict[str, Any]


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
                "message": _TEXT,
                "problems": _list(_PROBLEM),
            },
            "required": ["status", "id"],
            "additionalProperties": False,
        }
    ),
}
"""Every shape, by the name that others refer to it by."""
