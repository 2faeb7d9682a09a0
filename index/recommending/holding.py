"""What an edition's recommendations are worked out from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from archive import Kind, Vocabulary
from index.editions.record import Record
from index.editions.record_json import from_json
from index.query import Facet
from index.recommending.company import Companies
from index.recommending.profile import Profiles
from index.searching.facets import Table
from index.searching.postings import Ints, Longs, PostingsReader
from index.searching.snapshot import Documents, StoredFields


@dataclass(frozen=True)
class Holding:
    """An edition as its recommendations see it.

    Attributes:
        documents: What is known of every post.
        postings: Which posts have a term.
        stored: The posts themselves.
        tables: By facet.
        vocabularies: Partners and themes.
        find: Gives the posts that a search text finds.
    """

    documents: Documents
    postings: PostingsReader
    stored: StoredFields
    tables: Mapping[Facet, Table]
    vocabularies: Mapping[Kind, Vocabulary]
    find: Callable[[str], Ints | Longs]

    @cached_property
    def profiles(self) -> Profiles:
        """What its posts are about."""
        return Profiles(self.documents)

    @cached_property
    def companies(self) -> Companies:
        """What the posts of its themes and partners have."""
        return Companies(self.tables)

    def number(self, slug: str) -> int | None:
        """Return the number of a post, or None."""
        docs = self.postings.postings("slug", slug).docs
        return int(docs[0]) if len(docs) else None

    def record(self, doc: int) -> Record:
        """Return a post, but for its HTML."""
        stored = self.stored[doc]
        return from_json(stored["display"], text=stored["text"])
