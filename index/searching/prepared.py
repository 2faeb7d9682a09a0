"""An edition that is open: what everybody who asks it shares, prepared once.

Whoever finds, counts, orders, shows or recommends is made of these parts, so a
word that one of them asked for is there for the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive import Kind, Vocabulary
from index.query import Facet
from index.searching.facets import Table
from index.searching.ordering import Orders, orders_of
from index.searching.postings import PostingsReader
from index.searching.shelves import Shelves, shelves_of
from index.searching.snapshot import Documents, StoredFields, read_documents

LEAST_MEMORY = 128 * 2**20
"""Bytes that an open edition may keep if nothing is set."""

MEMORY_PER_POST = 512
"""Bytes for each post of a large edition: some fifty common words."""

POSTINGS, POSITIONS, EVIDENCE, SHOWN = 2, 2, 3, 1
"""Eighths of the memory of an open edition: words as they are in the index, where they stand,
what they say of posts, and posts as they were last shown."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Bytes that may be kept of what was asked for before.

    Attributes:
        postings: Of words as they are in the index.
        positions: Of where they stand.
        evidence: Of what they say of posts.
        shown: Of posts as they were last shown.
    """

    postings: int
    positions: int
    evidence: int
    shown: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is shared.

    Attributes:
        documents: What is known of every post.
        postings: Which posts have a term.
        stored: The posts themselves.
        orders: Those that posts can be put in.
        shelves: Where posts stand: facets, language, day.
        vocabularies: The partners and themes of the edition.
        shares: How much of what was asked for may be kept.
    """

    documents: Documents
    postings: PostingsReader
    stored: StoredFields
    orders: Orders
    shelves: Shelves
    vocabularies: Mapping[Kind, Vocabulary]
    shares: Shares

    @property
    def tables(self) -> Mapping[Facet, Table]:
        """What posts can be counted by."""
        return self.shelves.tables


def prepared(reader: Any, vocabularies: Mapping[Kind, Vocabulary], memory: int) -> Prepared:
    """Return an edition, prepared.

    Args:
        reader: Of its Whoosh index.
        vocabularies: Its partners and themes.
        memory: Bytes that may be kept; 0 for what suits the number of posts.
    """
    documents = read_documents(reader)
    shares = shares_of(memory, len(documents))
    postings = PostingsReader(documents.segments, shares.postings)
    orders = orders_of(documents)
    shelves = shelves_of(documents, orders, postings, vocabularies)
    stored = StoredFields(reader, documents)
    return Prepared(documents, postings, stored, orders, shelves, vocabularies, shares)


def shares_of(memory: int, posts: int) -> Shares:
    """Return how the memory of an edition is shared out.

    Args:
        memory: Bytes in all; 0 for what suits the number of posts.
        posts: Their number.
    """
    memory = memory or max(LEAST_MEMORY, MEMORY_PER_POST * posts)
    eighth = memory // (POSTINGS + POSITIONS + EVIDENCE + SHOWN)
    return Shares(*(share * eighth for share in (POSTINGS, POSITIONS, EVIDENCE, SHOWN)))
