"""Searches that find something here, to show how searching works.

They are made of the names in the edition and tried before they are shown, so
an example never leads to an empty page.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from archive import Kind
from index import Engine, Query, TermView


@dataclass(frozen=True, slots=True)
class Examples:
    """One text for each thing the search box understands, or None.

    Attributes:
        words: Two words, both needed.
        phrase: Words side by side, in quotation marks.
        without: A word, and one that must not occur.
        other: A name in another language.
        other_language: The language of `other`.
    """

    words: str | None = None
    phrase: str | None = None
    without: str | None = None
    other: str | None = None
    other_language: str | None = None


def examples(engine: Engine) -> Examples:
    """Return examples that give results in an edition."""
    themes = sorted(engine.terms(Kind.THEME), key=lambda term: -term.count)
    partners = sorted(engine.terms(Kind.PARTNER), key=lambda term: -term.count)
    words = _first(engine, [theme.name.lower() for theme in themes if _words(theme.name) == 2])
    words = words or _first(engine, [theme.name.lower() for theme in themes])
    foreign = [term for term in partners if term.language not in (None, "en")]
    foreign.sort(key=lambda term: (_is_latin(term.name), term.name.isascii()))
    other = next((term for term in foreign if _finds(engine, term.name)), None)
    named = [f'"{name}"' for term in partners if term is not other for name in _names(term)]
    phrase = _first(engine, named)
    return Examples(
        words=words,
        phrase=phrase,
        without=_without(engine, words),
        other=other.name if other else None,
        other_language=other.language if other else None,
    )


def _names(term: TermView) -> list[str]:
    return [name for name in (term.name, *term.aliases) if _words(name) > 1]


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def _words(name: str) -> int:
    return len(name.split())


def _first(engine: Engine, texts: list[str]) -> str | None:
    return next((text for text in texts[:40] if _finds(engine, text)), None)


def _without(engine: Engine, words: str | None) -> str | None:
    """Return a text with an excluded word that does exclude something."""
    if words is None or _words(words) < 2:
        return None
    first, last = words.split()[0], words.split()[-1]
    for text in (f"{last} -{first}", f"{first} -{last}"):
        if _finds(engine, text):
            return text
    return None


def _finds(engine: Engine, text: str) -> bool:
    return engine.search(Query(text=text, size=1)).total > 0
