"""Texts and terms of the documents of a run, taken apart into numbers.

A text becomes one number per word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.chunking import Chunking
from index.columnar.helping import Helper
from index.columnar.invert import Tokens, place_type
from index.columnar.lexicon import HOLE, Expand, Glossary, Lexicon, Terms, TermTable

BYTES_PER_WORD = 4
"""Fewer than in most languages, so that memory is rather overestimated where a
chunk may have many words."""

REMEMBERED = 10_000
"""Whole values of a field that are kept from run to run."""

READ_AT_ONCE = 1 << 18
"""Bytes of text that are cut at a time; few enough to stay in a processor's cache."""


class Text(NamedTuple):
    """A text and the variant, such as a language, that its words are read in.

    Attributes:
        more: Further texts, `TextStream.gap` positions behind each other.
    """

    variant: str
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextStream:
    """Text that is cut into words once and indexed in one or more fields.

    Streams that read alike, in as many fields, share what they learn.

    Attributes:
        tokens: Gives the words of a text, in order.  Each has a position,
            counted from 0.
        fields: For each field, what gives the terms that stand at a word's
            position, for many words at once.  It is asked once per variant and
            word.  A word without terms, such as a stop word, leaves a hole.
        chunking: Where texts may be cut.  `tokens` is then asked once per
            chunk, which is many times as fast.
        gap: Positions left free between the texts of one document.
        by_position: Whether a field is as long as it has positions with terms;
            otherwise it is as long as it has terms, as Whoosh counts.
    """

    tokens: Callable[[str], Sequence[str]]
    fields: Mapping[str, Expand]
    chunking: Chunking | None = None
    gap: int = 0
    by_position: bool = False


class FieldTokens(NamedTuple):
    """What the texts of a run are in one field.

    Attributes:
        lengths: Of the field in each document; None if that is its terms.
    """

    name: str
    terms: Terms
    tokens: Tokens
    lengths: Array | None


def lexicons(streams: Mapping[str, TextStream], kept: int) -> dict[str, Lexicon]:
    """Return a lexicon for each stream, one for all that read alike.

    Args:
        streams: By name.
        kept: What each lexicon may remember; see `lexicon.Lexicon`.
    """
    shared: dict[Any, Lexicon] = {}
    found = {}
    for name, stream in streams.items():
        expands = tuple(stream.fields.values())
        key = (stream.tokens, stream.chunking, expands)
        if key not in shared:
            shared[key] = Lexicon(*key, kept)
        found[name] = shared[key]
    return found


@dataclass
class _Unread:
    """Texts of one variant that wait to be read.

    Attributes:
        texts: Those of a document one after the other.
        docs: Whose they are.
        counts: How many texts each of these has.
        size: Bytes of all.
    """

    texts: list[str] = field(default_factory=list)
    docs: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    size: int = 0

    def put(self, doc: int, text: Text) -> int:
        """Add the texts of a document; return how many bytes they have."""
        size = _size(text.text)
        self.texts.append(text.text)
        if text.more:
            size += sum(map(_size, text.more))
            self.texts += text.more
        self.docs.append(doc)
        self.counts.append(1 + len(text.more))
        self.size += size
        return size


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode(errors="replace"))


@dataclass(frozen=True)
class GatheredWords:
    """The words of one stream in the documents of a run, and what they mean by now.

    Attributes:
        words: By their numbers; those of a document stand together.
        docs: Documents that have words, those of a variant in their order.
        counts: How many words each of these has.
        glossaries: One for each field of the stream.
    """

    stream: TextStream
    words: Array
    docs: Array
    counts: Array
    glossaries: Sequence[Glossary]

    def tokens(self, count: int) -> Iterator[FieldTokens]:
        """Yield the fields, each with its terms as they occur.

        Args:
            count: Documents of the run.
        """
        bits = max(1, int(self.counts.max(initial=1) - 1).bit_length())
        order = np.argsort(self.docs, kind="stable")
        words = self._words(order)
        places = _places(self.docs[order], self.counts[order], place_type(count, bits), bits)
        filled = np.zeros(count, np.int64)
        filled[self.docs] = self.counts
        for name, glossary in zip(self.stream.fields, self.glossaries, strict=True):
            tokens, holes = glossary.apply(words, places, bits)
            lengths = None
            if self.stream.by_position:
                without = (holes >> holes.dtype.type(bits)).astype(np.int64)
                lengths = filled - np.bincount(without, minlength=count)
            yield FieldTokens(name, glossary.terms, tokens, lengths)

    def _words(self, order: Array) -> Array:
        """Return the words with the documents in some order."""
        if np.array_equal(order, np.arange(len(order))):
            return self.words
        begins = np.cumsum(self.counts) - self.counts
        counts = self.counts[order]
        places = np.repeat(begins[order] - (np.cumsum(counts) - counts), counts)
        places += np.arange(len(places))
        words: Array = self.words[places]
        return words


