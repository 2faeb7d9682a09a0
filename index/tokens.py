"""A text as the words that can be searched, each with its place and its offsets.

Most words are one token.  The others:

    counter-terrorism   counter, terrorism, and beside the first counterterrorism
    l'énergie           l and energie; l is `elided`
    O'Brien, col·lega   obrien, collega
    partner's           partner
    R&D                 r&d, and beside it r and d
    C++, C#             c++, and beside it c
    1,000,000           1000000; also 1.000.000 and 1'000'000
    3.5, 18.03.2024     the numbers, and beside the first the whole with points
    東京都              東 京 都 at three places, and beside each its pair: 東京 京都

A token "beside" another is `extra`: it has the same place, and phrases are made
without it.  Scripts that put no blanks between words are read like 東京都.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from index.columnar import Chunking
from index.folding import fold, fold_word

MAX_WORD = 255
"""Longest word, in characters; the rest of a longer one is not searched."""

MAX_JOINED = 64
"""Longest joined form of a hyphenated word, in characters; longer ones are addresses."""

MAX_PIECES = 63
"""Most pieces that hang on another by hyphens or points; then a new word begins."""

_REMEMBERED = 1 << 17
"""Written forms kept in memory with their tokens; a large archive has about as many."""

ELISIONS = frozenset(
    [
        "l",
        "d",
        "j",
        "m",
        "t",
        "s",
        "n",
        "c",
        "qu",
        "jusqu",
        "lorsqu",
        "puisqu",
        "quoiqu",
        "quelqu",
        "presqu",
        "dell",
        "nell",
        "sull",
        "dall",
        "all",
        "coll",
        "un",
    ]
)
"""What stands before an apostrophe as a word of its own, in French, Italian and Catalan."""

GLUE = re.compile(r"[.@_:·]?")
"""What may stand between two words typed without a blank and meant as one: example.org."""

_UNSPACED = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3"
    "\u1100-\u11ff\ud7b0-\ud7fb\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003134f"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0edc-\u0edf"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3"
)
"""Letters of Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer."""

_VOICING = "\u3099\u309a\uff9e\uff9f"
"""Marks on kana that are letters to Python where they are half as wide."""

_LETTER_APOSTROPHES = "ʼʻ"
_APOSTROPHES = f"'’‘＇`´·{_LETTER_APOSTROPHES}"
_HYPHENS = "‐‑⁃－-"
_IN_NUMBERS = ".,\u00a0\u202f'’"
JOINERS = _APOSTROPHES + _IN_NUMBERS + "&＆" + _HYPHENS
"""What may stand inside a word or a number."""

BESIDE = "\n"
"""Between tokens of one place; no letter is folded to it."""

CHUNKING = Chunking(
    separators="".join(map(chr, range(33))) + '!"$%()*/:;<=>?@[\\]^_{|}~\x7f',
    edges="'`&.,-",
)
"""Where a text can be cut without changing what `tokens` finds: `+` and `#` may end a
word, and so does whatever is not ASCII; the rest is in no word, or only inside one."""

_GROUPED = re.compile(r"(\d{1,3})([.,\u00a0\u202f'’])(\d{3}(?:\2\d{3})*)(?:[.,](\d+))?")


class Token(NamedTuple):
    """A word of a text.

    Attributes:
        text: Folded.
        start, end: Where it stands in the text, as written.
        place: Number of the word, counted from 0.
        extra: Whether it stands beside the token proper of its place.
        elided: Whether it is the article of a word that follows.
    """

    text: str
    start: int
    end: int
    place: int
    extra: bool = False
    elided: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, in order of their places."""
    place = 0
    for match in _pattern().finditer(text):
        start = match.start()
        last = place
        for token in read(match.group()):
            last = place + token.place
            yield token._replace(start=start + token.start, end=start + token.end, place=last)
        place = last + 1


def slots(text: str) -> list[str]:
    """Return the tokens of a text place by place.

    The same as `tokens`, for whoever does not need offsets.

    Returns:
        For each place its tokens, the proper one first, joined by `BESIDE`.
    """
    if text.isascii() and text.isalnum():
        return [text[:MAX_WORD].lower()]
    found: list[str] = []
    for surface in _pattern().findall(text):
        first = len(found)
        for token in read(surface):
            place = first + token.place
            if place == len(found):
                found.append(token.text)
            else:
                found[place] += BESIDE + token.text
    return found


def surfaces(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, str]]:
    """Yield what `read` takes, each with its offset in the text."""
    for match in _pattern().finditer(text, start, end):
        yield match.start(), match.group()


