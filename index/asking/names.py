"""What the names of partners, themes, kinds and languages in a search stand for.

A name that is somebody's whole name means that one; otherwise its words mean
everybody who has them in a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from archive import Kind, Vocabulary
from index.asking.name_words import NameWords
from index.asking.synonyms import Synonyms
from index.asking.tree import Has, NameField, Parts
from index.asking.typed import parts_of
from index.asking.values import value_of
from index.query import NONE, Facet
from index.words.languages import primary

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
        self._words: dict[Kind, NameWords] = {}

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
        slugs = (value,) if term else self._called(vocabulary, parts_of(typed))
        names = tuple(vocabulary.name(slug) for slug in slugs)
        return Has(facet, typed, slugs or (value,), names)

    def is_unknown(self, asked: Has) -> bool:
        """Tell whether no post is in any language, or of any kind, that is asked for."""
        known = self.values.get(asked.facet, [])
        return bool(known) and not {NONE, *known}.intersection(asked.values)

    def _called(self, vocabulary: Vocabulary, parts: Parts) -> tuple[str, ...]:
        """Return the terms with some words in one of their names."""
        if not parts:
            return ()
        words = self._words_of(vocabulary)
        found = {words.names[number] for number in words.called(parts).tolist()}
        return tuple(sorted(t.slug for t in vocabulary if not found.isdisjoint(t.names())))

    def _words_of(self, vocabulary: Vocabulary) -> NameWords:
        if vocabulary.kind not in self._words:
            names = {name for term in vocabulary for name in term.names()}
            self._words[vocabulary.kind] = NameWords(sorted(names))
        return self._words[vocabulary.kind]
