"""What a site does all day: take in one changed post, show pages.

    python tests/benchmarks/micro.py --posts 3000

A site with a daily post is updated far more often than it is built.  Stock
Whoosh and its columnar codec get the same schema, the same documents and the
same segments, and take turns; every index is synced before the clock stops.
An edition is changed through Pressmark's own door, and its pages are asked for
over HTTP.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import disk
import engine_pressmark
import engine_whoosh
from engine_pressmark_http import PressmarkHttp
from merging import MAKERS, opened, segmented
from parsed import Corpus, Post, write_posts
from posts import PARTNERS, THEMES, synthetic_posts
from questions import choose

CHANGES = 9
"""Repetitions; the middle one counts."""

LANGUAGE = "english"

Index = Any


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a site does all day.")
    parser.add_argument("--posts", type=int, default=1_000, help="in each index [1000]")
    posts = list(synthetic_posts(parser.parse_args().posts))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        made = {name: segmented(Path(folder) / name, name, posts, LANGUAGE) for name in MAKERS}
        changes = changed(made, posts)
        changes["edition"] = edition_changed(Path(folder) / "edition", posts)
        pages = shown(Path(folder) / "site", posts)
    sys.stdout.write(f"{len(posts):,} posts; medians, ms; in brackets columnar's share of stock\n")
    sys.stdout.write(_line("one post changed", changes))
    said = ", ".join(f"{form} {seconds * 1e3:.1f}" for form, seconds in pages.items())
    sys.stdout.write(f"  a search over HTTP: {said}\n")


def changed(made: dict[str, Path], posts: Sequence[Post]) -> dict[str, float]:
    """Return the seconds from one changed post to a committed index."""
    taken: dict[str, list[float]] = {name: [] for name in made}
    for post in _edited(posts):
        for name, folder in made.items():
            ix = opened(name, folder)
            taken[name].append(_seconds(folder, lambda ix=ix, post=post: _update(ix, post)))
            ix.close()
    return {name: median(seconds) for name, seconds in taken.items()}


def edition_changed(folder: Path, posts: Sequence[Post]) -> float:
    """Return the seconds from one changed post to an edition that answers with it."""
    folder.mkdir()
    corpus = Corpus(posts, LANGUAGE, PARTNERS, THEMES)
    engine_pressmark.Pressmark().build(folder, corpus)
    taken = [
        _seconds(folder, lambda post=post: engine_pressmark.change(folder, post, corpus))
        for post in _edited(posts)
    ]
    return median(taken)


def shown(folder: Path, posts: Sequence[Post]) -> dict[str, float]:
    """Return the seconds from a request to all of its answer, as a page and as JSON."""
    folder.mkdir()
    corpus, _ = write_posts(folder / "posts.jsonl", posts, LANGUAGE)
    site = PressmarkHttp()
    site.build(folder, corpus)
    site.open(folder)
    taken: dict[str, list[float]] = {"HTML": [], "JSON": []}
    try:
        for question in [each for each in choose(posts) if each.kind not in site.unanswered]:
            for form, ask in (("HTML", site.page), ("JSON", site.search)):
                ask(question)
                began = time.perf_counter()
                ask(question)
                taken[form].append(time.perf_counter() - began)
    finally:
        site.close()
    return {form: median(seconds) for form, seconds in taken.items()}


def _update(ix: Index, post: Post) -> None:
    writer = ix.writer()
    writer.update_document(**engine_whoosh.document(post))
    writer.commit()


def _edited(posts: Sequence[Post]) -> Iterator[Post]:
    """Yield a few of the posts, each with another title."""
    step = max(1, len(posts) // CHANGES)
    for post in islice(posts, 0, None, step):
        yield replace(post, title=f"{post.title} corrected")


def _seconds(folder: Path, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    disk.sync(folder)
    return time.perf_counter() - began


def _line(label: str, seconds: dict[str, float]) -> str:
    stocked = seconds["stock"]
    cells = [f"stock {stocked * 1e3:.1f}"]
    cells += [
        f"{name} {taken * 1e3:.1f} ({taken / stocked:.2f})"
        for name, taken in seconds.items()
        if name != "stock"
    ]
    return f"  {label}: {', '.join(cells)}\n"


if __name__ == "__main__":
    main()
