"""A search text cut into pieces: words, phrases, brackets, operators, stretches of time.

Nothing is an error.  A quotation mark or a bracket without its partner is
passed over, and a note says so.  Capitals are operators only where some letter
is no capital: who types everything in capitals means words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.asking.periods import LAST
from index.asking.tree import OPERATORS
from index.asking.typed import NUMBER
from index.sentence import Sentence

FIELDS = (
    "title", "partner", "theme", "person", "place", "language", "category",
    "after", "before", "on", "date", "year", "event",
)  # fmt: skip
"""What may stand before a colon; any other word there is text."""

_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»‹›〝〞〟「」『』＂", '"') | {"（": "(", "）": ")", "：": ":"}
)
"""Signs that mean the same, each one character, so that offsets stay."""

_PIECE = re.compile(
    rf"""
    (?P<last> (?<![^\s(]) {LAST} (?![^\s)]) )
    | (?P<minus> (?<![^\s(]) -+ )? (?P<scope> (?<!\w) (?:{"|".join(FIELDS)}) : )?
      (?: (?P<open> \( ) | " (?P<phrase> [^"]* ) " | (?P<chunk> {NUMBER} | [^\s"()]+ ) )
    | (?P<close> \) )
    | (?P<empty> (?<!\w) (?:{"|".join(FIELDS)}) : )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Sign(Enum):
    """What a piece is."""

    WORDS = auto()
    PHRASE = auto()
    LAST = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text.

    Attributes:
        text: As typed, without quotation marks, hyphens before it, or field.
        start, end: Where all of it stands in the text.
        excluded: Whether a hyphen stands before it.
        field: The name before a colon, small letters, or None.
        partner: Of an opening bracket, the number of the closing piece.
    """

    sign: Sign
    text: str
    start: int
    end: int
    excluded: bool = False
    field: str | None = None
    partner: int = -1


def pieces(text: str, notes: list[str]) -> list[Piece]:
    """Cut a text into pieces, in order, every bracket with its partner.

    Args:
        text: As typed.
        notes: Takes up what was passed over.
    """
    marked = text.translate(_ALIKE)
    if marked.count('"') % 2:
        last = marked.rindex('"')
        marked = f"{marked[:last]} {marked[last + 1 :]}"
        notes.append(Sentence("a quotation mark without its partner was passed over"))
    operating = any(letter.isalpha() and not letter.isupper() for letter in text)
    found = [_piece(text, match, operating=operating) for match in _PIECE.finditer(marked)]
    return _paired(found, notes)


def _piece(text: str, match: re.Match[str], *, operating: bool) -> Piece:
    sign = _sign(match)
    start, end = match.span()
    inner = {Sign.WORDS: "chunk", Sign.PHRASE: "phrase"}.get(sign)
    typed = text[slice(*match.span(inner))] if inner and match[inner] is not None else match.group()
    excluded = match["minus"] is not None
    field = match["scope"][:-1].lower() if match["scope"] else None
    if operating and typed in OPERATORS and sign is Sign.WORDS and not excluded and not field:
        sign = Sign[typed]
    return Piece(sign, typed, start, end, excluded, field)


def _sign(match: re.Match[str]) -> Sign:
    found = {"last": Sign.LAST, "open": Sign.OPEN, "close": Sign.CLOSE, "phrase": Sign.PHRASE}
    return next((sign for name, sign in found.items() if match[name] is not None), Sign.WORDS)


def _paired(found: list[Piece], notes: list[str]) -> list[Piece]:
    """Return the pieces without brackets that have no partner."""
    lonely = _lonely(found)
    if lonely:
        notes.append(Sentence("a bracket without its partner was passed over"))
    kept: list[Piece] = []
    waiting: list[int] = []
    for number, piece in enumerate(found):
        if number in lonely:
            if piece.field:  # the name before it is a word then
                kept.append(replace(piece, sign=Sign.WORDS, text=piece.field, field=None))
            continue
        if piece.sign is Sign.OPEN:
            waiting.append(len(kept))
        elif piece.sign is Sign.CLOSE:
            opening = waiting.pop()
            kept[opening] = replace(kept[opening], partner=len(kept))
        kept.append(piece)
    return kept


def _lonely(found: list[Piece]) -> set[int]:
    """Return the numbers of the brackets that have no partner."""
    waiting: list[int] = []
    lonely = set()
    for number, piece in enumerate(found):
        if piece.sign is Sign.OPEN:
            waiting.append(number)
        elif piece.sign is Sign.CLOSE and waiting:
            waiting.pop()
        elif piece.sign is Sign.CLOSE:
            lonely.add(number)
    return lonely.union(waiting)
