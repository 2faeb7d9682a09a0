"""A tree brought to the posts that have what it asks, by the rules of `index.asking.tree`.

What is wanted, all of it, is looked for the rarest first: each further word is
asked only of the posts that are left, and only they get a score.  Everything
else becomes a row of truth values.  A post's score is the sum over what it
has, in the order of the query; what is only excluded, and filters, give none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add, and_, or_

import numpy as np

from index.asking.reading import cut_short
from index.asking.tree import (
    And,
    Dated,
    Filter,
    Has,
    Named,
    Node,
    Not,
    Or,
    Sought,
    Word,
)
from index.query import Match
from index.results import Reading
from index.searching.evidence import Evidence
from index.searching.facts import Facts
from index.searching.matching import Matcher
from index.searching.posts import Mask, Posts
from index.searching.snapshot import Floats

MOST = 2 / 3
"""Share of the words that `Match.MOST` asks for."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The posts that a text finds.

    Attributes:
        posts: Them.
        scores: One number for each, in the order of `posts.docs`; None where no word was wanted.
        notes: What to tell the reader of words that were not looked for.
    """

    posts: Posts
    scores: Floats | None
    notes: tuple[str, ...] = ()

    def told(self, reading: Reading) -> Reading:
        """Return a reading with these notes in it."""
        if not self.notes:
            return reading
        notes, beyond = (*reading.notes, *self.notes), (*reading.beyond, *self.notes)
        return replace(reading, notes=notes, beyond=beyond)

    def scores_of(self, some: Posts) -> Floats | None:
        """Return the scores of some of the posts, in the order of their `docs`."""
        if some is self.posts or self.scores is None:
            return self.scores
        kept: Floats = self.scores[some.mask[self.posts.docs]]
        return kept


def matches(tree: And, match: Match, matcher: Matcher, facts: Facts) -> Matches:
    """Return the posts that have enough of what is wanted and nothing that is excluded."""
    walk = Walk(matcher, facts)
    found = Matches(facts.everything, None)
    if tree.wanted:
        evidence = [walk.evidence(node) for node in tree.wanted]
        spared = [walk.spared(node) for node in tree.wanted]
        found = _having(evidence, spared, match, matcher.total)
    if not (tree.filters or tree.excluded or tree.beginnings):
        return found
    narrowing = [walk.mask(node) for node in tree.filters]
    narrowing += [~walk.mask(node) for node in tree.excluded]
    posts = found.posts.within(narrowing)
    return Matches(posts, found.scores_of(posts), tuple(dict.fromkeys(_notes(tree, matcher))))


def needed(wanted: int, match: Match) -> int:
    """Return how many of some wanted things a post must have."""
    if match is Match.ALL:
        return wanted
    if match is Match.ANY:
        return 1
    return math.ceil(wanted * MOST)


def _having(
    evidence: Sequence[Evidence], spared: Sequence[Mask | None], match: Match, total: int
) -> Matches:
    """Return the posts that have enough of what is asked of them, with their scores.

    Args:
        evidence: Of each thing.
        spared: For each the posts that it is not asked of, which it does not hold.
        match: How much is enough.
        total: Number of posts of the edition.
    """
    if needed(len(evidence), match) == len(evidence):
        evidence = [
            each if mask is None else each.with_others(mask)
            for each, mask in zip(evidence, spared, strict=True)
        ]
        if len(evidence) == 1:
            return Matches(evidence[0].posts, evidence[0].scores)
        rarest, *others = sorted(evidence, key=len)
        docs = rarest.docs
        for each in others:
            docs = docs[each.has(docs)]
        scores = [each.scores_of(docs) for each in evidence]
        return Matches(Posts(total, docs=docs), reduce(add, scores))
    counts = np.zeros(total, np.uint16)
    sums = np.zeros(total, np.float64)
    for each in evidence:
        counts[each.docs] += 1
        sums[each.docs] += each.scores
    least = np.array([needed(wanted, match) for wanted in range(len(evidence) + 1)], np.uint16)
    asked = len(evidence) - sum(mask.astype(np.uint16) for mask in spared if mask is not None)
    posts = Posts(total, mask=counts >= least[asked])
    return Matches(posts, sums[posts.docs])


def _notes(tree: And, matcher: Matcher) -> Iterator[str]:
    for node in tree.beginnings:
        words = matcher.ways.words(node)
        if words.looked_for < words.found:
            yield cut_short(node.text, words.looked_for, words.found)


class Walk:
    """One way through a tree, which asks no filter twice."""

    def __init__(self, matcher: Matcher, facts: Facts) -> None:
        self._matcher = matcher
        self._facts = facts
        self._filters: dict[Filter, Mask] = {}

    def evidence(self, node: Node) -> Evidence:
        """Return the posts that have what a node asks, with their scores."""
        if isinstance(node, Sought):
            found = self._matcher.evidence(node)
            return found if node.times == 1 else found.times(node.times)
        mask, scores = self._scored(node)
        docs = np.flatnonzero(mask).astype(np.int32)
        return Evidence(docs, scores[docs], self._matcher.total)

    def spared(self, node: Node) -> Mask | None:
        """Return the posts that need not have what a node asks, or None where all must."""
        return self._matcher.spared(node) if isinstance(node, Word) else None

    def mask(self, node: Node) -> Mask:
        """Return the posts that have what a node asks."""
        if isinstance(node, And | Or):
            return reduce(and_ if isinstance(node, And) else or_, map(self.mask, node.nodes))
        if isinstance(node, Not):
            return ~self.mask(node.node)
        if isinstance(node, Has | Named | Dated):
            if node not in self._filters:
                self._filters[node] = self._facts.having(node)
            return self._filters[node]
        return self._sought(node)

    def _sought(self, node: Sought) -> Mask:
        found, spared = self._matcher.evidence(node).mask, self._matcher.spared(node)
        return found if spared is None else found | spared

    def _scored(self, node: Node) -> tuple[Mask, Floats]:
        """Return the posts that have what a node asks; their words count, and no others."""
        scores = np.zeros(self._matcher.total, np.float64)
        if isinstance(node, And | Or):
            found = [self._scored(each) for each in node.nodes]
            mask = reduce(and_ if isinstance(node, And) else or_, (each for each, _ in found))
            for _, each in found:
                scores += each
            return mask, np.where(mask, scores, 0.0)
        if isinstance(node, Sought):
            evidence = self.evidence(node)
            scores[evidence.docs] = evidence.scores
            return self._sought(node), scores
        return self.mask(node), scores