def has_word(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text has any word."""
    return _pattern().search(text, start, end) is not None


def read(surface: str) -> tuple[Token, ...]:
    """Return the tokens of one match of the word pattern, places counted from 0."""
    if len(surface) > MAX_JOINED:
        return _read(surface)
    return _remembered(surface)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(surface: str) -> tuple[Token, ...]:
    return _read(surface)


def _read(surface: str) -> tuple[Token, ...]:
    if surface.isascii() and surface.isalnum():
        return (Token(surface[:MAX_WORD].lower(), 0, len(surface), 0),)
    if _unspaced().match(surface):
        return _read_unspaced(surface)
    # A lone stretching mark folds to nothing, and nothing is no word.
    return tuple(_numbered([unit for unit in _units(surface) if unit.text]))


@cache
def combining_marks() -> str:
    """Return the characters that belong to the letter before them."""
    marks = (chr(code) for code in range(0x300, 0x12000) if not 0xD800 <= code < 0xE000)
    listed = [mark for mark in marks if unicodedata.category(mark)[0] == "M"]
    return "".join(listed) + "\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f"


@cache
def _unspaced() -> re.Pattern[str]:
    """Return the pattern of a letter in a script without blanks: what counts as one there."""
    korean = "[\u1100-\u115f]+[\u1160-\u11a7]+[\u11a8-\u11ff]*"
    return re.compile(f"(?:{korean}|[{_UNSPACED}])[{combining_marks()}{_VOICING}]*")


@cache
def _pieces() -> re.Pattern[str]:
    """Return the pattern of the words in a surface."""
    letter = rf"[^\W_{_UNSPACED}{_LETTER_APOSTROPHES}]"
    return re.compile(rf"{letter}+(?:[{combining_marks()}]+{letter}*)*")


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of surfaces: what stands together as written."""
    piece = _pieces().pattern
    inner = rf"(?:[{_APOSTROPHES}&＆{_HYPHENS}]|(?<=\d)[.,\u00a0\u202f](?=\d))"
    return re.compile(
        rf"(?:{_unspaced().pattern})+|{piece}(?:{inner}{piece}){{0,{MAX_PIECES}}}(?:\+\+(?![\w+])|#(?!\w))?"
    )


_letter = lru_cache(maxsize=1 << 15)(fold)


def _read_unspaced(surface: str) -> tuple[Token, ...]:
    letters = [(m.start(), m.end(), _letter(m.group())) for m in _unspaced().finditer(surface)]
    found = []
    for place, (start, end, letter) in enumerate(letters):
        found.append(Token(letter, start, end, place))
        if place + 1 < len(letters):
            _, after, following = letters[place + 1]
            found.append(Token(letter + following, start, after, place, extra=True))
    return tuple(found)


class _Unit(NamedTuple):
    """One word of a surface, before places are given.

    Attributes:
        hyphen: Whether it hangs on the word before by a hyphen.
        beside: Forms that stand beside it.
        whole: The joined form, where this is the first word of a number.
    """

    text: str
    start: int
    end: int
    hyphen: bool = False
    beside: tuple[str, ...] = ()
    whole: tuple[str, int] | None = None
    elided: bool = False


def _numbered(units: list[_Unit]) -> Iterator[Token]:
    """Give places, and put joined forms beside the first word of each hyphenated one."""
    for place, unit in enumerate(units):
        yield Token(unit.text[:MAX_WORD], unit.start, unit.end, place, elided=unit.elided)
        for other in unit.beside:
            yield Token(other[:MAX_WORD], unit.start, unit.end, place, extra=True)
        if unit.whole:
            yield Token(unit.whole[0], unit.start, unit.whole[1], place, extra=True)
        chain = _chain(units, place)
        joined = "".join(part.text for part in chain)
        if len(chain) > 1 and len(joined) <= MAX_JOINED:
            yield Token(joined, unit.start, chain[-1].end, place, extra=True)


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
    pieces = list(_pieces().finditer(surface))
    units: list[_Unit] = []
    number = 0
    while number < len(pieces):
        piece = pieces[number]
        before = surface[piece.start() - 1] if number else ""
        numeric = _number(surface, piece.start()) if piece.group().isdecimal() else None
        if numeric:
            end, found = numeric
            hyphen = before != "" and before in _HYPHENS
            units.extend(unit._replace(hyphen=hyphen and n == 0) for n, unit in enumerate(found))
            while number < len(pieces) and pieces[number].start() < end:
                number += 1
            continue
        _attach(units, _Unit(fold_word(piece.group()), piece.start(), piece.end()), before)
        number += 1
    ending = surface[units[-1].end :] if units else ""
    if ending in {"++", "#"}:
        last = units[-1]
        units[-1] = last._replace(
            text=last.text + ending, end=len(surface), beside=(*last.beside, last.text)
        )
    return units


def _attach(units: list[_Unit], unit: _Unit, before: str) -> None:
    """Add a word to those before it, as the sign between them asks."""
    if not before or not units:
        units.append(unit)
    elif before in _HYPHENS:
        units.append(unit._replace(hyphen=True))
    elif before in "&＆":
        last = units.pop()
        parts = (*(last.beside or (last.text,)), unit.text)
        units.append(last._replace(text=f"{last.text}&{unit.text}", end=unit.end, beside=parts))
    elif before in _APOSTROPHES:
        last = units[-1]
        if last.text in ELISIONS:
            units[-1] = last._replace(elided=True)
            units.append(unit)
        elif unit.text != "s":
            units[-1] = last._replace(text=last.text + unit.text, end=unit.end)
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


def is_unspaced(character: str) -> bool:
    """Tell whether a character is a letter of a script that puts no blanks between words."""
    return not character.isascii() and _unspaced().match(character) is not None
