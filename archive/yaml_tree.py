"""YAML, as far as a post needs it.

Read from the parser's events, so nothing is ever built, expanded or guessed:
no types, no tags, no aliases.  An alias bomb is refused at its first anchor.

A title may hold any of `: # * & ! @ %`; unquoted, YAML makes something else
of them, hence the one remedy.
"""

from __future__ import annotations

from typing import Any

import yaml

from archive.report import FormError, Report, quoted
from archive.text import cleaned
from archive.tree import MAX_DEPTH, Listing, Node, Scalar, Table

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_QUOTE_IT = "put the value in quotes"

_OPENED_EARLIER = (
    "while scanning a quoted scalar",
    "while parsing a flow sequence",
    "while parsing a flow mapping",
)


class _Open:
    """A listing or table whose end has not come yet."""

    def __init__(self, line: int, *, table: bool) -> None:
        self.line = line
        self.is_table = table
        self.items: list[Node] = []
        self.entries: dict[str, Node] = {}
        self.seen: set[str] = set()
        self.absent: dict[str, int] = {}
        self.key: str | None = None
        self.key_line = line

    def closed(self) -> Listing | Table:
        if self.is_table:
            return Table(self.entries, self.line, self.absent)
        return Listing(tuple(self.items), self.line)


def yaml_tree(text: str, report: Report, *, line: int = 1) -> Node | None:
    """Return what a YAML text says, or None if it says nothing.

    Args:
        text: One YAML document.
        report: Told of repeated keys; the last one counts.
        line: Line of the file that `text` begins in.

    Raises:
        FormError: If it is not YAML, or uses what only programs need:
            anchors, aliases, tags, several documents, nesting beyond
            `MAX_DEPTH`.
    """
    try:
        return _Builder(report, line).build(text)
    except yaml.reader.ReaderError as error:
        where = line + text.count("\n", 0, error.position)
        raise FormError(
            where, "yaml", "holds a character that YAML does not allow", "delete it"
        ) from None
    except yaml.MarkedYAMLError as error:
        raise _form_error(error, text, line) from None


def _form_error(error: yaml.MarkedYAMLError, text: str, line: int) -> FormError:
    mark = error.problem_mark
    if error.context in _OPENED_EARLIER and error.context_mark is not None:
        mark = error.context_mark
    row = min(mark.line if mark else 0, text.rstrip("\n").count("\n"))
    source = text.split("\n")[row]
    if source[: len(source) - len(source.lstrip())].count("\t"):
        return FormError(
            line + row, "yaml", "begins with a tab, which YAML does not allow", "indent with blanks"
        )
    what = error.problem or "cannot be read"
    return FormError(line + row, "yaml", f"is not YAML: {what}: {quoted(source)}", _QUOTE_IT)


class _Builder:
    def __init__(self, report: Report, line: int) -> None:
        self.report = report
        self.first = line
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    def build(self, text: str) -> Node | None:
        for event in yaml.parse(text, Loader=_LOADER):
            self._take(event)
        return self.root

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_machinery(event)
            self._take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_machinery(event)
            self._take_start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._attach(self.open.pop().closed())
        elif isinstance(event, yaml.AliasEvent):
            raise FormError(
                self._line(event),
                "yaml-alias",
                f'"*{event.anchor}" is a YAML alias, which is not allowed',
                _QUOTE_IT,
            )
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise FormError(
                    self._line(event), "yaml", "a second YAML document begins", "keep one"
                )

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first

    def _refuse_machinery(self, event: Any) -> None:
        if event.anchor is not None:
            raise FormError(
                self._line(event),
                "yaml-alias",
                f'"&{event.anchor}" is a YAML anchor, which is not allowed',
                _QUOTE_IT,
            )
        if event.tag is not None:
            raise FormError(
                self._line(event),
                "yaml-tag",
                f"{quoted(event.tag)} is a YAML tag, which is not allowed",
                _QUOTE_IT,
            )

    def _take_scalar(self, event: Any) -> None:
        line = self._line(event)
        parent = self.open[-1] if self.open else None
        if parent is not None and parent.is_table and parent.key is None:
            parent.key = str(event.value)
            parent.key_line = line
        elif event.implicit[0] and event.value in _NULLS:
            self._attach(None)
        else:
            text = str(event.value)
            # Only between double quotes can an escape stand for a hidden character.
            self._attach(
                Scalar(cleaned(text, self.report, line=line) if event.style == '"' else text, line)
            )

    def _take_start(self, event: Any) -> None:
        line = self._line(event)
        parent = self.open[-1] if self.open else None
        if parent is not None and parent.is_table and parent.key is None:
            raise FormError(line, "yaml", "a name is itself a list or a table", _QUOTE_IT)
        if len(self.open) >= MAX_DEPTH:
            raise FormError(line, "yaml", f"is nested more than {MAX_DEPTH} deep", "make it flat")
        self.open.append(_Open(line, table=isinstance(event, yaml.MappingStartEvent)))

    def _attach(self, node: Node | None) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if not parent.is_table:
            if node is not None:
                parent.items.append(node)
            return
        key = parent.key or ""
        parent.key = None
        if key in parent.seen:
            self.report.warning(
                parent.key_line,
                "key-repeated",
                f"{quoted(key)} is written twice; the last one counts",
                "delete one",
            )
            parent.entries.pop(key, None)
        parent.seen.add(key)
        if node is None:
            parent.absent[key] = parent.key_line
        else:
            parent.entries[key] = node
