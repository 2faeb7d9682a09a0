"""What the names of partners, themes, kinds and languages in a search stand for.

A name that is somebody's whole name means that one; otherwise its words mean
everybody who has them in a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from archive import Kind, Vocabulary
from index.filters import value_of
from index.languages import primary
from index.query import NONE, Facet
from index.synonyms import Synonyms
from index.tokens import tokens
from index.tree import Has, NameField, Parts
from index.typed import parts_of

BY_VALUE = (Facet.PARTNER, Facet.THEME, Facet.CATEGORY, Facet.LANGUAGE)
"""Facets whose values can be typed behind their name."""


class Names:
    """The names of one edition.

    Args:
        partners: Its vocabulary.
        themes: Likewise.
        values: Languages and kinds of its posts.
        called: Tells whether any person or place has some words in its name.

    Attributes:
        values: The same, in order.
        called: The same.
        synonyms: The same names as ways to write one another.
    """

    def __init__(
        self,
        partners: Vocabulary | None = None,
        themes: Vocabulary | None = None,
        values: Mapping[Facet, Iterable[str]] = MappingProxyType({}),
        called: Callable[[NameField, Parts], bool] = lambda *_: True,
    ) -> None:
        self._partners = partners if partners is not None else Vocabulary(Kind.PARTNER)
        self._themes = themes if themes is not None else Vocabulary(Kind.THEME)
        self.values = {facet: sorted({*each} - {NONE}) for facet, each in values.items()}
        self.called = called
        self.synonyms = Synonyms((self._partners, self._themes))
        self._places: dict[tuple[Facet, str], list[dict[int, set[str]]]] = {}

    def has(self, facet: Facet, typed: str) -> Has:
        """Return what a value typed behind the name of a facet asks for."""
        value = value_of(facet, typed, self._partners, self._themes)
        if facet is Facet.LANGUAGE:
            tags = self.values.get(facet, ())
            regional = (tag for tag in tags if tag != value and primary(tag) == value)
            return Has(facet, typed, (value, *regional))
        vocabulary = {Facet.PARTNER: self._partners, Facet.THEME: self._themes}.get(facet)
        if vocabulary is None or value == NONE:
            return Has(facet, typed, (value,))
        term = vocabulary.get(value)
        slugs = (value,) if term else self._called(vocabulary, facet, parts_of(typed))
        names = tuple(vocabulary.name(slug) for slug in slugs)
        return Has(facet, typed, slugs or (value,), names)

    def is_unknown(self, asked: Has) -> bool:
        """Tell whether no post is in any language, or of any kind, that is asked for."""
        known = self.values.get(asked.facet, [])
        return bool(known) and not {NONE, *known}.intersection(asked.values)

    def _called(self, vocabulary: Vocabulary, facet: Facet, parts: Parts) -> tuple[str, ...]:
        """Return the terms with some words in one of their names."""
        if not parts:
            return ()
        found = (
            term.slug
            for term in vocabulary
            if any(has_words(places, parts) for places in self._read(facet, term.slug, vocabulary))
        )
        return tuple(sorted(found))

    def _read(self, facet: Facet, slug: str, vocabulary: Vocabulary) -> list[dict[int, set[str]]]:
        key = (facet, slug)
        if key not in self._places:
            term = vocabulary.get(slug)
            self._places[key] = [places_of(name) for name in (term.names() if term else ())]
        return self._places[key]


def places_of(text: str) -> dict[int, set[str]]:
    """Return the words of a text by place."""
    places: dict[int, set[str]] = {}
    for token in tokens(text):
        places.setdefault(token.place, set()).add(token.text)
    return places


def has_words(places: dict[int, set[str]], parts: Parts) -> bool:
    """Tell whether words stand one after the other somewhere in a text."""
    nothing: set[str] = set()
    return any(
        all(term in places.get(first + place, nothing) for place, term in parts) for first in places
    )
