"""Posts as a list of results shows them: read, their titles marked, quoted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from index.kept import Kept
from index.languages import primary
from index.postings import Ints, Longs
from index.record import Record
from index.record_json import from_json
from index.results import Hit, Span
from index.snapshot import Floats, StoredFields
from index.snippets import Marker, snippet, whole
from index.tree import TITLE, And, Parts, Word

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
        self._shown: Kept[int, _Shown] = Kept(memory, _size)

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
        scored = zip(docs.tolist(), scores.tolist(), strict=True)
        if quotes:
            marker, in_title = Marker(tree, self._halves), Marker(tree, self._halves, TITLE)
            return tuple([self._quoted(doc, in_title, marker, score) for doc, score in scored])
        shown = [(self._read(doc), score) for doc, score in scored]
        return tuple([_hit(each.record, each.title, (), score) for each, score in shown])

    def _quoted(self, doc: int, in_title: Marker, marker: Marker, score: float) -> Hit:
        record, text, _ = self._read(doc)
        language = primary(record.language)
        title = whole(record.title, in_title.marks(record.title, language))
        passage = snippet(text, record.summary, language, marker)
        return _hit(record, title, passage, score)

    def _read(self, doc: int) -> _Shown:
        return self._shown.get(doc, lambda: _shown(self._stored[doc]))


class _Shown(NamedTuple):
    """What a hit needs of a post.

    Attributes:
        record: Without its texts.
        text: What is quoted.
        title: Nothing in it marked.
    """

    record: Record
    text: str
    title: tuple[Span, ...]


def _shown(stored: Mapping[str, str]) -> _Shown:
    record = from_json(stored["display"])
    return _Shown(record, stored["text"], (Span(record.title),))


def _size(shown: _Shown) -> int:
    return RECORD_BYTES + sys.getsizeof(shown.text)


def _hit(record: Record, title: tuple[Span, ...], passage: tuple[Span, ...], score: float) -> Hit:
    return Hit(
        slug=record.slug,
        title=title,
        language=record.language,
        date=record.date,
        updated=record.updated,
        event=record.event,
        category=record.category,
        partners=record.partners,
        themes=record.themes,
        summary=record.summary,
        snippet=passage,
        score=round(score, SCORE_DIGITS),
    )
