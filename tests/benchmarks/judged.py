"""Collections of documents with queries and the documents that answer them.

Two forms of folder are known:

    docs.jsonl.gz, queries.jsonl, qrels.tsv     a collection with graded judgements
    link_queries.jsonl, link_qrels.tsv          an archive of Markdown posts, and the words
                                                of its links, each to be answered by the post
                                                that the link leads to

A query is `{"id", "text"}`, with `ignore` naming documents that are left out of
its ranking (the post that the link stands in); a judgement is a line of query,
document and grade, with tabs between, below a line of headings.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENTS = "docs.jsonl.gz"
GRADED = ("queries.jsonl", "qrels.tsv")
LINKS = ("link_queries.jsonl", "link_qrels.tsv")

HUGO = """
[fields]
themes = ["topics"]
partners = ["source"]
redirects = ["redirectto"]
source = ["source_url"]
"""
"""Settings for archives of posts: what digital.gov's front matter calls our fields."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its judgements.

    Attributes:
        grades: Grades above 0 of the documents that answer it; there are some.
        ignored: Documents to leave out of the ranking.
    """

    name: str
    text: str
    grades: dict[str, int]
    ignored: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents and what people want of them.

    Attributes:
        name: Of its folder.
        content: What `pressmark rebuild` reads: a file of JSON Lines, or a folder.
        parts: Folders in `content` that hold the documents; empty for a file.
        queries: Those that have a relevant document.
        settings: Of the archive.
    """

    name: str
    content: Path
    parts: tuple[str, ...]
    queries: tuple[Judged, ...]
    settings: str = ""

    @property
    def is_archive(self) -> bool:
        """Whether the documents are posts with links, named by their files."""
        return bool(self.parts)


def collections(folder: Path) -> Iterator[Collection]:
    """Yield the collections in a folder and its folders, by name."""
    for path in sorted([folder, *folder.iterdir()]):
        if (path / DOCUMENTS).exists() and (path / GRADED[0]).exists():
            queries = tuple(_queries(path, *GRADED))
            yield Collection(path.name, path / DOCUMENTS, (), queries)
        elif (path / LINKS[0]).exists():
            queries = tuple(_queries(path, *LINKS))
            tops = {document.partition("/")[0] for query in queries for document in query.grades}
            parts = tuple(sorted(top for top in tops if (path / top).is_dir()))
            yield Collection(path.name, path, parts, queries, HUGO)


def _queries(folder: Path, queries: str, judgements: str) -> Iterator[Judged]:
    grades: dict[str, dict[str, int]] = {}
    with (folder / judgements).open(encoding="utf-8", newline="") as file:
        for name, document, grade in list(csv.reader(file, delimiter="\t"))[1:]:
            if int(grade) > 0:
                grades.setdefault(name, {})[document] = int(grade)
    for line in (folder / queries).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in grades:
            ignored = frozenset(row.get("ignore", ()))
            yield Judged(row["id"], row["text"], grades[row["id"]], ignored)
