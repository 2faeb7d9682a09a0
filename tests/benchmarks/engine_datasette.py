"""Datasette's JSON interface over a full-text table, asked over HTTP.

It sorts by no score and counts a facet with that facet's own filter, so it is
compared where neither matters: search and counts without a selection.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import datasette
from engine_fts5 import FILE, Fts5
from engines import HITS, Answer, Counts, Hit
from questions import Kind, Question
from serving import PORT, Server

MILLISECONDS = "600000"
"""Time that any query gets; with its own limits it would leave counts out."""

SETTINGS = ("sql_time_limit_ms", "facet_time_limit_ms")

COLUMNS = ("slug", "title", "summary", "date", "partners", "themes")

COUNTED = {"partner": "partners", "theme": "themes", "year": "year"}
"""The columns that facets are counted from."""


class Datasette(Fts5):
    """The database of `engine_fts5`, served as it is."""

    version = f"Datasette {datasette.__version__}, {Fts5.version}"
    largest = 100_000
    unanswered = frozenset({Kind.FILTERS})
    narrows = False
    quotes = False

    def open(self, folder: Path) -> None:
        command = [sys.executable, "-m", "datasette", "serve", "-i", str(folder / FILE)]
        for setting in SETTINGS:
            command += ["--setting", setting, MILLISECONDS]
        self._server = Server([*command, "--port", PORT], "/-/versions.json")

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        return self._server.get_json(f"/news/posts.json?{_arguments(question, facets=facets)}")

    def told(self, found: Any) -> Answer:
        hits = tuple(map(_hit, found["rows"]))
        counts = _counts(found["facet_results"]) if found["facet_results"] else {}
        return Answer(found["filtered_table_rows_count"], hits, counts)

    def page(self, question: Question) -> bytes:
        return self._server.get(self.path(question))

    def path(self, question: Question) -> str:
        return f"/news/posts?{_arguments(question, facets=True)}"

    def address(self) -> tuple[str, int]:
        return self._server.address

    def process(self) -> int | None:
        return self._server.pid

    def close(self) -> None:
        self._server.close()


def _arguments(question: Question, *, facets: bool) -> str:
    arguments = [("_shape", "objects"), ("_size", str(HITS)), ("_nosuggest", "1")]
    arguments += [("_col", column) for column in COLUMNS]
    if question.words:
        # Raw: else each word would be quoted, the phrase's marks and the star too.
        arguments += [("_search", question.text), ("_searchmode", "raw")]
    else:
        arguments.append(("_sort_desc", "date"))
    if facets:
        arguments += [(_argument(column), column) for column in COUNTED.values()]
        arguments.append(("_facet_size", "max"))
    return urlencode(arguments)


def _argument(column: str) -> str:
    return "_facet" if column == "year" else "_facet_array"


def _counts(found: dict[str, Any]) -> Counts:
    return {
        facet: {each["value"]: each["count"] for each in found[column]["results"] if each["value"]}
        for facet, column in COUNTED.items()
    }


def _hit(row: dict[str, Any]) -> Hit:
    return Hit(
        slug=row["slug"],
        title=row["title"],
        summary=row["summary"],
        date=row["date"],
        partners=tuple(json.loads(row["partners"])),
        themes=tuple(json.loads(row["themes"])),
    )
