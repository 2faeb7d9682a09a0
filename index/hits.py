"""Posts as a list of results shows them: read, their titles marked, quoted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.languages import primary
from index.postings import Ints, Longs
from index.record import Record
from index.record_json import from_json
from index.results import Hit, Span
from index.snapshot import Floats, StoredFields
from index.snippets import Marker, snippet, whole
from index.tree import TITLE, And, Parts, Word

SCORE_DIGITS = 6
"""Decimals of a score; what follows is noise of adding up."""


class HitMaker:
    """Makes the hits of one page.

    Args:
        stored: What is stored of each post.
        halves: Gives the pairs of words that a word may be written as.
    """

    def __init__(self, stored: StoredFields, halves: Callable[[Word], Sequence[Parts]]) -> None:
        self._stored = stored
        self._halves = halves

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
        if not quotes:
            records = ((from_json(self._stored[doc]["display"]), score) for doc, score in scored)
            return tuple(
                _hit(record, (Span(record.title),), (), score) for record, score in records
            )
        marker, in_title = Marker(tree, self._halves), Marker(tree, self._halves, TITLE)
        return tuple(self._quoted(doc, in_title, marker, score) for doc, score in scored)

    def _quoted(self, doc: int, in_title: Marker, marker: Marker, score: float) -> Hit:
        stored = self._stored[doc]
        record = from_json(stored["display"])
        language = primary(record.language)
        title = whole(record.title, in_title.marks(record.title, language))
        passage = snippet(stored["text"], record.summary, language, marker)
        return _hit(record, title, passage, score)


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
