"""From tokens in the order of documents to postings in the order of terms.

Tokens come by document and position already, so all that is left to do is to
bring those of a term together without changing their order: a stable sort by
term.  The numbers of terms are sorted 16 bits at a time, because such short ones
are counted, not compared: that takes a sixth of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.postings import Bulk, narrow

COUNTED = np.dtype(np.uint16)
"""The widest numbers that numpy sorts by counting."""

SHORT_BITS = 32
"""Bits of a place that is kept in half of the usual 64; most are."""


@dataclass(frozen=True)
class Tokens:
    """Occurrences of terms, in the order of their places.

    Attributes:
        terms: The number of the term of each.
        places: The document of each and, in the lowest bits, its position there;
            unsigned.
        bits: How many bits positions take; none if the field keeps none.
    """

    terms: Array
    places: Array
    bits: int


def invert(tokens: Tokens, ranks: Array) -> Bulk:
    """Return the postings of some tokens: by term, then document, then position.

    Args:
        tokens: At least one.
        ranks: By the number of a term its place among those that occur; unsigned.
    """
    keys = ranks.take(tokens.terms)
    places = tokens.places.take(_order(keys))
    counts = np.bincount(keys)
    begins = np.cumsum(counts) - counts
    docs = places >> places.dtype.type(tokens.bits)
    begun = np.empty(len(docs), np.bool_)
    np.not_equal(docs[1:], docs[:-1], out=begun[1:])
    begun[begins] = True
    firsts = np.flatnonzero(begun)
    freqs = np.diff(firsts, append=len(docs))
    return Bulk(
        np.diff(np.searchsorted(firsts, begins), append=len(firsts)),
        docs[firsts].astype(np.uint32),
        freqs.astype(narrow(int(freqs.max()))),
        _positions(places, tokens.bits),
        counts if tokens.bits else None,
        None,
    )


def place_type(documents: int, bits: int) -> np.dtype[Any]:
    """Return the type of places.

    Args:
        documents: How many there are.
        bits: How many bits positions take.
    """
    return np.dtype(np.uint32 if documents.bit_length() + bits <= SHORT_BITS else np.uint64)


def _order(keys: Array) -> Array:
    """Return where the smallest numbers are, then the next ones; equal ones as they come."""
    # The type cuts off what is above the bits that are counted.
    order = np.argsort(keys.astype(COUNTED), kind="stable")
    if int(keys.max()) <= np.iinfo(COUNTED).max:
        return order
    above = (keys >> keys.dtype.type(8 * COUNTED.itemsize)).astype(COUNTED)
    return order[np.argsort(above[order], kind="stable")]


def _positions(places: Array, bits: int) -> Array | None:
    if not bits:
        return None
    highest = (1 << bits) - 1
    positions = places.astype(narrow(highest))
    positions &= positions.dtype.type(highest)
    return positions
