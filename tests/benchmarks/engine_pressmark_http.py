"""Pressmark as a reader meets it: `pressmark rebuild`, `pressmark serve`, `/search.json`.

Building is the whole of it: posts are read from the file, rendered, and written
to two editions, the public one and that of the staff.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from engine_pressmark import Pressmark, tag_of
from engines import HITS, Answer, Counts, Hit
from parsed import Corpus
from questions import FACETS, Question
from serving import PORT, Server

SETTINGS = "pressmark.toml"

CONTENT = "CONTENT"
"""Holds the path of the posts, which are no part of the index."""

PROGRAM = (sys.executable, "-m", "web")


class PressmarkHttp(Pressmark):
    """The site as `pressmark serve` starts it: one process, several threads."""

    version = "Pressmark, gunicorn"
    largest = 100_000

    def build(self, folder: Path, corpus: Corpus) -> None:
        assert corpus.file
        language = tag_of(corpus.language)
        site = f'[site]\nlanguage = "{language}"\nlanguages = ["{language}"]\n'
        (folder / SETTINGS).write_text(site)
        (folder / CONTENT).write_text(str(corpus.file))
        done = subprocess.run(
            [*PROGRAM, "rebuild", *_places(folder)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"pressmark rebuild failed: {done.stderr[-500:]}")

    def open(self, folder: Path) -> None:
        self._server = Server([*PROGRAM, "serve", *_places(folder), "--port", PORT], "/readyz")

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        return self._server.get_json(f"/search.json?{_arguments(question)}")

    def told(self, found: Any) -> Answer:
        hits = tuple(map(_hit, found["hits"]))
        return Answer(found["total"], hits, _counts(found["facets"]))

    def page(self, question: Question) -> bytes:
        """Return the page of results, in HTML."""
        return self._server.get(self.path(question))

    def path(self, question: Question) -> str:
        return f"/search?{_arguments(question)}"

    def address(self) -> tuple[str, int]:
        return self._server.address

    def process(self) -> int | None:
        return self._server.pid

    def close(self) -> None:
        self._server.close()


def _arguments(question: Question) -> str:
    arguments = [("q", question.text), ("size", str(HITS))]
    arguments += [(facet, value) for facet in FACETS for value in question.chosen(facet)]
    return urlencode(arguments)


def _places(folder: Path) -> list[str]:
    content = (folder / CONTENT).read_text()
    places = {"content": content, "index": folder / "index", "state": folder / "state"}
    options = [text for name, path in places.items() for text in (f"--{name}", str(path))]
    return [*options, "--config", str(folder / SETTINGS)]


def _hit(hit: dict[str, Any]) -> Hit:
    return Hit(
        slug=hit["slug"],
        title=hit["title"],
        summary=hit["summary"] or "",
        date=dt.date.fromisoformat(hit["date"]) if hit["date"] else None,
        partners=tuple(label["slug"] for label in hit["partners"]),
        themes=tuple(label["slug"] for label in hit["themes"]),
        snippet="".join(span["text"] for span in hit["snippet"]),
    )


def _counts(found: dict[str, list[dict[str, Any]]]) -> Counts:
    return {
        facet: {v["value"]: v["count"] for v in found[facet] if v["count"] and v["value"] != "none"}
        for facet in FACETS
    }
