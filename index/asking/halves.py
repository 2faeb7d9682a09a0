"""The words that one word may be written as: `counter terrorism` for `counterterrorism`.

Which of them are words at all is for an edition to say (`index.searching.ways`).
"""

from __future__ import annotations

from index.asking.tree import Parts, Word

MIN_HALF = 3
"""Letters of the shorter half of a word in two; two-letter words are everywhere."""

MIN_WHOLE = 2 * MIN_HALF
"""Letters of a word that may be written in two."""

MAX_WHOLE = 40
"""Letters of the longest such word; each cut is a look into the index."""

GROUPED_DIGITS = 3
"""Digits that stand together in a long number: 1 000."""


def halves_of(word: Word, stop: frozenset[str]) -> tuple[Parts, ...]:
    """Return the pairs of words that a word may be written as; groups of digits for a number.

    Args:
        word: Has none if it was typed in several parts.
        stop: Folded words that are no half; `island` is not `isl and`.
    """
    text = word.parts[0][1]
    if len(word.parts) == 1 and text.isdecimal() and len(text) > GROUPED_DIGITS:
        return (tuple(enumerate(_grouped(text[:MAX_WHOLE]))),)
    if len(word.parts) > 1 or not MIN_WHOLE <= len(text) <= MAX_WHOLE or not text.isalpha():
        return ()
    cuts = ((text[:n], text[n:]) for n in range(MIN_HALF, len(text) - MIN_HALF + 1))
    return tuple(((0, a), (1, b)) for a, b in cuts if a not in stop and b not in stop)


def _grouped(digits: str) -> list[str]:
    """Return the digits of a number in groups, the first the shorter one."""
    first = len(digits) % GROUPED_DIGITS
    starts = range(first, len(digits), GROUPED_DIGITS)
    return [*filter(None, [digits[:first]]), *(digits[n : n + GROUPED_DIGITS] for n in starts)]
