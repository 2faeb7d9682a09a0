"""Posts one at a time: found by slug or by an old path, and read, with their neighbours."""

from __future__ import annotations

import numpy as np

from index.editions.record import Record
from index.editions.record_json import from_json
from index.editions.writing import path_key
from index.results import Neighbour, PostView
from index.searching.prepared import Prepared


class Records:
    """The posts of one edition.

    Args:
        edition: Prepared.
    """

    def __init__(self, edition: Prepared) -> None:
        self._postings = edition.postings
        self._stored = edition.stored
        self._shelves = edition.shelves
        self._by_slug = edition.orders.slug

    def number(self, slug: str) -> int | None:
        """Return the number of a post, or None if there is no such post."""
        docs = self._postings.postings("slug", slug).docs
        return int(docs[0]) if len(docs) else None

    def record(self, doc: int) -> Record:
        """Return a post, whole."""
        stored = self._stored[doc]
        return from_json(stored["display"], text=stored["text"], html=stored["html"])

    def view(self, slug: str) -> PostView | None:
        """Return a post with its neighbours by date, or None.

        Neighbours are the dated posts before and after it by day, then slug;
        an undated post has none, because nobody knows where it belongs.
        """
        doc = self.number(slug)
        if doc is None:
            return None
        line = self._shelves.by_day
        place = int(self._shelves.place[doc])
        return PostView(
            self.record(doc),
            previous=self._neighbour(int(line[place - 1])) if place > 0 else None,
            next=self._neighbour(int(line[place + 1])) if 0 <= place < len(line) - 1 else None,
        )

    def redirect(self, path: str) -> str | None:
        """Return the slug of the post that once had a path, or None.

        Of several that claim it, the first by slug.
        """
        docs = self._postings.postings("redirect", path_key(path)).docs
        if not len(docs):
            return None
        first = int(docs[np.argmin(self._by_slug[docs])])
        return from_json(self._stored[first]["display"]).slug

    def _neighbour(self, doc: int) -> Neighbour:
        record = from_json(self._stored[doc]["display"])
        return Neighbour(record.slug, record.title, record.language, record.date)
