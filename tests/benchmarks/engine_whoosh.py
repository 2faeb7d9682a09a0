"""Whoosh as it comes: its codec, its writer, its searcher, its grouping."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Any

import disk
import Stemmer
import whoosh
from engines import HITS, WEIGHTS, Answer, Hit
from parsed import Corpus, Post
from questions import FACETS, Kind, Question
from truth import Analysis
from whoosh import analysis, fields, index, qparser, query, sorting
from whoosh.support.charset import accent_map

WRITER_MEMORY = 512
"""Megabytes of postings before it sorts them on disk; more helps up to here."""


class Snowball:
    """A stemmer that survives pickling, as everything in a Whoosh schema must."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getstate__(self) -> dict[str, str]:
        return {"language": self.language}

    @cached_property
    def _stemmer(self) -> Any:
        return Stemmer.Stemmer(self.language)

    def __call__(self, word: str) -> str:
        stem: str = self._stemmer.stemWord(word)
        return stem


class StockWhoosh:
    """An index of one segment, searched as its documentation shows."""

    version = f"Whoosh {whoosh.versionstring()}"
    analysis = Analysis()
    largest = 10_000
    unanswered = frozenset[Kind]()
    narrows = True
    quotes = True

    def build(self, folder: Path, corpus: Corpus) -> None:
        ix = index.create_in(str(folder), schema(corpus.language))
        writer = ix.writer(limitmb=WRITER_MEMORY)
        for post in corpus.posts:
            writer.add_document(**document(post))
        writer.commit(optimize=True)
        ix.close()
        disk.sync(folder)

    def open(self, folder: Path) -> None:
        self._ix = index.open_dir(str(folder), readonly=True)
        self._searcher = self._ix.searcher()
        self._parser = qparser.MultifieldParser(
            list(WEIGHTS), self._ix.schema, fieldboosts=WEIGHTS, group=qparser.AndGroup
        )

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        wanted = self._parser.parse(question.text) if question.words else None
        grouped = [f for f in FACETS if facets and not question.chosen(f)]
        results = self._run(wanted, question, grouped)
        counts = {facet: results.groups(facet) for facet in grouped}
        for facet in FACETS:
            if facets and question.chosen(facet):
                counts[facet] = self._run(wanted, question.without(facet), [facet]).groups(facet)
        best = results[:HITS]
        passages = [hit.highlights("body", top=1) if snippets else "" for hit in best]
        return len(results), [hit.fields() for hit in best], passages, counts

    def told(self, found: Any) -> Answer:
        total, stored, passages, groups = found
        counts = {
            facet: {value: n for value, n in each.items() if value and n}
            for facet, each in groups.items()
        }
        return Answer(total, tuple(map(_hit, stored, passages)), counts)

    def _run(self, wanted: Any, question: Question, grouped: list[str]) -> Any:
        parts = [part for part in (wanted, _ticked(question)) if part is not None]
        options: dict[str, Any] = {"limit": HITS}
        if wanted is None:
            options |= {"sortedby": "date", "reverse": True}
        if grouped:
            options |= {"groupedby": {f: _grouping(f) for f in grouped}, "maptype": sorting.Count}
        return self._searcher.search(query.And(parts) if parts else query.Every(), **options)

    def process(self) -> int | None:
        return None

    def close(self) -> None:
        self._searcher.close()
        self._ix.close()


def schema(language: str) -> fields.Schema:
    words = (
        analysis.RegexTokenizer(r"[^\W_]+")
        | analysis.LowercaseFilter()
        | analysis.CharsetFilter(accent_map)
        | analysis.StemFilter(stemfn=Snowball(language), cachesize=-1)
    )
    return fields.Schema(
        slug=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=words, stored=True),
        summary=fields.TEXT(analyzer=words, stored=True),
        names=fields.TEXT(analyzer=words),
        body=fields.TEXT(analyzer=words, stored=True),
        html=fields.STORED(),
        date=fields.DATETIME(stored=True, sortable=True),
        partner=fields.KEYWORD(stored=True),
        theme=fields.KEYWORD(stored=True),
        year=fields.ID(stored=True, sortable=True),
    )


def document(post: Post) -> dict[str, Any]:
    fields_of: dict[str, Any] = {
        "slug": post.slug,
        "title": post.title,
        "summary": post.summary,
        "names": post.names,
        "body": post.text,
        "html": post.html,
        "partner": " ".join(post.partners),
        "theme": " ".join(post.themes),
    }
    if post.date:
        fields_of |= {"date": dt.datetime.combine(post.date, dt.time()), "year": post.year}
    return fields_of


def _grouping(facet: str) -> sorting.FieldFacet:
    """A post has one year, but several partners, which Whoosh must be told."""
    return sorting.FieldFacet(facet, allow_overlap=facet != "year", maptype=sorting.Count)


def _ticked(question: Question) -> Any:
    """The ticked values as a query: OR inside a facet, AND between; None if there are none."""
    groups = [
        query.Or([query.Term(facet, value) for value in question.chosen(facet)])
        for facet in FACETS
        if question.chosen(facet)
    ]
    # A part of the query, not its `filter`: an empty filter is none to Whoosh.
    return query.ConstantScoreQuery(query.And(groups), 0.0) if groups else None


def _hit(stored: dict[str, Any], passage: str) -> Hit:
    return Hit(
        slug=stored["slug"],
        title=stored["title"],
        summary=stored["summary"],
        date=stored.get("date"),
        partners=tuple(stored["partner"].split()),
        themes=tuple(stored["theme"].split()),
        snippet=passage,
    )
