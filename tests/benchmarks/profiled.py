"""Where the time of a search goes, and that of the page which shows it, part by part.

    python tests/benchmarks/profiled.py .pressmark/index "city lights" harbour --repeat 200

Every part is timed by itself, in processor time, and the middle of its times is
told, so the parts add up to the whole but for what stands between them.  Words
are kept after the first turn, as they are for whoever asks again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from engines import HITS
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

import web.search
from archive import default_settings
from index import Edition, Query, open_current
from index.guidance import Guide
from index.recommending import StandingOut
from index.searching import finding
from index.searching.finding import Finder
from index.searching.hits import HitMaker
from index.searching.tally import Tally
from index.whoosh_engine import WhooshEngine
from web import create_app

Parts = Mapping[str, Sequence[tuple[Any, str]]]
"""Functions, each by its owner and name, by what they do."""

SEARCH: Parts = {
    "text to tree": [(Finder, "parsed")],
    "words to posts and scores": [(finding, "matches")],
    "best posts in order": [(Finder, "ordered")],
    "ten posts read, marked and quoted": [(HitMaker, "hits")],
    "five facets counted and named": [(Tally, "facets")],
    "timeline": [(WhooshEngine, "_timeline")],
    "another text offered": [(Guide, "did_you_mean")],
    "names recognised": [(Guide, "named")],
    "topics that stand out": [(StandingOut, "topics")],
}
"""What `search` calls, and what is looked at later."""

PAGE: Parts = {
    "searching": [
        (WhooshEngine, "search"),
        (WhooshEngine, "_timeline"),
        (StandingOut, "topics"),
    ],
    "templates": [(web.search, "render")],
    "bars of the years": [(web.search, "by_year")],
    "facets put in order": [(web.search, "groups")],
}
"""What a page of results calls; a part does not count what it calls of another."""

REST = "between them"
WHOLE = "in all"

Times = dict[str, list[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Search, and tell where the time went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path, help="folder of an index")
    parser.add_argument("texts", nargs="+", metavar="text", help="what is searched")
    parser.add_argument("--repeat", type=int, default=200, help="turns [200]")
    options = parser.parse_args(arguments)
    engine = open_current(options.index, Edition.PUBLIC).engine
    app = create_app(default_settings({"index": options.index}))
    queries = [Query(text=text, size=HITS) for text in options.texts]
    totals = [engine.search(query).total for query in queries]
    heads = [f"{text}: {n:,} posts" for text, n in zip(options.texts, totals, strict=True)]
    searches = [
        profile(partial(searched, engine, each), SEARCH, options.repeat) for each in queries
    ]
    pages = [profile(partial(shown, app, each), PAGE, options.repeat) for each in queries]
    sys.stdout.write(f"{table('search', heads, searches)}\n{table('page', heads, pages)}")
    engine.close()


def profile(work: Callable[[], object], parts: Parts, repeat: int) -> Times:
    """Return the seconds of each part of some work, turn by turn; the whole is `in all`."""
    taken: Times = {part: [] for part in (*parts, WHOLE)}
    turn: dict[str, float] = defaultdict(float)
    with watched(turn, parts):
        for _ in range(repeat):
            turn.clear()
            timed(turn, WHOLE, work)()
            for part, seconds in taken.items():
                seconds.append(turn[part])
    return taken


def searched(engine: Any, query: Query) -> None:
    """Search, and look at all of the answer, as a page does."""
    answer = engine.search(query)
    list(answer.timeline)
    list(answer.topics)


def shown(app: Flask, query: Query) -> bytes:
    """Return the page of a query, in HTML."""
    asked = EnvironBuilder("/search", query_string={"q": query.text, "size": str(query.size)})
    body, _, _ = run_wsgi_app(app, asked.get_environ())
    return b"".join(body)


def table(name: str, heads: Sequence[str], columns: Sequence[Times]) -> str:
    """Return microseconds in Markdown: a column for each text, the longest of the first on top."""
    told = [middles(taken) for taken in columns]
    parts = sorted(told[0], key=lambda part: (part == WHOLE, part == REST, -told[0][part]))
    rows = [[name, *heads], ["---", *["---:"] * len(heads)]]
    rows += [[part, *(f"{1e6 * each[part]:,.0f}" for each in told)] for part in parts]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def middles(taken: Times) -> dict[str, float]:
    """Return the middle of the times of each part, and what is left of the whole."""
    found = {part: median(seconds) for part, seconds in taken.items()}
    return {**found, REST: 2 * found[WHOLE] - sum(found.values())}


@contextmanager
def watched(turn: dict[str, float], parts: Parts) -> Iterator[None]:
    """Time each of the parts while this lasts; what a part calls of another is the other's time."""
    with ExitStack() as stack:
        for part, functions in parts.items():
            for owner, name in functions:
                watching = timed(turn, part, getattr(owner, name))
                stack.enter_context(mock.patch.object(owner, name, watching))
        yield


def timed(turn: dict[str, float], part: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that notes how long it takes."""

    def watching(*args: Any, **named: Any) -> Any:
        before, began = _parts_of(turn), time.process_time()
        answer = function(*args, **named)
        seconds = time.process_time() - began
        inside = 0.0 if part == WHOLE else _parts_of(turn) - before
        turn[part] += seconds - inside
        return answer

    return watching


def _parts_of(turn: dict[str, float]) -> float:
    return sum(seconds for part, seconds in turn.items() if part != WHOLE)


if __name__ == "__main__":
    main()
