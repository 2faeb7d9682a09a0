"""Words and terms as numbers, so that arrays can do the rest.

What a word means in a field is asked when it is met for the first time, many
words at once, and is kept as numbers of terms.  From a text to terms:

    Lexicon     a text to the numbers of its words, which are the same in every field
    _Words      a word to its number, in one language
    Expansion   a word to its terms in one kind of field; asked once for each new word
    Glossary    what an expansion knows by now: numbers of words to numbers of terms
    TermTable   a term to its number
    Terms       what the table knows by now: numbers of terms to their bytes, in order

A table learns and grows; what it knows by now is arrays, which a second thread may
read while more is learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.chunking import Chunking, ChunkTable
from index.columnar.invert import Tokens
from index.columnar.numbering import GrowingArray, Lists, ListTable
from index.columnar.postings import narrow
from index.columnar.ranks import in_order
from index.columnar.vocabulary import Vocabulary

Expand = Callable[[str, Sequence[str]], Sequence[Sequence[str]]]
"""From a variant and words as they stand in texts to the terms at the place of each."""

KEPT = 1_000_000
"""Words, and chunks with their words, that are remembered from run to run at most.  Scripts
without blanks make every sentence a chunk of its own, of no use to the next text."""

WORD_MEMORY = 256
"""Bytes that one of these takes: texts of words that are all different took 270."""

HOLE = 0
"""Number of the word without terms."""


@dataclass(frozen=True)
class Terms:
    """Terms by their numbers: all of them end to end, and where each begins and ends."""

    blob: Array
    offsets: Array

    def rank(self, numbers: Array) -> tuple[Array, Vocabulary]:
        """Put the terms that occur in order.

        Args:
            numbers: Those that occur, any number of times.

        Returns:
            The place of each term by its number, with no meaning for those that
            do not occur; and those that do, in their order.
        """
        terms = Vocabulary(self.blob, self.offsets)
        occurs = np.zeros(len(terms), np.bool_)
        occurs[numbers] = True
        chosen = np.flatnonzero(occurs)
        chosen = chosen[in_order(terms.taken(chosen))]
        ranks = np.zeros(len(occurs), narrow(len(chosen)))
        ranks[chosen] = np.arange(len(chosen), dtype=ranks.dtype)
        return ranks, terms.taken(chosen)


class TermTable:
    """Numbers for terms, given out as they are met."""

    def __init__(self) -> None:
        self._known: dict[str | bytes, int] = {}
        self._blob = GrowingArray(np.uint8)
        self._offsets = GrowingArray(np.int64, [0])

    def __len__(self) -> int:
        return len(self._known)

    def now(self) -> Terms:
        """Return the terms that have numbers by now."""
        return Terms(self._blob.array, self._offsets.array)

    def numbers(self, terms: Sequence[str | bytes]) -> list[int]:
        """Return the number of each of some terms."""
        known = self._known
        fresh = [term for term in dict.fromkeys(terms) if term not in known]
        if fresh:
            first = len(known)
            known.update(zip(fresh, range(first, first + len(fresh)), strict=True))
            encoded = [term if isinstance(term, bytes) else term.encode() for term in fresh]
            lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
            self._offsets.extend(np.cumsum(lengths) + len(self._blob))
            self._blob.extend(np.frombuffer(b"".join(encoded), np.uint8))
        return [known[term] for term in terms]


@dataclass(frozen=True)
class Glossary:
    """What the words of a lexicon are in one kind of field, as far as is known.

    Attributes:
        codes: Of the list of terms of each word.
        lists: Those of more or fewer than one term.
        terms: All of them.
    """

    codes: Array
    lists: Lists
    terms: Terms

    def apply(self, words: Array, places: Array, bits: int) -> tuple[Tokens, Array]:
        """Return the terms of some words.

        Args:
            words: By their numbers.
            places: Of each, as `Tokens` has them.
            bits: Likewise.

        Returns:
            Also the places of words that have no terms.
        """
        terms, counts = self.lists.flat(self.codes.take(words))
        if counts is None:
            return Tokens(terms, places, bits), places[:0]
        return Tokens(terms, np.repeat(places, counts), bits), places[counts == 0]


class Expansion:
    """What the words of a lexicon are in one kind of field; it learns."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand
        self._table = TermTable()
        self._lists = ListTable()
        self._codes = GrowingArray(np.uint32)
        self._codes.extend(self._lists.codes([], [0]))

    def learn(self, variant: str, words: Sequence[str]) -> range:
        """Ask for the terms of new words and return their numbers, which are the next."""
        found = self._expand(variant, words)
        numbers = self._table.numbers(list(chain.from_iterable(found)))
        first = len(self._codes)
        self._codes.extend(self._lists.codes(numbers, list(map(len, found))))
        return range(first, len(self._codes))

    def now(self) -> Glossary:
        """Return what is known by now."""
        return Glossary(self._codes.array, self._lists.now(), self._table.now())


