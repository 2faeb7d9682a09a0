"""Words and terms as numbers, so that arrays can do the rest.

A text becomes one number per word (or per chunk, see `TextStream.by_chunk`).
What a word means in a field is asked when it is met for the first time, and is
kept as a list of numbers of terms, for as long as the writer lives.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .arrayfile import Array
from .invert import Tokens
from .vocabulary import Vocabulary

Expand = Callable[[str, str], tuple[str, ...]]
"""From a variant and a word as it stands in the text to the terms at its place."""


KEPT_CHUNKS = 4_000_000
"""Chunks and their words that are remembered from run to run.  Scripts without
blanks make every sentence a chunk of its own, of no use to the next text."""

BYTES_PER_WORD = 4
"""Fewer than in most languages, so that memory is rather overestimated where a
chunk may have many words."""


class Text(NamedTuple):
    """A text and the variant, such as a language, that its words are read in."""

    variant: str
    text: str


@dataclass(frozen=True)
class TextStream:
    """Text that is cut into words once and indexed in one or more fields.

    Attributes:
        tokens: Gives the words of a text, in order.  Each has a position,
            counted from 0.
        fields: For each field, what gives the terms that stand at a word's
            position.  It is asked once per variant and word.  A word without
            terms, such as a stop word, leaves a hole.
        by_chunk: Promises that no word spans white space (as `str.split` sees
            it) and none depends on what is beyond: the words of a text are
            those of its chunks, one after the other.  `tokens` is then asked
            once per chunk, which is several times as fast.
    """

    tokens: Callable[[str], Sequence[str]]
    fields: Mapping[str, Expand]
    by_chunk: bool = False


class TermTable(dict[str, int]):
    """Numbers for terms, given out as they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[bytes] = []

    def __missing__(self, term: str) -> int:
        return self.number(term, term.encode())

    def number(self, key: Any, term: bytes) -> int:
        """Give a number to a term met for the first time."""
        self[key] = number = len(self.terms)
        self.terms.append(term)
        return number

    def rank(self, ids: Array) -> tuple[Array, Vocabulary]:
        """Return the place of each term among those that occur, and these."""
        present = np.flatnonzero(np.bincount(ids, minlength=len(self.terms)))
        names = [self.terms[number] for number in present.tolist()]
        order = sorted(range(len(names)), key=names.__getitem__)
        ranks = np.zeros(len(self.terms), np.int64)
        ranks[present[order]] = np.arange(len(order))
        return ranks[ids], Vocabulary.of([names[place] for place in order])


class Sequences:
    """A list of numbers for each of the numbers 0, 1, 2, ..."""

    def __init__(self) -> None:
        self._counts = array("I")
        self._numbers = array("I")

    def __len__(self) -> int:
        """Return how many lists and numbers there are, which is what memory goes by."""
        return len(self._counts) + len(self._numbers)

    def append(self, numbers: Sequence[int]) -> None:
        """Set the list of the next number."""
        self._counts.append(len(numbers))
        self._numbers.extend(numbers)

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
    """What the words of a stream are in one field."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand
        self._terms = Sequences()
        self.table = TermTable()

    def learn(self, variant: str, word: str) -> None:
        """Ask for the terms of the stream's next new word."""
        self._terms.append([self.table[term] for term in self._expand(variant, word)])

    def apply(self, words: Array, docs: Array, places: Array) -> Tokens:
        """Return the terms of some words, with document and position of each."""
        terms, counts = self._terms.expand(words)
        if len(terms) == len(words) and counts.all():
            return Tokens(terms, docs, places)
        return Tokens(terms, np.repeat(docs, counts), np.repeat(places, counts))


