"""How a word may begin in a text as written: a sieve before words are read.

Reading every word of a long text to mark two of them is slow.  Two letters of
a word, in every form that folds to them, rule out nearly all others; what is
left is read properly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from index.folding import LOOKALIKES, MARKS, fold
from index.surfaces import JOINERS

LETTERS = 2
"""Letters of a word that are compared; more rule out little more."""

BLANKS = " \n\t"
"""What ends a word for certain; a narrow blank may stand in a number."""

_WRITTEN = (
    range(0x80, 0x700),  # Latin, Greek, Cyrillic, Hebrew, Arabic
    range(0x1E00, 0x2000),  # Latin and Greek with two marks
    range(0xF900, 0xFB07),  # forms of Chinese characters, and ligatures
    range(0xFF01, 0xFFDD),  # wide and narrow forms
)
"""Characters that may fold to others and are met in texts.

Rarer ones are found but not marked: a pattern of all would take longer to
make than a page of results.
"""

_NOT_INSIDE = r"(?<![^\W_].)"
"""Behind the first letter, because a pattern that begins with letters is looked for quickly."""


def sieve(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that is found wherever a text may have one of some words.

    It takes all that stands up to the next of `BLANKS`.

    Args:
        words: Folded, not empty.
    """
    openings = sorted({word[:LETTERS] for word in words})
    if not openings:
        return re.compile(r"(?!)")
    ways = [way for opening in openings for way in _opening(opening)]
    firsts = _class("".join(first for first, _ in ways))
    rests = "|".join(f"(?<={_class(first)}){rest}" for first, rest in ways)
    return re.compile(f"{firsts}(?:{rests})[^{BLANKS}]*")


@cache
def _opening(opening: str) -> list[tuple[str, str]]:
    """Return the written forms of a word's first letters: a first letter, and what follows it."""
    written = _written()
    first = written.get(opening[0], "") + opening[0] + opening[0].upper()
    # Letters of scripts without blanks begin nothing: every one is a word.
    anywhere = "" if not opening[0].isascii() and opening[0] >= "\u0e00" else _NOT_INSIDE
    if len(opening) == 1:
        return [(first, anywhere)]
    second = _class(written.get(opening[1], "") + opening[1] + opening[1].upper())
    between = f"[{re.escape(JOINERS)}{MARKS}]*"
    ways = [(first, f"{anywhere}{between}{second}")]
    if opening in written:
        ways.append((written[opening], anywhere))
    return ways


@cache
def _written() -> dict[str, str]:
    """Return the characters that fold to a letter or to something that begins with two."""
    found: dict[str, list[str]] = {}
    for character in (chr(code) for codes in _WRITTEN for code in codes):
        folded = fold(character)
        if folded != character and folded:
            found.setdefault(folded[0], []).append(character)
            if len(folded) > 1:
                found.setdefault(folded[:LETTERS], []).append(character)
    for one, other in LOOKALIKES:
        for character in (one, one.upper()):
            found.setdefault(other, []).append(character)
        for character in (other, other.upper()):
            found.setdefault(one, []).append(character)
    return {letter: "".join(characters) for letter, characters in found.items()}


def _class(characters: str) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"