class _Words(dict[str, int]):
    """The words of a lexicon in one variant."""

    def __init__(self, expansions: Sequence[Expansion], variant: str) -> None:
        super().__init__()
        self._expansions = expansions
        self._variant = variant

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Return the numbers of some words; new ones are learnt."""
        fresh = [word for word in dict.fromkeys(words) if word not in self]
        for numbers in [expansion.learn(self._variant, fresh) for expansion in self._expansions]:
            self.update(zip(fresh, numbers, strict=True))
        return [self[word] for word in words]


class Lexicon:
    """The words of all streams that read texts alike.

    Args:
        tokens: Gives the words of a text.
        chunking: Where a text may be cut, or None.
        expands: One for each field.
        kept: Words and chunks that may be remembered.

    Attributes:
        filled: How many times more was learnt than may be remembered; another thread
            may ask while this one learns.
    """

    def __init__(
        self,
        tokens: Callable[[str], Sequence[str]],
        chunking: Chunking | None,
        expands: Sequence[Expand],
        kept: int = KEPT,
    ) -> None:
        self._tokens = tokens
        self._chunking = chunking
        self._expands = expands
        self._kept = kept
        self.filled = 0
        self._clear()

    def _clear(self) -> None:
        self._expansions = [Expansion(expand) for expand in self._expands]
        self._chunks = ListTable()
        self._words: dict[str, _Words] = {}
        self._tables: dict[str, ChunkTable] = {}
        self._is_full = False

    def words(self, variant: str, texts: Sequence[str]) -> tuple[Array, Array]:
        """Return the words of some texts, end to end, and how many each text has."""
        found = self._read(variant, texts)
        if not self._is_full and self._size() > self._kept:
            self._is_full = True
            self.filled += 1
        return found

    def _read(self, variant: str, texts: Sequence[str]) -> tuple[Array, Array]:
        if variant not in self._words:
            self._words[variant] = _Words(self._expansions, variant)
        if self._chunking:
            return self._chunked(variant, texts, self._chunking)
        found = list(map(self._tokens, texts))
        words = self._words[variant].numbers(list(chain.from_iterable(found)))
        return np.array(words, np.uint32), np.array(list(map(len, found)), np.int64)

    def _chunked(
        self, variant: str, texts: Sequence[str], chunking: Chunking
    ) -> tuple[Array, Array]:
        if variant not in self._tables:
            self._tables[variant] = ChunkTable(self._learner(self._words[variant]))
        encoded = [text.encode(errors="replace") for text in texts]
        data = b"\0%s\0" % b"\0".join(encoded)
        starts, ends = chunking.cut(data)
        sizes = np.fromiter(map(len, encoded), np.int64, len(encoded))
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes + 1)])
        bounds = np.searchsorted(starts, bounds)
        codes = self._tables[variant].numbers(data, starts, ends).astype(np.uint32)
        words, counts = self._chunks.now().flat(codes)
        if counts is not None:
            bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])[bounds]
        return words, np.diff(bounds)

    def _learner(self, words: _Words) -> Callable[[list[str]], list[int]]:
        tokens, chunks = self._tokens, self._chunks

        def learn(fresh: list[str]) -> list[int]:
            found = list(map(tokens, fresh))
            numbers = words.numbers(list(chain.from_iterable(found)))
            codes: list[int] = chunks.codes(numbers, list(map(len, found))).tolist()
            return codes

        return learn

    def glossaries(self) -> list[Glossary]:
        """Return what the words are in each field, as far as is known by now."""
        return [expansion.now() for expansion in self._expansions]

    def trim(self) -> None:
        """Forget everything if that has become much; numbers of words are others then."""
        if self._is_full:
            self._clear()

    def _size(self) -> int:
        words = sum(map(len, self._words.values()))
        return words + sum(map(len, self._tables.values())) + self._chunks.size
