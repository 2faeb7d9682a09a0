"""The posts on an event: what announced it and what reported on it.

Nothing is prepared: the days of all events lie in memory, and the posts that may
speak of one are those of its days that have its name, its place or its partners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, reduce
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.editions.record import Record
from index.recommending.holding import Holding
from index.recommending.naming import Naming
from index.recommending.one_event import (
    LEAST_WORDS,
    REPORTED_WITHIN,
    EventPair,
    beginning_of,
    days_of,
    is_one,
    is_same_name,
    pair_of,
    reports,
    sides,
)
from index.recommending.related import Closest
from index.searching.ordering import best
from index.searching.postings import Ints, Longs

LOOKED_AT = 30
"""Most posts that are read in one search for posts on an event, the newest: an archive that
files all its posts under one partner would otherwise be read whole."""

TRIED = 2
"""Events that a post may report on, the latest first, whose posts are looked for: of events of
one name the last is meant, and it may have been announced twice."""

_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»', " "))
"""What would end a phrase in a search text."""


class Events:
    """The events of an edition.

    Args:
        holding: The edition.
    """

    def __init__(self, holding: Holding) -> None:
        self._holding = holding

    def told(self, doc: int, record: Record) -> list[Record]:
        """Return the posts on the event of a post, itself among them, in all languages.

        Args:
            doc: Number of the post.
            record: The post.
        """
        if days_of(record.event):
            return self._told(doc, record)
        for other in self._announcing(record)[:TRIED]:
            number = self._holding.number(other.slug)
            told = self._told(number, other) if number is not None else []
            if any(each.slug == record.slug for each in told):
                return told
        return []

    def put_first(self, near: Closest, told: Sequence[Record], record: Record) -> Closest:
        """Return the posts closest to a post with those on the same event before them.

        They count as close as the closest, those in its language first.
        """
        order = sorted(
            told, key=lambda each: (each.language != record.language, each.date or date.max)
        )
        slugs = [each.slug for each in order if each.slug != record.slug]
        numbers = [doc for doc in map(self._holding.number, slugs) if doc is not None]
        rest = ~np.isin(near.docs, numbers)
        closest = near.scores.max(initial=0.0)
        return Closest(
            np.concatenate([np.array(numbers, np.int64), near.docs[rest]]),
            np.concatenate([np.full(len(numbers), closest), near.scores[rest]]),
        )

    def announced(self) -> Iterator[EventPair]:
        """Yield every event that was announced, in order of its first day.

        An event whose report is no longer read because thirty newer posts may be on it too
        (see `LOOKED_AT`) has none here.
        """
        starts = self._holding.documents.events[0]
        docs = np.flatnonzero(starts)
        done: set[str] = set()
        for doc in docs[np.argsort(starts[docs], kind="stable")].tolist():
            record = self._holding.record(doc)
            if record.slug not in done:
                told = self._told(doc, record)
                done.update(each.slug for each in told)
                pair = pair_of(told, record)
                if pair:
                    yield pair

    def _told(self, doc: int, record: Record) -> list[Record]:
        """Return the posts on the event of a post, itself among them, in all languages."""
        event = record.event
        naming = self._naming(event.name if event else None)
        told = self._in_all_languages([record, *self._on_same(doc, record, naming)])
        if not sides(told)[1]:
            told = self._in_all_languages([*told, *self._reporting(doc, record, naming)])
        return told

    def _naming(self, name: str | None) -> Ints | Longs:
        """Return the posts that have a name word for word anywhere."""
        words = (name or "").translate(_QUOTES).strip()
        return self._holding.find(f'"{words}"') if words else np.zeros(0, np.int64)

    def _on_same(self, doc: int, record: Record, naming: Ints | Longs) -> Iterator[Record]:
        """Yield the other posts that say themselves that they are on the event of a post."""
        starts, ends = self._holding.documents.events
        meets = (starts > 0) & (starts <= ends[doc]) & (ends >= starts[doc])
        meets[doc] = False
        for other in self._read(self._filed_alike(record, naming), meets):
            if is_one(record, other):
                yield other

    def _reporting(self, doc: int, record: Record, naming: Ints | Longs) -> Iterator[Record]:
        """Yield the posts that name the event of a post soon afterwards, and no later one."""
        starts, ends = self._holding.documents.events
        days = self._holding.documents.days
        soon = (starts == 0) & (days >= starts[doc]) & (days <= ends[doc] + REPORTED_WITHIN)
        found = [other for other in self._read(naming, soon) if reports(record, other)]
        if found and record.event:
            again = (starts > ends[doc]) & (starts <= ends[doc] + REPORTED_WITHIN)
            later = [
                other.event.start or other.event.end
                for other in self._read(naming, again)
                if other.event and is_same_name(record.event.name or "", other.event.name or "")
            ]
            known = [day for day in later if day]
            yield from (
                other for other in found if other.date and all(other.date < day for day in known)
            )

    def _announcing(self, record: Record) -> list[Record]:
        """Return the posts on an event that a post may report on, the latest event first."""
        if record.date is None:
            return []
        starts, ends = self._holding.documents.events
        day = record.date.toordinal()
        over = np.flatnonzero((starts > 0) & (starts <= day) & (ends >= day - REPORTED_WITHIN))
        if not len(over):
            return []
        common = self._names.common(set(chain.from_iterable(beginning_of(record))))[over]
        over, common = over[common >= LEAST_WORDS], common[common >= LEAST_WORDS]
        found = map(self._holding.record, over[best(common, LOOKED_AT)].tolist())
        return sorted(
            (other for other in found if reports(other, record)),
            key=lambda other: days_of(other.event) or (),
            reverse=True,
        )

    @cached_property
    def _names(self) -> Naming:
        """The names of the posts that have the days of an event."""
        documents = self._holding.documents
        return Naming(documents.segments, documents.events[0] > 0)

    def _filed_alike(self, record: Record, found: Ints | Longs) -> Ints | Longs:
        """Return some posts, and those of the partners and at the place of a post."""
        terms = [("partner", label.slug) for label in record.partners]
        if record.event and record.event.place:
            terms.append(("place", record.event.place))
        having = [self._holding.postings.postings(*term).docs for term in terms]
        return reduce(np.union1d, having, found)

    def _read(self, docs: Ints | Longs, wanted: NDArray[np.bool_]) -> Iterator[Record]:
        """Return those of some posts that are wanted, the newest first."""
        docs = docs[wanted[docs]]
        newest = docs[np.argsort(-self._holding.documents.days[docs], kind="stable")]
        return map(self._holding.record, newest[:LOOKED_AT].tolist())

    def _in_all_languages(self, told: list[Record]) -> list[Record]:
        """Return some posts with all their language versions, each once."""
        found = {record.slug: record for record in told}
        for record in told:
            for version in record.translations:
                doc = None if version.slug in found else self._holding.number(version.slug)
                if doc is not None:
                    found[version.slug] = self._holding.record(doc)
        return list(found.values())
