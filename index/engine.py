"""The engine port: all that the rest of the program knows of searching.

Two engines stand behind it: the one on Whoosh, which serves, and a brute-force
one in the tests, which is right by being simple.  One contract suite runs
against both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from archive import Kind
from index.editions.record import Record
from index.explanation import Explanation
from index.query import Query
from index.recommending import Recommender
from index.results import Completion, PostView, Results, TermView

SUGGESTIONS = 8
"""Completions in one list: as many as are read at a glance."""


class Engine(Protocol):
    """One edition of one generation, open for reading.

    Methods may be called from several threads.  No method raises for anything
    a reader may type.
    """

    generation: str
    """Identity of the generation."""

    recommender: Recommender
    """What to read next, and what texts are about."""

    def search(self, query: Query, *, counts: bool = True, quotes: bool = True) -> Results:
        """Answer a query with hits, facets and timeline.

        Args:
            query: What is asked.
            counts: Without them, facets and timeline are empty, and not counted, and
                nothing else is offered for the text.
            quotes: Without them, titles have no marks and hits no snippet: texts are not read.
        """
        ...

    def scan(self, query: Query) -> Iterator[Record]:
        """Yield all posts of a query in its order, whatever its page and size."""
        ...

    def explain(self, query: Query, slug: str) -> Explanation | None:
        """Return why a post is where it is in the answer to a query; None if there is no post."""
        ...

    def post(self, slug: str) -> PostView | None:
        """Return a post with its neighbours by date, or None."""
        ...

    def redirect(self, path: str) -> str | None:
        """Return the slug of the post that once had a path, or None."""
        ...

    def suggest(self, text: str, size: int = SUGGESTIONS) -> tuple[Completion, ...]:
        """Return what somebody who has typed so far may want; each finds a post here."""
        ...

    def terms(self, kind: Kind) -> tuple[TermView, ...]:
        """Return the partners or themes of this edition, by name."""
        ...

    def prepare(self) -> None:
        """Do what only some questions need, for which the first of them would wait.

        Nobody has to call it.  Where an engine is opened aside, that is the place: the words of
        1,000,000 posts take a second to be ready to be compared with one that is misspelt.
        """
        ...

    def close(self) -> None:
        """Let go of files; no method may be called afterwards."""
        ...
