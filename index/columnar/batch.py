"""Many documents at once, made into runs of postings.

A document is taken apart into numbers when it is added; a run of them is turned
into postings, field by field, when there are enough.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.invert import Tokens, invert
from index.columnar.lexicon import TermTable
from index.columnar.postings import LAYOUTS, FieldPostings
from index.columnar.words import StreamBuffer, TermsBuffer, Text, TextStream, lexicons

STRINGS = frozenset({"existence", "frequency"})
"""Layouts of fields that take terms as they are."""

VALUES = frozenset({"existence"})
"""Layouts of fields that take one value."""


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


class UnsupportedFieldError(ValueError):
    """A field has options that the batch writer does not know."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f'field "{name}" {problem}; add its documents with add_document')
        self.name = name
        self.problem = problem


class Batch:
    """Collects documents until `seal` makes a run of them.

    Tables of words and terms are kept from run to run.
    """

    def __init__(self, schema: Any, streams: Mapping[str, TextStream]) -> None:
        self._schema = schema
        self._lexicons = lexicons(streams)
        self._streams = {
            name: StreamBuffer(stream, self._lexicons[name]) for name, stream in streams.items()
        }
        self._terms: dict[str, TermsBuffer] = {}
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
            self.tokens += self._buffer(name, "terms", STRINGS).add_terms(doc, terms)
        for name, value in document.values.items():
            if value is not None and self._is_indexed(name):
                self.tokens += self._buffer(name, "values", VALUES).add_value(doc, value)
        self.count += 1

    def seal(self) -> Run:
        """Return the run of all documents since the last; then begin another."""
        run = Run(self.count, {}, {})
        for stream in self._streams.values():
            for name, table, tokens, lengths in stream.tokens(self.count):
                scale = self._schema[name].format.field_boost
                postings = _postings(self._layout(name), scale, table, tokens)
                self._put(run, name, postings, lengths)
        for name, buffer in self._terms.items():
            layout = self._layout(name)
            postings = _postings(layout, buffer.scale, buffer.table, buffer.tokens())
            self._put(run, name, postings, None)
            buffer.trim()
        for lexicon in self._lexicons.values():
            lexicon.trim()
        self.count = self.tokens = 0
        return run

    def _put(self, run: Run, name: str, postings: FieldPostings, lengths: Array | None) -> None:
        if not len(postings.docs):
            return
        run.fields[name] = postings
        if self._schema[name].scorable:
            if lengths is None:
                lengths = np.bincount(postings.docs, postings.freqs, minlength=run.count)
            run.lengths[name] = lengths.astype(np.uint32)

    def _layout(self, name: str) -> str:
        return LAYOUTS[type(self._schema[name].format)]

    def _buffer(self, name: str, source: str, layouts: Container[str]) -> TermsBuffer:
        if self._sources.get(name) != source:
            self._check(name, source, layouts)
            self._terms[name] = TermsBuffer(self._schema[name])
        return self._terms[name]

    def _is_indexed(self, name: str) -> bool:
        return name not in self._schema or self._schema[name].indexed

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


def _postings(layout: str, scale: float, table: TermTable, tokens: Tokens) -> FieldPostings:
    ranks, vocabulary = table.rank(tokens.terms)
    positions = tokens.positions if layout == "positions" else None
    bulk = invert(Tokens(ranks, tokens.docs, positions))
    return FieldPostings(
        layout,
        scale,
        vocabulary,
        _starts(bulk.counts),
        bulk.docs,
        None if layout == "existence" else bulk.freqs,
        _starts(bulk.position_counts) if bulk.position_counts is not None else None,
        bulk.positions,
    )


def _starts(counts: Array) -> Array:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
