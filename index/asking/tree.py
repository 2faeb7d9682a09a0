"""What a text asks for, as a tree that any engine can walk.

Each node has one rule, which says of one post whether it has what is asked:

    Word       it has the word, in any form and in any way of writing, or another
               name of what the word names; or it is in a language where the word
               need not be there
    Phrase     it has these words one after the other, in these forms; or one word in capitals
    Beginning  it has a word that begins so
    Has        it is filed under one of these values, or under a narrower one
    Named      one of its people or its place has a name with these words
    Dated      it was published, or its event was, on one of these days, or on none
    Not        it has not what the node asks
    Or         it has what one of the nodes asks
    And        it has what all of the nodes ask

At the top, and only there, `Match` says how many of the wanted nodes are
enough.  Nodes made of nothing but values, names and dates are filters: they
narrow whatever `Match` says, and no post is better for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from index.asking.periods import Period
from index.query import Facet

Parts = tuple[tuple[int, str], ...]
"""Tokens that follow each other, each with its distance from the first."""

TITLE = "title"
"""The text field that words can be asked for in alone."""

OPERATORS = ("AND", "OR", "NOT")
"""Words that are none, in capitals."""


class NameField(StrEnum):
    """Whose names can be asked for by some of their words."""

    PERSON = "person"
    PLACE = "place"


class Of(StrEnum):
    """What happened on a day."""

    PUBLISHED = "published"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms.

    Attributes:
        text: As typed.
        parts: Its tokens with their distance from the first; several for a
            hyphenated word, for one with points, and in scripts without blanks.
        wholes: Words that stand for it as well: a hyphenated word in one, or in
            one with the word before or after it.
        times: How often it was typed; it is looked for once and weighs as much.
        field: The text field it must stand in, or None for any.
        acronym: The word in capitals, where it was typed so; posts that write
            it so are better, but no other posts are found.
        names: Other names of the partner or theme whose name it is, or is part of;
            each stands for it as well.
        needless: Languages in which it says little; posts in them need not have it.
    """

    text: str
    parts: Parts
    wholes: tuple[str, ...] = ()
    times: int = 1
    field: str | None = None
    acronym: str | None = None
    names: tuple[Phrase, ...] = ()
    needless: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """Return a number that tells words apart which were typed differently.

        Words are looked up several times in a search, and all attributes take eight times as long.
        """
        return hash(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, in these forms.

    Attributes:
        text: As typed, without the quotation marks.
        parts: Tokens with their distance from the first.
        times: How often it was typed.
        field: The text field it must stand in, or None for any.
    """

    text: str
    parts: Parts
    times: int = 1
    field: str | None = None

    @property
    def is_acronym(self) -> bool:
        """Whether it is one word that must be in capitals; other words are folded."""
        return len(self.parts) == 1 and self.parts[0][1].isupper()


@dataclass(frozen=True, slots=True)
class Beginning:
    """Any word that begins so.

    Attributes:
        text: As typed, without the asterisk.
        start: Folded.
        times: How often it was typed.
        field: The text field it must stand in, or None for any.
    """

    text: str
    start: str
    times: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Has:
    """A value that posts are filed under.

    Attributes:
        facet: The kind of value.
        text: As typed.
        values: What it means in this edition; one of them is enough.
        names: How those are called.
    """

    facet: Facet
    text: str
    values: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a place, by some words of the name that follow each other.

    Attributes:
        field: Whose name.
        text: As typed.
        parts: Tokens with their distance from the first.
    """

    field: NameField
    text: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Dated:
    """Days, or no day.  A post without a date, or without an event, is on none.

    Attributes:
        of: Whether publication or event; an event of several days is on each.
        period: Which days; None for posts that have none.
        text: As typed, with its field.
    """

    of: Of
    period: Period | None
    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """What a post must not have."""

    node: Node


@dataclass(frozen=True, slots=True)
class Or:
    """Several things of which one is enough."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class And:
    """Several things at once; at the top the query says which share is enough."""

    nodes: tuple[Node, ...]

    @cached_property
    def wanted(self) -> tuple[Node, ...]:
        """What a post should have, as far as words are in it."""
        return tuple(n for n in self.nodes if not isinstance(n, Not) and not is_filter(n))

    @cached_property
    def filters(self) -> tuple[Node, ...]:
        """What narrows, without a word in it."""
        return tuple(n for n in self.nodes if not isinstance(n, Not) and is_filter(n))

    @cached_property
    def excluded(self) -> tuple[Node, ...]:
        """What a post must not have."""
        return tuple(node.node for node in self.nodes if isinstance(node, Not))

    @cached_property
    def beginnings(self) -> tuple[Beginning, ...]:
        """The beginnings in it, wanted or not, in the order typed."""
        return tuple(_beginnings(self))


Sought: TypeAlias = Word | Phrase | Beginning
"""What is looked for in texts, scored and marked."""

Filter: TypeAlias = Has | Named | Dated
"""What a post is, whatever its texts say."""

Node: TypeAlias = Sought | Filter | Not | Or | And


def is_filter(node: Node) -> bool:
    """Tell whether a node has no word in it."""
    if isinstance(node, Not):
        return is_filter(node.node)
    if isinstance(node, And | Or):
        return all(map(is_filter, node.nodes))
    return isinstance(node, Has | Named | Dated)


def leaves(node: Node) -> Iterator[Sought | Filter]:
    """Yield what a tree wants, in the order typed; what it excludes is not among it."""
    if isinstance(node, And | Or):
        for each in node.nodes:
            yield from leaves(each)
    elif not isinstance(node, Not):
        yield node


def _beginnings(node: Node) -> Iterator[Beginning]:
    """Yield the beginnings in a tree, wanted or not, in the order typed."""
    if isinstance(node, And | Or):
        for each in node.nodes:
            yield from _beginnings(each)
    elif isinstance(node, Not):
        yield from _beginnings(node.node)
    elif isinstance(node, Beginning):
        yield node


def sought(node: Node) -> Iterator[Sought]:
    """Yield the words, phrases and beginnings that a tree wants."""
    return (leaf for leaf in leaves(node) if isinstance(leaf, Word | Phrase | Beginning))


def exclusions(node: Node) -> Iterator[Node]:
    """Yield what a tree excludes, in the order typed."""
    if isinstance(node, Not):
        yield node.node
    elif isinstance(node, And | Or):
        for each in node.nodes:
            yield from exclusions(each)


def opposite(node: Node) -> Node:
    """Return a node that asks for what another excludes."""
    return node.node if isinstance(node, Not) else Not(node)