def _places(docs: Array, counts: Array, kind: np.dtype[Any], bits: int) -> Array:
    """Return document and position of each word, as `Tokens` has them."""
    begins = (np.cumsum(counts) - counts).astype(kind)
    # Below zero for a moment, which unsigned numbers take as they take overflow.
    places = np.repeat((docs.astype(kind) << kind.type(bits)) - begins, counts)
    places += np.arange(len(places), dtype=kind)
    return places


class StreamBuffer:
    """The words of one stream in the documents of the present run.

    Args:
        stream: How texts are read.
        lexicon: What is known of words.
        helper: Reads them; that of all streams which share the lexicon.
    """

    def __init__(self, stream: TextStream, lexicon: Lexicon, helper: Helper) -> None:
        self._stream = stream
        self._lexicon = lexicon
        self._helper = helper
        self._unread: dict[str, _Unread] = {}
        # Only the helper touches these.
        self._words: list[Array] = []
        self._docs: list[Array] = []
        self._counts: list[Array] = []

    def add(self, doc: int, text: Text) -> int:
        """Add a text; return about how many words it has."""
        unread = self._unread.get(text.variant)
        if unread is None:
            unread = self._unread[text.variant] = _Unread()
        size = unread.put(doc, text)
        if unread.size > READ_AT_ONCE:
            del self._unread[text.variant]
            self._helper.submit(partial(self._read, text.variant, unread), held=unread.size)
        return size // BYTES_PER_WORD + self._stream.gap * len(text.more)

    def gather(self) -> Future[GatheredWords]:
        """Return what the words so far will be; then forget them."""
        rest, self._unread = self._unread, {}
        return self._helper.submit(partial(self._gathered, rest), small=True)

    def _read(self, variant: str, unread: _Unread) -> None:
        """Turn texts of a variant into words; those of a document stay together."""
        words, counts = self._lexicon.words(variant, unread.texts)
        if len(unread.texts) > len(unread.docs):
            own = np.array(unread.counts, np.int64)
            firsts = np.cumsum(own) - own
            gaps = np.full(len(counts), self._stream.gap)
            # The first text of a document is behind no gap.
            gaps[firsts] = 0
            words = np.insert(words, np.repeat(np.cumsum(counts) - counts, gaps), HOLE)
            counts = np.add.reduceat(counts + gaps, firsts)
        self._words.append(words)
        self._docs.append(np.array(unread.docs, np.int64))
        self._counts.append(counts)

    def _gathered(self, rest: Mapping[str, _Unread]) -> GatheredWords:
        for variant, unread in rest.items():
            self._read(variant, unread)
        gathered = GatheredWords(
            self._stream,
            np.concatenate([np.zeros(0, np.uint32), *self._words]),
            np.concatenate([np.zeros(0, np.int64), *self._docs]),
            np.concatenate([np.zeros(0, np.int64), *self._counts]),
            self._lexicon.glossaries(),
        )
        self._words, self._docs, self._counts = [], [], []
        return gathered


class TermsBuffer:
    """The terms of one field without positions, in the documents of the present run."""

    def __init__(self, fieldobj: Any) -> None:
        self._field = fieldobj
        self._values: dict[tuple[type, Any], list[bytes]] = {}
        self._table = TermTable()
        self._terms: list[str | bytes] = []
        self._docs: list[int] = []
        self._counts: list[int] = []
        self.scale = 1.0

    def add_terms(self, doc: int, terms: Sequence[str]) -> int:
        """Add terms as they are; return how many."""
        self.scale = self._field.format.field_boost
        return self._add(doc, terms)

    def add_value(self, doc: int, value: Any) -> int:
        """Add the terms that the field makes of a value; return how many."""
        key = (type(value), value)
        if key not in self._values:
            items = list(self._field.index(value))
            self._values[key] = [term for term, *_ in items]
            self.scale = float(items[0][2]) if items else self.scale
        return self._add(doc, self._values[key])

    def _add(self, doc: int, terms: Sequence[str | bytes]) -> int:
        self._terms += terms
        self._docs.append(doc)
        self._counts.append(len(terms))
        return len(terms)

    def gather(self) -> tuple[Terms, Tokens]:
        """Return the terms, all and as they occur; then forget those that do not come again."""
        numbers = np.array(self._table.numbers(self._terms), np.int64)
        docs = np.repeat(np.array(self._docs, np.uint32), self._counts)
        terms = self._table.now()
        self._terms, self._docs, self._counts = [], [], []
        if len(self._table) > REMEMBERED:
            # Slugs and titles do not come again.
            self._values.clear()
            self._table = TermTable()
        return terms, Tokens(numbers, docs, 0)
