"""The orders that posts can be put in, and the first of many without sorting them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar import ranks_among
from index.editions.schema import TITLE_ORDER, UNDATED
from index.searching.postings import Ints, Longs
from index.searching.posts import Posts
from index.searching.snapshot import Documents

BLOCK = 64
"""Numbers of which only the largest is looked at, first."""


def best(numbers: NDArray[Any], most: int) -> Longs:
    """Return the places of the largest numbers, ascending: at least so many, rarely many more.

    As many blocks as are asked for have a largest number of at least `floor`,
    so the best are among those that reach it.
    """
    if most >= len(numbers):
        return np.arange(len(numbers))
    if most * BLOCK >= len(numbers):
        floor = np.partition(numbers, len(numbers) - most)[len(numbers) - most]
        return np.flatnonzero(numbers >= floor)
    largest = np.maximum.reduceat(numbers, np.arange(0, len(numbers), BLOCK))
    floor = np.partition(largest, len(largest) - most)[len(largest) - most]
    return np.flatnonzero(numbers >= floor)


@dataclass(frozen=True)
class Order:
    """Posts in an order in which no two share a place.

    Attributes:
        places: By post.
        docs: Posts by place.
    """

    places: Ints
    docs: Ints

    def first(self, posts: Posts, most: int) -> Ints | Longs:
        """Return the first of some posts in this order, at least so many if there are."""
        if posts.few:
            docs = posts.docs
            docs = docs[best(-self.places[docs], most)]
            return docs[np.argsort(self.places[docs])]
        taken = min(len(self.docs), most * (1 + posts.total // len(posts)))
        while True:
            line = self.docs[:taken]
            found = line[posts.mask[line]]
            if len(found) >= most or taken == len(self.docs):
                return found
            taken = min(len(self.docs), 2 * taken)


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders that posts can be put in.

    Attributes:
        slug: The place of each post, alphabetical.
        newest: Latest day first, undated last, then by slug.
        oldest: Earliest day first, undated last, then by slug.
        title: By folded title, then slug.
    """

    slug: Ints
    newest: Order
    oldest: Order
    title: Order


def orders_of(documents: Documents) -> Orders:
    """Return the orders of an edition."""
    slug = _by_term(documents, "slug")
    title = _by_term(documents, TITLE_ORDER)
    undated = documents.days == UNDATED
    return Orders(
        slug=_places(np.argsort(slug)),
        newest=_order(np.lexsort((slug, -documents.days, undated))),
        oldest=_order(np.lexsort((slug, documents.days, undated))),
        title=_order(np.lexsort((slug, title))),
    )


def _by_term(documents: Documents, field: str) -> Longs:
    """Return a number for each post that grows with its one term of a field."""
    found = np.zeros(len(documents), np.int64)
    known = [segment.terms.field(field) for segment in documents.segments]
    ranks = iter(ranks_among([each.vocabulary for each in known if each]))
    for segment, postings in zip(documents.segments, known, strict=True):
        if postings:
            numbers = segment.numbers[postings.docs]
            of_postings = np.repeat(next(ranks), np.diff(postings.starts))
            found[numbers[numbers >= 0]] = of_postings[numbers >= 0]
    return found


def _order(docs: Longs) -> Order:
    return Order(_places(docs), docs.astype(np.int32))


def _places(docs: Longs) -> Ints:
    places = np.empty(len(docs), np.int32)
    places[docs] = np.arange(len(docs), dtype=np.int32)
    return places
