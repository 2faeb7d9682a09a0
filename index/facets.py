"""What posts can be counted by: the values of one facet and the posts of each.

Counting takes the posts as a row of true and false, so that a facet can be
counted over any set of posts, whichever filters made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings import Ints
from index.query import NONE
from index.results import FacetValue

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Name:
    """How a value is shown.

    Attributes:
        label: Its text.
        language: BCP 47 tag of the label, or None for the site's own.
    """

    label: str
    language: str | None = None


@dataclass(frozen=True)
class Table:
    """The values of a facet, and which posts have them.

    A pair is one value of one post; a post without any has the value `none`.

    Attributes:
        names: By value; values that no post has are there to be shown at zero.
        values: The values that posts have, sorted.
        docs, numbers: The pairs, by post; a number is a place in `values`.
        single: Whether every post has exactly one pair, in the order of posts.
    """

    names: Mapping[str, Name]
    values: tuple[str, ...]
    docs: Ints
    numbers: Ints
    single: bool

    def count(self, mask: Mask) -> Ints:
        """Return how many posts of a set have each value."""
        chosen = self.numbers[mask if self.single else mask[self.docs]]
        return np.bincount(chosen, minlength=len(self.values)).astype(np.int32)

    def having(self, values: Iterable[str]) -> Mask:
        """Return the posts that have any of some values."""
        wanted = np.isin(np.array(self.values, object), list(values))
        mask = np.zeros(self.posts, bool)
        mask[self.docs[wanted[self.numbers]]] = True
        return mask

    @property
    def posts(self) -> int:
        """Number of posts of the edition."""
        return int(self.docs[-1]) + 1 if len(self.docs) else 0

    def finished(self, mask: Mask, selected: Sequence[str]) -> tuple[FacetValue, ...]:
        """Return the values that posts of a set have and the selected ones.

        The commonest come first, then by label.
        """
        counts = dict(zip(self.values, self.count(mask).tolist(), strict=True))
        shown = {value: count for value, count in counts.items() if count}
        shown |= {value: counts.get(value, 0) for value in selected}
        found = [self._value(value, count, value in selected) for value, count in shown.items()]
        return tuple(sorted(found, key=lambda f: (-f.count, f.label, f.value)))

    def _value(self, value: str, count: int, selected: bool) -> FacetValue:  # noqa: FBT001 - a field
        name = self.names.get(value) or Name(value)
        return FacetValue(value, name.label, count, selected, name.language)


def single_table(values: Sequence[str], names: Mapping[str, Name]) -> Table:
    """Return the table of a facet of which every post has one value.

    Args:
        values: By post; "" for none.
        names: How values are shown.
    """
    known, numbers = np.unique(
        np.array([value or NONE for value in values], object), return_inverse=True
    )
    docs = np.arange(len(values), dtype=np.int32)
    return Table(names, tuple(known.tolist()), docs, numbers.astype(np.int32), single=True)


def multiple_table(
    posts: Mapping[str, Sequence[NDArray[Any]]], total: int, names: Mapping[str, Name]
) -> Table:
    """Return the table of a facet of which a post may have several values.

    Args:
        posts: Posts of each value, in parts that may overlap.
        total: Number of posts of the edition.
        names: How values are shown.
    """
    sets = {value: np.unique(np.concatenate(parts)) for value, parts in posts.items()}
    sets = {value: docs for value, docs in sets.items() if len(docs)}
    with_any = np.zeros(total, bool)
    for docs in sets.values():
        with_any[docs] = True
    if not with_any.all():
        sets[NONE] = np.flatnonzero(~with_any)
    values = tuple(sorted(sets))
    docs = np.concatenate([np.zeros(0, np.int32), *(sets[value] for value in values)]).astype(
        np.int32
    )
    sizes = [len(sets[value]) for value in values]
    numbers = np.repeat(np.arange(len(values), dtype=np.int32), sizes)
    order = np.argsort(docs, kind="stable")
    return Table(names, values, docs[order], numbers[order], single=False)
