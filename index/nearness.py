"""What posts gain where the words of a query stand near each other.

Two words of a name or of a term say more together than apart.  Words are near
if they follow each other in the query and stand at most `REACH` places apart in
the same field of a post, in any order; what that counts falls with the distance.
Like the occurrences of a word (`index.matching`), those of a pair count by field
and length of the field, and the tenth says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise

import numpy as np

from index.languages import stem
from index.matching import K1, Matcher, fields_of
from index.places import Places
from index.postings import PLACE_BITS, Longs
from index.posts import Mask
from index.snapshot import Floats
from index.tree import And, Node, Or, Parts, Word

REACH = 8
"""Places; four and twelve rank judged queries as well, and names end `APART` = 8 places apart."""

WORTH = 0.2
"""What a pair counts beside the less telling of its words.  From 0.1 to 0.3 each of six judged
collections gains; with 0.4 those of short texts begin to lose."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words that follow each other in a query."""

    left: Word
    right: Word


class Nearness:
    """Finds words near each other in posts of an edition.

    Args:
        places: Where its words stand.
        matcher: Knows how telling a word is.
        norms: For each text field, what an occurrence counts in each post.
        languages: The posts of each language, by primary subtag.
    """

    def __init__(
        self, places: Places, matcher: Matcher, norms: Floats, languages: Mapping[str, Mask]
    ) -> None:
        self._places = places
        self._matcher = matcher
        self._norms = norms
        self._languages = languages

    def gained(self, pairs: Sequence[Pair], posts: Longs) -> Floats:
        """Return what some posts gain.

        Args:
            pairs: Of the query.
            posts: Numbers of posts, ascending.
        """
        return sum(self.gains(pairs, posts), start=np.zeros(len(posts)))

    def gains(self, pairs: Sequence[Pair], posts: Longs) -> Iterator[Floats]:
        """Yield for each pair what some posts gain because its words stand near each other."""
        occurrences = cache(partial(self._occurrences, self._places.rows(posts)))
        norms = self._norms[:, posts]
        for pair in pairs:
            weights = np.zeros(len(posts))
            fields = [number for number, _ in fields_of(pair.left)]
            for (left, right), languages in self._stems(pair).items():
                within = self._within(languages, posts)
                if left != right and within.any():
                    found = near(occurrences(left), occurrences(right), norms.size)
                    found = found.reshape(norms.shape) * norms
                    weights += found[fields].sum(0) * within
            idf = min(self._matcher.idf(pair.left), self._matcher.idf(pair.right))
            yield WORTH * idf * weights * (K1 + 1.0) / (weights + K1)

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

    def _stems(self, pair: Pair) -> dict[tuple[Parts, Parts], list[str]]:
        """Return what two words become in each language, and the languages that agree."""
        stems: dict[tuple[Parts, Parts], list[str]] = {}
        for language in self._languages:
            left, right = (
                tuple((place, stem(language, term)) for place, term in word.parts)
                for word in (pair.left, pair.right)
            )
            stems.setdefault((left, right), []).append(language)
        return stems

    def _within(self, languages: Sequence[str], posts: Longs) -> Mask:
        """Tell which of some posts are in one of some languages."""
        if len(languages) == len(self._languages):
            return np.ones(len(posts), bool)
        rows = [self._languages[language][posts] for language in languages]
        within: Mask = np.logical_or.reduce(rows)
        return within

    def _occurrences(self, rows: Longs, parts: Parts) -> Longs:
        """Return where a word stands in some posts, as `Places` does for a term."""
        found = self._places.of(parts[0][1], rows)
        for place, term in parts[1:]:
            found = np.intersect1d(found, self._places.of(term, rows) - place)
        return found


def near(one: Longs, other: Longs, rows: int) -> Floats:
    """Return for each row the sum of 1 / distance over all pairs of occurrences within reach.

    Args:
        one: Ascending occurrences, row times 2 ** PLACE_BITS plus place.
        other: Others.
        rows: Number of rows.
    """
    begin = np.searchsorted(other, one - REACH)
    counts = np.searchsorted(other, one + REACH, side="right") - begin
    ends = np.cumsum(counts)
    of_other = np.arange(int(counts.sum())) + np.repeat(begin - ends + counts, counts)
    of_one = np.repeat(one, counts)
    distances = np.abs(other[of_other] - of_one)
    apart = distances > 0
    closeness = np.bincount(of_one[apart] >> PLACE_BITS, 1.0 / distances[apart], rows)
    return np.asarray(closeness, np.float64)
