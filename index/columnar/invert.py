"""From tokens in the order of documents to postings in the order of terms.

Term, document and position of a token are packed into one 64-bit number; one
sort of these numbers is the whole inversion.  Where the three parts do not fit
into 64 bits together, the sort takes three keys instead and costs some ten
times as much.
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
        docs: The document of each.
        positions: The position of each in its document; None if the field
            keeps none.
    """

    terms: Array
    docs: Array
    positions: Array | None


def invert(tokens: Tokens, *, key_bits: int = KEY_BITS) -> Bulk:
    """Return the postings of some tokens: by term, then document, then position.

    Args:
        tokens: Every number below the number of terms must occur in them.
        key_bits: How wide a key may be before the slower sort is taken.
    """
    ranks, docs, positions = _sorted(tokens, key_bits)
    if not len(ranks):
        nothing = np.zeros(0, np.int64)
        return Bulk(nothing, nothing, nothing, nothing, nothing, None)
    changes = (ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1])
    firsts = np.concatenate([[0], np.flatnonzero(changes) + 1])
    freqs = np.diff(firsts, append=len(ranks))
    return Bulk(
        np.bincount(ranks[firsts]),
        docs[firsts].astype(np.uint32),
        freqs.astype(narrow(int(freqs.max()))),
        None if positions is None else positions.astype(narrow(int(positions.max()))),
        None if positions is None else np.bincount(ranks),
        None,
    )


def _sorted(tokens: Tokens, key_bits: int) -> tuple[Array, Array, Array | None]:
    """The three columns, sorted by all three of them."""
    ranks, docs, positions = tokens.terms, tokens.docs, tokens.positions
    doc_bits = _bits(docs)
    position_bits = _bits(positions)
    if _bits(ranks) + doc_bits + position_bits > key_bits:
        return _sorted_by_columns(tokens)
    keys = ranks.astype(np.uint64)
    keys <<= np.uint64(doc_bits)
    keys |= docs.astype(np.uint64, copy=False)
    if positions is not None:
        keys <<= np.uint64(position_bits)
        keys |= positions.astype(np.uint64, copy=False)
    keys.sort()
    sorted_positions = None
    if positions is not None:
        sorted_positions = keys & np.uint64((1 << position_bits) - 1)
        keys >>= np.uint64(position_bits)
    sorted_docs = (keys & np.uint64((1 << doc_bits) - 1)).astype(np.uint32)
    return (keys >> np.uint64(doc_bits)).astype(np.int64), sorted_docs, sorted_positions


def _sorted_by_columns(tokens: Tokens) -> tuple[Array, Array, Array | None]:
    ranks, docs, positions = tokens.terms, tokens.docs, tokens.positions
    order = np.lexsort((docs, ranks) if positions is None else (positions, docs, ranks))
    places = None if positions is None else positions[order]
    return ranks[order].astype(np.int64), docs[order].astype(np.uint32), places


def _bits(numbers: Array | None) -> int:
    return int(numbers.max(initial=0)).bit_length() if numbers is not None else 0
