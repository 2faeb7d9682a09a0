"""Did you mean: the same search with its mistyped words as this edition has them.

A word is doubted if no post has it, or hardly any where a word very near it is
everywhere.  What may have been meant is weighed as a noisy channel: how common
the word is against how unlikely the slip.  Words in company are weighed by what
is found with all of them, filters included, and an offer is made only if that
is more than what was found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from index.guidance.lexicon import Lexicon
from index.guidance.spelling import Spelling
from index.guidance.typed_words import Typed, typed_words
from index.query import Query
from index.results import Suggestion

PER_SLIP = 4.0
"""How much a slip weighs against how common a word is, as the logarithm of the number of
posts: a slip must be paid with a word fifty times as common."""

LONG = 7
"""Letters from which on a word may hold two slips, or be a misprint that one post has;
shorter words have too many neighbours for that."""

OUTNUMBERED = 200
"""How many times as many posts must have what was meant by a word that one post has:
archives have misprints too, but most rare words are meant."""

WORDS, TRIES = 4, 6
"""Words weighed in the place of one, and searches counted for an offer; each takes about a
millisecond among 100,000 posts."""

READ = 256
"""Texts that are kept with the ways to read them otherwise; most have none."""

SHORTEST_HALF = 3
"""Letters of the shorter half of two words that were typed in one."""

PARTED = 1.0
"""Slips that a blank left out, or one too many, counts for."""


class Change(NamedTuple):
    """What was meant in the place of something typed."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to read some words: what to put in their places, and how well it fits.

    Attributes:
        changes: None overlap.
        price: Of the slips.
        weight: How likely, as a logarithm.
    """

    changes: tuple[Change, ...] = ()
    price: float = 0.0
    weight: float = 0.0

    def and_(self, other: _Way) -> _Way:
        return _Way(
            self.changes + other.changes, self.price + other.price, self.weight + other.weight
        )


class Correction:
    """Finds what was meant in one edition.

    Args:
        lexicon: Its words.
        spelling: How they are written.
        stop: Folded words that say too little to be meant, or to be doubted.
        total: Tells how many posts a query finds.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        spelling: Spelling,
        stop: frozenset[str],
        total: Callable[[Query], int],
    ) -> None:
        self._lexicon = lexicon
        self._spelling = spelling
        self._stop = stop
        self._total = total
        self._ways = lru_cache(maxsize=READ)(self._find_ways)

    def offer(self, query: Query, found: int) -> Suggestion | None:
        """Return another text for a query that finds more, or None.

        Args:
            query: As it was asked.
            found: Posts that it finds.
        """
        offers: list[tuple[float, int, _Way]] = []
        for way in self._ways(query.text):
            total = self._total(query.but(text=_changed(query.text, way.changes)))
            if total > found:
                offers.append((math.log(total) - PER_SLIP * way.price, total, way))
        offers.sort(key=lambda offer: -offer[0])
        for _, total, way in offers:
            written = [self._written(query.text, change) for change in way.changes]
            changes = [change for change in written if change]
            if len(changes) == len(written):
                return Suggestion(_changed(query.text, changes), total)
        return None

    def _find_ways(self, text: str) -> list[_Way]:
        """Return the likeliest ways to read a text otherwise, the likeliest first."""
        words = list(typed_words(text))
        ways = [_Way()]
        for typed in words:
            options = self._options(typed)
            longer = [way.and_(option) for way in ways for option in options]
            ways = sorted(longer, key=lambda way: -way.weight)[:TRIES]
        ways += self._joined(text, words)
        ways.sort(key=lambda way: -way.weight)
        return [way for way in ways if way.changes][:TRIES]

    def _options(self, typed: Typed) -> list[_Way]:
        """Return what may have been meant by a word, the word itself if it is known."""
        posts = self._posts(typed)
        long = len(typed.word) >= LONG
        if typed.word in self._stop:
            return [_Way()]
        kept = self._kept(typed, posts)
        if posts > 1 or (posts and not long):
            return [kept]
        near = self._lexicon.near(typed.word, 2 if long and not posts else 1)
        meant = [
            _way(typed.start, typed.end, each.word, each.posts, each.price)
            for each in near
            if each.posts >= OUTNUMBERED * posts and each.word not in self._stop
        ]
        if not posts:
            meant += self._halves(typed)
        meant.sort(key=lambda way: -way.weight)
        return [kept, *meant[:WORDS]] if posts or not meant else meant[:WORDS]

    def _kept(self, typed: Typed, posts: int) -> _Way:
        """Return a word as it is, or in a form that posts have where only its stem is known.

        `exercised` finds what `exercise` finds, but whatever is offered stands in posts.
        """
        weight = math.log(posts) if posts else 0.0
        if posts and not typed.exact and not self._lexicon.posts(typed.word):
            near = sorted(self._lexicon.near(typed.word, 1), key=lambda each: each.price)[:WORDS]
            for each in near:
                if self._spelling.of(each.word) and self._total(Query(text=each.word)) == posts:
                    return _Way((Change(typed.start, typed.end, each.word),), weight=weight)
        return _Way(weight=weight)

    def _posts(self, typed: Typed) -> int:
        """Return how many posts have a word, in any form where any will do."""
        if typed.exact:
            return self._lexicon.posts(typed.word)
        return self._total(Query(text=typed.word))

    def _halves(self, typed: Typed) -> Iterator[_Way]:
        """Yield the pairs of words that may have been typed in one."""
        word = typed.word
        cuts = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
        pairs = [(word[:cut], word[cut:]) for cut in cuts]
        known = iter(self._lexicon.posts_of([half for pair in pairs for half in pair]))
        for halves, found in zip(pairs, zip(known, known, strict=True), strict=True):
            posts = min(found)
            if posts and not self._stop.intersection(halves):
                yield _way(typed.start, typed.end, " ".join(halves), posts, PARTED)

    def _joined(self, text: str, words: list[Typed]) -> Iterator[_Way]:
        """Yield the words that may have been typed in two."""
        for one, other in pairwise(words):
            word = one.word + other.word
            if text[one.end : other.start].isspace() and (posts := self._lexicon.posts(word)):
                yield _way(one.start, other.end, word, posts, PARTED)

    def _written(self, text: str, change: Change) -> Change | None:
        """Return a change as posts write it, with the capitals that were typed.

        Returns:
            None for an acronym, and for what no post writes so.
        """
        typed = text[change.start : change.end]
        found = [self._spelling.of(word) for word in change.word.split()]
        words = [word for word in found if word and not word.isupper()]
        if len(words) < len(found):
            return None
        written = " ".join(words)
        if typed.isupper():
            written = written.upper()
        elif typed[0].isupper() and written.islower():
            written = written[0].upper() + written[1:]
        return change._replace(word=written)


def _way(start: int, end: int, word: str, posts: int, price: float) -> _Way:
    return _Way((Change(start, end, word),), price, math.log(posts) - PER_SLIP * price)


def _changed(text: str, changes: Iterable[Change]) -> str:
    """Return a text with some changes made, which do not overlap."""
    for change in sorted(changes, reverse=True):
        text = text[: change.start] + change.word + text[change.end :]
    return text
