"""Rankings by SQLite's FTS5, with its Porter stemmer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from engine_fts5 import tokenizer
from judged import Collection
from measures import DEEP
from rankers import FIELDS, LANGUAGE, Document, Rankings, words_of


def rankings(collection: Collection, documents: list[Document], folder: Path) -> Rankings:
    """Return the best documents for every query, any of its words being enough."""
    database = sqlite3.connect(folder / "words.db")
    columns = f"slug UNINDEXED, {', '.join(FIELDS)}"
    tokens = tokenizer(LANGUAGE)
    database.execute(f"CREATE VIRTUAL TABLE words USING fts5({columns}, tokenize='{tokens}')")
    rows = ((each.slug, each.title, each.body) for each in documents)
    database.executemany("INSERT INTO words VALUES (?, ?, ?)", rows)
    select = f"SELECT slug FROM words WHERE words MATCH ? ORDER BY rank LIMIT {DEEP}"
    found: Rankings = {}
    for query in collection.queries:
        wanted = " OR ".join(f'"{word}"' for word in words_of(query.text))
        found[query.name] = [slug for (slug,) in database.execute(select, [wanted])]
    database.close()
    return found
