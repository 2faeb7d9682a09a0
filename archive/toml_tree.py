"""TOML, as Hugo and Zola write front matter between `+++` lines.

The standard parser knows no lines, so names are looked up in the text again:
a name begins a line, below the header of its table.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from archive.report import FormError, Report, quoted
from archive.text import cleaned
from archive.tree import MAX_DEPTH, Listing, Node, Scalar, Table

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")

_NAME = re.compile(
    r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)

_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

_REPEATED = "Cannot overwrite a value"

MAX_REPEATED = 16
"""Repeated names of one front matter that are forgiven."""

Lines = dict[tuple[str, ...], int]


def toml_tree(text: str, report: Report, *, line: int = 1) -> Table:
    """Return what a TOML text says.

    Args:
        text: The text between the `+++` lines.
        report: Told of repeated names; the last one counts.
        line: Line of the file that `text` begins in.

    Raises:
        FormError: If it is not TOML.
    """
    for _ in range(MAX_REPEATED):
        try:
            values = tomllib.loads(text, parse_float=str)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            text = _without_first_of_repeated(text, error, report, line)
        else:
            lines, _ = _lines_of(text)
            return _Toml(lines, line, report).table(values, (), line)
    raise FormError(line, "toml", "repeats too many names", "keep one of each")


def _without_first_of_repeated(text: str, error: Exception, report: Report, line: int) -> str:
    """Return the text without the value that a later one repeats, or give up."""
    lines, repeated = _lines_of(text)
    if _REPEATED in str(error) and repeated:
        name, first, again = repeated[0]
        report.warning(
            line + again,
            "key-repeated",
            f"{quoted('.'.join(name))} is written twice; the last one counts",
            "delete one",
        )
        rows = text.split("\n")
        after = min(
            [row for row in [*lines.values(), *(r[2] for r in repeated)] if row > first],
            default=first + 1,
        )
        return "\n".join([*rows[:first], *("" for _ in rows[first:after]), *rows[after:]])
    message = str(error) or "is nested too deep"
    place = _PLACE.search(message)
    row = int(place[1]) - 1 if place and place[1] else text.rstrip("\n").count("\n")
    what = _PLACE.sub("", message)
    raise FormError(
        line + row, "toml", f"is not TOML: {what[:1].lower()}{what[1:]}", "see toml.io"
    ) from None


def _lines_of(text: str) -> tuple[Lines, list[tuple[tuple[str, ...], int, int]]]:
    """Return the row of each name, and names that come again with both rows."""
    lines: Lines = {}
    repeated: list[tuple[tuple[str, ...], int, int]] = []
    table: tuple[str, ...] = ()
    fence: str | None = None
    for row, source in enumerate(text.split("\n")):
        if fence is None and (header := _HEADER.match(source)):
            table = _parts(header[1])
            if "[[" not in source:
                lines.setdefault(table, row)
        elif fence is None and (name := _NAME.match(source)):
            path = (*table, *_parts(name[1]))
            if path in lines:
                repeated.append((path, lines[path], row))
            lines.setdefault(path, row)
        fence = _fence_after(source, fence)
    return lines, repeated


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _fence_after(source: str, fence: str | None) -> str | None:
    """Return the mark of the long string that is still open after a line."""
    for mark in re.findall(r'"""|\'\'\'', source):
        if fence is None:
            fence = mark
        elif fence == mark:
            fence = None
    return fence


class _Toml:
    """Values of one front matter, given their lines again."""

    def __init__(self, lines: Lines, first: int, report: Report) -> None:
        self._lines = lines
        self._first = first
        self._report = report

    def table(self, values: dict[str, Any], path: tuple[str, ...], line: int) -> Table:
        if len(path) > MAX_DEPTH:
            raise self._too_deep(line)
        entries: dict[str, Node] = {}
        for name, value in values.items():
            row = self._lines.get((*path, name))
            where = line if row is None else self._first + row
            entries[name] = self._node(value, (*path, name), where)
        return Table(entries, line)

    def _node(self, value: Any, path: tuple[str, ...], line: int) -> Node:
        if isinstance(value, dict):
            return self.table(value, path, line)
        if isinstance(value, list):
            if len(path) > MAX_DEPTH:
                raise self._too_deep(line)
            return Listing(tuple(self._node(item, (*path, ""), line) for item in value), line)
        if isinstance(value, bool):
            return Scalar("true" if value else "false", line)
        if isinstance(value, date | datetime | time):
            return Scalar(value.isoformat(), line)
        return Scalar(cleaned(str(value), self._report, line=line), line)

    def _too_deep(self, line: int) -> FormError:
        return FormError(line, "toml", f"is nested more than {MAX_DEPTH} deep", "make it flat")
