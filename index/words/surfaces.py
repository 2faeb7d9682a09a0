"""Where words stand in a text: patterns of what is written without a break.

A surface is as much of a text as must be read at once to know its words: a word
with the apostrophes, hyphens and ampersands inside it, a number with its
separators, initials with their points, or a row of letters of a script that
puts no blanks between words.  `index.words.tokens` reads it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain, compress, pairwise

from index.columnar import Chunking

MAX_PIECES = 63
"""Most pieces that hang on another by hyphens or points; then a new word begins."""

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
"""Apostrophes that Unicode counts among the letters."""

APOSTROPHES = f"'’‘＇`´·{_LETTER_APOSTROPHES}"
HYPHENS = "‐‑⁃－-"
INITIALS = "."
"""Stands between initials: E.U."""

_IN_NUMBERS = ".,\u00a0\u202f'’"
JOINERS = APOSTROPHES + _IN_NUMBERS + "&＆" + HYPHENS
"""What may stand inside a word or a number."""

_WITH_MARKS = (range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x12000))
"""Where characters are that belong to the letter before them; between are Chinese characters,
Korean syllables and what everybody may use as he likes."""

_MARKS = frozenset({"Mn", "Mc", "Me"})
"""Categories of characters that belong to the letter before them."""

CHUNKING = Chunking(
    separators="".join(map(chr, range(33))) + '!"$%()*/:;<=>?@[\\]^_{|}~\x7f',
    edges="'`&.,-",
)
"""Where a text can be cut without changing what `tokens` finds: `+` and `#` may end a
word, and so does whatever is not ASCII; the rest is in no word, or only inside one."""


def surfaces(text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, str]]:
    """Yield what `read` takes, each with its offset in the text."""
    for match in surface_pattern().finditer(text, start, end):
        yield match.start(), match.group()


def has_word(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text has any word."""
    return surface_pattern().search(text, start, end) is not None


@cache
def combining_marks() -> str:
    """Return the characters that belong to the letter before them, as a class of a pattern has."""
    codes = list(chain.from_iterable(_WITH_MARKS))
    categories = map(unicodedata.category, map(chr, codes))
    listed = list(compress(codes, map(_MARKS.__contains__, categories)))
    starts = [code for before, code in pairwise([0, *listed]) if code != before + 1]
    ends = [code for code, after in pairwise([*listed, 0]) if after != code + 1]
    runs = [f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True)]
    return "".join(runs) + "\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f"


@cache
def letters_unspaced() -> re.Pattern[str]:
    """Return the pattern of a letter in a script without blanks: what counts as one there."""
    korean = "[\u1100-\u115f]+[\u1160-\u11a7]+[\u11a8-\u11ff]*"
    return re.compile(f"(?:{korean}|[{_UNSPACED}])[{combining_marks()}{_VOICING}]*")


@cache
def words() -> re.Pattern[str]:
    """Return the pattern of the words in a surface."""
    letter = rf"[^\W_{_UNSPACED}{_LETTER_APOSTROPHES}]"
    return re.compile(rf"{letter}+(?:[{combining_marks()}]+{letter}*)*")


@cache
def surface_pattern() -> re.Pattern[str]:
    """Return the pattern of surfaces: what stands together as written."""
    piece = words().pattern
    letter = r"[^\W\d_]"
    initials = rf"(?<=(?<!\w){letter})[{INITIALS}](?={letter}(?!\w))"
    inner = rf"(?:[{APOSTROPHES}&＆{HYPHENS}]|(?<=\d)[.,\u00a0\u202f](?=\d)|{initials})"
    return re.compile(
        rf"(?:{letters_unspaced().pattern})+|{piece}(?:{inner}{piece}){{0,{MAX_PIECES}}}(?:\+\+(?![\w+])|#(?!\w))?"
    )


def is_unspaced(character: str) -> bool:
    """Tell whether a character is a letter of a script that puts no blanks between words."""
    return not character.isascii() and letters_unspaced().match(character) is not None
