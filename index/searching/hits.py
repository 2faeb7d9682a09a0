"""Posts as a list of results shows them: read, their titles marked, quoted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from archive import Event
from index.asking.tree import TITLE, And, Parts, Word
from index.editions.record import Label, Record
from index.editions.record_json import from_json
from index.results import Hit, Span
from index.searching.cache import Cache
from index.searching.marking import Marker
from index.searching.postings import Ints, Longs
from index.searching.snapshot import Floats, StoredFields
from index.searching.snippets import snippet, whole
from index.words.languages import primary

RECORD_BYTES = 4_000
"""Memory that a record without its texts takes, about."""

SCORE_DIGITS = 6
"""Decimals of a score; what follows is noise of adding up."""


class HitMaker:
    """Makes the hits of one page.

    Args:
        stored: What is stored of each post.
        halves: Gives the pairs of words that a word may be written as.
        memory: Bytes that may be kept of posts that were shown.
    """

    def __init__(
        self, stored: StoredFields, halves: Callable[[Word], Sequence[Parts]], memory: int
    ) -> None:
        self._stored = stored
        self._halves = halves
        self._shown: Cache[int, _Shown] = Cache(memory, _size)

    def hits(
        self, docs: Ints | Longs, scores: Floats, tree: And, *, quotes: bool
    ) -> tuple[Hit, ...]:
        """Return posts in the order given.

        Args:
            docs: Their numbers.
            scores: Of each.
            tree: What was asked.
            quotes: Whether titles are marked and texts are quoted.
        """
        known = self._shown.all(docs.tolist(), self._read)
        shown = zip(known, scores.round(SCORE_DIGITS).tolist(), strict=True)
        if not quotes:
            return tuple([Hit(*each.hit, score) for each, score in shown])
        marker, in_title = Marker(tree, self._halves), Marker(tree, self._halves, TITLE)
        return tuple([_quoted(each, in_title, marker, score) for each, score in shown])

    def _read(self, doc: int) -> _Shown:
        stored = self._stored[doc]
        record = from_json(stored["display"])
        return _Shown(record, stored["text"], _hit(record))


Unscored: TypeAlias = tuple[
    str,
    tuple[Span, ...],
    str,
    date | None,
    date | None,
    Event | None,
    str | None,
    tuple[Label, ...],
    tuple[Label, ...],
    str | None,
    tuple[Span, ...],
]
"""The attributes of a hit but its score."""


class _Shown(NamedTuple):
    """What a hit needs of a post.

    Attributes:
        record: Without its texts.
        text: What is quoted.
        hit: All of a hit but its score, nothing in it marked or quoted.
    """

    record: Record
    text: str
    hit: Unscored


def _hit(record: Record) -> Unscored:
    """Return what a hit shows of a post, in the order of its attributes."""
    return (
        record.slug,
        (Span(record.title),),
        record.language,
        record.date,
        record.updated,
        record.event,
        record.category,
        record.partners,
        record.themes,
        record.summary,
        (),
    )


def _quoted(shown: _Shown, in_title: Marker, marker: Marker, score: float) -> Hit:
    record = shown.record
    language = primary(record.language)
    hit = Hit(*shown.hit, score)
    hit.title = whole(record.title, in_title.marks(record.title, language))
    hit.snippet = snippet(shown.text, record.summary, language, marker)
    return hit


def _size(shown: _Shown) -> int:
    return RECORD_BYTES + sys.getsizeof(shown.text)
