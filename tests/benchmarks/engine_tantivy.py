"""Tantivy through tantivy-py, writing with one thread.

Facet counts are its terms aggregations over fast fields, all in one pass; ticked
values are filters inside the aggregation, which is three times as fast as a
search for each facet.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import tantivy
from engines import HITS, SNIPPET, WEIGHTS, Answer, Hit
from parsed import Corpus, Post
from questions import FACETS, Kind, Question
from tantivy import Filter, Query, Tokenizer
from truth import Analysis

WRITER_BYTES = 256_000_000
"""Memory of the writing thread before it writes a segment."""

MOST_VALUES = 1_000
"""Values that an aggregation returns at most; its default is 10."""

WORDS = "news"
"""Name of the analyser, registered at every opening."""

LANGUAGE_FILE = "stemmer"


class Tantivy:
    """An index as the writer leaves it, its merges done."""

    version = f"tantivy-py {tantivy.__version__}"
    analysis = Analysis()
    largest = 1_000_000
    unanswered = frozenset[Kind]()
    narrows = True
    quotes = True

    def build(self, folder: Path, corpus: Corpus) -> None:
        (folder / LANGUAGE_FILE).write_text(corpus.language)
        index = tantivy.Index(_schema(), str(folder))
        index.register_tokenizer(WORDS, _analyzer(corpus.language))
        writer = index.writer(WRITER_BYTES, 1)
        for post in corpus.posts:
            writer.add_document(_document(post))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        language = (folder / LANGUAGE_FILE).read_text()
        self._index.register_tokenizer(WORDS, _analyzer(language))
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        words = self._words(question)
        wanted = self._narrowed(words, question)
        if question.words:
            found = self._searcher.search(wanted, limit=HITS)
        else:
            found = self._searcher.search(wanted, limit=HITS, order_by_field="date")
        documents = [self._searcher.doc(address) for _, address in found.hits]
        passages = self._passages(words, documents) if snippets else [""] * len(documents)
        counts = self._counts(words, question) if facets else {}
        return found.count, [*map(_shown, documents)], passages, counts

    def told(self, found: Any) -> Answer:
        total, shown, passages, counted = found
        hits = tuple(Hit(*each, passage) for each, passage in zip(shown, passages, strict=True))
        buckets = {facet: of.get(facet, of)["buckets"] for facet, of in counted.items()}
        counts = {
            facet: {bucket["key"]: bucket["doc_count"] for bucket in each}
            for facet, each in buckets.items()
        }
        return Answer(total, hits, counts)

    def _passages(self, words: Any, documents: list[tantivy.Document]) -> list[str]:
        quoter = tantivy.SnippetGenerator.create(self._searcher, words, self._schema, "body")
        quoter.set_max_num_chars(SNIPPET)
        return [quoter.snippet_from_doc(document).to_html() for document in documents]

    def _words(self, question: Question) -> Any:
        if not question.words:
            return Query.all_query()
        if question.kind is Kind.PREFIX:
            pattern = f"{question.words[0]}.*"
            return Query.boolean_query(
                [
                    (tantivy.Occur.Should, Query.regex_query(self._schema, name, pattern))
                    for name in WEIGHTS
                ]
            )
        return self._index.parse_query(
            question.text, list(WEIGHTS), field_boosts=WEIGHTS, conjunction_by_default=True
        )

    def _narrowed(self, words: Any, question: Question) -> Any:
        ticked = [
            Query.const_score_query(
                Query.term_set_query(self._schema, facet, list(question.chosen(facet))), 0.0
            )
            for facet in FACETS
            if question.chosen(facet)
        ]
        if not ticked:
            return words
        return Query.boolean_query([(tantivy.Occur.Must, each) for each in (words, *ticked)])

    def _counts(self, words: Any, question: Question) -> dict[str, Any]:
        """Count all facets in one pass; each through a filter of the others' ticked values."""
        asked: dict[str, Any] = {}
        for facet in FACETS:
            terms = {"terms": {"field": facet, "size": MOST_VALUES}}
            ticked = _ticked(question.without(facet))
            asked[facet] = {"filter": ticked, "aggs": {facet: terms}} if ticked else terms
        counts: dict[str, Any] = self._searcher.aggregate(words, asked)
        return counts

    def process(self) -> int | None:
        return None

    def close(self) -> None:
        del self._searcher, self._index


def _ticked(question: Question) -> str:
    """The ticked values in Tantivy's query language; empty if there are none."""
    groups = [
        " OR ".join(f'{facet}:"{value}"' for value in question.chosen(facet))
        for facet in FACETS
        if question.chosen(facet)
    ]
    return " AND ".join(f"({group})" for group in groups)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("slug", stored=True, tokenizer_name="raw", index_option="basic")
    for name in WEIGHTS:
        builder.add_text_field(name, stored=name != "names", tokenizer_name=WORDS)
    # Text would be indexed too; bytes may be stored alone.
    builder.add_bytes_field("html", stored=True, indexed=False)
    builder.add_date_field("date", stored=True, fast=True)
    for facet in FACETS:
        builder.add_text_field(
            facet, stored=True, fast=True, tokenizer_name="raw", index_option="basic"
        )
    return builder.build()


def _analyzer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(Tokenizer.simple())
    for each in (Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer(language)):
        builder = builder.filter(each)
    return builder.build()


def _document(post: Post) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("slug", post.slug)
    document.add_text("title", post.title)
    document.add_text("summary", post.summary)
    document.add_text("names", post.names)
    document.add_text("body", post.text)
    document.add_bytes("html", post.html.encode())
    if post.date:
        document.add_date("date", dt.datetime.combine(post.date, dt.time(), dt.UTC))
        document.add_text("year", post.year)
    for slug in post.partners:
        document.add_text("partner", slug)
    for slug in post.themes:
        document.add_text("theme", slug)
    return document


def _shown(document: tantivy.Document) -> tuple[Any, ...]:
    return (
        document.get_first("slug"),
        document.get_first("title"),
        document.get_first("summary"),
        document.get_first("date"),
        document.get_all("partner"),
        document.get_all("theme"),
    )
