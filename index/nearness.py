"""What posts gain where the words of a query stand near each other.

Two words of a name or of a term say more together than apart.  Words are near
if they follow each other in the query and stand at most `REACH` positions apart in
the same field of a post, in any order; what that counts falls with the distance.
Like the occurrences of a word (`index.matching`), those of a pair count by field
and length of the field, and the tenth says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from index.bm25 import K1
from index.languages import stem
from index.matching import Matcher
from index.positions import Positions
from index.postings import POSITION_BITS, Longs
from index.posts import Mask
from index.schema import TEXT_FIELDS
from index.snapshot import Floats
from index.tree import And, Node, Or, Parts, Word

REACH = 8
"""Positions; four and twelve rank judged queries as well, and names are `APART` = 8 apart."""

WORTH = 0.2
"""What a pair counts beside the less telling of its words.  From 0.1 to 0.3 each of six judged
collections gains; with 0.4 those of short texts begin to lose."""


NUMBERS = {field.name: number for number, field in enumerate(TEXT_FIELDS)}
"""Text fields by their names."""

Reading: TypeAlias = tuple[Parts, Parts]
"""The stems of two words in some language."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that follow each other in a query."""

    left: Word
    right: Word


class Nearness:
    """Finds words near each other in posts of an edition.

    Args:
        positions: Where its words stand.
        matcher: Knows how telling a word is.
        norms: For each text field, what an occurrence counts in each post.
        languages: The posts of each language, by primary subtag.
    """

    def __init__(
        self, positions: Positions, matcher: Matcher, norms: Floats, languages: Mapping[str, Mask]
    ) -> None:
        self._positions = positions
        self._matcher = matcher
        self._norms = norms
        self._languages = languages

    def gained(self, pairs: Sequence[Pair], posts: Longs) -> Floats:
        """Return what some posts gain.

        Args:
            pairs: Of the query.
            posts: Numbers of posts, ascending.
        """
        gained: Floats = self.gains(pairs, posts).sum(0)
        return gained

    def gains(self, pairs: Sequence[Pair], posts: Longs) -> Floats:
        """Return what some posts gain because words stand near each other, a row for each pair."""
        readings = [
            (number, reading, languages)
            for number, pair in enumerate(pairs)
            for reading, languages in self._stems(pair).items()
            if reading[0] != reading[1] and self._any_in(languages, posts)
        ]
        weights = np.zeros((len(pairs), len(posts)))
        if readings:
            found = self._closeness([reading for _, reading, _ in readings], posts)
            found *= self._norms.take(posts, 1)
            for (number, _, languages), in_fields in zip(readings, found, strict=True):
                field = pairs[number].left.field
                weight = in_fields.sum(0) if field is None else in_fields[NUMBERS[field]]
                weights[number] += self._kept_in(languages, weight, posts)
        idf = [min(self._matcher.idf(pair.left), self._matcher.idf(pair.right)) for pair in pairs]
        worth = WORTH * np.array(idf)[:, np.newaxis]
        gains: Floats = worth * weights * (K1 + 1.0) / (weights + K1)
        return gains

    def _closeness(self, readings: Sequence[Reading], posts: Longs) -> Floats:
        """Return for each reading, field and post how near its words stand to each other."""
        rows = self._positions.rows(posts)
        words = list(dict.fromkeys(parts for reading in readings for parts in reading))
        found = dict(zip(words, self._occurrences(words, rows), strict=True))
        # Every reading has rows of its own, so that one pass finds what is near in all of them.
        apart = len(rows) << POSITION_BITS
        lefts, rights = (
            np.concatenate(
                [found[reading[side]] + number * apart for number, reading in enumerate(readings)]
            )
            for side in (0, 1)
        )
        closeness = near(lefts, rights, len(readings) * len(rows))
        return closeness.reshape(len(readings), -1, len(posts))

    def pairs(self, tree: And) -> list[Pair]:
        """Return the words that follow each other in a query, function words passed over."""
        return list(self._pairs(tree.wanted))

    def _pairs(self, nodes: Sequence[Node]) -> Iterator[Pair]:
        telling = [node for node in nodes if not self._says_little(node)]
        for left, right in pairwise(telling):
            if isinstance(left, Word) and isinstance(right, Word) and left.field == right.field:
                yield Pair(left, right)
        for node in telling:
            if isinstance(node, And):
                yield from self._pairs(node.nodes)
            elif isinstance(node, Or):
                for each in node.nodes:
                    yield from self._pairs([each])

    def _says_little(self, node: Node) -> bool:
        if not isinstance(node, Word):
            return False
        return len(self._matcher.says_little_in(node)) == len(self._languages)

    def _stems(self, pair: Pair) -> dict[Reading, list[str]]:
        """Return what two words become in each language, and the languages that agree."""
        stems: dict[Reading, list[str]] = {}
        for language in self._languages:
            left, right = (
                tuple((distance, stem(language, term)) for distance, term in word.parts)
                for word in (pair.left, pair.right)
            )
            stems.setdefault((left, right), []).append(language)
        return stems

    def _any_in(self, languages: Sequence[str], posts: Longs) -> bool:
        """Tell whether any of some posts are in one of some languages."""
        if len(languages) == len(self._languages):
            return len(posts) > 0
        return any(self._languages[language][posts].any() for language in languages)

    def _kept_in(self, languages: Sequence[str], weights: Floats, posts: Longs) -> Floats:
        """Return the weights of some posts; those in no language of some have none."""
        if len(languages) == len(self._languages):
            return weights
        within = np.logical_or.reduce([self._languages[each][posts] for each in languages])
        kept: Floats = weights * within
        return kept

    def _occurrences(self, words: Sequence[Parts], rows: Longs) -> Iterator[Longs]:
        """Yield where each of some words stands in some posts, as `Positions` does for a term."""
        terms = list(dict.fromkeys(term for parts in words for _, term in parts))
        occurrences = dict(zip(terms, self._positions.of(terms, rows), strict=True))
        for parts in words:
            found = occurrences[parts[0][1]]
            for distance, term in parts[1:]:
                found = np.intersect1d(found, occurrences[term] - distance)
            yield found


def near(one: Longs, other: Longs, rows: int) -> Floats:
    """Return for each row the sum of 1 / distance over all pairs of occurrences within reach.

    Args:
        one: Ascending occurrences, row times 2 ** POSITION_BITS plus position.
        other: Others.
        rows: Number of rows.
    """
    begin = other.searchsorted(one - REACH)
    counts = other.searchsorted(one + REACH, "right") - begin
    until = counts.cumsum()
    of_one = one.repeat(counts)
    of_other = np.arange(len(of_one)) + (begin - until + counts).repeat(counts)
    distances = np.abs(other[of_other] - of_one)
    apart = distances.nonzero()[0]
    closeness = np.bincount(of_one[apart] >> POSITION_BITS, 1.0 / distances[apart], rows)
    return np.asarray(closeness, np.float64)
