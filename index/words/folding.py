"""Letters brought to one form, so that a word is found however it was typed.

Width, case, accents and letters that keyboards lack make no difference: Łódź,
LODZ and lodz are one word, and so are Straße and strasse.  Vowel signs of
Indian scripts, the voicing marks of kana and й stay, because without them words
become other words.

Every function is total: any text has a folded form, folding twice changes
nothing, and nothing is raised.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "ŋ": "n", "ĸ": "k",
        "æ": "ae", "œ": "oe", "ı": "i", "ȷ": "j", "ə": "e", "ɛ": "e", "ɔ": "o", "ƒ": "f", "ɓ": "b",
        "ɖ": "d", "ɗ": "d", "ɠ": "g", "ƙ": "k", "ƴ": "y", "ʻ": "'", "ʼ": "'", "ʹ": "'",
        "ς": "σ", "ё": "е", "ґ": "г", "ѳ": "ф", "ѣ": "е",
        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None,
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    }
)  # fmt: skip
"""Letters that no decomposition takes apart, and forms that only a place in the word asks for."""

MARKS = (
    "\u0300-\u036f\u0483-\u0487"  # Latin, Greek, Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"  # Arabic
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # further marks on those
    "\u00ad\u034f\u061c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"  # nothing to be seen
)
"""Characters that are taken away, as the inside of a character class."""

_MARKS = re.compile(f"(?!(?<=и)\u0306)[{MARKS}]")
"""Those marks, but not the breve of й."""

_CYRILLIC_LOOKS = dict(zip("авеёкмнорстухіјѕһԁԛԝ", "abeekmhopctyxijshdqw", strict=True))
_GREEK_LOOKS = dict(zip("αβεικνορτυχϲϳ", "abeiknoptuxcj", strict=True))
_LIKE_LATIN = str.maketrans(_CYRILLIC_LOOKS | _GREEK_LOOKS)
_LIKE_CYRILLIC = str.maketrans(
    {latin: other for other, latin in _CYRILLIC_LOOKS.items() if other != "ё"}
)

LOOKALIKES = tuple((_CYRILLIC_LOOKS | _GREEK_LOOKS).items())
"""Pairs of letters that look alike: the other alphabet's, then the Latin one."""

_LATIN = re.compile("[a-z]")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def fold(text: str) -> str:
    """Return a text in the form in which words are compared."""
    if text.isascii():
        return text.lower()
    previous = None
    # Taking marks away can bring together what decomposes further; a second
    # round settles all but a few strange strings.
    while previous != text:
        previous, text = text, _once(text)
    return text


def fold_word(word: str) -> str:
    """Return a single word folded, its look-alike letters from one alphabet.

    A Cyrillic о in a Latin word cannot be seen, only not found.  The alphabet of
    most of its letters is taken for the one that was meant.
    """
    folded = fold(word)
    if folded.isascii() or not _LATIN.search(folded) or not _OTHER.search(folded):
        return folded
    as_latin = folded.translate(_LIKE_LATIN)
    as_cyrillic = fold(folded.translate(_LIKE_CYRILLIC))
    ways = [as_latin] if not _OTHER.search(as_latin) else []
    ways += [as_cyrillic] if not _LATIN.search(as_cyrillic) and _CYRILLIC.search(folded) else []
    if len(_CYRILLIC.findall(folded)) > len(_LATIN.findall(folded)):
        ways.reverse()
    return ways[0] if ways else folded


def _once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = _MARKS.sub("", decomposed).translate(_LETTERS)
    return unicodedata.normalize("NFC", plain)
