"""The words of a search text that may have been mistyped, each with its place in it.

Only what is looked for in texts is among them: words, and those of phrases, in
any text or in the title.  What is left out or narrows (`-word`, `after:`,
`partner:`), beginnings, numbers, acronyms and short words are taken as typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.asking.lexing import FIELDS, Piece, Sign, pieces
from index.asking.tree import TITLE
from index.asking.typed import ANYTHING
from index.words.surfaces import is_unspaced
from index.words.tokens import tokens

SHORTEST = 4
"""Letters of the shortest word that is doubted; any three are near a hundred others."""

LONGEST = 40
"""Letters of the longest one; what is longer is no word that is found in a dictionary."""

ACRONYM = 6
"""Capitals that may be an acronym; more of them are a word in capitals."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A word in a search text.

    Attributes:
        word: Folded.
        written: As typed.
        start, end: Where it stands in the text.
        exact: Whether it is looked for in this form alone.
    """

    word: str
    written: str
    start: int
    end: int
    exact: bool


def typed_words(text: str) -> Iterator[Typed]:
    """Yield the words of a text that may have been mistyped."""
    shouting = len(text.split()) > 1 and not any(letter.islower() for letter in text)
    excluded: list[bool] = []
    negated = False
    for piece in pieces(text, []):
        if piece.sign is Sign.CLOSE:
            excluded = excluded[:-1]
            continue
        out = piece.excluded or negated
        negated = piece.sign is Sign.NOT
        if piece.sign is Sign.OPEN:
            excluded.append(out or piece.field not in {None, TITLE})
        elif piece.sign in {Sign.WORDS, Sign.PHRASE} and not out and not any(excluded):
            yield from _words(text, piece, shouting=shouting)


def _words(text: str, piece: Piece, *, shouting: bool) -> Iterator[Typed]:
    if piece.field not in {None, TITLE} or piece.text.endswith(ANYTHING):
        return
    exact = piece.sign is Sign.PHRASE
    first = piece.end - len(piece.text) - exact  # the quotation mark that closes it
    for token in tokens(piece.text):
        start, end = first + token.start, first + token.end
        written = text[start:end]
        if (
            not token.extra
            and not token.elided
            and SHORTEST <= len(token.text) <= LONGEST
            and token.text.isalpha()
            and not is_unspaced(written[0])
            and not (text[end : end + 1] in {":", "："} and token.text in FIELDS)
            and (shouting or not _is_acronym(written))
        ):
            yield Typed(token.text, written, start, end, exact)


def _is_acronym(written: str) -> bool:
    return 1 < len(written) <= ACRONYM and written.isupper()
