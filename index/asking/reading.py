"""How a text was understood, for the reader to check."""

from __future__ import annotations

from collections.abc import Iterable

from index.asking.as_typed import said
from index.asking.periods import Period
from index.asking.tree import (
    And,
    Beginning,
    Dated,
    Has,
    Named,
    Node,
    Or,
    Phrase,
    Sought,
    Word,
    exclusions,
    leaves,
)
from index.results import DatesRead, FieldRead, Reading
from index.sentence import Sentence

NAMED = 10
"""Words left out that a note names one by one."""

SHOWN = 60
"""Characters of a long word that a note shows."""


def reading_of(
    tree: And, dropped: tuple[str, ...], notes: Iterable[str], beyond: Iterable[str] = ()
) -> Reading:
    """Return how a tree is told to the reader.

    Args:
        tree: What was understood.
        dropped: Words that are not asked of all posts, as typed.
        notes: What was passed over.
        beyond: Those of the notes that name what is beyond a limit.
    """
    wanted = [leaf for leaf in leaves(tree) if not isinstance(leaf, Dated)]
    plain = [
        leaf
        for leaf in wanted
        if isinstance(leaf, Word | Phrase | Beginning) and leaf.field is None
    ]
    stopping = [leaf for leaf in plain if isinstance(leaf, Word) and leaf.needless]
    quoted = [leaf for leaf in plain if isinstance(leaf, Phrase) and not leaf.is_acronym]
    return Reading(
        words=tuple(_bare(leaf) for leaf in plain if leaf not in quoted and leaf not in stopping),
        phrases=tuple(leaf.text for leaf in quoted),
        excluded=tuple(_bare(node) for node in exclusions(tree)),
        dropped=dropped,
        notes=tuple(notes),
        beyond=tuple(beyond),
        fields=tuple(_field(leaf) for leaf in wanted if leaf not in plain),
        dates=tuple(_dates(leaf) for leaf in leaves(tree) if isinstance(leaf, Dated)),
        also=_also(wanted),
        asked=said(tree) if any(isinstance(node, And | Or) for node in _inner(tree)) else "",
    )


def _also(wanted: Iterable[Node]) -> tuple[str, ...]:
    """Return the names that are looked for beside the words typed, each once."""
    words = (leaf for leaf in wanted if isinstance(leaf, Word))
    return tuple(dict.fromkeys(name.text for word in words for name in word.names))


def _inner(node: Node) -> Iterable[Node]:
    """Yield the nodes below one, what it excludes among them."""
    below = node.nodes if isinstance(node, And | Or) else (*exclusions(node),)
    for each in below:
        yield each
        yield from _inner(each)


def _bare(node: Node) -> str:
    """Return a node as the lists of a reading have it: a phrase without its marks."""
    if isinstance(node, Word | Phrase) and node.field is None:
        return node.text
    return said(node)


def _field(leaf: Sought | Has | Named) -> FieldRead:
    if isinstance(leaf, Has):
        return FieldRead(leaf.facet.value, leaf.text, leaf.names)
    if isinstance(leaf, Named):
        return FieldRead(leaf.field.value, leaf.text)
    return FieldRead(str(leaf.field), said(leaf).partition(":")[2])


def _dates(leaf: Dated) -> DatesRead:
    period = leaf.period or Period()
    return DatesRead(leaf.of.value, period.first, period.last)


def cut_short(text: str, most: int, found: int) -> str:
    """Return the note for a beginning that more words have than are looked for."""
    return Sentence(
        "%(text)s* stands for the %(most)s commonest of %(found)s words",
        text=text,
        most=most,
        found=found,
    )


def named(words: list[str]) -> str:
    """Return some words in a row, the longest shortened, the last only counted."""
    shown = [word if len(word) <= SHOWN else word[: SHOWN - 1] + "…" for word in words[:NAMED]]
    more = len(words) - len(shown)
    row = ", ".join(shown)
    return Sentence("%(words)s and %(more)s more", words=row, more=more) if more else row
