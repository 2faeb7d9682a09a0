"""What posts gain where the words of a query stand near each other.

Two words of a name or of a term say more together than apart.  Words are near
if they follow each other in the query and stand at most `REACH` positions apart in
the same field of a post, in any order; what that counts falls with the distance.
Like the occurrences of a word (`index.searching.matching`), those of a pair count by field
and length of the field, and the tenth says nothing new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from index.asking.tree import And, Node, Or, Parts, Word
from index.editions.schema import TEXT_FIELDS
from index.searching.bm25 import saturated
from index.searching.matching import Matcher
from index.searching.positions import Positions
from index.searching.postings import POSITION_BITS, Longs, ranges
from index.searching.posts import Mask
from index.searching.snapshot import Floats
from index.words.languages import stem

REACH = 8
"""Positions; four and twelve rank judged queries as well, and names are `APART` = 8 apart."""

WORTH = 0.2
"""What a pair counts beside the less telling of its words.  From 0.1 to 0.3 each of six judged
collections gains; with 0.4 those of short texts begin to lose."""

GONE_THROUGH = 1_000
"""Occurrences that are all looked at, as quickly as those in a hundred posts are picked out."""

PAIRS_KEPT = 256
"""Pairs of words whose stems are kept, a kilobyte each."""

NUMBERS = {field.name: number for number, field in enumerate(TEXT_FIELDS)}
"""Text fields by their names."""

Reading: TypeAlias = tuple[Parts, Parts]
"""The stems of two words in some language."""

Occurrences: TypeAlias = Callable[[str], Longs]
"""Gives the occurrences of a stem in the posts in question, and any in others."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that follow each other in a query."""

    left: Word
    right: Word


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is known of a pair before any post is looked at.

    Attributes:
        readings: The stems of its words, and the languages that agree on them.
        worth: What it counts at most.
        field: Number of the text field it must stand in, or None for any.
    """

    readings: Mapping[Reading, Sequence[str]]
    worth: float
    field: int | None


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
        self._norms = norms.ravel()
        self._total = norms.shape[1]
        self._languages = languages
        self._prepared = lru_cache(maxsize=PAIRS_KEPT)(self._prepare)

    def gained(self, pairs: Sequence[Pair], posts: Longs) -> Floats:
        """Return what some posts gain.

        Args:
            pairs: Of the query.
            posts: Numbers of posts, ascending.
        """
        return sum(self.gains(pairs, posts), np.zeros(len(posts)))

    def gains(self, pairs: Sequence[Pair], posts: Longs) -> list[Floats]:
        """Return what some posts gain because words stand near each other, for each pair."""
        occurrences: Occurrences = partial(self._positions.of, posts=posts)
        if len(pairs) > 1:
            # A word that stands in two pairs is looked for once.
            occurrences = cache(occurrences)
        return [self._gain(self._prepared(pair), posts, occurrences) for pair in pairs]

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

    def _prepare(self, pair: Pair) -> _Prepared:
        left, right = pair.left, pair.right
        worth = WORTH * min(self._matcher.idf(left), self._matcher.idf(right))
        readings = {each: of for each, of in self._stems(pair).items() if each[0] != each[1]}
        return _Prepared(readings, worth, None if left.field is None else NUMBERS[left.field])

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

    def _gain(self, pair: _Prepared, posts: Longs, of: Occurrences) -> Floats:
        weights = np.zeros(len(posts))
        for reading, languages in pair.readings.items():
            if len(languages) == len(self._languages):
                weights += self._closeness(reading, pair.field, posts, of)
            else:
                within = np.logical_or.reduce([self._languages[each][posts] for each in languages])
                if within.any():
                    weights += self._closeness(reading, pair.field, posts, of) * within
        return pair.worth * saturated(weights)

    def _closeness(
        self, reading: Reading, field: int | None, posts: Longs, of: Occurrences
    ) -> Floats:
        """Return for each post how near two words stand to each other, by field and its length.

        Each two occurrences within reach count what one occurrence counts in that field of that
        post, divided by their distance.  With the numbers of `index.searching.positions`, asked
        of posts 4 and 7:

            the rarer word     7003 307020
            the other          7002 307002 307015   of which 7002 and 307015 are within reach
            places, distances  7003 307020, 1 5
            rows               7 307                post 7 both times, its title and its body
            closeness          0  norm[7] / 1 + norm[307] / 5
        """
        one, other = sorted((self._where(parts, posts, of) for parts in reading), key=len)
        if len(one) > GONE_THROUGH:
            one = self._positions.within(one, posts)
        places, distances = near(one, other)
        rows = places >> POSITION_BITS
        counting = self._norms.take(rows) / distances
        if field is not None:
            counting *= rows // self._total == field
        docs = rows % self._total
        at = posts.searchsorted(docs)
        asked = posts.take(at, mode="clip") == docs
        closeness: Any = np.bincount(at[asked], counting[asked], len(posts))
        found: Floats = closeness
        return found

    def _where(self, parts: Parts, posts: Longs, of: Occurrences) -> Longs:
        """Return where a word stands; one of several parts only in the posts in question."""
        found = of(parts[0][1])
        if len(parts) == 1:
            return found
        found = self._positions.within(found, posts)
        for distance, term in parts[1:]:
            others = self._positions.within(of(term), posts)
            found = np.intersect1d(found, others - distance)
        return found


def near(one: Longs, other: Longs) -> tuple[Longs, Longs]:
    """Return all pairs of occurrences within reach: the places of the first, and their distances.

    Args:
        one: Ascending occurrences, row times 2 ** POSITION_BITS plus position.
        other: Others; what stands in both at once is not near itself.
    """
    begins = other.searchsorted(one - REACH)
    counts = other.searchsorted(one + REACH, "right") - begins
    places = one.repeat(counts)
    distances = np.abs(other[ranges(begins, counts)] - places)
    apart = distances.nonzero()[0]
    return places[apart], distances[apart]
