"""What an edition's recommendations are worked out from."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from index.editions.record import Record
from index.editions.record_json import from_json
from index.query import Query
from index.recommending.company import Companies
from index.recommending.profile import Profiles
from index.searching.postings import Ints, Longs
from index.searching.posts import Posts
from index.searching.prepared import Prepared
from index.searching.records import Records


class Holding:
    """An edition as its recommendations see it.

    Args:
        edition: Prepared.
        found: Gives the posts that a query finds.

    Attributes:
        documents: What is known of every post.
        postings: Which posts have a term.
        tables: By facet.
        vocabularies: Partners and themes.
        number: Gives the number of the post with a slug, or None.
    """

    def __init__(self, edition: Prepared, found: Callable[[Query], Posts]) -> None:
        self.documents = edition.documents
        self.postings = edition.postings
        self.tables = edition.tables
        self.vocabularies = edition.vocabularies
        self.number = Records(edition).number
        self._stored = edition.stored
        self._found = found

    @cached_property
    def profiles(self) -> Profiles:
        """What its posts are about."""
        return Profiles(self.documents)

    @cached_property
    def companies(self) -> Companies:
        """What the posts of its themes and partners have."""
        return Companies(self.tables)

    def find(self, text: str) -> Ints | Longs:
        """Return the posts that a search text finds."""
        return self._found(Query(text=text)).docs

    def record(self, doc: int) -> Record:
        """Return a post, but for its HTML."""
        stored = self._stored[doc]
        return from_json(stored["display"], text=stored["text"])
