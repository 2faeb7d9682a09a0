"""The path of single postings: any field, any format, as Whoosh hands them over.

Whoosh's own segment writer, foreign readers and formats that the batch writer
does not know all come through here.  A field is collected and written whole,
so this path needs memory for one field's values; it is not the fast one.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter

from index.columnar.arrayfile import Array, ArrayFileWriter
from index.columnar.postings import LAYOUTS, FieldPostings, narrow, write_field
from index.columnar.vocabulary import Vocabulary


class ColumnarFieldWriter(FieldWriter):  # type: ignore[misc]
    """Writes the postings of a segment, field by field, into one array file.

    Whoosh calls the methods up to `close`; the batch writer uses `file`.
    """

    def __init__(self, file: Any) -> None:
        self.file = ArrayFileWriter(file)
        self._field: _Collected | None = None
        self._name = ""

    @property
    def is_closed(self) -> bool:
        """Whether the file is finished."""
        return self.file.is_closed

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field; Whoosh hands them over in the order of their names."""
        self._name = fieldname
        self._field = _Collected(fieldobj.format)

    def start_term(self, text: bytes) -> None:
        """Begin a term of the field."""
        self._current.start_term(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add a posting of the term."""
        self._current.add(docnum, weight, vbytes, length)

    def finish_term(self) -> None:
        """End the term; nothing is left to do."""

    def finish_field(self) -> None:
        """Write the field."""
        field = self._current
        write_field(self.file, self._name, field.postings(), field.lengths())
        self._field = None

    def close(self) -> None:
        """Finish the file."""
        if not self.is_closed:
            self.file.facts.setdefault("fields", {})
            self.file.close()

    def abandon(self) -> None:
        """Close the file as it is."""
        self.file.abandon()

    @property
    def _current(self) -> _Collected:
        if self._field is None:
            raise ValueError("a posting outside of a field")
        return self._field


class _Collected:
    """The postings of one field, until all of them are known."""

    def __init__(self, format_: Any) -> None:
        self._format = format_
        self._terms: list[bytes] = []
        self._starts = array("q")
        self._docs = array("I")
        self._weights = array("d")
        self._lengths = array("I")
        self._values = bytearray()
        self._value_starts = array("q", [0])

    def start_term(self, text: bytes) -> None:
        self._terms.append(text)
        self._starts.append(len(self._docs))

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        self._docs.append(docnum)
        self._weights.append(weight)
        self._lengths.append(length or 0)
        self._values += vbytes or b""
        self._value_starts.append(len(self._values))

    def lengths(self) -> Array | None:
        """The length of the field in each document of any posting."""
        if not any(self._lengths):
            return None
        docs = np.frombuffer(self._docs, np.uint32)
        by_document = np.zeros(int(docs.max()) + 1, np.uint32)
        by_document[docs] = np.frombuffer(self._lengths, np.uint32)
        return by_document

    def postings(self) -> FieldPostings:
        starts = np.array([*self._starts, len(self._docs)], np.int64)
        docs = np.array(self._docs, np.uint32)
        layout, freqs, positions = self._decoded()
        position_starts = None
        if positions is not None:
            position_starts = np.concatenate([[0], np.cumsum(freqs, dtype=np.int64)])[starts]
        scale, weights = self._scale(freqs)
        raw = layout == "raw"
        return FieldPostings(
            layout,
            scale,
            Vocabulary.of(self._terms),
            starts,
            docs,
            None if layout == "existence" else freqs,
            position_starts,
            positions,
            weights,
            np.array(self._values, np.uint8) if raw else None,
            np.array(self._value_starts, np.int64) if raw else None,
        )

    def _decoded(self) -> tuple[str, Array, Array | None]:
        """The layout that gives every value back as it was, with its arrays."""
        layout = LAYOUTS.get(type(self._format), "raw")
        values = self._each_value()
        if layout == "existence" and not self._values:
            return layout, np.ones(len(values), np.uint16), None
        if layout == "frequency" and set(map(len, values)) == {4}:
            freqs = np.frombuffer(bytes(self._values), ">u4")
            return layout, freqs.astype(narrow(int(freqs.max()))), None
        if layout == "positions" and all(values):
            lists = [self._format.decode_positions(value) for value in values]
            return layout, *_position_arrays(lists)
        if layout in {"frequency", "positions"} and not self._values:
            freqs = np.array(self._weights) / self._format.field_boost
            return "empty", np.maximum(np.rint(freqs), 1).astype(np.uint32), None
        return "raw", self._raw_frequencies(values), None

    def _raw_frequencies(self, values: list[bytes]) -> Array:
        """What the values say; 1 if they are not of the field's format (spelling fields)."""
        if type(self._format) in LAYOUTS:
            return np.ones(len(values), np.uint32)
        return np.array(list(map(self._format.decode_frequency, values)), np.uint32)

    def _each_value(self) -> list[bytes]:
        data, starts = bytes(self._values), self._value_starts
        return [data[starts[i] : starts[i + 1]] for i in range(len(starts) - 1)]

    def _scale(self, freqs: Array) -> tuple[float, Array | None]:
        """One factor from frequency to weight; if there is none, all weights."""
        weights = np.array(self._weights, np.float64)
        scale = float(weights[0] / freqs[0]) if len(weights) else 1.0
        rounded = weights.astype(np.float32)
        if np.array_equal((freqs * scale).astype(np.float32), rounded):
            return scale, None
        return 1.0, rounded


def _position_arrays(lists: list[list[int]]) -> tuple[Array, Array]:
    freqs = np.fromiter(map(len, lists), np.uint32, len(lists))
    total = int(freqs.sum())
    positions = np.fromiter((place for places in lists for place in places), np.uint32, total)
    return (
        freqs.astype(narrow(int(freqs.max(initial=0)))),
        positions.astype(narrow(int(positions.max(initial=0)))),
    )
