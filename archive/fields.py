"""Which names in front matter mean which of our fields.

Other generators call things otherwise, so `[fields]` in the settings may say
`partners = ["source"]`, and a few names are understood without being told.  A
name that the settings give to one field means nothing else any more: with that
line, `source` is no longer the address where a post first appeared.

Dotted names reach into tables, on both sides: `themes = ["taxonomies.tags"]`,
`"event.start" = "begins"`.  Upper and lower case, `-` and `_` are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.report import Report, quoted
from archive.tree import Listing, Node, Scalar, Table

TABLES: Mapping[str, tuple[str, ...]] = {
    "event": ("name", "start", "end", "place", "country", "mode"),
    "activity": (
        "id",
        "kind",
        "type",
        "title",
        "objective",
        "channel",
        "audiences",
        "reached",
        "reached_basis",
        "evidence",
        "links",
        "status",
        "work_package",
        "lead",
        "indicator",
    ),
}
"""Fields that hold fields of their own; settings name those `event.start`."""

FIELDS = (
    "title",
    "date",
    "updated",
    "slug",
    "category",
    "language",
    "partners",
    "themes",
    "people",
    "summary",
    "image",
    "image_alt",
    "source",
    "redirects",
    "translation_of",
    "event",
    "visibility",
    "embargo",
    "expires",
    "activity",
    "draft",
    "published",
    "path",
)
"""Every field that front matter may hold."""

MAPPABLE = (*FIELDS, *(f"{table}.{name}" for table, names in TABLES.items() for name in names))
"""Every name that `[fields]` may map."""

BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "language": ("lang", "locale"),
    "summary": ("excerpt", "description", "deck"),
    "people": ("author", "authors"),
    "redirects": ("aliases", "redirect_from"),
    "expires": ("expiryDate",),
    "embargo": ("publishDate",),
}
"""Names of other generators that are understood without settings."""

JSON_BUILT_IN: Mapping[str, tuple[str, ...]] = {**BUILT_IN, "slug": ("id",), "source": ("url",)}
"""The same for JSON Lines, where exports agree on a few more."""


def folded(name: str) -> str:
    """Return a name as names are compared."""
    return name.strip().casefold().replace("-", "_")


class Names:
    """The names of each field, ready to look up.

    Args:
        mapping: `[fields]` of the settings: names by field.
        built_in: Names understood without settings, by field.
    """

    def __init__(
        self,
        mapping: Mapping[str, tuple[str, ...]],
        built_in: Mapping[str, tuple[str, ...]] = BUILT_IN,
    ) -> None:
        self._tables = {name for name in MAPPABLE if "." in name and mapping.get(name)}
        self._names = {name: _names_of(name, mapping, built_in) for name in MAPPABLE}

    def of(self, field: str) -> tuple[tuple[str, ...], ...]:
        """Return the names of a field, each as a path, in the order they count."""
        return self._names[field]

    def mapped_parts(self, table: str) -> tuple[str, ...]:
        """Return the names within a table that the settings map."""
        return tuple(name for name in TABLES[table] if f"{table}.{name}" in self._tables)


def _names_of(
    field: str, mapping: Mapping[str, tuple[str, ...]], built_in: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    listed = mapping.get(field, ())
    taken = {folded(name) for other, names in mapping.items() if other != field for name in names}
    names = [*listed]
    if "." not in field:
        names += [name for name in (field, *built_in.get(field, ())) if folded(name) not in taken]
    unique = dict.fromkeys(tuple(folded(part) for part in name.split(".")) for name in names)
    # A name with a dot in it, as `"a.b"`, is looked for whole as well.
    whole = dict.fromkeys((folded(name),) for name in names if "." in name)
    return (*unique, *whole)


class Values:
    """The values of one post, looked up by our names.

    Args:
        table: What the file says.
        names: Which names mean what.
        report: Told of names that differ only in case.
    """

    def __init__(self, table: Table, names: Names, report: Report) -> None:
        self.line = table.line
        self._names = names
        self._report = report
        self._entries = self._fold(table)

    def single(self, field: str) -> Node | None:
        """Return the first value that any name of a field has.

        A quoted empty text is no value, but for the fields that hide a post:
        there it is one that cannot be read.
        """
        found = None
        for path in self._names.of(field):
            node = self._reach(path)
            if node is None:
                continue
            if not isinstance(node, Scalar) or node.text.strip():
                return node
            found = found or node
        return found

    def merged(self, field: str) -> tuple[Node, ...]:
        """Return the values of all names of a field, a single value being a list of one."""
        found: list[Node] = []
        for path in self._names.of(field):
            node = self._reach(path)
            if isinstance(node, Listing):
                found += node.items
            elif node is not None:
                found.append(node)
        return tuple(found)

    def parts(self, field: str) -> Values | None:
        """Return the values inside a table such as `event`, or None without any."""
        node = self.single(field)
        entries = dict(node.entries) if isinstance(node, Table) else {}
        line = node.line if node is not None else self.line
        mapped = [f"{field}.{name}" for name in self._names.mapped_parts(field)]
        for name in mapped:
            value = self.single(name)
            if value is not None:
                entries[name.partition(".")[2]] = value
                line = value.line if not isinstance(node, Table) else line
        if not entries:
            return None
        return Values(Table(entries, line), _OWN_NAMES[field], self._report)

    def top(self) -> Iterable[tuple[str, Node]]:
        """Return the values at the top by their folded names."""
        return self._entries.items()

    def _fold(self, table: Table) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for name, node in table.entries.items():
            key = folded(name)
            if key in entries:
                self._report.warning(
                    node.line,
                    "key-repeated",
                    f"{quoted(name)} is written twice; the last one counts",
                    "delete one",
                )
            entries[key] = node
        return entries

    def _reach(self, path: tuple[str, ...]) -> Node | None:
        node = self._entries.get(path[0])
        for part in path[1:]:
            if not isinstance(node, Table):
                return None
            node = next(
                (below for name, below in node.entries.items() if folded(name) == part), None
            )
        return node


class _OwnNames(Names):
    """The names within a table, each meaning itself."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._tables = set()
        self._names = {name: ((folded(name),),) for name in names}


_OWN_NAMES = {table: _OwnNames(names) for table, names in TABLES.items()}
