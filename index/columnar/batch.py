"""Many documents at once, made into runs of postings.

A document is taken apart into numbers when it is added; when there are enough,
they are gathered and turned into a run of postings, field by field.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.helping import Helper
from index.columnar.invert import Tokens, invert
from index.columnar.lexicon import KEPT, Terms
from index.columnar.postings import LAYOUTS, FieldPostings
from index.columnar.words import (
    GatheredWords,
    StreamBuffer,
    TermsBuffer,
    Text,
    TextStream,
    lexicons,
)

STRINGS = frozenset({"existence", "frequency"})
"""Layouts of fields that take terms as they are."""

VALUES = frozenset({"existence"})
"""Layouts of fields that take one value."""

UNREAD = 1 << 21
"""Bytes of text that may wait to be read; so much may be learnt from them beyond what is
remembered."""


@dataclass(frozen=True)
class Document:
    """A document for the batch writer.

    Attributes:
        texts: For each text stream, the text.
        terms: For each field without positions, the terms as they are.
        values: For each field of numbers, dates or booleans, the one value.
        stored: What Whoosh's `stored_fields` gives back; None is left out.
    """

    texts: Mapping[str, Text] = field(default_factory=dict)
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    stored: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """Postings and exact field lengths of some consecutive documents."""

    count: int
    fields: dict[str, FieldPostings]
    lengths: dict[str, Array]


@dataclass(frozen=True)
class Gathered:
    """Some consecutive documents taken apart into numbers.

    It holds all that postings are made of, or waits for it, so another thread can
    make them while the batch goes on.

    Attributes:
        count: How many documents.
        texts: What the words of each stream will be.
        terms: The terms of fields without positions, and what scales their weight.
    """

    schema: Any
    count: int
    texts: Sequence[Future[GatheredWords]]
    terms: Mapping[str, tuple[float, Terms, Tokens]]

    def run(self) -> Run:
        """Make postings of them."""
        run = Run(self.count, {}, {})
        for words in self.texts:
            for name, terms, tokens, lengths in words.result().tokens(self.count):
                scale = self.schema[name].format.field_boost
                self._put(run, name, self._postings(name, scale, terms, tokens), lengths)
        for name, (scale, terms, tokens) in self.terms.items():
            self._put(run, name, self._postings(name, scale, terms, tokens), None)
        return run

    def _postings(
        self, name: str, scale: float, terms: Terms, tokens: Tokens
    ) -> FieldPostings | None:
        if not len(tokens.terms):
            return None
        layout = LAYOUTS[type(self.schema[name].format)]
        ranks, vocabulary = terms.rank(tokens.terms)
        bulk = invert(tokens, ranks)
        starts = None
        if layout == "positions" and bulk.position_counts is not None:
            starts = _starts(bulk.position_counts)
        return FieldPostings(
            layout,
            scale,
            vocabulary,
            _starts(bulk.counts),
            bulk.docs,
            None if layout == "existence" else bulk.freqs,
            starts,
            None if starts is None else bulk.positions,
        )

    def _put(
        self, run: Run, name: str, postings: FieldPostings | None, lengths: Array | None
    ) -> None:
        if postings is None:
            return
        run.fields[name] = postings
        if self.schema[name].scorable:
            if lengths is None:
                lengths = np.bincount(postings.docs, postings.freqs, minlength=run.count)
            run.lengths[name] = lengths.astype(np.uint32)


class UnsupportedFieldError(ValueError):
    """A field has options that the batch writer does not know."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f'field "{name}" {problem}; add its documents with add_document')
        self.name = name
        self.problem = problem


class Batch:
    """Collects documents until they are gathered.

    Tables of words and terms are kept from run to run.  Words are read by a helper
    thread.

    Args:
        schema: That of the index.
        streams: The texts of the documents, by name.
        kept: Words that may be remembered.
    """

    def __init__(self, schema: Any, streams: Mapping[str, TextStream], kept: int = KEPT) -> None:
        self._schema = schema
        self._lexicons = lexicons(streams, kept)
        self._filled = 0
        self._helper = Helper("words", UNREAD)
        self._streams = {
            name: StreamBuffer(stream, self._lexicons[name], self._helper)
            for name, stream in streams.items()
        }
        self._terms: dict[str, TermsBuffer] = {}
        self._not_indexed = {name for name, fieldobj in schema.items() if not fieldobj.indexed}
        self.count = 0
        self.tokens = 0
        self._sources: dict[str, str] = {}
        for stream, source in streams.items():
            for name in source.fields:
                self._check(name, f"text stream {stream}", {"positions", "frequency"})

    def add(self, document: Document) -> None:
        """Add a document."""
        doc = self.count
        for name, text in document.texts.items():
            self.tokens += self._streams[name].add(doc, text)
        for name, terms in document.terms.items():
            buffer = self._buffer(name, "terms", STRINGS)
            if terms:
                self.tokens += buffer.add_terms(doc, terms)
        for name, value in document.values.items():
            if value is not None and name not in self._not_indexed:
                self.tokens += self._buffer(name, "values", VALUES).add_value(doc, value)
        self.count += 1

    def gather(self) -> Gathered:
        """Return the documents since the last time; then begin another run."""
        gathered = Gathered(
            self._schema,
            self.count,
            [stream.gather() for stream in self._streams.values()],
            {name: (buffer.scale, *buffer.gather()) for name, buffer in self._terms.items()},
        )
        for lexicon in self._lexicons.values():
            self._helper.submit(lexicon.trim, small=True)
        self.count = self.tokens = 0
        self._filled = self._times_filled()
        return gathered

    @property
    def is_learnt_out(self) -> bool:
        """Whether since the last time more words were met than may be remembered."""
        return self._times_filled() != self._filled

    def _times_filled(self) -> int:
        return sum(lexicon.filled for lexicon in self._lexicons.values())

    def close(self) -> None:
        """End the helper thread."""
        self._helper.close()

    def _buffer(self, name: str, source: str, layouts: Container[str]) -> TermsBuffer:
        if self._sources.get(name) != source:
            self._check(name, source, layouts)
            self._terms[name] = TermsBuffer(self._schema[name])
        return self._terms[name]

    def _check(self, name: str, source: str, layouts: Container[str]) -> None:
        if name not in self._schema:
            raise UnsupportedFieldError(name, "is not in the schema")
        fieldobj = self._schema[name]
        kept = type(fieldobj.format)
        if LAYOUTS.get(kept, "raw") not in layouts:
            raise UnsupportedFieldError(name, f"has the format {kept.__name__} here")
        if fieldobj.vector or fieldobj.separate_spelling():
            raise UnsupportedFieldError(name, "has term vectors or a spelling field")
        other = self._sources.setdefault(name, source)
        if other != source:
            raise UnsupportedFieldError(name, f"comes from {other} and from {source}")


def _starts(counts: Array) -> Array:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
