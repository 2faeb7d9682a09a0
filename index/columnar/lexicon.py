"""Words and terms as numbers, so that arrays can do the rest.

What a word means in a field is asked when it is met for the first time, and is
kept as a list of numbers of terms.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.chunking import Chunking, ChunkTable
from index.columnar.invert import Tokens
from index.columnar.vocabulary import Vocabulary

Expand = Callable[[str, str], tuple[str, ...]]
"""From a variant and a word as it stands in the text to the terms at its place."""

KEPT = 1_000_000
"""Words, and chunks with their words, that are remembered from run to run; some
100 MB.  Scripts without blanks make every sentence a chunk of its own, of no use
to the next text."""

HOLE = 0
"""Number of the word without terms, and of the chunk of such words."""


class TermTable(dict[str, int]):
    """Numbers for terms, given out as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[bytes] = []
        self._sorted: list[bytes] = []
        self._order = np.zeros(0, np.int64)

    def __missing__(self, term: str) -> int:
        return self.number(term, term.encode())

    def number(self, key: Any, term: bytes) -> int:
        """Give a number to a term met for the first time."""
        self[key] = number = len(self.terms)
        self.terms.append(term)
        return number

    def rank(self, ids: Array) -> tuple[Array, Vocabulary]:
        """Return the place of each term among those that occur, and these."""
        self._sort()
        present = np.bincount(ids, minlength=len(self.terms)) > 0
        chosen = self._order[present[self._order]]
        ranks = np.zeros(len(self.terms), np.uint32)
        ranks[chosen] = np.arange(len(chosen), dtype=np.uint32)
        terms = self.terms
        return ranks[ids], Vocabulary.of([terms[number] for number in chosen.tolist()])

    def _sort(self) -> None:
        """Put the terms that are new since the last time in their places among the others."""
        known = len(self._sorted)
        fresh = sorted(range(known, len(self.terms)), key=self.terms.__getitem__)
        if fresh:
            names = [self.terms[number] for number in fresh]
            places = [bisect_left(self._sorted, name) for name in names]
            self._order = np.insert(self._order, places, fresh)
            # Two sorted lists end to end: Python's sort merges them.
            self._sorted = sorted(self._sorted + names)


class Sequences:
    """A list of numbers for each of the numbers 0, 1, 2, ..."""

    def __init__(self) -> None:
        self._counts = array("I")
        self._numbers = array("I")

    @property
    def size(self) -> int:
        """How many lists and numbers there are, which is what memory goes by."""
        return len(self._counts) + len(self._numbers)

    def extend(self, lists: Sequence[Sequence[int]]) -> range:
        """Set the lists of the next numbers and return these."""
        first = len(self._counts)
        self._counts.extend(map(len, lists))
        self._numbers.extend(chain.from_iterable(lists))
        return range(first, len(self._counts))

    def expand(self, keys: Array) -> tuple[Array, Array]:
        """Return the lists of some numbers end to end, and the length of each."""
        counts, numbers = np.array(self._counts), np.array(self._numbers)
        lengths = counts[keys]
        starts = (np.cumsum(counts, dtype=np.int64) - counts)[keys]
        if lengths.max(initial=0) <= 1:
            return numbers[starts[lengths > 0]], lengths
        ends = np.cumsum(lengths, dtype=np.int64)
        places = np.repeat(starts - (ends - lengths), lengths)
        places += np.arange(len(places))
        return numbers[places], lengths


