"""Texts and terms of the documents of a run, taken apart into numbers.

A text becomes one number per word (or per chunk, see `TextStream.chunking`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.chunking import Chunking
from index.columnar.invert import Tokens
from index.columnar.lexicon import HOLE, Expand, Lexicon, TermTable

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
            position.  It is asked once per variant and word.  A word without
            terms, such as a stop word, leaves a hole.
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
    table: TermTable
    tokens: Tokens
    lengths: Array | None


def lexicons(streams: Mapping[str, TextStream]) -> dict[str, Lexicon]:
    """Return a lexicon for each stream, one for all that read alike."""
    shared: dict[Any, Lexicon] = {}
    found = {}
    for name, stream in streams.items():
        expands = tuple(stream.fields.values())
        key = (stream.tokens, stream.chunking, expands, stream.gap)
        if key not in shared:
            shared[key] = Lexicon(*key)
        found[name] = shared[key]
    return found


@dataclass
class _Unread:
    """Texts of one variant that wait to be read.

    Attributes:
        docs: The document of each.
        behind: Whether it stands behind a gap.
        size: Bytes of all.
    """

    texts: list[str] = field(default_factory=list)
    docs: list[int] = field(default_factory=list)
    behind: list[bool] = field(default_factory=list)
    size: int = 0

    def put(self, doc: int, text: str, *, behind: bool) -> int:
        """Add a text; return about how many words it has."""
        self.texts.append(text)
        self.docs.append(doc)
        self.behind.append(behind)
        size = len(text) if text.isascii() else len(text.encode(errors="replace"))
        self.size += size
        return size // BYTES_PER_WORD


class StreamBuffer:
    """The words of one stream in the documents of the present run."""

    def __init__(self, stream: TextStream, lexicon: Lexicon) -> None:
        self.stream = stream
        self.lexicon = lexicon
        self._unread: dict[str, _Unread] = {}
        self._keys: list[Array] = []
        self._docs: list[Array] = []

    def add(self, doc: int, text: Text) -> int:
        """Add a text; return about how many words it has."""
        unread = self._unread.get(text.variant)
        if unread is None:
            unread = self._unread[text.variant] = _Unread()
        size = unread.put(doc, text.text, behind=False)
        for part in text.more:
            size += unread.put(doc, part, behind=True) + self.stream.gap
        if unread.size > READ_AT_ONCE:
            self._read(text.variant)
        return size

    def _read(self, variant: str) -> None:
        """Turn the texts of a variant into keys; those of a document stay together."""
        unread = self._unread.pop(variant)
        keys, counts = self.lexicon.keys(variant, unread.texts)
        if any(unread.behind):
            gaps = np.array(unread.behind) * self.lexicon.gap
            keys = np.insert(keys, np.repeat(np.cumsum(counts) - counts, gaps), HOLE)
            counts = counts + gaps
        self._keys.append(keys.astype(np.uint32))
        self._docs.append(np.repeat(np.array(unread.docs, np.uint32), counts))

    def tokens(self, count: int) -> Iterator[FieldTokens]:
        """Yield the fields, each with its terms as they occur; then forget.

        Args:
            count: Documents of the run.
        """
        for variant in list(self._unread):
            self._read(variant)
        nothing = np.zeros(0, np.uint32)
        keys = np.concatenate([nothing, *self._keys])
        words, docs = self.lexicon.words_of(keys, np.concatenate([nothing, *self._docs]))
        self._keys, self._docs = [], []
        places = _places(docs)
        for name, expansion in zip(self.stream.fields, self.lexicon.expansions, strict=True):
            tokens, filled = expansion.apply(words, docs, places)
            by_position = self.stream.by_position
            lengths = np.bincount(filled, minlength=count) if by_position else None
            yield FieldTokens(name, expansion.table, tokens, lengths)


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

    def trim(self) -> None:
        """Forget the terms if they are many: slugs and titles do not come again."""
        if len(self.table) > REMEMBERED:
            self._values.clear()
            self.table = TermTable()

    def tokens(self) -> Tokens:
        """Return the terms and their documents; then forget."""
        tokens = Tokens(np.array(self.ids, np.int64), np.array(self.docs, np.uint32), None)
        self.ids, self.docs = array("I"), array("I")
        return tokens