class _Numbers(dict[str, int]):
    """Numbers for strings, given out as they are met."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, key: str) -> int:
        self[key] = number = self._learn(key)
        return number


class _Variant:
    """The words and chunks of a stream in one variant."""

    def __init__(self, buffer: StreamBuffer, variant: str) -> None:
        self._buffer = buffer
        self._variant = variant
        self.words = _Numbers(self._learn_word)
        self.chunks = _Numbers(self._learn_chunk)

    def _learn_word(self, word: str) -> int:
        for expansion in self._buffer.expansions.values():
            expansion.learn(self._variant, word)
        return self._buffer.next_word()

    def _learn_chunk(self, chunk: str) -> int:
        words = self._buffer.stream.tokens(chunk)
        return self._buffer.next_chunk([self.words[word] for word in words])


class StreamBuffer:
    """The words of one stream in the documents of the present run."""

    def __init__(self, stream: TextStream) -> None:
        self.stream = stream
        self.expansions = {name: Expansion(expand) for name, expand in stream.fields.items()}
        self._variants: dict[str, _Variant] = {}
        self._words_known = 0
        self._chunks = Sequences()
        self._chunks_known = 0
        self._keys: list[Array] = []
        self._docs: list[int] = []

    def next_word(self) -> int:
        """Return the number of a word met for the first time."""
        self._words_known += 1
        return self._words_known - 1

    def next_chunk(self, words: Sequence[int]) -> int:
        """Return the number of a chunk met for the first time."""
        self._chunks.append(words)
        self._chunks_known += 1
        return self._chunks_known - 1

    def add(self, doc: int, text: Text) -> int:
        """Add a text; return about how many words it has."""
        variant = self._variants.get(text.variant)
        if variant is None:
            variant = self._variants[text.variant] = _Variant(self, text.variant)
        if self.stream.by_chunk:
            parts: Sequence[str] = text.text.split()
            numbers = variant.chunks
        else:
            parts = self.stream.tokens(text.text)
            numbers = variant.words
        keys = np.fromiter(map(numbers.__getitem__, parts), np.int64, len(parts))
        self._keys.append(keys)
        self._docs.append(doc)
        return max(len(keys), len(text.text.encode(errors="replace")) // BYTES_PER_WORD)

    def tokens(self) -> Iterator[tuple[str, TermTable, Tokens]]:
        """Yield the fields, each with its terms as they occur; then forget."""
        sizes = np.fromiter(map(len, self._keys), np.int64, len(self._keys))
        words = np.concatenate(self._keys) if self._keys else np.zeros(0, np.int64)
        docs = np.repeat(np.array(self._docs, np.uint32), sizes)
        self._keys, self._docs = [], []
        if self.stream.by_chunk:
            words, counts = self._chunks.expand(words)
            docs = np.repeat(docs, counts)
            self._forget_chunks()
        places = _places(docs)
        for name, expansion in self.expansions.items():
            yield name, expansion.table, expansion.apply(words, docs, places)

    def _forget_chunks(self) -> None:
        if len(self._chunks) > KEPT_CHUNKS:
            self._chunks, self._chunks_known = Sequences(), 0
            for variant in self._variants.values():
                variant.chunks.clear()


def _places(docs: Array) -> Array:
    """Count from 0 within each stretch of equal numbers."""
    if not len(docs):
        return np.zeros(0, np.uint32)
    firsts = np.flatnonzero(np.diff(docs, prepend=docs[0] + np.uint32(1)))
    sizes = np.diff(firsts, append=len(docs))
    return (np.arange(len(docs)) - np.repeat(firsts, sizes)).astype(np.uint32)


class TermsBuffer:
    """The terms of one field without positions, in the documents of the present run."""

    def __init__(self, fieldobj: Any) -> None:
        self._field = fieldobj
        self._values: dict[tuple[type, Any], list[int]] = {}
        self.table = TermTable()
        self.ids = array("I")
        self.docs = array("I")
        self.scale = 1.0

    def add_terms(self, doc: int, terms: Sequence[str]) -> int:
        """Add terms as they are; return how many."""
        self.scale = self._field.format.field_boost
        return self._add(doc, [self.table[term] for term in terms])

    def add_value(self, doc: int, value: Any) -> int:
        """Add the terms that the field makes of a value; return how many."""
        key = (type(value), value)
        if key not in self._values:
            items = list(self._field.index(value))
            self._values[key] = [self._number(term) for term, *_ in items]
            self.scale = float(items[0][2]) if items else self.scale
        return self._add(doc, self._values[key])

    def _number(self, term: bytes) -> int:
        known: dict[Any, int] = self.table
        return known[term] if term in known else self.table.number(term, term)

    def _add(self, doc: int, ids: list[int]) -> int:
        self.ids.extend(ids)
        self.docs.extend([doc] * len(ids))
        return len(ids)

    def tokens(self) -> Tokens:
        """Return the terms and their documents; then forget."""
        tokens = Tokens(np.array(self.ids, np.int64), np.array(self.docs, np.uint32), None)
        self.ids, self.docs = array("I"), array("I")
        return tokens