class Expansion:
    """What the words of a lexicon are in one kind of field."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand
        self._terms = Sequences()
        self._terms.extend([()])
        self.table = TermTable()

    def learn(self, variant: str, words: Sequence[str]) -> range:
        """Ask for the terms of new words and return their numbers, which are the next."""
        table, expand = self.table, self._expand
        return self._terms.extend([[table[t] for t in expand(variant, word)] for word in words])

    def apply(self, words: Array, docs: Array, places: Array) -> tuple[Tokens, Array]:
        """Return the terms of some words, with document and position of each.

        Returns:
            Also the document of each word that has terms.
        """
        terms, counts = self._terms.expand(words)
        if len(terms) == len(words) and counts.all():
            return Tokens(terms, docs, places), docs
        tokens = Tokens(terms, np.repeat(docs, counts), np.repeat(places, counts))
        return tokens, docs[counts > 0]


class _Words(dict[str, int]):
    """The words of a lexicon in one variant."""

    def __init__(self, expansions: Sequence[Expansion], variant: str) -> None:
        super().__init__()
        self._expansions = expansions
        self._variant = variant

    def keys_of(self, texts: Iterable[Sequence[str]]) -> list[list[int]]:
        """Return the numbers of the words of some texts; new words are learnt."""
        texts = list(texts)
        fresh = [word for word in dict.fromkeys(chain.from_iterable(texts)) if word not in self]
        self.update(dict.fromkeys(fresh, HOLE))
        for expansion in self._expansions:
            self.update(zip(fresh, expansion.learn(self._variant, fresh), strict=True))
        return [[self[word] for word in text] for text in texts]


class Lexicon:
    """The words of all streams that read texts alike.

    Args:
        tokens: Gives the words of a text.
        chunking: Where a text may be cut, or None.
        expands: One for each field.
        gap: Words without terms in a gap.
    """

    def __init__(
        self,
        tokens: Callable[[str], Sequence[str]],
        chunking: Chunking | None,
        expands: Sequence[Expand],
        gap: int,
    ) -> None:
        self._tokens = tokens
        self._chunking = chunking
        self._expands = expands
        self._gap = gap
        self._clear()

    def _clear(self) -> None:
        self.expansions = [Expansion(expand) for expand in self._expands]
        self._chunks = Sequences()
        self._chunks.extend([[HOLE] * self._gap])
        self._words: dict[str, _Words] = {}
        self._tables: dict[str, ChunkTable] = {}

    @property
    def gap(self) -> int:
        """How many keys of value `HOLE` a gap takes."""
        return 1 if self._chunking else self._gap

    def keys(self, variant: str, texts: Sequence[str]) -> tuple[Array, Array]:
        """Return the keys of the words of some texts, and how many each text has."""
        if variant not in self._words:
            self._words[variant] = _Words(self.expansions, variant)
        if self._chunking:
            return self._chunked(variant, texts, self._chunking)
        found = self._words[variant].keys_of(map(self._tokens, texts))
        counts = np.fromiter(map(len, found), np.int64, len(found))
        return np.fromiter(chain.from_iterable(found), np.int64, int(counts.sum())), counts

    def _chunked(
        self, variant: str, texts: Sequence[str], chunking: Chunking
    ) -> tuple[Array, Array]:
        if variant not in self._tables:
            self._tables[variant] = ChunkTable(self._learner(self._words[variant]))
        encoded = [text.encode(errors="replace") for text in texts]
        data = b"\0%s\0" % b"\0".join(encoded)
        starts, ends = chunking.cut(data)
        sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
        bounds = np.concatenate([[0], np.cumsum(sizes + 1)])
        counts = np.diff(np.searchsorted(starts, bounds))
        return self._tables[variant].numbers(data, starts, ends), counts

    def _learner(self, words: _Words) -> Callable[[list[str]], range]:
        tokens, chunks = self._tokens, self._chunks
        return lambda fresh: chunks.extend(words.keys_of(map(tokens, fresh)))

    def words_of(self, keys: Array, docs: Array) -> tuple[Array, Array]:
        """Return the words of some keys, and the document of each, given that of each key."""
        if not self._chunking:
            return keys, docs
        words, counts = self._chunks.expand(keys)
        return words, np.repeat(docs, counts)

    def trim(self) -> None:
        """Forget everything if that has become much; no key may be in use."""
        if self._chunks.size + sum(map(len, self._words.values())) > KEPT:
            self._clear()
