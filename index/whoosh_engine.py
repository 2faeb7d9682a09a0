"""The engine that serves: Whoosh keeps the words, arrays find and count.

What happens to a query, in this order: its filters are brought to slugs, its
text to a tree (`grammar`), the tree to posts and scores (`evaluation`), filters
to further sets of posts (`filters`), all of them to counts (`tally`) and to an
order (`ranking`, `ordering`); only then are the posts of one page read and
quoted (`hits`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any

import numpy as np

from archive import Kind, Vocabulary
from index.asking.grammar import Parsed, parse
from index.asking.limits import Limits
from index.asking.names import Names
from index.asking.tree import And
from index.asking.values import canonical, value_of
from index.editions.record import Record
from index.editions.record_json import from_json
from index.editions.writing import names_of, path_key
from index.engine import SUGGESTIONS
from index.explanation import Explanation
from index.guidance import DOUBTED, Guide
from index.learning import Suggester
from index.query import Facet, Query, Sort
from index.recommending import Holding, Recommender, StandingOut
from index.results import (
    Completion,
    MonthCount,
    Neighbour,
    PostView,
    Results,
    Suggestion,
    TermView,
)
from index.searching.acronyms import means_acronym
from index.searching.beginnings import ManyTerms
from index.searching.evaluation import Matches, matches
from index.searching.explaining import Explainer
from index.searching.facets import Table
from index.searching.facts import Facts
from index.searching.filters import Filtered, filters_of
from index.searching.hits import HitMaker
from index.searching.later import Later
from index.searching.matching import Matcher
from index.searching.nearness import Nearness
from index.searching.ordering import orders_of
from index.searching.positions import Positions
from index.searching.postings import Ints, Longs, PostingsReader
from index.searching.posts import Posts
from index.searching.ranking import BEST, Ranking
from index.searching.shelves import shelves_of
from index.searching.snapshot import Floats, StoredFields, norms, read_documents
from index.searching.tally import Tally
from index.searching.term_views import term_views
from index.searching.ways import Ways
from index.words.stop_words import stop_words_of
from index.words.surfaces import surface_pattern

LEAST_MEMORY = 128 * 2**20
"""Bytes that an open edition may keep if nothing is set."""

MEMORY_PER_POST = 512
"""Bytes for each post of a large edition: some fifty common words."""

POSTINGS, POSITIONS, EVIDENCE, SHOWN = 2, 2, 3, 1
"""Eighths of the memory of an open edition: words as they are in the index, where they stand,
what they say of posts, and posts as they were last shown."""

OFFERED = 256
"""Searches that are kept with the text that was offered for them."""

COMPLETED = 1024
"""Beginnings that are kept with what was offered for them; a kilobyte or two each."""

MEANT = 1024
"""Values that were sent for a facet and are kept with what they mean."""

PARSED = 256
"""Texts that are kept as they were read; some ten kilobytes each at most."""


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
        self._today = today
        self._vocabularies = {Kind.PARTNER: partners, Kind.THEME: themes}
        documents = self._documents = read_documents(reader)
        memory = limits.memory or max(LEAST_MEMORY, MEMORY_PER_POST * len(documents))
        eighth = memory // (POSTINGS + POSITIONS + EVIDENCE + SHOWN)
        self._stored = StoredFields(reader, documents)
        self._postings = PostingsReader(documents.segments, POSTINGS * eighth)
        self._orders = orders_of(documents)
        self._shelves = shelves_of(documents, self._orders, self._postings, self._vocabularies)
        self._tally = Tally(self._shelves.tables)
        languages = self._shelves.languages
        self._stop = stop_words_of(languages)
        no_half = frozenset[str]().union(*self._stop.values())
        many = ManyTerms(documents.segments, len(documents), limits.expanded)
        self._facts = Facts(documents, self._shelves.tables)
        values = {
            facet: self._shelves.tables[facet].values for facet in (Facet.LANGUAGE, Facet.CATEGORY)
        }
        self._names = Names(partners, themes, values, self._facts.is_called)
        lowered = norms(documents.lengths)
        ways = Ways(self._postings, many, lowered, languages, no_half)
        self._matcher = Matcher(ways, languages, memory=EVIDENCE * eighth)
        positions = Positions(documents, self._postings, POSITIONS * eighth)
        nearness = Nearness(positions, self._matcher, lowered, languages)
        self._ranking = Ranking(nearness, self._orders.newest)
        self._hits = HitMaker(self._stored, ways.halves, SHOWN * eighth)
        self._read = lru_cache(maxsize=PARSED)(self._parse)
        meant = partial(value_of, partners=partners, themes=themes)
        self._meant = lru_cache(maxsize=MEANT)(meant)
        holding = Holding(
            documents,
            self._postings,
            self._stored,
            self._shelves.tables,
            self._vocabularies,
            lambda text: self._found(Query(text=text)).docs,
        )
        self.recommender = Recommender(holding, suggester)
        self._standing_out = StandingOut(self._shelves.tables)
        self._views: dict[Kind, tuple[TermView, ...]] = {}
        self._offered = lru_cache(maxsize=OFFERED)(self._offer)
        self._completed = lru_cache(maxsize=COMPLETED)(self._complete)
        self._guide = Guide(
            documents.segments,
            self._postings,
            self._orders.newest,
            stored=self._stored,
            languages=tuple(languages),
            terms=lambda: [view for kind in Kind for view in self.terms(kind)],
            names=partial(names_of, partners=partners, themes=themes),
            found=self._found,
        )
        # Once in a process; else who searches first would wait for it.
        surface_pattern()

    def search(self, query: Query, *, counts: bool = True, quotes: bool = True) -> Results:
        """Answer a query with hits, facets and timeline."""
        query = self._canonical(query)
        parsed = self._parsed(query)
        found = matches(parsed.tree, query.match, self._matcher, self._facts)
        filtered = filters_of(query, self._tables, self._documents.days).of(found.posts)
        posts = filtered.posts()
        sort = _sort(query, parsed)
        order, scores = self._ordered(posts, found, parsed.tree, sort, query.page * query.size)
        page = slice((query.page - 1) * query.size, query.page * query.size)
        facets = self._tally.facets(query, filtered) if counts else {}
        return Results(
            query=query,
            total=len(posts),
            hits=self._hits.hits(order[page], scores[page], parsed.tree, quotes=quotes),
            facets=facets,
            timeline=Later(partial(self._timeline, filtered)) if counts else (),
            reading=found.told(parsed.reading),
            generation=self.generation,
            sort=sort,
            did_you_mean=self._did_you_mean(query, len(posts)) if counts else None,
            topics=Later(partial(self._standing_out.topics, query, len(posts), facets))
            if counts
            else (),
            named=self._guide.named(query.text) if counts else (),
        )

    def scan(self, query: Query) -> Iterator[Record]:
        """Yield all posts of a query in its order, whatever its page and size."""
        query = self._canonical(query)
        parsed = self._parsed(query)
        found = matches(parsed.tree, query.match, self._matcher, self._facts)
        filters = filters_of(query, self._tables, self._documents.days)
        posts = filters.of(found.posts).posts()
        order, _ = self._ordered(posts, found, parsed.tree, _sort(query, parsed), len(posts))
        for doc in order.tolist():
            yield self._record(doc)

    def suggest(self, text: str, size: int = SUGGESTIONS) -> tuple[Completion, ...]:
        """Return what somebody who has typed so far may want; each finds a post here."""
        return self._completed(text[: self._limits.characters], size, self._today())

    def _complete(self, text: str, size: int, _today: date) -> tuple[Completion, ...]:
        return self._guide.completions(text, size)

    def explain(self, query: Query, slug: str) -> Explanation | None:
        """Return why a post is where it is in the answer to a query; None if there is no post."""
        docs = self._postings.postings("slug", slug).docs
        if not len(docs):
            return None
        doc = int(docs[0])
        query = self._canonical(query)
        parsed = self._parsed(query)
        found = matches(parsed.tree, query.match, self._matcher, self._facts)
        filters = filters_of(query, self._tables, self._documents.days)
        posts = filters.of(found.posts).posts()
        sort = _sort(query, parsed)
        order, _ = self._ordered(posts, found, parsed.tree, sort, len(posts))
        explainer = Explainer(parsed.tree, query.match, self._matcher, self._facts)
        words = explainer.words(doc)
        at = np.flatnonzero(order == doc).tolist()
        if not at:
            reasons = (*explainer.reasons(doc), *filters.reasons(doc))
            return Explanation(slug, None, len(posts), words, reasons=reasons)
        is_near = sort is Sort.RELEVANCE and at[0] < BEST
        near = explainer.near(self._ranking.nearness, doc) if is_near else ()
        return Explanation(slug, at[0] + 1, len(posts), words, near)

    def post(self, slug: str) -> PostView | None:
        """Return a post with its neighbours by date, or None.

        Neighbours are the dated posts before and after it by day, then slug;
        an undated post has none, because nobody knows where it belongs.
        """
        docs = self._postings.postings("slug", slug).docs
        if not len(docs):
            return None
        doc = int(docs[0])
        line = self._shelves.by_day
        place = int(self._shelves.place[doc])
        return PostView(
            self._record(doc),
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
        first = int(docs[np.argmin(self._orders.slug[docs])])
        return from_json(self._stored[first]["display"]).slug

    def terms(self, kind: Kind) -> tuple[TermView, ...]:
        """Return the partners or themes of this edition, by name."""
        views = self._views.get(kind)
        if views is None:
            table = self._tables[Facet(kind.value)]
            views = term_views(self._vocabularies[kind], table, self._documents.days)
            self._views[kind] = views
        return views

    def close(self) -> None:
        """Let go of files; no method may be called afterwards."""
        self._reader.close()

    @property
    def _tables(self) -> Mapping[Facet, Table]:
        return self._shelves.tables

    def _did_you_mean(self, query: Query, total: int) -> Suggestion | None:
        return self._offered(query, total, self._today()) if total < DOUBTED else None

    def _offer(self, query: Query, total: int, _today: date) -> Suggestion | None:
        return self._guide.did_you_mean(query, total)

    def _found(self, query: Query) -> Posts:
        """Return the posts that a query finds."""
        query = self._canonical(query)
        found = matches(self._parsed(query).tree, query.match, self._matcher, self._facts)
        return filters_of(query, self._tables, self._documents.days).of(found.posts).posts()

    def _parsed(self, query: Query) -> Parsed:
        return self._read(query.text, self._today())

    def _parse(self, text: str, today: date) -> Parsed:
        return parse(
            text,
            stop=self._stop,
            limits=self._limits,
            today=today,
            names=self._names,
            acronym=partial(means_acronym, self._postings),
        )

    def _canonical(self, query: Query) -> Query:
        return canonical(query, self._meant)

    def _ordered(
        self, posts: Posts, found: Matches, tree: And, sort: Sort, most: int
    ) -> tuple[Ints | Longs, Floats]:
        """Return the first of some posts in an order and their scores; at least as many as asked.

        Posts of equal score come newest first.
        """
        scores = found.scores_of(posts)
        if sort is Sort.RELEVANCE and scores is not None:
            return self._ranking.first(tree, posts, scores, most)
        line = getattr(self._orders, Sort.NEWEST if sort is Sort.RELEVANCE else sort)
        docs = line.first(posts, most)
        if scores is None:
            return docs, np.zeros(len(docs))
        return docs, scores[np.searchsorted(posts.docs, docs)]

    def _timeline(self, filtered: Filtered) -> tuple[MonthCount, ...]:
        return self._shelves.timeline(filtered.posts(but=Facet.YEAR, dates=False))

    def _record(self, doc: int) -> Record:
        stored = self._stored[doc]
        return from_json(stored["display"], text=stored["text"], html=stored["html"])

    def _neighbour(self, doc: int) -> Neighbour:
        record = from_json(self._stored[doc]["display"])
        return Neighbour(record.slug, record.title, record.language, record.date)


def _sort(query: Query, parsed: Parsed) -> Sort:
    """Return the order that a query asks for; relevance needs words to be relevant to."""
    if query.sort not in {None, Sort.RELEVANCE}:
        return query.sort
    return Sort.RELEVANCE if parsed.tree.wanted else Sort.NEWEST
