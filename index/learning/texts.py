"""What a text says: its stems, how often each, how each was written, what stands beside it.

The same reading as that of the index, so that a stem from here is looked up
there as it is.  A text is cut once, and each different surface is read once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from index.editions.schema import TEXT_FIELDS
from index.editions.writing import STREAMS
from index.words.languages import FUNCTION, stem
from index.words.surfaces import surface_pattern
from index.words.tokens import read, slots

READ = 20_000
"""Characters of a text that are read: what comes after ten pages changes no subject."""

REMEMBERED = 1 << 14
"""Surfaces whose words are kept, some seven megabytes: nine of ten in a text are among them."""

Pair = tuple[str, str]
"""The stems of two words."""


class _Word(NamedTuple):
    """A word in a surface: its stem, and where it begins and ends."""

    stem: str
    start: int
    end: int


class _Surface(NamedTuple):
    """What a surface is.

    Attributes:
        stems: As the index has them, joined forms among them.
        words: Those that stand there themselves, in order.
    """

    stems: tuple[str, ...]
    words: tuple[_Word, ...]


class ReadText:
    """A text as it is read.

    Args:
        text: None is no text.
        language: Primary subtag.
    """

    def __init__(self, text: str | None, language: str) -> None:
        self._parts = _between_surfaces().split((text or "")[:READ])
        self._surfaces = self._parts[1::2]
        self._times = Counter(self._surfaces)
        self._known = {surface: _read(surface, language) for surface in self._times}

    def counts(self) -> Counter[str]:
        """Return how often the text has each stem."""
        found: Counter[str] = Counter()
        for surface, times in self._times.items():
            for stemmed in self._known[surface].stems:
                found[stemmed] += times
        return found

    def words(self) -> Iterator[tuple[str, str]]:
        """Yield the stem of each word and how it is written, different surfaces alone."""
        for surface, (_, words) in self._known.items():
            for stemmed, start, end in words:
                yield stemmed, surface[start:end]

    def pairs(self, wanted: Collection[str], most: int) -> Iterator[tuple[Pair, str]]:
        """Yield neighbours with nothing but a blank between them: their stems, and as written.

        Args:
            wanted: Stems that both must have.
            most: Characters of the text that are looked at.
        """
        ends, begins = {}, {}
        for surface, (_, words) in self._known.items():
            if words and words[-1].end == len(surface) and words[-1].stem in wanted:
                ends[surface] = words[-1]
            if words and words[0].start == 0 and words[0].stem in wanted:
                begins[surface] = words[0]
        read = bisect_right(list(accumulate(map(len, self._parts))), most) // 2
        here = self._surfaces[:read]
        for one, between, other in zip(here, self._parts[2::2], here[1:], strict=False):
            if between == " " and one in ends and other in begins:
                left, right = ends[one], begins[other]
                yield (left.stem, right.stem), f"{one[left.start :]} {other[: right.end]}"


def written(texts: Iterable[ReadText], wanted: Collection[str]) -> dict[str, str]:
    """Return how some stems are written where they stand first in some texts."""
    found: dict[str, str] = {}
    for stemmed, word in chain.from_iterable(text.words() for text in texts):
        if stemmed in wanted:
            found.setdefault(stemmed, word)
    return found


def says_something(stemmed: str) -> bool:
    """Tell whether a stem is worth showing: no number, no function word, no short one."""
    return (
        len(stemmed) > MIN_LETTERS and not stemmed[0].isdigit() and not stemmed.endswith(FUNCTION)
    )


MIN_LETTERS = 2
"""A stem of up to so many letters tells a reader nothing."""

_BODY_STEMS = next(field.stems for field in TEXT_FIELDS if field.name == "body")


@cache
def _between_surfaces() -> re.Pattern[str]:
    """Return the pattern that parts a text into surfaces and what stands between them."""
    return re.compile(f"({surface_pattern().pattern})")


@lru_cache(maxsize=REMEMBERED)
def _read(surface: str, language: str) -> _Surface:
    found = read(surface)
    if len(found) == 1:
        word = _Word(stem(language, found[0].text), found[0].start, found[0].end)
        return _Surface((word.stem,), (word,))
    stems = STREAMS["body"].fields[_BODY_STEMS](language, slots(surface))
    words = (_Word(stem(language, t.text), t.start, t.end) for t in found if not t.extra)
    return _Surface(tuple(chain.from_iterable(stems)), tuple(words))
