"""From tokens in the order of documents to postings in the order of terms.

Term, document and position of a token are packed into one 64-bit number; one
sort of these numbers is the whole inversion.  Where they do not fit into 64
bits together, the sort takes two keys instead and costs some ten times as much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.columnar.arrayfile import Array
from index.columnar.postings import Bulk, narrow

KEY_BITS = 64


@dataclass(frozen=True)
class Tokens:
    """Occurrences of terms, in any order.

    Attributes:
        terms: The number of the term of each.
        places: The document of each and, in the lowest bits, its position there;
            uint64.
        bits: How many bits positions take; none if the field keeps none.
    """

    terms: Array
    places: Array
    bits: int


def invert(tokens: Tokens, ranks: Array, *, key_bits: int = KEY_BITS) -> Bulk:
    """Return the postings of some tokens: by term, then document, then position.

    Args:
        tokens: At least one.
        ranks: By the number of a term its place among those that occur; uint64.
        key_bits: How wide a key may be before the slower sort is taken.
    """
    width = max(int(tokens.places.max()).bit_length(), tokens.bits)
    keys = ranks[tokens.terms]
    if int(keys.max()).bit_length() + width > key_bits:
        return _inverted_by_columns(tokens, keys)
    keys <<= np.uint64(width)
    keys |= tokens.places
    keys.sort()
    positions = _positions(keys, tokens.bits)
    keys >>= np.uint64(tokens.bits)
    firsts = _changes(keys[1:] != keys[:-1])
    pairs = keys[firsts]
    in_pair = np.uint64(width - tokens.bits)
    docs = pairs & np.uint64((1 << int(in_pair)) - 1)
    return _bulk(firsts, pairs >> in_pair, docs, positions, len(keys))


def _inverted_by_columns(tokens: Tokens, ranks: Array) -> Bulk:
    order = np.lexsort((tokens.places, ranks))
    ranks, places = ranks[order], tokens.places[order]
    docs = places >> np.uint64(tokens.bits)
    firsts = _changes((ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1]))
    return _bulk(firsts, ranks[firsts], docs[firsts], _positions(places, tokens.bits), len(docs))


def _positions(places: Array, bits: int) -> Array | None:
    if not bits:
        return None
    highest = (1 << bits) - 1
    positions = places.astype(narrow(highest))
    positions &= positions.dtype.type(highest)
    return positions


def _bulk(firsts: Array, ranks: Array, docs: Array, positions: Array | None, tokens: int) -> Bulk:
    """Return postings of which the first tokens, terms and documents are known."""
    terms = _changes(ranks[1:] != ranks[:-1])
    freqs = np.diff(firsts, append=tokens)
    return Bulk(
        np.diff(terms, append=len(ranks)),
        docs.astype(np.uint32),
        freqs.astype(narrow(int(freqs.max()))),
        positions,
        None if positions is None else np.diff(firsts[terms], append=tokens),
        None,
    )


def _changes(changes: Array) -> Array:
    """Return where something begins: at 0, and behind each change."""
    return np.concatenate([np.zeros(1, np.int64), np.flatnonzero(changes) + 1])
