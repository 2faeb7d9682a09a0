"""A `Record` as text, and back without loss.

What a page of results shows is one JSON object; plain text and HTML stay
outside it, because they are long and a list of results needs at most one.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from index.editions.record import Record

LONG = frozenset({"html", "text"})
"""Attributes of a record that are kept apart."""

Read = Callable[[Any], Any]
"""From a value in the types of JSON to what it was."""


def to_json(record: Record) -> str:
    """Return everything of a record but its long attributes; empty values are left out."""
    kind: Any = type(record)
    return _encode(_plain_object(record, _short_attributes(kind)))


def from_json(display: str, *, text: str = "", html: str = "") -> Record:
    """Return the record that `to_json` was given, with the long attributes named."""
    plain = json.loads(display)
    plain["text"] = text
    plain["html"] = html
    record: Record = _object_reader(Record)(plain)
    return record


Attributes = tuple[tuple[str, Any], ...]
"""Name and default value of each attribute."""


@cache
def _attributes(kind: type) -> Attributes | None:
    """Return the attributes of a dataclass; None for any other type."""
    if not is_dataclass(kind):
        return None
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _short_attributes(kind: type) -> Attributes:
    return tuple(pair for pair in _attributes(kind) or () if pair[0] not in LONG)


def _plain(value: Any) -> dict[str, Any] | str:
    """Return a value of a type that JSON does not have in one that it has."""
    kind: Any = type(value)
    attributes = _attributes(kind)
    if attributes is not None:
        return _plain_object(value, attributes)
    return value.isoformat() if isinstance(value, date) else dict(value)


_encode = json.JSONEncoder(separators=(",", ":"), default=_plain, check_circular=False).encode


def _plain_object(value: Any, attributes: Attributes) -> dict[str, Any]:
    plain = {}
    for name, default in attributes:
        held = getattr(value, name)
        if held is not default and held != ():
            plain[name] = held
    return plain


@cache
def _reader(hint: Any) -> Read | None:
    """Return what makes a value of a type; None if JSON has the very same."""
    if get_origin(hint) in {Union, types.UnionType}:
        return _reader(next(each for each in get_args(hint) if each is not type(None)))
    if get_origin(hint) is tuple:
        of_item = _reader(get_args(hint)[0])
        return tuple if of_item is None else lambda plain: tuple(map(of_item, plain))
    if hint is datetime or hint is date:
        read: Read = hint.fromisoformat
        return read
    return _object_reader(hint) if isinstance(hint, type) and is_dataclass(hint) else None


@cache
def _object_reader(kind: type) -> Read:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    changing = [(name, read) for name, read in readers.items() if read]

    def read(plain: dict[str, Any]) -> Any:
        for name, read in changing:
            value = plain.get(name)
            if value is not None:
                plain[name] = read(value)
        return kind(**plain)

    return read
