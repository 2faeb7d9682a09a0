"""From words, phrases and beginnings to the posts that have them, and how well.

For every word there is a weight in every post that has it: its occurrences in
all fields, each lowered by the length of the field and raised by what the
field is worth (`index.searching.ways`).  The weight is what BM25F saturates; no word
counts twice because it stands in two fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import chain
from operator import or_
from typing import Any

import numpy as np

from index.asking.tree import Sought, Word
from index.searching.bm25 import K1, rarity
from index.searching.cache import Cache
from index.searching.evidence import Docs, Evidence
from index.searching.postings import Ints, Longs
from index.searching.posts import FEW, Mask
from index.searching.snapshot import Floats
from index.searching.ways import Found, Ways
from index.words.function_words import WORTH, function_words

TOGETHER = 1 << 16
"""Posts that are added up together: half a megabyte, which a processor has at hand."""

COMMON = 8
"""A word of more postings than one for so many posts is weighed when its scores are needed."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Posts that have a word, ascending, and its weight in each."""

    docs: Ints | Longs
    weights: Floats


NOWHERE = Weights(np.zeros(0, np.int64), np.zeros(0))
"""What no post has."""


class Matcher:
    """Weighs what is found of the words of a tree in one edition.

    Args:
        ways: Finds it.
        languages: The posts of each language, by primary subtag.
        memory: Bytes that may be kept of evidence; that of a common word takes a dozen a post.

    Attributes:
        ways: The same.
        total: Number of posts of the edition.
    """

    def __init__(self, ways: Ways, languages: Mapping[str, Mask], *, memory: int) -> None:
        self.ways = ways
        self._languages = languages
        self.total = ways.total
        self._known: Cache[Sought, Evidence] = Cache(memory, lambda each: each.nbytes)

    def evidence(self, node: Sought) -> Evidence:
        """Return the posts that have a word in any form, a phrase or a beginning."""
        once = node if node.times == 1 else replace(node, times=1)
        return self._known.get(once, partial(self._found, once))

    def spared(self, node: Sought) -> Mask | None:
        """Return the posts that need not have a word, or None where all must."""
        if not isinstance(node, Word) or not node.needless:
            return None
        return reduce(or_, (self._languages[language] for language in node.needless))

    def _found(self, node: Sought) -> Evidence:
        """Return evidence; that of a common word is weighed when its scores are asked for."""
        ways = self.ways.of(node)
        if isinstance(node, Word) and _size(ways) * COMMON > self.total:
            mask = np.zeros(self.total, bool)
            for each in chain.from_iterable(ways):
                mask[each.docs] = True
            spared = self.spared(node)
            docs = (mask if spared is None else mask & ~spared).nonzero()[0].astype(np.int32)
            return Evidence(docs, partial(self._scores_of, node, len(docs)), self.total)
        found = self._asked(node, self._weights(ways))
        docs = found.docs.astype(np.int32)
        return Evidence(docs, self._scored(node, len(docs), found), self.total)

    def _scores_of(self, node: Word, having: int, docs: Docs) -> Floats:
        """Return what a word adds to the scores of some of the posts that have it, or of all."""
        ways = self.ways.of(node)
        if len(docs) == having:
            return self._scored(node, having, self._asked(node, self._weights(ways)))
        posts = docs.astype(np.int32, copy=False)
        best = reduce(np.maximum, (_weights_in(posts, way) for way in ways))
        return self._scored(node, having, Weights(posts, best))

    def _asked(self, node: Sought, found: Weights) -> Weights:
        """Return the posts with a word without those that need not have it."""
        spared = self.spared(node)
        if spared is None:
            return found
        kept = ~spared[found.docs]
        return Weights(found.docs[kept], found.weights[kept])

    def _weights(self, ways: Sequence[Sequence[Found]]) -> Weights:
        found = [self._summed(way) for way in ways]
        return found[0] if len(found) == 1 else self._best(found)

    def _scored(self, node: Sought, having: int, found: Weights) -> Floats:
        """Return what weights add to scores; a word says the more the fewer posts have it."""
        idf = self._rarity(having)
        scores: Floats = found.weights * (idf * (K1 + 1.0)) / (found.weights + K1)
        if _is_doubtful(node):
            scores *= WORTH
        else:
            for language in self.says_little_in(node):
                scores[self._languages[language][found.docs]] *= WORTH
        return scores

    def idf(self, node: Sought) -> float:
        """Return how much something says by its rarity."""
        return self._rarity(len(self.evidence(node)))

    def _rarity(self, having: int) -> float:
        return float(rarity(having, self.total))

    def says_little(self, node: Sought, doc: int) -> bool:
        """Tell whether something sought is a function word here, or may be one in the query."""
        if _is_doubtful(node):
            return True
        return any(self._languages[language][doc] for language in self.says_little_in(node))

    def says_little_in(self, node: Sought) -> list[str]:
        """Return the languages in which something sought is a mere function word."""
        if not isinstance(node, Word) or len(node.parts) > 1:
            return []
        word = node.parts[0][1]
        return [language for language in self._languages if word in function_words(language)]

    def _summed(self, parts: Sequence[Found]) -> Weights:
        """Return the sum of what some fields give for each post, added in their order."""
        if not parts:
            return NOWHERE
        if FEW * sum(len(part.docs) for part in parts) < self.total:
            docs = np.concatenate([part.docs for part in parts])
            weights = np.concatenate([part.weights() for part in parts])
            having, places = np.unique(docs, return_inverse=True)
            added: Any = np.bincount(places, weights, len(having))
            return Weights(having, added)
        firsts = range(0, self.total, TOGETHER)
        summed = [_summed_from(first, parts) for first in firsts]
        return Weights(*map(np.concatenate, zip(*summed, strict=True)))

    def _best(self, found: Sequence[Weights]) -> Weights:
        """Return what the best way of writing a word gives for each post."""
        ways = [way for way in found if len(way.docs)]
        if len(ways) < 2:
            return ways[0] if ways else found[0]
        docs = np.unique(np.concatenate([way.docs for way in ways]))
        best = np.zeros(len(docs))
        for way in ways:
            at = np.searchsorted(docs, way.docs)
            best[at] = np.maximum(best[at], way.weights)
        return Weights(docs, best)


def _summed_from(first: int, parts: Sequence[Found]) -> tuple[Longs, Floats]:
    """Return the posts with any of some parts from a number on, `TOGETHER` at most, and the sums.

    Each sum is that of what the parts give for the post, added in their order.
    """
    sums = np.zeros(TOGETHER)
    for part in (each.between(first, first + TOGETHER) for each in parts):
        # No post is there twice, so nothing is lost by adding at once.
        sums[part.docs - first] += part.weights()
    having = sums.nonzero()[0]
    return having + first, sums[having]


def _size(ways: Sequence[Sequence[Found]]) -> int:
    return sum(len(part.docs) for part in chain.from_iterable(ways))


def _weights_in(posts: Ints, way: Sequence[Found]) -> Floats:
    """Return the sum of what some fields give for each of some posts, added in their order."""
    sums = np.zeros(len(posts))
    for part in way:
        here, weights = part.weights_in(posts)
        sums[here] += weights
    return sums


def _is_doubtful(node: Sought) -> bool:
    """Tell whether a word may well be a function word in the language of the query.

    Who types `die Energie` does not ask for the French post that quotes a German name.
    """
    return isinstance(node, Word) and bool(node.needless) and node.acronym is None
