"""What one term of a vocabulary says of itself, key by key.

A key that says something wrong is reported and says nothing; the term stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from archive.fields import folded as folded_key
from archive.report import Report, quoted
from archive.text import one_line
from archive.tree import Listing, Node, Scalar, Table
from archive.values import Unreadable, address_of

_KEYS = (
    "slug",
    "name",
    "acronym",
    "acronyms",
    "aliases",
    "names",
    "broader",
    "related",
    "country",
    "language",
    "links",
    "description",
)

_OTHER_KEYS = {
    "id": "slug",
    "title": "name",
    "label": "name",
    "alias": "aliases",
    "link": "links",
    "url": "links",
    "website": "links",
    "parent": "broader",
    "lang": "language",
}
"""What people write, and what it is called here; a remedy, not a reading."""

T = TypeVar("T")


class TermReader:
    """The keys of one term.

    Args:
        table: As it was written.
        report: Told what is wrong, with lines.
    """

    def __init__(self, table: Table, report: Report) -> None:
        self._entries = {folded_key(name): node for name, node in table.entries.items()}
        self._report = report

    def node(self, key: str) -> Node | None:
        """Return what stands at a key, or None."""
        return self._entries.get(key)

    def text(self, key: str) -> str | None:
        """Return the one text at a key, or None."""
        node = self.node(key)
        if node is not None and not isinstance(node, Scalar):
            self._report.warning(
                node.line, f"{key}-unreadable", f'"{key}" is not a text', "write one text"
            )
        return one_line(node.text) or None if isinstance(node, Scalar) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts at a key, of which there may be one or a list."""
        node = self.node(key)
        if isinstance(node, Listing):
            return self.texts_of(node.items)
        return self.texts_of(() if node is None else (node,))

    def texts_of(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        """Return the texts among some nodes."""
        found: list[str] = []
        for node in nodes:
            if isinstance(node, Scalar) and one_line(node.text):
                found.append(one_line(node.text))
            elif isinstance(node, Listing):
                found += self.texts_of(node.items)
            elif isinstance(node, Table):
                self._report.warning(
                    node.line, "name-unreadable", "a name is not a text", "write one text"
                )
        return tuple(found)

    def read(self, key: str, reader: Callable[[str], T]) -> T | None:
        """Return what a reader makes of the text at a key, or None."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return reader(text)
        except Unreadable as error:
            self._refuse(key, text, error)
            return None

    def addresses(self, key: str) -> tuple[str, ...]:
        """Return the web addresses at a key, which may have names."""
        node = self.node(key)
        nodes = (
            tuple(node.entries.values())
            if isinstance(node, Table)
            else ()
            if node is None
            else (node,)
        )
        found = []
        for text in self.texts_of(nodes):
            try:
                found.append(address_of(text))
            except Unreadable as error:
                self._refuse(key, text, error)
        return tuple(found)

    def report_unknown(self) -> None:
        """Report the keys that no term has, with what they may be called."""
        for key, node in self._entries.items():
            if key not in _KEYS:
                known = _OTHER_KEYS.get(key)
                remedy = f'call it "{known}"' if known else f"keys are {', '.join(_KEYS)}"
                self._report.notice(
                    node.line, "term-key-unknown", f"{quoted(key)} is no key of a term", remedy
                )

    def _refuse(self, key: str, text: str, error: Unreadable) -> None:
        node = self.node(key)
        line = node.line if node else 0
        self._report.warning(
            line, f"{key}-unreadable", f'"{key}" {error}: {quoted(text)}', error.remedy
        )
