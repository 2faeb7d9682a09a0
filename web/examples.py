"""Searches that find something here, to show how searching works.

They are made of the names in the edition and tried before they are shown, so
an example never leads to an empty page.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from archive import Kind
from index import FORMS, NONE, Engine, Facet, Form, Hit, Query, TermView

TRIED = 40
"""Texts or posts that are looked at for an example; one of the first nearly always serves."""


UNFILLED = ("date:none", "last 6 months")
"""Forms that name nothing of an archive, and may find something in it as they are."""


@dataclass(frozen=True, slots=True)
class Examples:
    """One text for each thing the search box understands, or None.

    Attributes:
        words: Two words, both needed.
        phrase: Words side by side, in quotation marks.
        without: A word, and one that must not occur.
        acronym: Of a partner or a theme.
        other: A name in another language.
        other_language: The language of `other`.
    """

    words: str | None = None
    phrase: str | None = None
    without: str | None = None
    acronym: str | None = None
    other: str | None = None
    other_language: str | None = None


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form of the language, and a text of that form that finds something here.

    Attributes:
        here: None where nothing was found to make one of.
    """

    form: Form
    here: str | None = None


def shown_forms(engine: Engine) -> tuple[ShownForm, ...]:
    """Return all that can be typed, fields with what an edition has in them."""
    texts = _of_fields(engine)
    return tuple(
        ShownForm(form, _first(engine, texts.get((form.field, ".." in form.example), [])))
        if form.field
        else ShownForm(form, _first(engine, [form.example] if form.example in UNFILLED else []))
        for form in FORMS
    )


def _of_fields(engine: Engine) -> dict[tuple[str | None, bool], list[str]]:
    """Return texts to try by field, those with two dates apart."""
    found = engine.search(Query(size=TRIED))
    values = {
        facet: [v.value for v in found.facets.get(facet, ()) if v.value != NONE] for facet in Facet
    }
    texts = {
        (facet.value, False): [f"{facet}:{value}" for value in values[facet]]
        for facet in (Facet.PARTNER, Facet.THEME, Facet.CATEGORY, Facet.LANGUAGE)
    }
    words = [word for hit in found.hits for word in _title(hit).split()]
    texts["title", False] = [f"title:{word}" for word in words if word.isalpha() and len(word) > 5]
    days = [hit.date for hit in found.hits if hit.date]
    texts["on", False] = [f"on:{day}" for day in days]
    texts["date", False] = [f"date:{day.year:04d}" for day in days]
    texts["year", False] = [f"year:{day.year:04d}" for day in days]
    texts["date", True] = [f"date:{day.year:04d}-01..{day.year:04d}-06" for day in days]
    texts["after", False] = [f"after:{day:%Y-%m}" for day in days]
    texts["before", False] = [f"before:{day:%Y-%m}" for day in days]
    held = [hit.event for hit in found.hits if hit.event]
    starts = [event.start for event in held if event.start]
    texts["event", False] = [f"event:{day:%Y-%m}" for day in starts]
    texts["event", True] = [f"event:{day:%Y-%m}..{day:%Y}-12" for day in starts]
    texts["place", False] = [f'place:"{event.place}"' for event in held if event.place]
    views = (engine.post(hit.slug) for hit in found.hits)
    people = [name for view in views if view for name in view.record.people]
    texts["person", False] = [f'person:"{name}"' for name in people]
    return {
        key: [text for text in made if text.count('"') in {0, 2}] for key, made in texts.items()
    }


def _title(hit: Hit) -> str:
    return "".join(span.text for span in hit.title)


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
        acronym=_first(engine, [name for term in (*partners, *themes) for name in term.acronyms]),
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
    return next((text for text in texts[:TRIED] if _finds(engine, text)), None)


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
    found = engine.search(Query(text=text, size=1), counts=False, quotes=False)
    return found.total > 0
