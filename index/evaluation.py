"""A tree brought to the posts that have what it asks, by the rules of `index.tree`.

Every node becomes a row of truth values, and a row of scores where words are in
it.  A post's score is the sum over what it has; what is only excluded, and
filters, give none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

import numpy as np

from index.facets import Mask
from index.facts import Facts
from index.matching import Evidence, Matcher
from index.query import Match
from index.reading import cut_short
from index.results import Reading
from index.snapshot import Floats
from index.tree import (
    And,
    Beginning,
    Dated,
    Filter,
    Has,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Sought,
    Word,
    beginnings,
)

MOST = 2 / 3
"""Share of the words that `Match.MOST` asks for."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The posts that a text finds.

    Attributes:
        mask: One truth value for each post of the edition.
        scores: One number for each post; None where no word was wanted.
        notes: What to tell the reader of words that were not looked for.
    """

    mask: Mask
    scores: Floats | None
    notes: tuple[str, ...] = ()

    def told(self, reading: Reading) -> Reading:
        """Return a reading with these notes in it."""
        return replace(reading, notes=(*reading.notes, *self.notes)) if self.notes else reading


def matches(tree: And, match: Match, matcher: Matcher, facts: Facts) -> Matches:
    """Return the posts that have enough of what is wanted and nothing that is excluded."""
    walk = _Walk(matcher, facts)
    mask = np.ones(matcher.total, bool)
    scores = None
    if tree.wanted:
        counts = np.zeros(matcher.total, np.uint16)
        scores = np.zeros(matcher.total, np.float64)
        for node in tree.wanted:
            found = walk.evidence(node)
            counts[found.docs] += 1
            scores[found.docs] += found.scores
        mask = counts >= needed(len(tree.wanted), match)
    for node in tree.filters:
        mask &= walk.mask(node)
    for node in tree.excluded:
        mask &= ~walk.mask(node)
    return Matches(mask, scores, tuple(dict.fromkeys(_notes(tree, matcher))))


def needed(wanted: int, match: Match) -> int:
    """Return how many of some wanted things a post must have."""
    if match is Match.ALL:
        return wanted
    if match is Match.ANY:
        return 1
    return math.ceil(wanted * MOST)


def _notes(tree: And, matcher: Matcher) -> Iterator[str]:
    for node in beginnings(tree):
        words = matcher.words(node)
        if words.chosen is not None:
            yield cut_short(node.text, len(words.chosen), words.found)


class _Walk:
    """One way through a tree, which looks up no word twice."""

    def __init__(self, matcher: Matcher, facts: Facts) -> None:
        self._matcher = matcher
        self._facts = facts
        self._known: dict[Sought, Evidence] = {}
        self._filters: dict[Filter, Mask] = {}

    def mask(self, node: Node) -> Mask:
        """Return the posts that have what a node asks."""
        return self._found(node).mask

    def evidence(self, node: Node) -> Evidence:
        """Return the posts that have what a node asks, with their scores."""
        if isinstance(node, Word | Phrase | Beginning):
            return self._scored(node)
        found = self._found(node)
        docs = np.flatnonzero(found.mask).astype(np.int32)
        scores = found.scores if found.scores is not None else np.zeros(len(found.mask))
        return Evidence(docs, scores[docs])

    def _found(self, node: Node) -> Matches:
        """Return the posts that have what a node asks; their words count, and no others."""
        if isinstance(node, And | Or):
            found = [self._found(each) for each in node.nodes]
            mask = reduce(and_ if isinstance(node, And) else or_, (each.mask for each in found))
            scores = np.zeros(self._matcher.total, np.float64)
            for each in found:
                scores += each.scores if each.scores is not None else 0.0
            return Matches(mask, np.where(mask, scores, 0.0))
        if isinstance(node, Not):
            return Matches(~self.mask(node.node), None)
        if isinstance(node, Has | Named | Dated):
            if node not in self._filters:
                self._filters[node] = self._facts.having(node)
            return Matches(self._filters[node], None)
        evidence = self._scored(node)
        mask, scores = np.zeros(self._matcher.total, bool), np.zeros(self._matcher.total)
        mask[evidence.docs] = True
        scores[evidence.docs] = evidence.scores
        return Matches(mask, scores)

    def _scored(self, node: Sought) -> Evidence:
        found = self._known.get(node)
        if found is None:
            once = self._matcher.evidence(node)
            found = self._known[node] = Evidence(once.docs, node.times * once.scores)
        return found
