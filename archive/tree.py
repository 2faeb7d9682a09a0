"""What a file says, before anybody asks what it means.

YAML, TOML and JSON all end here: tables of named values, listings, and
scalars that are still the text their author typed, so that `no`, `12:30` and
`1.10` are what they look like.  Every value knows its line.  What is null is
absent: it is in no table and in no listing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_DEPTH = 20
"""Deepest nesting of tables and listings; a post needs three levels."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, as typed."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in an order."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Values by name, in the order written."""

    entries: dict[str, Node] = field(default_factory=dict)
    line: int = 1
    absent: dict[str, int] = field(default_factory=dict)
    """Names without a value, and their lines."""


Node = Scalar | Listing | Table
