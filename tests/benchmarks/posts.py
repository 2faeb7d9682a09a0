"""Invented news posts with the statistics of real text.

What makes searching fast or slow is how words are spread: a few occur in
every post, most in hardly any, a word that occurred once in a post is likely to
occur again, and the dictionary never ends.  The posts below have that, and no
sentence that anybody wrote: words are made of syllables, by rank.

One seed gives one endless row of posts, so the posts of a small benchmark are
the first of a large one.  They are made in blocks and forgotten, so a million
need no more memory than a thousand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count, islice

import numpy as np
from parsed import Post, rendered

LEMMAS = 2_000_000
"""Words before inflection: so many that the dictionary never ends."""

SKEW = 1.05
SHIFT = 2.7
"""Exponent and flattened head of the Zipf-Mandelbrot law, for the words everybody knows."""

KERNEL = 2_500
TAIL_SKEW = 1.9
"""Beyond the kernel ranks fall faster (Montemurro 2001), which gives a dictionary
that grows with the 0.53rd power of the text (Heaps), as that of press releases does."""

TOPICAL = 0.3
"""Share of words drawn from the favourites of a post's first theme."""

FAVOURITES = 3_000
"""Words that a theme ranks in an order of its own."""

AGAIN = 0.25
"""Share of words that repeat one from earlier in the post: burstiness."""

NUMERIC = 0.015
"""Share of words that are numbers."""

UNINFLECTED = 120
"""The most frequent words keep one form, as articles and prepositions do."""

SUFFIXES = ("", "s", "ed", "ing")
SUFFIX_BOUNDS = (0.85, 0.95, 0.98)
"""Cumulative shares of the suffixes."""

BODY_WORDS = 245
BODY_SPREAD = 0.45
"""Median length of a body and the standard deviation of its logarithm."""

BODY_LIMITS = (40, 1200)
TITLE_WORDS = (5, 10)
SUMMARY_WORDS = (16, 30)

FIRST_DAY = dt.date(2015, 1, 1)
DAYS = 3653
"""Ten years."""

MORE_THEMES = 0.4
"""Chance of a second theme, and of a third."""

UNDATED = 0.01
"""Share of posts without a date."""

BLOCK = 500
"""Posts drawn at a time; numpy is slow for one post and needs memory for many."""

PARTNERS = tuple(f"partner-{number:02}" for number in range(1, 41))
THEMES = tuple(f"theme-{number:02}" for number in range(1, 31))

# No English function word, month or search operator can be made of these.  Every
# word ends in a consonant, so that two in one are never a third.
_ONSETS = (
    *("br", "cr", "dr", "fl", "gl", "gr", "kl", "kr", "pl", "pr"),
    *("shr", "sk", "sl", "sm", "sn", "sp", "str", "tr", "v", "z"),
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "oo")
_CODAS = ("n", "r", "l", "t", "m", "nd", "k")
_SYLLABLES = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]

_LENGTHS = ((1_000, 1), (60_000, 2), (LEMMAS, 3))
"""Ranks below the first number have that many syllables: frequent words are short."""

_STRIDE = 7_368_787
"""A prime that no alphabet size shares; scatters neighbouring ranks."""

_NUMBERS = LEMMAS * len(SUFFIXES)
"""Codes from here on are numbers, written as they are."""


def synthetic_posts(number: int, *, seed: int = 1) -> Iterator[Post]:
    """Yield the first posts of a seed's endless row.

    Args:
        number: How many.
        seed: Other seeds give other texts with the same statistics.
    """
    newsroom = _Newsroom(seed)
    blocks = (newsroom.block(index) for index in count())
    return islice((post for block in blocks for post in block), number)


def lemma(rank: int) -> str:
    """Return the word of a rank, counted from 0; no two ranks share one."""
    start = max((end for end, _ in _LENGTHS if end <= rank), default=0)
    syllables = next(syllables for end, syllables in _LENGTHS if rank < end)
    room = len(_SYLLABLES) ** syllables * len(_CODAS)
    number = (rank - start) * _STRIDE % room
    number, coda = divmod(number, len(_CODAS))
    parts = [_CODAS[coda]]
    for _ in range(syllables):
        number, syllable = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[syllable])
    return "".join(reversed(parts))


class _Words(dict[int, str]):
    """The written form of every code met so far."""

    def __missing__(self, code: int) -> str:
        if code >= _NUMBERS:
            word = str(code - _NUMBERS)
        else:
            rank, suffix = divmod(code, len(SUFFIXES))
            word = lemma(rank) + SUFFIXES[suffix]
        self[code] = word
        return word


