"""SQLite's full-text index, with one narrow table for each facet.

The way a careful application does it: postings refer to the table of posts,
each facet's values are numbers in a table ordered by post, and what matched is
noted once for hits and counts alike.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import disk
from engines import HITS, SNIPPET, WEIGHTS, Answer, Hit
from parsed import Corpus, Post
from questions import FACETS, Kind, Question
from truth import Analysis, values

FILE = "news.db"

BODY = list(WEIGHTS).index("body")
"""Number of the column that passages are quoted from."""

BATCH = 1_000
"""Posts handed to SQLite at a time."""

HASH_MEGABYTES = 64
"""Postings kept in memory before a segment is written; the default of 1 is for small devices."""

CACHE_KIBIBYTES = 256 * 1024
MAPPED_BYTES = 2 << 30

# Datasette finds the words of a table by content= with double quotes.
SCHEMA = f"""
CREATE TABLE posts (
    id INTEGER PRIMARY KEY, slug TEXT UNIQUE, title TEXT, summary TEXT, names TEXT, body TEXT,
    html TEXT, date TEXT, year TEXT, partners TEXT, themes TEXT
);
CREATE VIRTUAL TABLE words USING fts5(
    {", ".join(WEIGHTS)}, content="posts", content_rowid='id',
    tokenize='TOKENS'
);
CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT, slug TEXT, UNIQUE (facet, slug));
"""

FACET_TABLE = """
CREATE TABLE {facet} (post INTEGER, value INTEGER, PRIMARY KEY (post, value)) WITHOUT ROWID;
"""

FACET_INDEX = """
CREATE INDEX {facet}_value ON {facet} (value, post);
"""


class Fts5:
    """One database file."""

    version = f"SQLite {sqlite3.sqlite_version}"
    analysis = Analysis(stemmer="porter", reason="stems by Porter's rules of 1980, its only ones")
    largest = 1_000_000
    unanswered = frozenset[Kind]()
    narrows = True
    quotes = True

    def build(self, folder: Path, corpus: Corpus) -> None:
        database = sqlite3.connect(folder / FILE)
        # A crash is answered by building again, so nothing is synced before the end.
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        database.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
        database.executescript(SCHEMA.replace("TOKENS", tokenizer(corpus.language)))
        database.executescript("".join(FACET_TABLE.format(facet=facet) for facet in FACETS))
        hash_bytes = HASH_MEGABYTES << 20
        database.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (hash_bytes,))
        weights = ", ".join(str(weight) for weight in WEIGHTS.values())
        database.execute(
            "INSERT INTO words (words, rank) VALUES ('rank', ?)", (f"bm25({weights})",)
        )
        fill(database, corpus.posts)
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.executescript("".join(FACET_INDEX.format(facet=facet) for facet in FACETS))
        database.executescript("CREATE INDEX posts_date ON posts (date); ANALYZE;")
        database.commit()
        database.close()
        disk.sync(folder)

    def open(self, folder: Path) -> None:
        address = f"file:{folder / FILE}?mode=ro&immutable=1"
        self._database = sqlite3.connect(address, uri=True)
        self._database.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
        self._database.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")
        self._database.execute("PRAGMA temp_store=MEMORY")
        self._database.execute("CREATE TEMP TABLE found (post INTEGER PRIMARY KEY, score REAL)")
        rows = self._database.execute("SELECT facet, slug, id FROM value").fetchall()
        self._numbers = {(facet, slug): number for facet, slug, number in rows}
        self._slugs = {number: slug for _, slug, number in rows}

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        source = self._source(question, noted=facets)
        ticked, given = self._ticked(question, source.post)
        where = " AND ".join([source.condition, *ticked])
        given = [*source.given, *given]
        select = f"SELECT count(*) FROM {source.table} WHERE {where}"
        total = self._database.execute(select, given).fetchone()[0]
        select = f"SELECT {source.post} FROM {source.table} WHERE {where}"
        best = self._database.execute(f"{select} ORDER BY {source.order} LIMIT {HITS}", given)
        counts = {facet: self._count(facet, question) for facet in FACETS} if facets else {}
        quoted = question.text if snippets else ""
        return total, [self._shown(post, quoted) for (post,) in best], counts

    def told(self, found: Any) -> Answer:
        total, shown, counts = found
        return Answer(total, tuple(Hit(*each) for each in shown), counts)

    def _source(self, question: Question, *, noted: bool) -> _Source:
        """Say where posts that have the words are found; note them first if they are counted."""
        if not question.words:
            return _Source("posts", "id", "date DESC")
        if not noted:
            return _Source("words", "rowid", "rank", "words MATCH ?", [question.text])
        self._database.execute("DELETE FROM found")
        note = "INSERT INTO found SELECT rowid, rank FROM words WHERE words MATCH ?"
        self._database.execute(note, [question.text])
        return _Source("found", "post", "score")

    def _ticked(self, question: Question, post: str) -> tuple[list[str], list[int]]:
        """Return the conditions that a selection makes, and the values in them."""
        conditions: list[str] = []
        given: list[int] = []
        for facet in FACETS:
            if chosen := question.chosen(facet):
                marks = ", ".join("?" * len(chosen))
                # The plus keeps SQLite from looking up each ticked post among the words.
                conditions.append(f"+{post} IN (SELECT post FROM {facet} WHERE value IN ({marks}))")
                given += [self._numbers.get((facet, value), -1) for value in chosen]
        return conditions, given

    def _count(self, facet: str, question: Question) -> dict[str, int]:
        ticked, given = self._ticked(question.without(facet), "post")
        table = f"found JOIN {facet} USING (post)" if question.words else facet
        where = f"WHERE {' AND '.join(ticked)}" if ticked else ""
        select = f"SELECT value, count(*) FROM {table} {where} GROUP BY value"
        return {self._slugs[value]: n for value, n in self._database.execute(select, given)}

    def _shown(self, post: int, quoted: str) -> tuple[Any, ...]:
        select = "SELECT slug, title, summary, date, partners, themes FROM posts WHERE id = ?"
        *shown, partners, themes = self._database.execute(select, [post]).fetchone()
        snippet = self._snippet(post, quoted) if quoted else ""
        return *shown, json.loads(partners), json.loads(themes), snippet

    def _snippet(self, post: int, quoted: str) -> str:
        select = f"SELECT snippet(words, {BODY}, '<b>', '</b>', '…', {SNIPPET // 6}) FROM words"
        where = "WHERE words MATCH ? AND rowid = ?"
        snippet: str = self._database.execute(f"{select} {where}", [quoted, post]).fetchone()[0]
        return snippet

    def process(self) -> int | None:
        return None

    def close(self) -> None:
        self._database.close()


@dataclass(frozen=True, slots=True)
class _Source:
    """Where posts are found, before ticked values narrow them."""

    table: str
    post: str
    order: str
    condition: str = "true"
    given: list[str] = field(default_factory=list)


def tokenizer(language: str) -> str:
    """Return the tokenizer for a language; English is the only one with a stemmer."""
    plain = "unicode61 remove_diacritics 2"
    return f"porter {plain}" if language == "english" else plain


def fill(database: sqlite3.Connection, posts: Iterable[Post]) -> None:
    """Write posts, their words and the values of their facets."""
    numbers: dict[tuple[str, str], int] = {}
    first = 1
    for batch in _batches(posts):
        rows = [_row(number, post) for number, post in enumerate(batch, start=first)]
        database.executemany("INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        database.executemany(
            "INSERT INTO words (rowid, title, summary, names, body) VALUES (?, ?, ?, ?, ?)",
            [(row[0], *row[2:6]) for row in rows],
        )
        ticked: dict[str, list[tuple[int, int]]] = {facet: [] for facet in FACETS}
        for number, post in enumerate(batch, start=first):
            for facet, slugs in values(post).items():
                for slug in slugs:
                    value = numbers.setdefault((facet, slug), len(numbers))
                    ticked[facet].append((number, value))
        for facet, pairs in ticked.items():
            database.executemany(f"INSERT INTO {facet} VALUES (?, ?)", pairs)
        first += len(batch)
    named = [(number, facet, slug) for (facet, slug), number in numbers.items()]
    database.executemany("INSERT INTO value VALUES (?, ?, ?)", named)


def _batches(posts: Iterable[Post]) -> Iterator[list[Post]]:
    rest = iter(posts)
    return iter(lambda: list(islice(rest, BATCH)), [])


def _row(number: int, post: Post) -> tuple[Any, ...]:
    return (
        number,
        post.slug,
        post.title,
        post.summary,
        post.names,
        post.text,
        post.html,
        post.date.isoformat() if post.date else None,
        post.year,
        json.dumps(post.partners),
        json.dumps(post.themes),
    )
