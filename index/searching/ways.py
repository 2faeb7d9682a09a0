"""Every way in which something sought may stand in posts, and the posts that have it so.

A word stands as it was typed or in another form, whole or in halves, under its
own name or another; each form counts as much as it says of what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, reduce
from typing import TypeAlias

import numpy as np

from index.asking.halves import halves_of
from index.asking.name_words import common
from index.asking.tree import Beginning, Parts, Phrase, Sought, Word
from index.editions.schema import TEXT_FIELDS, TextField
from index.searching.beginnings import ManyTerms, Words
from index.searching.postings import (
    NOTHING,
    POSITION_BITS,
    Ints,
    Longs,
    Postings,
    PostingsReader,
)
from index.searching.posts import Mask, mask_of
from index.searching.snapshot import Floats
from index.words.languages import stem

STEM = 1.0
"""What an occurrence counts in any form of the word."""

EXACT = 0.3
"""What it counts on top in the form that was typed: enough to break ties."""

ACRONYM = 2.0
"""What it counts on top in capitals, where it was typed in capitals: ALLIES before allies,
even in a post with some more of the latter."""

OTHER_NAME = 0.5
"""What it counts in another name of the same partner or theme: found, behind the name typed."""

NAMES_KEPT = 4
"""Partners and themes whose other names were looked for last; a search has rarely more."""

Fields: TypeAlias = Sequence[tuple[int, TextField]]
"""Text fields with their numbers."""


class Form(StrEnum):
    """How a word stands in a post, as people are told."""

    ANY = "in any form"
    TYPED = "as typed"
    CAPITALS = "in capitals"
    BEGUN = "words that begin so"


@dataclass(frozen=True, slots=True)
class Found:
    """The posts that have a word in one field and form, ascending.

    Attributes:
        field: Number of the field.
        form: What was looked for there.
        worth: What an occurrence counts in this form.
        docs: The posts.
        freqs: Occurrences in each.
        norms: What an occurrence in the field counts in each post of the edition.
    """

    field: int
    form: Form
    worth: float
    docs: Ints
    freqs: Ints
    norms: Floats

    def between(self, first: int, last: int) -> Found:
        """Return the same of the posts from one number up to, but not with, another."""
        part = slice(*self.docs.searchsorted(np.array([first, last], np.int32)).tolist())
        return replace(self, docs=self.docs[part], freqs=self.freqs[part])

    def weights(self) -> Floats:
        """Return what the occurrences count in each of the posts, by field, length and form."""
        return self._weights(self.docs, self.freqs)

    def weights_in(self, posts: Ints) -> tuple[Longs, Floats]:
        """Return which of some posts, ascending, are among these, and what they count there."""
        places = self.docs.searchsorted(posts)
        here = (self.docs.take(places, mode="clip") == posts).nonzero()[0]
        return here, self._weights(posts[here], self.freqs[places[here]])

    def _weights(self, docs: Ints, freqs: Ints) -> Floats:
        weights = self.norms.take(docs)
        weights *= self.worth
        weights *= freqs
        return weights


class Ways:
    """Finds what is sought in one edition, in every way in which it may be written.

    Args:
        reader: Its postings.
        many: Reads those of many terms at once.
        norms: For each text field, what an occurrence counts in each post.
        languages: The posts of each language, by primary subtag.
        no_half: Folded words that are no half of another.

    Attributes:
        total: Number of posts of the edition.
    """

    def __init__(
        self,
        reader: PostingsReader,
        many: ManyTerms,
        norms: Floats,
        languages: Mapping[str, Mask],
        no_half: frozenset[str],
    ) -> None:
        self._reader = reader
        self._norms = norms
        self._languages = languages
        self._many = many
        self._no_half = no_half
        self.total = norms.shape[1]
        self._halves = lru_cache(maxsize=1 << 12)(self._find_halves)
        self._named = lru_cache(maxsize=NAMES_KEPT)(self._find_named)
        self._words = lru_cache(maxsize=1 << 8)(self._find_words)

    def of(self, node: Sought) -> list[list[Found]]:
        """Return what is found of something sought, for each way of writing it.

        What one way finds is added up; of several ways the best counts.
        """
        fields = fields_of(node)
        if isinstance(node, Phrase):
            return [self._exact(fields, node.parts, STEM + EXACT)]
        if isinstance(node, Beginning):
            return [self._begun(fields, node)]
        ways = [self._inflected(fields, node.parts)]
        if node.acronym:
            ways[0] += self._exact(fields, ((0, node.acronym),), ACRONYM, Form.CAPITALS)
        ways += [self._inflected(fields, ((0, whole),)) for whole in node.wholes]
        ways += [self._exact(fields, half, STEM) for half in self.halves(node)]
        return [*ways, *self._named(node.field, node.names)]

    def _find_named(self, field: str | None, names: tuple[Phrase, ...]) -> list[list[Found]]:
        """Return what is found of other names; each word of the one that was typed asks for it."""
        return [self._in_any_form(fields_named(field), name.parts, OTHER_NAME) for name in names]

    def words(self, node: Beginning) -> Words:
        """Return the words that a beginning stands for."""
        return self._words(node.start, node.field)

    def _find_words(self, start: str, field: str | None) -> Words:
        names = [each.name for each in TEXT_FIELDS if field in {None, each.name}]
        return self._many.words(names, start)

    def halves(self, word: Word) -> list[Parts]:
        """Return the pairs of words of this edition that a word may be written as."""
        return self._halves(replace(word, text="", times=1))

    def _find_halves(self, word: Word) -> list[Parts]:
        return [half for half in halves_of(word, self._no_half) if self._occur(half)]

    def _occur(self, parts: Parts) -> bool:
        """Tell whether each part is a word of the edition at all."""
        longest_first = sorted((term for _, term in parts), key=len, reverse=True)
        return all(
            any(self._reader.has(field.name, term) for field in TEXT_FIELDS)
            for term in longest_first  # the likeliest to be none
        )

    def _exact(
        self, fields: Fields, parts: Parts, worth: float, form: Form = Form.TYPED
    ) -> list[Found]:
        """Return the posts with these very words and what they count, field by field."""
        found = ((number, self._occurrences(field.name, parts)) for number, field in fields)
        return [self._weighed(number, each, worth, form) for number, each in found if len(each)]

    def _begun(self, fields: Fields, node: Beginning) -> list[Found]:
        """Return the posts with a word that begins so and what those count, field by field."""
        words = self.words(node)
        beginning = self._many.beginning
        found = ((number, beginning(field.name, words)) for number, field in fields)
        return [
            self._weighed(number, each, STEM, Form.BEGUN) for number, each in found if len(each)
        ]

    def _inflected(self, fields: Fields, parts: Parts) -> list[Found]:
        """Return the posts with any form of these words, those typed counting a little more."""
        found = self._in_any_form(fields, parts, STEM)
        # What is written in a field has its stem there, in whichever language.
        having = {each.field for each in found}
        as_typed = self._exact([each for each in fields if each[0] in having], parts, EXACT)
        return [*as_typed, *found]

    def _in_any_form(self, fields: Fields, parts: Parts, worth: float) -> list[Found]:
        """Return the posts with any form of these words, each in its own language."""
        found = []
        stems = self._stems(parts)
        for number, field in fields:
            for stemmed, languages in stems.items():
                postings = self._occurrences(field.stems, stemmed)
                if len(stems) > 1:
                    postings = self._within(postings, languages)
                if len(postings):
                    found.append(self._weighed(number, postings, worth, Form.ANY))
        return found

    def _stems(self, parts: Parts) -> dict[Parts, list[str]]:
        """Return what the words become in each language, and the languages that agree."""
        stems: dict[Parts, list[str]] = {}
        for language in self._languages:
            stemmed = tuple((distance, stem(language, term)) for distance, term in parts)
            stems.setdefault(stemmed, []).append(language)
        return stems

    def _within(self, postings: Postings, languages: Iterable[str]) -> Postings:
        wanted = np.zeros(len(postings), bool)
        for language in languages:
            wanted |= self._languages[language][postings.docs]
        return Postings(postings.docs[wanted], postings.freqs[wanted])

    def _weighed(self, number: int, postings: Postings, worth: float, form: Form) -> Found:
        return Found(number, form, worth, postings.docs, postings.freqs, self._norms[number])

    def _occurrences(self, field: str, parts: Parts) -> Postings:
        """Return the posts in which words follow each other at their distances."""
        if len(parts) == 1:
            return self._reader.postings(field, parts[0][1])
        alone = {term: self._reader.postings(field, term) for _, term in parts}
        if not all(len(postings) for postings in alone.values()):
            return NOTHING
        having = self._with_all(list(alone.values()))
        found = [self._reader.occurrences_in(field, term, having) - at for at, term in parts]
        starts = reduce(common, sorted(found, key=len))
        if not len(starts):
            return NOTHING
        docs, freqs = np.unique(starts >> POSITION_BITS, return_counts=True)
        return Postings(docs.astype(np.int32), freqs.astype(np.int32))

    def _with_all(self, words: Sequence[Postings]) -> Mask:
        """Return the posts that have all of some words, wherever those stand."""
        rarest, *others = sorted(words, key=len)
        docs = rarest.docs
        for each in others:
            docs = docs[mask_of(each.docs, self.total)[docs]]
        return mask_of(docs, self.total)


def fields_of(node: Sought) -> Fields:
    """Return the fields that something is looked for in, each with its number."""
    return fields_named(node.field)


def fields_named(name: str | None) -> Fields:
    """Return the field of a name, or all for None, each with its number."""
    return [(number, each) for number, each in enumerate(TEXT_FIELDS) if name in {None, each.name}]
