"""What a piece of a text asks for by itself: a word, a phrase, a value, a name, days.

What is not what it looks like, such as a date that is none, is read as words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from index.asking.dates import DateUnreadable
from index.asking.lexing import Piece, Sign
from index.asking.names import BY_VALUE, Names
from index.asking.periods import PERIOD_FORMS, Period
from index.asking.reading import named
from index.asking.tree import TITLE, Dated, Filter, Has, Named, NameField, Of, Sought
from index.asking.typed import ANYTHING, beginning, parts_of, phrase, words_of
from index.query import NONE, Facet
from index.sentence import Sentence
from index.words.folding import fold

OF_DAYS = ("date", "on", "year", "event")
"""Fields behind which no day can be asked for too."""

UNDATED = (NONE, "undated")
"""What is typed for it."""

SHOUTED = 4
"""Words all in capitals that are typed so, and no acronyms any more."""


class Operands:
    """Reads pieces without brackets.

    Args:
        text: All that was typed.
        names: What the names of partners and themes stand for.
        today: The day on which `last 6 months` end.
        notes: Takes up what was read otherwise than it looks.
    """

    def __init__(self, text: str, names: Names, today: date, notes: list[str]) -> None:
        self._text = text
        self._shouted = text.isupper() and len(text.split()) >= SHOUTED
        self._names = names
        self._today = today
        self._notes = notes

    def of(self, piece: Piece, field: str | None) -> Iterator[Sought | Filter]:
        """Yield what a piece asks for.

        Args:
            piece: Neither bracket nor operator.
            field: The name before it, or before the bracket around it.
        """
        if piece.sign is Sign.LAST:
            yield from self._period(piece, "date")
        elif field in BY_VALUE:
            yield from self._has(Facet(field), piece.text)
        elif field in tuple(NameField):
            yield from self._called(piece, NameField(field))
        elif field in OF_DAYS and fold(piece.text.strip()) in UNDATED:
            typed = f"{field}:{piece.text.strip()}"
            yield Dated(Of.EVENT if field == Of.EVENT else Of.PUBLISHED, None, typed)
        elif field is not None and field != TITLE:
            yield from self._period(piece, field)
        elif piece.sign is Sign.PHRASE:
            yield from phrase(piece.text, field)
        else:
            yield from self._words_of(piece.text, field)

    def _words_of(self, chunk: str, field: str | None) -> Iterator[Sought]:
        start = beginning(chunk, field)
        if start is not None:
            yield start
            return
        words = list(words_of(chunk, field))
        if words and chunk.endswith(ANYTHING):
            self._notes.append(
                Sentence(
                    "%(text)s was read without the %(sign)s", text=named([chunk]), sign=ANYTHING
                )
            )
        # Capitals tell an acronym from a word only where they are not everywhere.
        yield from (replace(word, acronym=None) for word in words) if self._shouted else words

    def _has(self, facet: Facet, typed: str) -> Iterator[Has]:
        if not parts_of(typed):
            return
        found = self._names.has(facet, typed)
        if facet in {Facet.PARTNER, Facet.THEME} and not found.names and found.values != (NONE,):
            self._notes.append(
                Sentence("no partner is called %(name)s", name=named([typed]))
                if facet is Facet.PARTNER
                else Sentence("no theme is called %(name)s", name=named([typed]))
            )
        if self._names.is_unknown(found):
            known = named(self._names.values[facet])
            self._notes.append(
                Sentence(
                    "no posts are in the language %(name)s; there are %(codes)s",
                    name=named([typed]),
                    codes=known,
                )
                if facet is Facet.LANGUAGE
                else Sentence(
                    "no posts are of the kind %(name)s; there are %(kinds)s",
                    name=named([typed]),
                    kinds=known,
                )
            )
        yield found

    def _called(self, piece: Piece, field: NameField) -> Iterator[Filter]:
        parts = parts_of(piece.text)
        if not parts:
            return
        typed = " ".join(piece.text.split())
        if not self._names.called(field, parts):
            self._notes.append(
                Sentence("no person is called %(name)s", name=named([typed]))
                if field is NameField.PERSON
                else Sentence("no place is called %(name)s", name=named([typed]))
            )
        yield Named(field, typed, parts)

    def _period(self, piece: Piece, field: str) -> Iterator[Sought | Filter]:
        """Yield the days that are asked for; words where they are none."""
        of = Of.EVENT if field == Of.EVENT else Of.PUBLISHED
        try:
            if field == "after":
                period = Period.since(piece.text)
            elif field == "before":
                period = Period.before(piece.text)
            else:
                period = Period.parse(piece.text, self._today)
        except DateUnreadable:
            typed = self._text[piece.start : piece.end].lstrip("-")
            self._notes.append(
                Sentence(
                    "%(text)s was read as words, not as a date; write %(forms)s",
                    text=named([typed]),
                    forms=PERIOD_FORMS,
                )
            )
            yield from self._words_of(typed, None)
            return
        typed = " ".join(piece.text.split())
        if piece.sign is not Sign.LAST:
            typed = f'{field}:"{typed}"' if " " in typed else f"{field}:{typed}"
        yield Dated(of, period, typed)
