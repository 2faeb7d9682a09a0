"""The questions that every engine is asked, chosen from the posts themselves.

A word is rare or common by the share of posts that have it, so that a kind of
question means the same on synthetic posts and on any real text.  Each kind has
several questions, because one word may suit one engine by chance.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

from parsed import Post

SAMPLE = 5_000
"""Posts that words are counted in."""

PER_KIND = 5
"""Questions of one kind."""

RARE = (0.0008, 0.003)
MIDDLING = (0.02, 0.08)
COMMON = (0.2, 0.5)
"""Shares of posts that have a word."""

CHOSEN_VALUES = 2
"""Partners and years that a selection ticks: two, so that they are OR-ed."""

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3


class Kind(StrEnum):
    """What is asked for."""

    RARE = "rare word"
    COMMON = "common word"
    TWO = "two words"
    THREE = "three words"
    PHRASE = "phrase"
    PREFIX = "prefix"
    FILTERS = "filters only"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Question:
    """One search.

    Attributes:
        words: All of them must occur; for a phrase one after the other, for a
            prefix the one word's beginning.
        partner, theme, year: Ticked values: OR-ed in a facet, AND-ed between.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    year: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What a reader types for it."""
        text = " ".join(self.words)
        if self.kind is Kind.PHRASE:
            return f'"{text}"'
        return f"{text}*" if self.kind is Kind.PREFIX else text

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the ticked values of a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    def without(self, facet: str) -> Question:
        """Return the question as a facet's own counts see it."""
        return replace(self, **{facet: ()}) if self.chosen(facet) else self

    def as_json(self) -> dict[str, Any]:
        """Return the question for another process."""
        return {name: getattr(self, name) for name in ("kind", "words", *FACETS)}


FACETS = ("partner", "theme", "year")
"""What every engine counts."""


def from_json(value: dict[str, Any]) -> Question:
    """Return a question that another process sent."""
    lists = {name: tuple(value[name]) for name in ("words", *FACETS)}
    return Question(kind=Kind(value["kind"]), **lists)


def choose(
    posts: Sequence[Post],
    *,
    without: Container[str] = (),
    seed: int = 1,
    per_kind: int = PER_KIND,
) -> list[Question]:
    """Return questions for some posts, always the same for the same posts.

    Args:
        posts: The first ones of what is indexed; `SAMPLE` are enough.
        without: Words that are not asked for: engines may leave out those that say nothing
            by themselves, such as `which`, and would then be asked for less than others.
        seed: Other seeds choose other words.
        per_kind: Questions of each kind; fewer where the posts do not give them.
    """
    chance = random.Random(seed)
    words = _Words(posts, without, chance)
    selections = [_selection(posts, chance) for _ in range(per_kind)]
    questions = [Question(Kind.RARE, (word,)) for word in words.between(RARE, per_kind)]
    questions += [Question(Kind.COMMON, (word,)) for word in words.between(COMMON, per_kind)]
    questions += words.together(Kind.TWO, (COMMON, MIDDLING), per_kind)
    questions += words.together(Kind.THREE, (COMMON, COMMON, MIDDLING), per_kind)
    questions += words.phrases(per_kind)
    questions += words.prefixes(per_kind)
    questions += [replace(ticked, kind=Kind.FILTERS) for ticked in selections]
    questions.append(Question(Kind.EVERYTHING))
    return questions


def narrowed(
    questions: Sequence[Question], posts: Sequence[Post], *, seed: int = 1
) -> list[Question]:
    """Return the questions that have words, each with partners and years ticked."""
    chance = random.Random(seed)
    ticked = [_selection(posts, chance) for _ in questions]
    return [
        replace(question, partner=ticks.partner, year=ticks.year)
        for question, ticks in zip(questions, ticked, strict=True)
        if question.words
    ]


class _Words:
    """The words of a sample, by the share of posts that have them."""

    def __init__(
        self, posts: Sequence[Post], without: Container[str], chance: random.Random
    ) -> None:
        self._chance = chance
        self._texts = [[word.lower() for word in _WORD.findall(post.text)] for post in posts]
        found: Counter[str] = Counter()
        for text in self._texts:
            found.update(set(text))
        self._share = {
            word: number / len(posts)
            for word, number in sorted(found.items())
            if len(word) >= _SHORTEST and word not in without
        }

    def between(
        self, bounds: tuple[float, float], number: int, *, shortest: int = _SHORTEST
    ) -> list[str]:
        low, high = bounds
        # In a small sample even a word of one post is more than rare.
        high = max(high, 1 / len(self._texts))
        fit = [w for w, share in self._share.items() if low <= share <= high and len(w) >= shortest]
        return self._chance.sample(fit, min(number, len(fit)))

    def together(
        self, kind: Kind, bounds: Sequence[tuple[float, float]], number: int
    ) -> Iterator[Question]:
        lists = [self.between(each, number) for each in bounds]
        for words in zip(*lists, strict=False):
            if len(set(words)) == len(words):
                yield Question(kind, words)

    def phrases(self, number: int) -> Iterator[Question]:
        """Two neighbouring words of a post, a frequent one beside one that is not rare."""
        seen: Counter[tuple[str, str]] = Counter()
        for text in self._texts:
            seen.update({pair for pair in pairwise(text) if self._usual(pair)})
        best = sorted(seen, key=lambda pair: (-seen[pair], pair))[: number * 8]
        for pair in self._chance.sample(best, min(number, len(best))):
            yield Question(Kind.PHRASE, pair)

    def prefixes(self, number: int) -> Iterator[Question]:
        """The beginnings of words, such as no stemmer takes for an ending."""
        long = self.between(MIDDLING, number * 4, shortest=6)
        fit = [word[:4] for word in long if word[3] not in "aeiousy"]
        yield from (Question(Kind.PREFIX, (beginning,)) for beginning in fit[:number])

    def _usual(self, pair: tuple[str, str]) -> bool:
        shares = [self._share.get(word, 0.0) for word in pair]
        return pair[0] != pair[1] and min(shares) >= MIDDLING[0] and max(shares) <= COMMON[1]


def _selection(posts: Sequence[Post], chance: random.Random) -> Question:
    """Partners, themes and years of posts drawn at random: frequent values are likelier."""
    return Question(
        Kind.FILTERS,
        partner=_drawn([post.partners for post in posts], chance, CHOSEN_VALUES),
        theme=_drawn([post.themes for post in posts], chance, 1),
        year=_drawn([(post.year,) if post.year else () for post in posts], chance, CHOSEN_VALUES),
    )


def _drawn(
    values: Sequence[tuple[str, ...]], chance: random.Random, number: int
) -> tuple[str, ...]:
    everything = [value for each in values for value in each]
    chosen: dict[str, None] = {}
    while everything and len(chosen) < min(number, len(set(everything))):
        chosen[chance.choice(everything)] = None
    return tuple(chosen)
