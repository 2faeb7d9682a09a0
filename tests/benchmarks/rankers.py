"""Rankings of a collection's documents for its queries, by each engine.

Pressmark is asked as an operator asks it: `rebuild`, then `search --batch` with
any of the words.  The others get title and text of the same documents and the
words of the same queries; any word is enough there too.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from judged import Collection
from measures import DEEP

from archive import slug_of
from index import Edition, Query, Sort, open_current

LANGUAGE = "english"
"""Of the stemmers of the others; the judged collections are in English."""

FIELDS = ("title", "body")

Rankings = dict[str, list[str]]
"""Slugs by the name of the query, best first."""


@dataclass(frozen=True, slots=True)
class Document:
    """A post as the other engines get it.

    Attributes:
        name: What the judgements call it.
    """

    slug: str
    name: str
    title: str
    body: str


Ranker = Callable[[Collection, list[Document], Path], Rankings]
"""Ranks the documents of a collection for its queries, with an index in an empty folder."""


class Site:
    """A collection as an archive that was built with the command line.

    Args:
        collection: Its documents become posts.
        folder: Empty; for the index and what it is made of.
    """

    def __init__(self, collection: Collection, folder: Path) -> None:
        self._collection = collection
        self._folder = folder
        content = collection.content
        if collection.is_archive:
            content = folder / "content"
            for part in collection.parts:
                shutil.copytree(collection.content / part, content / part)
        settings = folder / "pressmark.toml"
        settings.write_text(collection.settings, encoding="utf-8")
        self._places = [
            *("--content", str(content), "--index", str(folder / "built")),
            *("--state", str(folder / "state"), "--config", str(settings)),
        ]
        self._ask("rebuild")

    def documents(self) -> Iterator[Document]:
        """Yield the posts as the other engines get them: the file's own lines, if there are.

        The titles that Pressmark makes up for posts without one are no words of the authors.
        """
        if not self._collection.is_archive:
            with gzip.open(self._collection.content, "rt", encoding="utf-8") as file:
                for row in map(json.loads, file):
                    title, body = row.get("title") or "", row.get("body") or ""
                    yield Document(slug_of(row["id"]), row["id"], title, body)
            return
        engine = open_current(self._folder / "built", Edition.STAFF).engine
        for record in engine.scan(Query(sort=Sort.TITLE)):
            if record.staff:
                yield Document(record.slug, record.staff.path, record.title, record.text)
        engine.close()

    def rankings(self) -> Rankings:
        """Return what `search --batch` answers."""
        asked = self._folder / "queries.jsonl"
        rows = ({"id": query.name, "q": query.text} for query in self._collection.queries)
        asked.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        ways = ("--match", "any", "--size", str(DEEP))
        answers = map(json.loads, self._ask("search", "--batch", str(asked), *ways).splitlines())
        return {row["id"]: [hit["slug"] for hit in row["hits"]] for row in answers}

    def _ask(self, command: str, *arguments: str) -> str:
        run = [sys.executable, "-m", "web", command, *self._places, "--json", *arguments]
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def words_of(text: str) -> list[str]:
    """Return the words of a query, for engines whose languages have signs of their own."""
    return re.findall(r"\w+", text.lower())


OTHERS = {"tantivy": "ranking_tantivy.rankings", "fts5": "ranking_fts5.rankings"}
"""Who Pressmark is compared with."""


def ranker(name: str) -> Ranker:
    """Return one of the others.

    Raises:
        ImportError: If its library is not installed.
    """
    module, _, function = OTHERS[name].partition(".")
    rank: Ranker = getattr(import_module(module), function)
    return rank
