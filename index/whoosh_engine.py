"""The engine that serves: Whoosh keeps the words, arrays find and count.

Each question goes to the part that answers it.  A search goes to most of them,
in this order: `finding` brings filters to slugs, the text to a tree, the tree to
posts and scores, and those to an order; `tally` counts them, and `hits` reads
and quotes the posts of one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from archive import Kind, Vocabulary
from index.asking.limits import Limits
from index.editions.record import Record
from index.editions.schema import TEXT_FIELDS
from index.engine import SUGGESTIONS
from index.explanation import Explanation
from index.guidance import Guide
from index.learning import Suggester
from index.query import Facet, Query
from index.recommending import Holding, Recommender, StandingOut
from index.results import Completion, MonthCount, PostView, Results, TermView
from index.searching.explaining import explained
from index.searching.filters import Filtered
from index.searching.finding import Finder
from index.searching.hits import HitMaker
from index.searching.later import Later
from index.searching.prepared import prepared
from index.searching.records import Records
from index.searching.tally import Tally
from index.searching.term_views import term_views
from index.words.surfaces import surface_pattern

WARMING = "a OR the"
"""What is searched once when an edition is opened."""

UNKNOWN = "qxzqx"
"""What is searched once before an edition serves: a word so unlike others that none is offered."""


class WhooshEngine:
    """One edition of one generation, open for reading.

    Args:
        reader: Of the edition's Whoosh index; closed with the engine.
        partners, themes: The edition's vocabularies.
        generation: Identity of the generation.
        limits: How much a search may take.
        today: Tells which day it is, for `last 6 months`.
        suggester: What was learnt of the edition's themes.
    """

    def __init__(  # noqa: PLR0913 - what an edition is opened with
        self,
        reader: Any,
        partners: Vocabulary,
        themes: Vocabulary,
        generation: str,
        *,
        limits: Limits,
        today: Callable[[], date] = date.today,
        suggester: Suggester | None = None,
    ) -> None:
        self.generation = generation
        self._reader = reader
        self._limits = limits
        vocabularies = {Kind.PARTNER: partners, Kind.THEME: themes}
        edition = self._edition = prepared(reader, vocabularies, limits.memory)
        finder = self._finder = Finder(edition, limits, today)
        self._records = Records(edition)
        self._tally = Tally(edition.tables)
        self._hits = HitMaker(edition.stored, finder.matcher.ways.halves, edition.shares.shown)
        self._standing_out = StandingOut(edition.tables)
        self._views: dict[Kind, tuple[TermView, ...]] = {}
        self._guide = Guide(edition, terms=self._all_terms, found=finder.posts, today=today)
        self.recommender = Recommender(Holding(edition, finder.posts), suggester)
        self._warm_up()

    def _warm_up(self) -> None:
        """Do what is done once, for which the first reader would wait else."""
        surface_pattern()
        self._edition.postings.touch_terms(
            name for field in TEXT_FIELDS for name in (field.name, field.stems)
        )
        list(self.search(Query(text=WARMING)).timeline)

    def search(self, query: Query, *, counts: bool = True, quotes: bool = True) -> Results:
        """Answer a query with hits, facets and timeline."""
        found = self._finder.found(query)
        query, filtered, total = found.query, found.filtered, len(found.posts)
        tree = found.parsed.tree
        order, scores = self._finder.ordered(found, query.page * query.size)
        page = slice((query.page - 1) * query.size, query.page * query.size)
        facets = self._tally.facets(query, filtered) if counts else {}
        return Results(
            query=query,
            total=total,
            hits=self._hits.hits(order[page], scores[page], tree, quotes=quotes),
            facets=facets,
            timeline=Later(partial(self._timeline, filtered)) if counts else (),
            reading=found.matches.told(found.parsed.reading),
            generation=self.generation,
            sort=found.sort,
            did_you_mean=self._guide.did_you_mean(query, total) if counts else None,
            topics=Later(partial(self._standing_out.topics, query, total, facets))
            if counts
            else (),
            named=self._guide.named(query.text) if counts else (),
        )

    def scan(self, query: Query) -> Iterator[Record]:
        """Yield all posts of a query in its order, whatever its page and size."""
        found = self._finder.found(query)
        order, _ = self._finder.ordered(found, len(found.posts))
        for doc in order.tolist():
            yield self._records.record(doc)

    def suggest(self, text: str, size: int = SUGGESTIONS) -> tuple[Completion, ...]:
        """Return what somebody who has typed so far may want; each finds a post here."""
        return self._guide.completions(text[: self._limits.characters], size)

    def explain(self, query: Query, slug: str) -> Explanation | None:
        """Return why a post is where it is in the answer to a query; None if there is no post."""
        doc = self._records.number(slug)
        if doc is None:
            return None
        return explained(self._finder, self._finder.found(query), slug, doc)

    def post(self, slug: str) -> PostView | None:
        """Return a post with its neighbours by date, or None."""
        return self._records.view(slug)

    def redirect(self, path: str) -> str | None:
        """Return the slug of the post that once had a path, or None."""
        return self._records.redirect(path)

    def terms(self, kind: Kind) -> tuple[TermView, ...]:
        """Return the partners or themes of this edition, by name."""
        views = self._views.get(kind)
        if views is None:
            table = self._edition.tables[Facet(kind.value)]
            days = self._edition.documents.days
            views = term_views(self._edition.vocabularies[kind], table, days)
            self._views[kind] = views
        return views

    def prepare(self) -> None:
        """Make the lists of words that misspelt and half-typed ones are compared with.

        Only some questions need them, and the first of those would wait.
        """
        self.search(Query(text=UNKNOWN))
        self.suggest(UNKNOWN[:1])

    def close(self) -> None:
        """Let go of files; no method may be called afterwards."""
        self._reader.close()

    def _all_terms(self) -> list[TermView]:
        return [view for kind in Kind for view in self.terms(kind)]

    def _timeline(self, filtered: Filtered) -> tuple[MonthCount, ...]:
        return self._edition.shelves.timeline(filtered.posts(but=Facet.YEAR, dates=False))
