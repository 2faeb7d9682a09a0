"""From a tree of words to the posts that have them, and how well.

For every word there is a weight in every post that has it: its occurrences in
all fields, each lowered by the length of the field and raised by what the
field is worth.  The weight is what BM25F saturates; no word counts twice
because it stands in two fields.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from index.facets import Mask
from index.grammar import And, Parts, Phrase, Word
from index.languages import stem
from index.postings import NOTHING, PLACE_BITS, Ints, Longs, Postings, PostingsReader
from index.query import Match
from index.schema import TEXT_FIELDS
from index.snapshot import Floats

K1 = 1.5
"""How soon further occurrences of a word stop counting; best over four judged collections."""

STEM = 1.0
"""What an occurrence counts in any form of the word."""

EXACT = 0.3
"""What it counts on top in the form that was typed: enough to break ties."""

MOST = 2 / 3
"""Share of the words that `Match.MOST` asks for."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The posts that have a word, ascending, and its weight in each."""

    docs: Longs
    weights: Floats


@dataclass(frozen=True, slots=True)
class Matches:
    """The posts that a text finds.

    Attributes:
        mask: One truth value for each post of the edition.
        scores: One number for each post; None where no word was wanted.
    """

    mask: Mask
    scores: Floats | None


class Matcher:
    """Finds the words of a tree in one edition.

    Args:
        reader: Its postings.
        norms: For each text field, what an occurrence counts in each post.
        languages: The posts of each language, by primary subtag.
        no_half: Folded words that are no half of another.
    """

    def __init__(
        self,
        reader: PostingsReader,
        norms: Floats,
        languages: Mapping[str, Mask],
        no_half: frozenset[str],
    ) -> None:
        self._reader = reader
        self._norms = norms
        self._languages = languages
        self._total = norms.shape[1]
        self._no_half = no_half

    def matches(self, tree: And, match: Match) -> Matches:
        """Return the posts that have enough of what is wanted and nothing that is excluded."""
        mask = np.ones(self._total, bool)
        scores = None
        if tree.wanted:
            found = [self.evidence(node) for node in tree.wanted]
            counts = np.zeros(self._total, np.int32)
            scores = np.zeros(self._total, np.float64)
            for node, evidence in zip(tree.wanted, found, strict=True):
                counts[evidence.docs] += 1
                scores[evidence.docs] += node.times * self._saturated(evidence)
            mask = counts >= needed(len(found), match)
        for node in tree.excluded:
            mask[self.evidence(node).docs] = False
        return Matches(mask, scores)

    def evidence(self, node: Word | Phrase) -> Evidence:
        """Return the posts that have a word in any form, or a phrase."""
        if isinstance(node, Phrase):
            return self._summed(self._exact(node.parts, STEM + EXACT))
        ways = [self._inflected(node.parts)]
        ways += [self._inflected(((0, whole),)) for whole in node.wholes]
        ways += [self._exact(half, STEM) for half in self.halves(node)]
        found = [self._summed(way) for way in ways if way]
        return found[0] if len(found) == 1 else self._best(found)

    def halves(self, word: Word) -> list[Parts]:
        """Return the pairs of words of this edition that a word may be written as."""
        return [half for half in word.halves(self._no_half) if self._occur(half)]

    def _saturated(self, evidence: Evidence) -> Floats:
        having = len(evidence.docs)
        idf = math.log1p((self._total - having + 0.5) / (having + 0.5))
        scores: Floats = evidence.weights * (idf * (K1 + 1.0)) / (evidence.weights + K1)
        return scores

    def _occur(self, parts: Parts) -> bool:
        """Tell whether each part is a word of the edition at all."""
        return all(
            any(len(self._reader.postings(field.name, term)) for field in TEXT_FIELDS)
            for _, term in parts
        )

    def _exact(self, parts: Parts, worth: float) -> list[tuple[Ints, Floats]]:
        """Return the posts with these very words and what they count, field by field."""
        return [
            self._weighed(number, self._occurrences(field.name, parts), worth)
            for number, field in enumerate(TEXT_FIELDS)
        ]

    def _inflected(self, parts: Parts) -> list[tuple[Ints, Floats]]:
        """Return the posts with any form of these words, each in its own language."""
        found = self._exact(parts, EXACT)
        stems = self._stems(parts)
        for number, field in enumerate(TEXT_FIELDS):
            for stemmed, languages in stems.items():
                postings = self._occurrences(field.stems, stemmed)
                if len(stems) > 1:
                    postings = self._within(postings, languages)
                found.append(self._weighed(number, postings, STEM))
        return found

    def _stems(self, parts: Parts) -> dict[Parts, list[str]]:
        """Return what the words become in each language, and the languages that agree."""
        stems: dict[Parts, list[str]] = {}
        for language in self._languages:
            stemmed = tuple((place, stem(language, term)) for place, term in parts)
            stems.setdefault(stemmed, []).append(language)
        return stems

    def _within(self, postings: Postings, languages: Iterable[str]) -> Postings:
        wanted = np.zeros(len(postings), bool)
        for language in languages:
            wanted |= self._languages[language][postings.docs]
        return Postings(postings.docs[wanted], postings.freqs[wanted])

    def _weighed(self, number: int, postings: Postings, worth: float) -> tuple[Ints, Floats]:
        return postings.docs, postings.freqs * (worth * self._norms[number, postings.docs])

    def _occurrences(self, field: str, parts: Parts) -> Postings:
        """Return the posts in which words follow each other at their distances."""
        if len(parts) == 1:
            return self._reader.postings(field, parts[0][1])
        alone = {term: self._reader.postings(field, term) for _, term in parts}
        if not all(len(postings) for postings in alone.values()):
            return NOTHING
        rarest_first = sorted(parts, key=lambda part: int(alone[part[1]].freqs.sum()))
        starts = np.zeros(0, np.int64)
        for number, (place, term) in enumerate(rarest_first):
            at = self._reader.places(field, term) - place
            starts = _common(starts, at) if number else at
            if not len(starts):
                return NOTHING
        docs, freqs = np.unique(starts >> PLACE_BITS, return_counts=True)
        return Postings(docs.astype(np.int32), freqs.astype(np.int32))

    def _summed(self, parts: Iterable[tuple[Ints, Floats]]) -> Evidence:
        dense = np.zeros(self._total, np.float64)
        for docs, weights in parts:
            dense[docs] += weights
        having = np.flatnonzero(dense)
        return Evidence(having, dense[having])

    def _best(self, found: Iterable[Evidence]) -> Evidence:
        """Return what the best way of writing a word gives for each post."""
        dense = np.zeros(self._total, np.float64)
        for evidence in found:
            dense[evidence.docs] = np.maximum(dense[evidence.docs], evidence.weights)
        docs = np.flatnonzero(dense)
        return Evidence(docs, dense[docs])


def needed(words: int, match: Match) -> int:
    """Return how many of some wanted words and phrases a post must have."""
    if match is Match.ALL:
        return words
    if match is Match.ANY:
        return 1
    return math.ceil(words * MOST)


def _common(few: Longs, many: Longs) -> Longs:
    """Return what two ascending arrays share."""
    if not len(many):
        return many
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    shared: Longs = few[many[at] == few]
    return shared
