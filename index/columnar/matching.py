"""A term's postings as the matcher that Whoosh's searcher walks along.

Numpy's single numbers are slow, so a block of postings at a time becomes a
list of Python's.  The blocks are as long as stock Whoosh's, and a block's best
weight and shortest length are the same, so both codecs skip alike.

A matcher that skips past its end stays on its last block, as the stock one
does: some of Whoosh's combining matchers still ask it for a document number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.system import pack_uint

from index.columnar.arrayfile import Array
from index.columnar.lengths import DECODED
from index.columnar.postings import FieldPostings, posting_weights

BLOCK = 128
"""Postings; the block of `whoosh.codec.whoosh3.W3Codec`."""


class ColumnarMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks along the postings of one term of one segment."""

    def __init__(  # noqa: PLR0913 - one posting list and who asks for it
        self,
        field: FieldPostings,
        number: int,
        format_: Any,
        length_bytes: Array | None,
        *,
        term: tuple[str, bytes] | None = None,
        scorer: Any = None,
    ) -> None:
        self._field = field
        self._number = number
        self.format = format_
        self._length_bytes = length_bytes
        self._term = term
        self.scorer = scorer
        self._first = int(field.starts[number])
        self._last = int(field.starts[number + 1])
        self._docs = field.docs[self._first : self._last]
        self._ends: Array | None = None
        self._best: tuple[list[float], list[int], list[int]] | None = None
        self.reset()

    def reset(self) -> None:
        """Go back to the first posting."""
        self._load(0, 0)

    def copy(self) -> ColumnarMatcher:
        """Return a matcher at the same posting that goes its own way."""
        other = ColumnarMatcher(
            self._field,
            self._number,
            self.format,
            self._length_bytes,
            term=self._term,
            scorer=self.scorer,
        )
        other._load(self._block, self._i)
        other._ended = self._ended
        return other

    def _load(self, block: int, place: int) -> None:
        start = block * BLOCK
        self._ended = start >= len(self._docs)
        if self._ended and block:
            return
        self._block = block
        self._i = place
        self._ids: list[int] = self._docs[start : start + BLOCK].tolist()
        self._weights: list[float] | None = None
        self._places: list[list[int]] | None = None

    # Where the matcher stands

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return not self._ended and self._i < len(self._ids)

    def id(self) -> int:
        """Return the document's number."""
        return self._ids[self._i]

    def next(self) -> bool:
        """Go to the next posting; return whether that began a new block."""
        self._i += 1
        if self._i < len(self._ids):
            return False
        self._load(self._block + 1, 0)
        return True

    def skip_to(self, targetid: int) -> None:
        """Go to the first posting from here on in that document or a later one."""
        if not self.is_active():
            raise ReadTooFar
        ids = self._ids
        if targetid <= ids[self._i]:
            return
        if targetid <= ids[-1]:
            self._i = bisect_left(ids, targetid, self._i)
        elif targetid <= self._docs[-1]:
            # Of another type it would make numpy copy the array.
            target = self._docs.dtype.type(targetid)
            self._load(*divmod(int(np.searchsorted(self._docs, target)), BLOCK))
        else:
            self._end()

    def _end(self) -> None:
        last = (len(self._docs) - 1) // BLOCK
        if self._block != last:
            self._load(last, 0)
        self._ended = True

    def all_ids(self) -> Iterator[int]:
        """Return an iterator over this document's number and all later ones."""
        return iter(self._docs[self._block * BLOCK + self._i :].tolist())

    # What a posting says

    def weight(self) -> float:
        """Return the posting's weight, rounded to 32 bits as stock Whoosh rounds it."""
        if self._weights is None:
            self._weights = self._weights_of(self._here).tolist()
        return self._weights[self._i]

    @property
    def _here(self) -> slice:
        start = self._first + self._block * BLOCK
        return slice(start, min(start + BLOCK, self._last))

    def _weights_of(self, part: slice) -> Array:
        field = self._field
        freqs = field.freqs[part] if field.freqs is not None else None
        weights = field.weights[part] if field.weights is not None else None
        return posting_weights(field.docs[part], freqs, weights, field.scale)

    def value(self) -> bytes:
        """Return the value that the field's format would have encoded."""
        encode: dict[str, Callable[[], bytes]] = {
            "frequency": lambda: bytes(pack_uint(self._frequency())),
            "positions": lambda: bytes(self.format.encode(self._positions())),
            "raw": self._raw_value,
        }
        return encode.get(self._field.layout, bytes)()

    def value_as(self, astype: str) -> Any:
        """Return what the posting says of frequency, positions and so on."""
        if astype == "positions" and self._field.layout == "positions":
            return self._positions()
        return super().value_as(astype)

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Yield the document and value of this posting and all later ones."""
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def _raw_value(self) -> bytes:
        values, starts = self._field.values, self._field.value_starts
        if values is None or starts is None:
            raise ValueError("a field of raw values without any")
        posting = self._here.start + self._i
        return values[starts[posting] : starts[posting + 1]].tobytes()

    def _frequency(self) -> int:
        freqs = self._field.freqs
        return int(freqs[self._here.start + self._i]) if freqs is not None else 1

    def _positions(self) -> list[int]:
        if self._places is None:
            self._places = self._block_positions()
        return self._places[self._i]

    def _block_positions(self) -> list[list[int]]:
        field = self._field
        if field.freqs is None or field.positions is None or field.position_starts is None:
            raise ValueError("a field without positions")
        if self._ends is None:
            freqs = field.freqs[self._first : self._last]
            self._ends = np.concatenate([[0], np.cumsum(freqs, dtype=np.int64)])
        start = self._block * BLOCK
        ends = self._ends[start : start + BLOCK + 1]
        base = int(field.position_starts[self._number])
        places = field.positions[base + int(ends[0]) : base + int(ends[-1])].tolist()
        cuts = (ends - ends[0]).tolist()
        return [places[cuts[i] : cuts[i + 1]] for i in range(len(cuts) - 1)]

    # How good a block can be

    def block_min_id(self) -> int:
        """Return the first document of the block."""
        return self._ids[0]

    def block_max_id(self) -> int:
        """Return the last document of the block."""
        return self._ids[-1]

    def block_max_weight(self) -> float:
        """Return the largest weight in the block."""
        return self._bests[0][self._block]

    def block_min_length(self) -> int:
        """Return the shortest length of the field in the documents of the block."""
        return self._bests[1][self._block]

    def block_max_length(self) -> int:
        """Return the longest length of the field in the documents of the block."""
        return self._bests[2][self._block]

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the first block that could beat `minquality`; return how many were passed."""
        passed = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._load(self._block + 1, 0)
            passed += 1
        return passed

    @property
    def _bests(self) -> tuple[list[float], list[int], list[int]]:
        if self._best is None:
            firsts = np.arange(0, len(self._docs), BLOCK)
            weights = self._weights_of(slice(self._first, self._last))
            if self._length_bytes is None:
                shortest = longest = [0] * len(firsts)
            else:
                lengths = self._length_bytes[self._docs]
                shortest = DECODED[np.minimum.reduceat(lengths, firsts)].tolist()
                longest = DECODED[np.maximum.reduceat(lengths, firsts)].tolist()
            self._best = (np.maximum.reduceat(weights, firsts).tolist(), shortest, longest)
        return self._best
