"""A text as the words that can be searched, each with its position and its offsets.

Most words are one token.  The others:

    counter-terrorism   counter, terrorism, and beside the first counterterrorism
    l'énergie           l and energie; l is `elided`
    O'Brien, col·lega   obrien, collega
    partner's           partner
    R&D                 r&d, and beside it r and d
    NATO                nato, and beside it NATO
    E.U.                e and u, and beside the first eu
    Zürich              zurich, and beside it zuerich
    C++, C#             c++, and beside it c
    1,000,000           1000000; also 1.000.000 and 1'000'000
    3.5, 18.03.2024     the numbers, and beside the first the whole with points
    東京都              東 京 都 at three positions, and beside each its pair: 東京 京都

A token "beside" another is `extra`: it has the same position, and phrases are made
without it.  Only acronyms are in capitals.  Scripts that put no blanks between
words are read like 東京都.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from index.words.folding import fold, fold_word
from index.words.surfaces import (
    APOSTROPHES,
    HYPHENS,
    INITIALS,
    letters_unspaced,
    surface_pattern,
    words,
)

MAX_WORD = 255
"""Longest word, in characters; the rest of a longer one is not searched."""

MAX_JOINED = 64
"""Longest joined form of a hyphenated word, in characters; longer ones are addresses."""

_REMEMBERED = 1 << 17
"""Written forms kept in memory with their tokens; a large archive has about as many."""

ELISIONS = frozenset(
    (
        "l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu presqu"
        " dell nell sull dall all coll un quell quest bell sant degl gl"
    ).split()
)
"""What stands before an apostrophe as a word of its own, in French, Italian and Catalan."""

ARTICLES = frozenset("il fil tal bil mill ghall lill dal sal mal bhall".split())
"""What stands before a hyphen likewise, in Maltese; not before a number, as in Il-76."""

BESIDE = "\n"
"""Between tokens of one position; no letter is folded to it."""

SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""Letters as they are typed without their marks where a language has a way to (Zuerich)."""

_SPELLED = re.compile("[äöüåø]")

LETTERS_OF_ACRONYMS = 2
"""Letters of the shortest acronym; a single capital begins a sentence."""

_GROUPED = re.compile(r"(\d{1,3})([.,\u00a0\u202f'’])(\d{3}(?:\2\d{3})*)(?:[.,](\d+))?")


