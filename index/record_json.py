"""A `Record` as text, and back without loss.

What a page of results shows is one JSON object; plain text and HTML stay
outside it, because they are long and a list of results needs at most one.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from index.record import Record

LONG = frozenset({"html", "text"})
"""Attributes of a record that are kept apart."""


def to_json(record: Record) -> str:
    """Return everything of a record but its long attributes; empty values are left out."""
    plain = {name: value for name, value in _plain(record).items() if name not in LONG}
    return json.dumps(plain, separators=(",", ":"))


def from_json(display: str, *, text: str = "", html: str = "") -> Record:
    """Return the record that `to_json` was given, with the long attributes named."""
    plain = json.loads(display)
    record: Record = _value(Record, plain | {"text": text, "html": html})
    return record


def _plain(value: Any) -> Any:
    """Return a value in the types of JSON."""
    if is_dataclass(value):
        pairs = ((field.name, field.default, getattr(value, field.name)) for field in fields(value))
        return {name: _plain(v) for name, default, v in pairs if v is not default and v != ()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _value(hint: Any, plain: Any) -> Any:
    """Return what `_plain` was given, by the type that it had."""
    if plain is None:
        return None
    if get_origin(hint) in {Union, types.UnionType}:
        hint = next(option for option in get_args(hint) if option is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in plain)
    if hint is datetime or hint is date:
        return hint.fromisoformat(plain)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _value(hints[name], item) for name, item in plain.items()})
    return plain
