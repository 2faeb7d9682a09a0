"""What every engine must do here, and which engines there are.

All are set up alike: fields title, summary, names and body with the same
weights, words split at everything that is no letter or digit, accents folded,
the same language's stemmer, no stop words, everything stored that a page
shows.  Where an engine cannot do that, its `analysis` says so, and totals that
differ are checked against a count that does the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from parsed import Corpus
from questions import Kind, Question
from truth import Analysis

SNIPPET = 300
"""Characters of a passage, about; in words, a sixth of that."""

HITS = 10
"""Hits that are read with all that a list of results shows of them."""

WEIGHTS = {"title": 3.0, "summary": 1.5, "names": 1.0, "body": 1.0}
"""The text fields and what a word in each counts; those of Pressmark."""

Counts = dict[str, dict[str, int]]
"""Posts by facet and value; values without posts are left out."""


@dataclass(slots=True)
class Hit:
    """What a list of results shows of a post."""

    slug: str
    title: str
    summary: str
    date: dt.date | str | None
    partners: tuple[str, ...]
    themes: tuple[str, ...]
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, in the form in which answers are compared."""

    total: int
    hits: tuple[Hit, ...]
    counts: Counts = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the answer for another process."""
        return {
            "total": self.total,
            "slugs": [hit.slug for hit in self.hits],
            "counts": self.counts,
        }


class Engine(Protocol):
    """One search engine with an index in a folder of its own."""

    version: str
    """Name and version of what is measured."""

    analysis: Analysis
    """How its words differ from those of the others."""

    largest: int
    """Most posts that it is asked to hold; beyond, waiting for it teaches nothing."""

    unanswered: frozenset[Kind]
    """Kinds of question that it has no words for."""

    narrows: bool
    """Whether it counts a facet without that facet's own selection."""

    quotes: bool
    """Whether it can quote the passage that was found."""

    def build(self, folder: Path, corpus: Corpus) -> None:
        """Index posts into an empty folder; on disk and searchable when it returns.

        Args:
            folder: Exists.
            corpus: Its posts are read once.
        """
        ...

    def open(self, folder: Path) -> None:
        """Make ready for questions."""
        ...

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        """Return the number of posts and the ten best, as the engine's own library gives them.

        The best are those of highest score, or the newest without words.  All that a
        list of results shows of them has been read, and every count is in Python's hands.

        Args:
            question: What to look for.
            facets: Count the values of all facets, too.
            snippets: Quote a passage of every hit, its words marked.
        """
        ...

    def told(self, found: Any) -> Answer:
        """Return what `search` gave in the form of all engines; nobody's time is taken for it."""
        ...

    def process(self) -> int | None:
        """Return the process that answers; None for this one."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


@runtime_checkable
class Site(Protocol):
    """An engine that answers people, too."""

    def page(self, question: Question) -> bytes:
        """Return ten hits with the counts of all facets, in HTML."""
        ...

    def path(self, question: Question) -> str:
        """Return where that page is."""
        ...

    def address(self) -> tuple[str, int]:
        """Return the host and port of the site."""
        ...


ENGINES = {
    "pressmark": "engine_pressmark.Pressmark",
    "whoosh": "engine_whoosh.StockWhoosh",
    "fts5": "engine_fts5.Fts5",
    "tantivy": "engine_tantivy.Tantivy",
    "pressmark-http": "engine_pressmark_http.PressmarkHttp",
    "datasette": "engine_datasette.Datasette",
}
"""The engines by the name they are asked for; the first is the one compared with."""


def make(name: str) -> Engine:
    """Return an engine.

    Raises:
        ImportError: If its library is not installed.
    """
    module, _, kind = ENGINES[name].partition(".")
    engine: Engine = getattr(import_module(module), kind)()
    return engine


def missing(name: str) -> str | None:
    """Return why an engine cannot be measured here, or None."""
    try:
        make(name)
    except ImportError as error:
        return str(error)
    return None
