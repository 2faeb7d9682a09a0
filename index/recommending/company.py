"""What the posts of a theme or partner are filed under too.

It is worked out once for each and kept, because every post that is filed under
it asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive import Kind
from index.query import Facet
from index.searching.cache import Cache
from index.searching.facets import Table
from index.searching.posts import Posts
from index.searching.snapshot import Floats

KEPT_BYTES = 8 * 2**20
"""Memory for themes and partners that were asked for: some hundreds among 100,000 posts."""


@dataclass(frozen=True, slots=True)
class Company:
    """A theme or partner with what its posts have.

    Attributes:
        posts: Those that have it.
        shares: For each kind, which share of them has each of its values, in the
            order of the kind's table.
    """

    name: str
    posts: Posts
    shares: Mapping[Kind, Floats]

    @property
    def nbytes(self) -> int:
        """Memory taken."""
        return self.posts.bits.nbytes + sum(each.nbytes for each in self.shares.values())


class Companies:
    """The company of every theme and partner of an edition.

    Args:
        tables: By facet.
    """

    def __init__(self, tables: Mapping[Facet, Table]) -> None:
        self._tables = tables
        self._known: Cache[tuple[Kind, str], Company] = Cache(KEPT_BYTES, lambda each: each.nbytes)

    def of(self, kind: Kind, slug: str) -> Company:
        """Return what the posts of a theme or partner have."""
        return self._known.get((kind, slug), lambda: self._worked_out(kind, slug))

    def _worked_out(self, kind: Kind, slug: str) -> Company:
        table = self._tables[Facet(kind.value)]
        posts = table.having([slug])
        size = max(1, len(posts))
        shares = {other: self._tables[Facet(other.value)].count(posts) / size for other in Kind}
        # Bits alone: they are an eighth of the truth values that counting may have needed.
        return Company(table.label(slug), Posts(posts.total, bits=posts.bits), shares)