class Token(NamedTuple):
    """A word of a text.

    Attributes:
        text: Folded.
        start, end: Where it stands in the text, as written.
        position: Number of the word, counted from 0.
        extra: Whether it stands beside the token proper of its position.
        elided: Whether it is the article of a word that follows.
    """

    text: str
    start: int
    end: int
    position: int
    extra: bool = False
    elided: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, in order of their positions."""
    position = 0
    for match in surface_pattern().finditer(text):
        start = match.start()
        last = position
        for token in read(match.group()):
            last = position + token.position
            yield token._replace(start=start + token.start, end=start + token.end, position=last)
        position = last + 1


def slots(text: str) -> list[str]:
    """Return the tokens of a text position by position.

    The same as `tokens`, for whoever does not need offsets.

    Returns:
        For each position its tokens, the proper one first, joined by `BESIDE`.
    """
    if text.isascii() and text.isalnum() and not text.isupper():
        return [text[:MAX_WORD].lower()]
    found: list[str] = []
    for surface in surface_pattern().findall(text):
        first = len(found)
        for token in read(surface):
            position = first + token.position
            if position == len(found):
                found.append(token.text)
            else:
                found[position] += BESIDE + token.text
    return found


def read(surface: str) -> tuple[Token, ...]:
    """Return the tokens of one match of the word pattern, positions counted from 0."""
    if len(surface) > MAX_JOINED:
        return _read(surface)
    return _remembered(surface)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(surface: str) -> tuple[Token, ...]:
    return _read(surface)


def _read(surface: str) -> tuple[Token, ...]:
    if surface.isascii() and surface.isalnum() and not surface.isupper():
        return (Token(surface[:MAX_WORD].lower(), 0, len(surface), 0),)
    if letters_unspaced().match(surface):
        return _read_unspaced(surface)
    # A lone stretching mark folds to nothing, and nothing is no word.
    return tuple(_numbered([unit for unit in _units(surface) if unit.text]))


_letter = lru_cache(maxsize=1 << 15)(fold)


def _read_unspaced(surface: str) -> tuple[Token, ...]:
    letters = [
        (m.start(), m.end(), _letter(m.group())) for m in letters_unspaced().finditer(surface)
    ]
    found = []
    for position, (start, end, letter) in enumerate(letters):
        found.append(Token(letter, start, end, position))
        if position + 1 < len(letters):
            _, after, following = letters[position + 1]
            found.append(Token(letter + following, start, after, position, extra=True))
    return tuple(found)


class _Unit(NamedTuple):
    """One word of a surface, before positions are given.

    Attributes:
        hyphen: Whether it hangs on the word before by a hyphen.
        beside: Forms that stand beside it.
        variants: Further ones that stand there, of this word as it is written.
        whole: The joined form, where this is the first word of a number.
    """

    text: str
    start: int
    end: int
    hyphen: bool = False
    beside: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    whole: tuple[str, int] | None = None
    elided: bool = False


def _numbered(units: list[_Unit]) -> Iterator[Token]:
    """Give positions, and put joined forms beside the first word of each hyphenated one."""
    for position, unit in enumerate(units):
        yield Token(unit.text[:MAX_WORD], unit.start, unit.end, position, elided=unit.elided)
        for other in (*unit.beside, *unit.variants):
            yield Token(other[:MAX_WORD], unit.start, unit.end, position, extra=True)
        if unit.whole:
            yield Token(unit.whole[0], unit.start, unit.whole[1], position, extra=True)
        chain = _chain(units, position)
        joined = "".join(part.text for part in chain)
        if len(chain) > 1 and len(joined) <= MAX_JOINED:
            yield Token(joined, unit.start, chain[-1].end, position, extra=True)


def _chain(units: list[_Unit], first: int) -> list[_Unit]:
    """Return the hyphenated word that begins at a unit; nothing inside one."""
    if units[first].hyphen:
        return []
    last = first + 1
    while last < len(units) and units[last].hyphen:
        last += 1
    return units[first:last]


def _units(surface: str) -> list[_Unit]:
    """Return the words of a surface, apostrophes, numbers and ampersands settled."""
    pieces = list(words().finditer(surface))
    units: list[_Unit] = []
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        before = surface[piece.start() - 1] if number else ""
        numeric = _number(surface, piece.start()) if piece.group().isdecimal() else None
        if numeric:
            end, found = numeric
            hyphen = before != "" and before in HYPHENS
            units.extend(unit._replace(hyphen=hyphen and n == 0) for n, unit in enumerate(found))
            while number < len(pieces) and pieces[number].start() < end:
                number += 1
            continue
        _attach(units, _word(piece), before)
        number += 1
    ending = surface[units[-1].end :] if units else ""
    if ending in {"++", "#"}:
        last = units[-1]
        units[-1] = last._replace(
            text=last.text + ending, end=len(surface), beside=(*last.beside, last.text)
        )
    return units


def _word(piece: re.Match[str]) -> _Unit:
    written = piece.group()
    folded = fold_word(written)
    variants = []
    if written.isupper() and sum(map(str.isalpha, written)) >= LETTERS_OF_ACRONYMS:
        variants.append(folded.upper())
    if not written.isascii():
        lower = unicodedata.normalize("NFC", written).lower()
        variants += [fold_word(lower.translate(SPELLED))] if _SPELLED.search(lower) else []
    distinct = tuple(dict.fromkeys(other for other in variants if other != folded))
    return _Unit(folded, piece.start(), piece.end(), variants=distinct)


def is_acronym(term: str) -> bool:
    """Tell whether a term of the index is an acronym, the one kind that is not folded."""
    return term.isupper() and fold(term) != term


def _attach(units: list[_Unit], unit: _Unit, before: str) -> None:
    """Add a word to those before it, as the sign between them asks."""
    if not before or not units:
        units.append(unit)
    elif before in HYPHENS or before == INITIALS:
        if units[-1].text in ARTICLES:
            units[-1] = units[-1]._replace(elided=True)
        units.append(unit._replace(hyphen=True))
    elif before in "&＆":
        last = units.pop()
        parts = (*(last.beside or (last.text,)), unit.text)
        whole = f"{last.text}&{unit.text}"
        units.append(last._replace(text=whole, end=unit.end, beside=parts, variants=()))
    elif before in APOSTROPHES:
        last = units[-1]
        if last.text in ELISIONS:
            units[-1] = last._replace(elided=True)
            units.append(unit)
        elif unit.text != "s":
            units[-1] = last._replace(text=last.text + unit.text, end=unit.end, variants=())
    else:
        units.append(unit)


def _number(surface: str, start: int) -> tuple[int, list[_Unit]] | None:
    """Return where a number with separators ends, and its words; None if there is none."""
    grouped = _GROUPED.match(surface, start)
    if grouped and not surface[grouped.end() : grouped.end() + 1].isalnum():
        whole = grouped[1] + re.sub(r"\D", "", grouped[3])
        if grouped[4] is None:
            return grouped.end(), [_Unit(fold(whole)[:MAX_WORD], start, grouped.end())]
        middle = grouped.start(4)
        first = _Unit(
            fold(whole)[:MAX_WORD],
            start,
            middle - 1,
            whole=(fold(f"{whole}.{grouped[4]}"), grouped.end()),
        )
        return grouped.end(), [first, _Unit(fold(grouped[4]), middle, grouped.end())]
    plain = re.compile(r"\d+(?:[.,]\d+)+(?!\w)").match(surface, start)
    if plain is None:
        return None
    words = [_Unit(fold(m.group()), m.start(), m.end()) for m in re.finditer(r"\d+", plain.group())]
    words = [word._replace(start=start + word.start, end=start + word.end) for word in words]
    joined = ".".join(word.text for word in words)[:MAX_WORD]
    return plain.end(), [words[0]._replace(whole=(joined, plain.end())), *words[1:]]
