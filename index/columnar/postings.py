"""The postings of one field, as arrays.

A posting says that a term occurs in a document.  Documents are numbered within their
segment, so that two bytes do for most; whoever adds to their numbers takes a wider
type for it.  The postings of term `t` are
`docs[starts[t]:starts[t + 1]]`, and `freqs` beside them; its positions are
`positions[position_starts[t]:position_starts[t + 1]]`, each posting having as
many as its frequency.  Runs of the batch writer, whole segments and what a
merge makes of them are all this one type.

How the value that Whoosh keeps with a posting is had from the arrays is the
field's `layout`:

    existence   no value; the frequency is always 1
    frequency   the frequency
    positions   the list of positions
    empty       frequencies, but the values were empty strings (n-grams)
    raw         anything else: the value's own bytes, in `values`

A posting's weight is its frequency times the field's `scale`, unless `weights`
says otherwise (documents that were boosted one by one).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh import formats

from index.columnar.arrayfile import Array, ArrayFile, ArrayFileWriter
from index.columnar.lengths import to_bytes
from index.columnar.vocabulary import Vocabulary

LAYOUTS = {
    formats.Existence: "existence",
    formats.Frequency: "frequency",
    formats.Positions: "positions",
}
"""The layout of a field by its format; exactly these classes, not their children."""

NARROW = tuple((np.iinfo(dtype).max, np.dtype(dtype)) for dtype in ("<u1", "<u2"))
"""Documents, frequencies and positions take one byte or two in a field that has none
above what fits; other fields take four."""


PAGE = 4096
"""Bytes that are mapped together, at least."""

NO_POSITIONS = np.zeros(0, np.uint16)


@dataclass(frozen=True)
class FieldPostings:
    """The postings of one field."""

    layout: str
    scale: float
    vocabulary: Vocabulary
    starts: Array
    docs: Array
    freqs: Array | None = None
    position_starts: Array | None = None
    positions: Array | None = None
    weights: Array | None = None
    values: Array | None = None
    value_starts: Array | None = None

    @property
    def is_plain(self) -> bool:
        """Whether everything but the weights follows from documents and positions."""
        return self.layout != "raw"

    def touch_terms(self) -> None:
        """Have the pages of all terms mapped, so that who looks one up need not wait for it."""
        known = self.vocabulary
        arrays = (known.blob, known.offsets, known.keys, self.starts, self.position_starts)
        for each in arrays:
            if each is not None:
                each.view(np.uint8)[::PAGE].max(initial=0)

    def postings_of(self, number: int) -> tuple[Array, Array]:
        """Return the documents of the term with that number, and its frequency in each."""
        first, last = self.starts[number : number + 2].tolist()
        docs = self.docs[first:last]
        if self.freqs is None:
            return docs, np.ones(len(docs), np.uint8)
        return docs, self.freqs[first:last]

    def positions_of(self, number: int) -> Array:
        """Return all positions of the term with that number; none if the field keeps none."""
        if self.positions is None or self.position_starts is None:
            return NO_POSITIONS
        first, last = self.position_starts[number : number + 2].tolist()
        return self.positions[first:last]

    def bulk(self) -> Bulk:
        """Return the postings without the terms."""
        starts = self.position_starts
        return Bulk(
            np.diff(self.starts),
            self.docs,
            self.freqs,
            self.positions,
            np.diff(starts) if starts is not None else None,
            self.weights,
        )


@dataclass(frozen=True)
class Bulk:
    """Postings of some neighbouring terms: how many each has, and all of them."""

    counts: Array
    docs: Array
    freqs: Array | None
    positions: Array | None
    position_counts: Array | None
    weights: Array | None

    def weights_with(self, scale: float) -> Array:
        """Return the weight of every posting, as Whoosh rounds it."""
        return posting_weights(self.docs, self.freqs, self.weights, scale)


@dataclass(frozen=True)
class TermStatistics:
    """What Whoosh wants to know of each term of a field, beside its postings."""

    weights: Array
    max_weights: Array
    min_bytes: Array
    max_bytes: Array

    def each(self) -> tuple[Array, Array, Array, Array]:
        """Return the arrays, one number a term in each."""
        return self.weights, self.max_weights, self.min_bytes, self.max_bytes


def measured(bulk: Bulk, scale: float, lengths: Array | None) -> TermStatistics:
    """Return the numbers of some terms, each of which has postings.

    Args:
        bulk: Their postings.
        scale: Of the field.
        lengths: Of the field in each document, as Whoosh rounds it; None if it has none.
    """
    firsts = np.cumsum(bulk.counts) - bulk.counts
    weights = bulk.weights_with(scale)
    if lengths is None:
        low = high = np.zeros(len(firsts), np.uint8)
    else:
        found = lengths[bulk.docs]
        low, high = np.minimum.reduceat(found, firsts), np.maximum.reduceat(found, firsts)
    return TermStatistics(
        np.add.reduceat(weights, firsts, dtype=np.float64),
        np.maximum.reduceat(weights, firsts),
        low,
        high,
    )


@dataclass(frozen=True)
class FieldShape:
    """What a field will hold, known before the first posting is written."""

    layout: str
    scale: float
    postings: int
    positions: int | None
    docs: np.dtype[Any]
    freqs: np.dtype[Any] | None
    position: np.dtype[Any] | None
    weights: bool


def posting_weights(docs: Array, freqs: Array | None, weights: Array | None, scale: float) -> Array:
    """Return float32 weights of postings from whatever the field keeps."""
    if weights is not None:
        return weights
    if freqs is None:
        return np.full(len(docs), scale, np.float32)
    return (freqs * scale).astype(np.float32)


def narrow(largest: int) -> np.dtype[Any]:
    """Return the type for numbers up to `largest`."""
    return next((dtype for most, dtype in NARROW if largest <= most), np.dtype("<u4"))


class FieldSink:
    """Writes one field into an array file, some terms at a time, in term order.

    Only the numbers per term stay in memory until `finish`.
    """

    def __init__(
        self,
        file: ArrayFileWriter,
        name: str,
        shape: FieldShape,
        lengths: Array | None,
    ) -> None:
        self._file = file
        self._name = name
        self._facts: dict[str, Any] = {"layout": shape.layout, "scale": shape.scale}
        self._scale = shape.scale
        self._lengths = to_bytes(lengths) if lengths is not None else None
        self._counts: list[Array] = []
        self._position_counts: list[Array] = []
        self._statistics: list[TermStatistics] = []
        self._docs = self._section("docs", shape.docs, shape.postings)
        self._freqs = self._section("freqs", shape.freqs, shape.postings) if shape.freqs else None
        self._weights = self._section("weights", "<f4", shape.postings) if shape.weights else None
        self._positions = (
            self._section("positions", shape.position, shape.positions)
            if shape.positions is not None
            else None
        )

    def _section(self, part: str, dtype: Any, count: int) -> Any:
        return self._file.section(f"{self._name}/{part}", dtype, count)

    def write(self, bulk: Bulk) -> None:
        """Add the postings of the next terms, all of which have some."""
        if not len(bulk.counts):
            return
        self._counts.append(bulk.counts)
        self._statistics.append(measured(bulk, self._scale, self._lengths))
        self._docs.write(bulk.docs)
        if self._freqs is not None:
            self._freqs.write(bulk.freqs)
        if self._weights is not None:
            self._weights.write(bulk.weights_with(self._scale))
        if self._positions is not None and bulk.position_counts is not None:
            self._positions.write(bulk.positions)
            self._position_counts.append(bulk.position_counts)

    def finish(self, vocabulary: Vocabulary) -> None:
        """Write the terms and the numbers of each."""
        nothing = TermStatistics(*[np.zeros(0)] * 4)
        parts = [each.each() for each in self._statistics or [nothing]]
        terms = Terms(
            vocabulary,
            _joined(self._counts),
            _joined(self._position_counts) if self._positions is not None else None,
            TermStatistics(*map(np.concatenate, zip(*parts, strict=True))),
        )
        terms.write(self._file, self._name, self._facts)


@dataclass(frozen=True)
class Terms:
    """The terms of a field whose postings are written, and the numbers of each."""

    vocabulary: Vocabulary
    counts: Array
    position_counts: Array | None
    statistics: TermStatistics

    def write(self, file: ArrayFileWriter, name: str, facts: dict[str, Any]) -> None:
        """Write them, with the facts that are known of the field."""
        file.add(f"{name}/terms", self.vocabulary.blob)
        file.add(f"{name}/term_offsets", self.vocabulary.offsets)
        file.add(f"{name}/term_keys", self.vocabulary.keys)
        file.add(f"{name}/starts", _running(self.counts))
        if self.position_counts is not None:
            file.add(f"{name}/position_starts", _running(self.position_counts))
        parts = ("weights", "max_weights", "min_bytes", "max_bytes")
        for part, values in zip(parts, self.statistics.each(), strict=True):
            dtype = "<f4" if part.endswith("weights") else "u1"
            file.add(f"{name}/term_{part}", values.astype(dtype))
        file.facts.setdefault("fields", {})[name] = facts


def write_field(
    file: ArrayFileWriter, name: str, postings: FieldPostings, lengths: Array | None
) -> None:
    """Write a whole field at once.

    Args:
        file: Where to.
        name: The field's name.
        postings: What to write.
        lengths: Exact length of the field in each document; None if the
            field has no lengths, or if nobody will ask for statistics.
    """
    positions = postings.positions
    shape = FieldShape(
        postings.layout,
        postings.scale,
        len(postings.docs),
        len(positions) if positions is not None else None,
        narrow(int(postings.docs.max(initial=0))),
        postings.freqs.dtype if postings.freqs is not None else None,
        positions.dtype if positions is not None else None,
        postings.weights is not None,
    )
    sink = FieldSink(file, name, shape, lengths)
    sink.write(postings.bulk())
    sink.finish(postings.vocabulary)
    if postings.values is not None and postings.value_starts is not None:
        file.add(f"{name}/values", postings.values)
        file.add(f"{name}/value_starts", postings.value_starts)


def read_field(file: ArrayFile, name: str) -> FieldPostings:
    """Return a field's postings as views of the map.

    Raises:
        KeyError: If the file has no such field.
    """
    facts = file.facts["fields"][name]
    return FieldPostings(
        facts["layout"],
        facts["scale"],
        Vocabulary(
            file[f"{name}/terms"], file[f"{name}/term_offsets"], file.get(f"{name}/term_keys")
        ),
        file[f"{name}/starts"],
        file[f"{name}/docs"],
        file.get(f"{name}/freqs"),
        file.get(f"{name}/position_starts"),
        file.get(f"{name}/positions"),
        file.get(f"{name}/weights"),
        file.get(f"{name}/values"),
        file.get(f"{name}/value_starts"),
    )


def read_statistics(file: ArrayFile, name: str) -> TermStatistics:
    """Return a field's numbers per term as views of the map."""
    return TermStatistics(
        file[f"{name}/term_weights"],
        file[f"{name}/term_max_weights"],
        file[f"{name}/term_min_bytes"],
        file[f"{name}/term_max_bytes"],
    )


def _joined(counts: list[Array]) -> Array:
    return np.concatenate([np.zeros(0, np.int64), *counts])


def _running(counts: Array) -> Array:
    """Return where the values of each term begin, and where the last ones end."""
    total = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=total[1:])
    return total
