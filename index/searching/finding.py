"""From a query to the posts that it finds, in its order: the steps that every answer begins with.

    values as sent       to slugs and tags        `asking.values`
    the text             to a tree                `asking.grammar`
    the tree             to posts and scores      `evaluation`
    ticked filters       to a set of posts each   `filters`
    both                 to an order              `ranking` by score, else `ordering`

Whoever shows, counts, exports or explains goes on from what was found.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

import numpy as np

from archive import Kind
from index.asking.grammar import Parsed, parse
from index.asking.limits import Limits
from index.asking.names import Names
from index.asking.values import canonical, value_of
from index.query import Facet, Query, Sort
from index.searching.acronyms import means_acronym
from index.searching.beginnings import ManyTerms
from index.searching.evaluation import Matches, matches
from index.searching.facts import Facts
from index.searching.filters import Filtered, filters_of
from index.searching.matching import Matcher
from index.searching.nearness import Nearness
from index.searching.positions import Positions
from index.searching.postings import Ints, Longs
from index.searching.posts import Posts
from index.searching.prepared import Prepared
from index.searching.ranking import Ranking
from index.searching.snapshot import Floats, norms
from index.searching.ways import Ways
from index.words.stop_words import StopWords, stop_words_of

MEANT = 1024
"""Values that were sent for a facet and are kept with what they mean."""

PARSED = 256
"""Texts that are kept as they were read; some ten kilobytes each at most."""


class Finding:
    """What a query finds.

    Attributes:
        query: In canonical form: filters given by name or alias are slugs.
        parsed: Its text, as it was read.
        matches: The posts that the text finds, with their scores.
        filtered: The same, with the filters on them.
        posts: Those that all filters leave.
        sort: The order that the query asks for; relevance needs words to be relevant to.
    """

    __slots__ = ("filtered", "matches", "parsed", "posts", "query", "sort")

    def __init__(self, query: Query, parsed: Parsed, matches: Matches, filtered: Filtered) -> None:
        self.query = query
        self.parsed = parsed
        self.matches = matches
        self.filtered = filtered
        self.posts = filtered.posts()
        sort = query.sort
        if sort is None or sort is Sort.RELEVANCE:
            sort = Sort.RELEVANCE if parsed.tree.wanted else Sort.NEWEST
        self.sort = sort


class Finder:
    """Finds posts of one edition.

    Args:
        edition: Prepared.
        limits: How much a search may take.
        today: Tells which day it is, for `last 6 months`.

    Attributes:
        matcher: Brings words to posts.
        facts: Brings what else a text asks for to posts.
        ranking: Puts posts in the order of relevance.
    """

    def __init__(self, edition: Prepared, limits: Limits, today: Callable[[], date]) -> None:
        documents, languages = edition.documents, edition.shelves.languages
        self._edition = edition
        self._today = today
        self.facts = Facts(documents, edition.tables)
        stop = stop_words_of(languages)
        lowered = norms(documents.lengths)
        many = ManyTerms(documents.segments, limits.expanded)
        no_half = frozenset[str]().union(*stop.values())
        ways = Ways(edition.postings, many, lowered, languages, no_half)
        self.matcher = Matcher(ways, languages, memory=edition.shares.evidence)
        positions = Positions(documents, edition.postings, edition.shares.positions)
        nearness = Nearness(positions, self.matcher, lowered, languages)
        self.ranking = Ranking(nearness, edition.orders.newest)
        self._read = lru_cache(maxsize=PARSED)(_reader(edition, self.facts, stop, limits))
        partners, themes = (edition.vocabularies[kind] for kind in (Kind.PARTNER, Kind.THEME))
        meant = partial(value_of, partners=partners, themes=themes)
        self._meant = lru_cache(maxsize=MEANT)(meant)

    def found(self, query: Query) -> Finding:
        """Return what a query finds, whatever its page and size."""
        query = canonical(query, self._meant)
        parsed = self.parsed(query.text)
        matched = matches(parsed.tree, query.match, self.matcher, self.facts)
        edition = self._edition
        filters = filters_of(query, edition.shelves.tables, edition.documents.days)
        return Finding(query, parsed, matched, filters.of(matched.posts))

    def parsed(self, text: str) -> Parsed:
        """Return a text as it is read today."""
        return self._read(text, self._today())

    def posts(self, query: Query) -> Posts:
        """Return the posts that a query finds."""
        return self.found(query).posts

    def ordered(self, found: Finding, most: int) -> tuple[Ints | Longs, Floats]:
        """Return the first of what was found and their scores; at least as many as asked for.

        Posts of equal score come newest first.
        """
        posts, sort = found.posts, found.sort
        scores = found.matches.scores_of(posts)
        if sort is Sort.RELEVANCE and scores is not None:
            return self.ranking.first(found.parsed.tree, posts, scores, most)
        line = getattr(self._edition.orders, Sort.NEWEST if sort is Sort.RELEVANCE else sort)
        docs = line.first(posts, most)
        if scores is None:
            return docs, np.zeros(len(docs))
        return docs, scores[np.searchsorted(posts.docs, docs)]


def _reader(
    edition: Prepared, facts: Facts, stop: StopWords, limits: Limits
) -> Callable[[str, date], Parsed]:
    """Return what reads a text on some day, with all that the edition knows of words."""
    values = {facet: edition.tables[facet].values for facet in (Facet.LANGUAGE, Facet.CATEGORY)}
    partners, themes = (edition.vocabularies[kind] for kind in (Kind.PARTNER, Kind.THEME))
    names = Names(partners, themes, values, facts.is_called)
    acronym = partial(means_acronym, edition.postings)

    def read(text: str, today: date) -> Parsed:
        return parse(text, stop=stop, limits=limits, today=today, names=names, acronym=acronym)

    return read
