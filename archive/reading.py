"""Values of one post, each brought to its type or reported and left out.

A post is never lost for one value.  What hides a post is the exception to
"left out": where that cannot be read, the post is kept from the public.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from archive.fields import Values
from archive.report import Report, quoted
from archive.text import one_line
from archive.tree import Listing, Node, Scalar, Table
from archive.values import Unreadable

T = TypeVar("T")

MAX_ITEMS = 500
"""Most values of one list; nobody reads a post with more partners."""


class Reader:
    """The typed values of one table of one post.

    Args:
        values: Looked up by our names.
        report: Told what could not be read.
        prefix: Name of the table in messages, such as `event.`.
    """

    def __init__(self, values: Values, report: Report, prefix: str = "") -> None:
        self._values = values
        self._report = report
        self._prefix = prefix

    def text(self, field: str) -> str | None:
        """Return a text of one line, or None."""
        node = self._values.single(field)
        if isinstance(node, Scalar):
            return one_line(node.text) or None
        if node is not None:
            self.refuse(field, node, Unreadable("a text", "write one text"))
        return None

    def read(self, field: str, reader: Callable[[str], T]) -> T | None:
        """Return a value as a reader of `values` makes it, or None."""
        node = self._values.single(field)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return None
        return self.read_node(field, node, reader)

    def read_node(self, field: str, node: Node, reader: Callable[[str], T]) -> T | None:
        """Return one node as a reader makes it, or None."""
        if isinstance(node, Listing) and len(node.items) == 1:
            node = node.items[0]
        try:
            if not isinstance(node, Scalar):
                return self._not_a_text(reader)
            return reader(node.text)
        except Unreadable as error:
            self.refuse(field, node, error)
            return None

    def nodes(self, field: str) -> tuple[Node, ...]:
        """Return the values of a list as they are, too long a list cut."""
        nodes = _flat(self._values.merged(field))
        if len(nodes) > MAX_ITEMS:
            self._report.warning(
                nodes[MAX_ITEMS].line,
                "list-long",
                f'"{self._prefix}{field}" has {len(nodes)} values; the first {MAX_ITEMS} count',
                "shorten the list",
            )
        return nodes[:MAX_ITEMS]

    def texts(self, field: str) -> tuple[str, ...]:
        """Return the values of a list, each once, as texts of one line."""
        return tuple(dict.fromkeys(text for text, _ in self.named(field)))

    def named(self, field: str) -> tuple[tuple[str, int], ...]:
        """Return the texts of a list with their lines; a table counts by its name."""
        found = []
        for node in self.nodes(field):
            name = _name_of(node)
            if name is None:
                self.refuse(field, node, Unreadable("a name", "write one text"))
            elif one_line(name):
                found.append((one_line(name), node.line))
        return tuple(found)

    def each(self, field: str, reader: Callable[[str], T]) -> tuple[T, ...]:
        """Return the values of a list that a reader can read, each once."""
        found = (
            self.read_node(field, node, reader)
            for node in self.nodes(field)
            if not (isinstance(node, Scalar) and not node.text.strip())
        )
        return tuple(dict.fromkeys(value for value in found if value is not None))

    def line(self, field: str) -> int:
        """Return the line of a field, or of the table if it has none."""
        node = self._values.single(field)
        return node.line if node is not None else self._values.line

    def refuse(self, field: str, node: Node, error: Unreadable) -> None:
        """Report a value that is not what its field asks for."""
        shown = f": {quoted(node.text)}" if isinstance(node, Scalar) else ""
        name = f"{self._prefix}{field}".replace(".", "-").replace("_", "-")
        self._report.warning(
            node.line,
            f"{name}-unreadable",
            f'"{self._prefix}{field}" {error}{shown}',
            error.remedy,
        )

    def _not_a_text(self, reader: Callable[[str], T]) -> T:
        """Raise what a reader says of a text that is nothing at all."""
        reader("")
        raise Unreadable("a text", "write one text")


def _flat(nodes: Iterable[Node]) -> tuple[Node, ...]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Listing):
            found += _flat(node.items)
        else:
            found.append(node)
    return tuple(found)


def _name_of(node: Node) -> str | None:
    if isinstance(node, Table):
        node = node.entries.get("name") or node.entries.get("slug") or Listing((), node.line)
    return node.text if isinstance(node, Scalar) else None
