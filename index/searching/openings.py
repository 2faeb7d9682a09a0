"""How a word may begin in a text as written: a sieve before words are read.

Reading every word of a long text to mark two of them is slow.  A few letters
of a word, in every form that folds to them, rule out nearly all others; what is
left is read properly.  A text in ASCII, where every letter is written in one
way, is looked through several times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from index.words.folding import LOOKALIKES, MARKS, fold
from index.words.languages import FUNCTION
from index.words.surfaces import JOINERS
from index.words.tokens import SPELLED

LETTERS = 2
"""Letters of a word that are compared at least."""

MOST_LETTERS = 4
"""Letters that are compared at most; more rule out little more."""

CHANGED = 1
"""Letters at the end of a stem that other forms of the word may have otherwise: happ(y, i)."""

LONGEST_LIGATURE = 3
"""Letters that one character stands for at most: ffi."""

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

_NOT_INSIDE = r"(?<![^\W_\u0e00-\u11ff\u1780-\u17b3\u3005-\ud7ff\uf900-\ufaff\uff66-\uff9f].)"
"""Behind the first letter, because a pattern that begins with letters is looked for quickly.
A letter of a script without blanks is no inside."""

_AFTER_VOWEL = dict.fromkeys("aou", "[ae]?")
"""What may follow a letter that is folded from one with a mark: Haeuser, Kjaer, gaard."""

_KEPT = 256
"""Sieves of the last searches."""


def openings(word: str, stem: str | None) -> tuple[str, ...]:
    """Return first letters, one of which every form of a word begins with, marks aside.

    Args:
        word: Folded, not empty; or an acronym.
        stem: That of all forms; None if the word is meant in this one only.
    """
    if stem is None:
        return (fold(word[:MOST_LETTERS]),)
    stem = stem.removesuffix(FUNCTION)
    common = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, stem, strict=False))
    )
    most = min(MOST_LETTERS, max(LETTERS, common - CHANGED))
    if common < LETTERS:
        return (word[:most], stem[:most])
    return (word[:most],)


class Sieve:
    """Finds where a text may have words that begin in some ways.

    Args:
        openings: First letters, folded, none empty.
    """

    def __init__(self, openings: Iterable[str]) -> None:
        listed = sorted(set(openings))
        self._plain = _pattern([each for each in listed if each.isascii()], _PLAIN)
        self._full: re.Pattern[str] | None = None
        self._listed = listed

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where such words may begin, and where the next blank is."""
        if text.isascii():
            yield from (match.span() for match in self._plain.finditer(text.lower()))
            return
        if self._full is None:
            self._full = _pattern(self._listed, _FULL)
        yield from (match.span() for match in self._full.finditer(text))


@lru_cache(maxsize=_KEPT)
def sieve(openings: frozenset[str]) -> Sieve:
    """Return the sieve for some first letters."""
    return Sieve(openings)


@dataclass(frozen=True, slots=True)
class _Writing:
    """How words are written in some texts.

    Attributes:
        forms: Gives the characters that stand for a letter, or for two.
        between: Characters that may stand between two letters of a word.
    """

    forms: Callable[[str], str]
    between: str


def _as_it_is(letters: str) -> str:
    return letters if len(letters) == 1 else ""


def _in_every_form(letters: str) -> str:
    both = letters + letters.upper() if len(letters) == 1 else ""
    return _written().get(letters, "") + both


_PLAIN = _Writing(_as_it_is, re.escape("".join(filter(str.isascii, JOINERS))))
"""In ASCII, all in small letters."""

_FULL = _Writing(_in_every_form, re.escape(JOINERS) + MARKS)
"""In any characters."""


def _pattern(listed: list[str], writing: _Writing) -> re.Pattern[str]:
    """Return a pattern that takes all from an opening up to the next of `BLANKS`."""
    if not listed:
        return re.compile(r"(?!)")
    ways = [way for opening in listed for way in _ways(opening, writing)]
    firsts = _class("".join(first for first, _ in ways))
    rests = "|".join(f"(?<={_class(first)}){rest}" for first, rest in ways)
    return re.compile(f"{firsts}(?:{rests})[^{BLANKS}]*")


def _ways(opening: str, writing: _Writing) -> list[tuple[str, str]]:
    """Return the written forms of an opening: a first letter, and what follows it."""
    # Letters of scripts without blanks begin nothing: every one is a word.
    anywhere = "" if not opening[0].isascii() and opening[0] >= "\u0e00" else _NOT_INSIDE
    forms = writing.forms
    first = opening[0]
    ways = [(forms(first), anywhere + _AFTER_VOWEL.get(first, "") + _rest(opening[1:], writing))]
    ways += [
        (several, anywhere + _rest(opening[size:], writing))
        for size, several in _in_one(opening, writing.forms)
    ]
    return ways


def _rest(letters: str, writing: _Writing) -> str:
    """Return a pattern of the letters behind the first; one character may stand for two."""
    if not letters:
        return ""
    forms = writing.forms
    between = f"[{writing.between}]*"
    after = _AFTER_VOWEL.get(letters[0], "")
    way = between + _class(forms(letters[0])) + after + _rest(letters[1:], writing)
    ways = [way]
    for size, several in _in_one(letters, forms):
        ways.append(f"{between}{_class(several)}{_rest(letters[size:], writing)}")
    return f"(?:{'|'.join(ways)})" if len(ways) > 1 else way


def _in_one(letters: str, forms: Callable[[str], str]) -> list[tuple[int, str]]:
    """Return the characters that stand for several of the first letters, and for how many."""
    sizes = range(2, min(len(letters), LONGEST_LIGATURE) + 1)
    return [(size, forms(letters[:size])) for size in sizes if forms(letters[:size])]


@cache
def _written() -> dict[str, str]:
    """Return the characters that fold to one, two or more letters or to what begins so."""
    found: dict[str, list[str]] = {}
    for character in (chr(code) for codes in _WRITTEN for code in codes):
        folded = fold(character)
        if folded != character and folded:
            found.setdefault(folded[0], []).append(character)
            for size in range(2, len(folded) + 1):
                found.setdefault(folded[:size], []).append(character)
    for one, other in LOOKALIKES:
        for character in (one, one.upper()):
            found.setdefault(other, []).append(character)
        for character in (other, other.upper()):
            found.setdefault(one, []).append(character)
    for code, spelled in SPELLED.items():
        found.setdefault(spelled, []).extend((chr(code), chr(code).upper()))
    return {letter: "".join(characters) for letter, characters in found.items()}


def _class(characters: str) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"