class _Newsroom:
    """Draws posts, block by block; a block depends on the seed and its number alone."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._words = _Words()
        self._law = _cumulative(LEMMAS)
        self._theme_law = _cumulative(FAVOURITES)
        self._partner_law = _cumulative(len(PARTNERS))

    def block(self, index: int) -> list[Post]:
        chance = np.random.default_rng([self._seed, index])
        lengths = np.exp(BODY_SPREAD * _normal(chance, BLOCK)) * BODY_WORDS
        bodies = np.clip(lengths, *BODY_LIMITS).astype(np.int64)
        titles = _between(chance, TITLE_WORDS)
        summaries = _between(chance, SUMMARY_WORDS)
        themes = np.floor(chance.random(BLOCK) ** 1.5 * len(THEMES)).astype(np.int64)
        ends = np.cumsum(titles + summaries + bodies)
        codes = self._codes(chance, ends, themes).tolist()
        frames = chance.random((BLOCK, 8))
        cuts = np.stack([ends - bodies - summaries - titles, titles, summaries, ends], axis=1)
        return [
            self._post(index * BLOCK + at, codes, cuts[at].tolist(), int(themes[at]), frames[at])
            for at in range(BLOCK)
        ]

    def _post(
        self, number: int, codes: list[int], cuts: list[int], theme: int, frame: np.ndarray
    ) -> Post:
        """Make a post of its words and eight draws for all else."""
        start, title, summary, end = cuts
        words = [self._words[code] for code in codes[start:end]]
        text = _prose(words[title + summary :])
        return Post(
            slug=f"post-{number:07}",
            title=" ".join(words[:title]).capitalize(),
            summary=" ".join(words[title : title + summary]).capitalize() + ".",
            text=text,
            html=rendered(text),
            date=_day(frame[0], frame[1]),
            partners=self._partners(frame[2:6]),
            themes=_themes(theme, frame[6], frame[7]),
        )

    def _codes(
        self, chance: np.random.Generator, ends: np.ndarray, themes: np.ndarray
    ) -> np.ndarray:
        """Draw every word of a block: rank, inflection, repetition, numbers."""
        total = int(ends[-1])
        post = np.searchsorted(ends, np.arange(total), side="right")
        ranks = np.searchsorted(self._law, chance.random(total))
        own = np.searchsorted(self._theme_law, chance.random(total))
        favourite = UNINFLECTED + (own + 1) * (2 * themes[post] + 7919) % FAVOURITES
        ranks = np.where(chance.random(total) < TOPICAL, favourite, ranks)
        suffix = np.searchsorted(SUFFIX_BOUNDS, chance.random(total))
        codes = ranks * len(SUFFIXES) + np.where(ranks < UNINFLECTED, 0, suffix)
        amounts = _NUMBERS + np.floor(2030 * chance.random(total) ** 0.5).astype(np.int64)
        codes = np.where(chance.random(total) < NUMERIC, amounts, codes)
        starts = np.concatenate(([0], ends[:-1]))[post]
        before = chance.random(total) * (np.arange(total) - starts)
        earlier = starts + np.floor(before).astype(np.int64)
        return np.where(chance.random(total) < AGAIN, codes[earlier], codes)

    def _partners(self, draws: np.ndarray) -> tuple[str, ...]:
        """None to three partners, the first ones far more often."""
        wanted = int(draws[0] * 4)
        chosen = np.searchsorted(self._partner_law, draws[1 : 1 + wanted])
        return tuple(dict.fromkeys(PARTNERS[int(at)] for at in chosen))


def _cumulative(ranks: int) -> np.ndarray:
    rank = np.arange(1, ranks + 1)
    weights = 1.0 / (rank + SHIFT) ** SKEW
    weights *= np.minimum(1.0, (KERNEL / rank) ** (TAIL_SKEW - SKEW))
    total = np.cumsum(weights)
    return total / total[-1]


def _normal(chance: np.random.Generator, number: int) -> np.ndarray:
    """Box and Muller's way; only uniform draws are the same in every numpy."""
    radius = np.sqrt(-2 * np.log(1 - chance.random(number)))
    return radius * np.cos(2 * np.pi * chance.random(number))


def _between(chance: np.random.Generator, bounds: tuple[int, int]) -> np.ndarray:
    low, high = bounds
    return low + np.floor(chance.random(BLOCK) * (high - low)).astype(np.int64)


def _prose(words: list[str]) -> str:
    """Sentences of nine to twenty-odd words, paragraphs of five sentences."""
    sentences = []
    start = 0
    while start < len(words):
        end = start + 9 + len(words[start]) * 3 % 17
        sentence = words[start:end]
        middle = len(sentence) // 2
        sentence[middle] += ","
        text = " ".join(sentence).removesuffix(",")
        sentences.append(text[0].upper() + text[1:] + ".")
        start = end
    return "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))


def _day(place: float, presence: float) -> dt.date | None:
    """A day of the ten years; later years have more posts."""
    if presence < UNDATED:
        return None
    return FIRST_DAY + dt.timedelta(days=int(float(place) ** 0.7 * DAYS))


def _themes(first: int, second: float, third: float) -> tuple[str, ...]:
    """The theme that a post's words come from, and up to two more."""
    others = [
        int(draw / MORE_THEMES * len(THEMES)) for draw in (second, third) if draw < MORE_THEMES
    ]
    return tuple(dict.fromkeys(THEMES[at] for at in (first, *others)))
