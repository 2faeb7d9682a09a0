"""Where the time of one search goes, part by part.

    python tests/benchmarks/profiled.py .pressmark/index "city lights" --repeat 200

Every part that `search` calls is timed by itself, in processor time, and the
middle of its times is told, so the parts add up to the whole but for what
stands between them.  Words are kept after the first turn, as they are for
whoever asks again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from index import Edition, Query, open_current, whoosh_engine
from index.guidance import Guide
from index.hits import HitMaker
from index.recommending import StandingOut
from index.tally import Tally
from index.whoosh_engine import WhooshEngine

PARTS = {
    "text to tree": (WhooshEngine, "_parsed"),
    "words to posts and scores": (whoosh_engine, "matches"),
    "best posts in order": (WhooshEngine, "_ordered"),
    "ten hits read, marked and quoted": (HitMaker, "hits"),
    "facets counted": (Tally, "facets"),
    "timeline counted": (WhooshEngine, "_timeline"),
    "another text offered": (Guide, "did_you_mean"),
    "names recognised": (Guide, "named"),
    "topics that stand out": (StandingOut, "topics"),
}
"""What `search` calls, by what it does."""

WHOLE = "in all"
"""All of a search."""

Times = dict[str, list[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Search, and tell where the time went."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path, help="folder of an index")
    parser.add_argument("text", help="what is searched")
    parser.add_argument("--repeat", type=int, default=200, help="turns [200]")
    options = parser.parse_args(arguments)
    engine = open_current(options.index, Edition.PUBLIC).engine
    query = Query(text=options.text, size=10)
    total = engine.search(query).total
    sys.stdout.write(
        f"{options.text}: {total:,} posts\n{told(profile(engine, query, options.repeat))}"
    )
    engine.close()


def profile(engine: Any, query: Query, repeat: int) -> Times:
    """Return the seconds of each part of a search, turn by turn; the whole is `in all`."""
    taken: Times = {part: [] for part in (*PARTS, WHOLE)}
    for _ in range(repeat):
        turn: dict[str, float] = defaultdict(float)
        with watched(turn):
            timed(turn, WHOLE, searched)(engine, query)
        for part, seconds in taken.items():
            seconds.append(turn[part])
    return taken


def searched(engine: Any, query: Query) -> None:
    """Search, and look at all of the answer, as a page does."""
    answer = engine.search(query)
    list(answer.timeline)
    list(answer.topics)


def told(taken: Times) -> str:
    """Return the parts and their share of the whole, the longest first."""
    middles = {part: median(seconds) for part, seconds in taken.items()}
    whole = middles.pop(WHOLE)
    middles["between them"] = whole - sum(middles.values())
    lines = [
        f"{1e6 * seconds:8,.0f} us {seconds / whole:6.0%}  {part}"
        for part, seconds in sorted(middles.items(), key=lambda each: -each[1])
    ]
    return "\n".join([*lines, f"{1e6 * whole:8,.0f} us   100%  in all"]) + "\n"


@contextmanager
def watched(turn: dict[str, float]) -> Iterator[None]:
    """Time each of the parts while this lasts; what a part calls of another is the other's time."""
    with ExitStack() as stack:
        for part, (owner, name) in PARTS.items():
            watching = timed(turn, part, getattr(owner, name))
            stack.enter_context(mock.patch.object(owner, name, watching))
        yield


def timed(turn: dict[str, float], part: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that notes how long it takes."""

    def watching(*args: Any, **named: Any) -> Any:
        before, began = _parts_of(turn), time.process_time()
        answer = function(*args, **named)
        inside = 0.0 if part == WHOLE else _parts_of(turn) - before
        turn[part] += time.process_time() - began - inside
        return answer

    return watching


def _parts_of(turn: dict[str, float]) -> float:
    return sum(seconds for part, seconds in turn.items() if part != WHOLE)


if __name__ == "__main__":
    main()
