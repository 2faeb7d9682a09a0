"""Posts as rows of arrays, of which some can be taken and others added without a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar import ArrayFile, ArrayFileWriter

Array = NDArray[Any]

SHARE = 0.1
"""Stretches of neighbours for each row below which stretches are copied, not single values:
all but a few rows of an archive stay where they are."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of different lengths, end to end.

    Attributes:
        starts: Where each begins among the values, and where the last ends.
    """

    starts: Array
    values: Array

    @classmethod
    def of(cls, lists: Sequence[Any], dtype: Any) -> Ragged:
        """Return some lists of numbers."""
        starts = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(each) for each in lists], out=starts[1:])
        arrays = [np.asarray(each, dtype) for each in lists if len(each)]
        return cls(starts, np.concatenate(arrays) if arrays else np.zeros(0, dtype))

    def __getitem__(self, number: int) -> Array:
        found: Array = self.values[self.starts[number] : self.starts[number + 1]]
        return found

    def taken(self, which: Array) -> Ragged:
        """Return some of the lists, in another order."""
        lengths = np.diff(self.starts)[which]
        starts = np.zeros(len(which) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        breaks = np.flatnonzero(np.diff(which) != 1) + 1
        if len(which) and len(breaks) < SHARE * len(which):
            firsts, lasts = which[np.append(0, breaks)], which[np.append(breaks, 0) - 1]
            begins, ends = self.starts[firsts].tolist(), self.starts[lasts + 1].tolist()
            stretches = [self.values[a:b] for a, b in zip(begins, ends, strict=True)]
            return Ragged(starts, np.concatenate(stretches))
        shift = np.repeat(self.starts[:-1][which] - starts[:-1], lengths)
        return Ragged(starts, self.values[np.arange(starts[-1]) + shift])

    def followed_by(self, other: Ragged) -> Ragged:
        """Return these lists and then others."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Ragged(starts, np.concatenate([self.values, other.values]))


@dataclass(frozen=True, slots=True)
class Rows:
    """Posts, one a row.

    Attributes:
        identities: First 8 bytes of the SHA-256 of each slug, as a number.
        since: Day since when it is as it is now, as an ordinal.
        changed: Day that its author wrote down, as an ordinal; 0 for none.
        prints: Differ where anything said of two posts differs.
        slugs: UTF-8.
        terms: Numbers of its partners and themes.
    """

    identities: Array
    since: Array
    changed: Array
    prints: Array
    slugs: Ragged
    terms: Ragged

    @classmethod
    def read(cls, arrays: ArrayFile) -> Rows:
        """Return the rows of a file."""
        return cls(
            arrays["identities"],
            arrays["since"],
            arrays["changed"],
            arrays["prints"],
            Ragged(arrays["slugs/starts"], arrays["slugs/values"]),
            Ragged(arrays["terms/starts"], arrays["terms/values"]),
        )

    def write(self, writer: ArrayFileWriter) -> None:
        """Add the rows to a file."""
        for name, array in self._named():
            writer.add(name, array)

    def taken(self, which: Array) -> Rows:
        """Return some of the rows, in another order."""
        return Rows(
            self.identities[which],
            self.since[which],
            self.changed[which],
            self.prints[which],
            self.slugs.taken(which),
            self.terms.taken(which),
        )

    def followed_by(self, other: Rows) -> Rows:
        """Return these rows and then others."""
        return Rows(
            np.concatenate([self.identities, other.identities]),
            np.concatenate([self.since, other.since]),
            np.concatenate([self.changed, other.changed]),
            np.concatenate([self.prints, other.prints]),
            self.slugs.followed_by(other.slugs),
            self.terms.followed_by(other.terms),
        )

    def _named(self) -> Iterator[tuple[str, Array]]:
        for name in ("identities", "since", "changed", "prints"):
            yield name, getattr(self, name)
        for name in ("slugs", "terms"):
            ragged: Ragged = getattr(self, name)
            yield f"{name}/starts", ragged.starts
            yield f"{name}/values", ragged.values
