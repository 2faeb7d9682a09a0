"""What a site does all day: take in one changed post, merge, show pages.

    python tests/benchmarks/micro.py --posts 3000

A site with a daily post is updated far more often than it is built.  Stock
Whoosh and its columnar codec get the same schema, the same documents and the
same segments, and take turns; every index is synced before the clock stops.
An edition is changed through Pressmark's own door, and its pages are asked for
over HTTP.
"""

from __future__ import annotations

import argparse
import shutil
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
from parsed import Corpus, Post, write_posts
from posts import PARTNERS, THEMES, synthetic_posts
from questions import choose
from whoosh import index as stock

from index import columnar

SEGMENTS = 10
"""What a week of commits leaves behind."""

CHANGES = 9
MERGES = 3
"""Repetitions; the middle one counts."""

LANGUAGE = "english"

Index = Any
MAKERS: dict[str, Callable[[str, Any], Index]] = {
    "stock": stock.create_in,
    "columnar": columnar.create_in,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a site does all day.")
    parser.add_argument("--posts", type=int, default=1_000, help="in each index [1000]")
    posts = list(synthetic_posts(parser.parse_args().posts))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        made = {name: _segmented(Path(folder) / name, name, posts) for name in MAKERS}
        merges = merged(made)
        changes = changed(made, posts)
        changes["edition"] = edition_changed(Path(folder) / "edition", posts)
        pages = shown(Path(folder) / "site", posts)
    sys.stdout.write(f"{len(posts):,} posts; medians, ms; in brackets columnar's share of stock\n")
    sys.stdout.write(_line(f"{SEGMENTS} segments made one", merges))
    sys.stdout.write(_line("one post changed", changes))
    said = ", ".join(f"{form} {seconds * 1e3:.1f}" for form, seconds in pages.items())
    sys.stdout.write(f"  a search over HTTP: {said}\n")


def merged(made: dict[str, Path]) -> dict[str, float]:
    """Return the seconds that it takes to make all segments one; the last merge stays."""
    taken: dict[str, list[float]] = {name: [] for name in made}
    for turn in range(MERGES):
        for name, folder in made.items():
            work = folder if turn == MERGES - 1 else _copied(folder)
            ix = _opened(name, work)
            taken[name].append(_seconds(work, lambda ix=ix: ix.writer().commit(optimize=True)))
            ix.close()
    return {name: median(seconds) for name, seconds in taken.items()}


def changed(made: dict[str, Path], posts: Sequence[Post]) -> dict[str, float]:
    """Return the seconds from one changed post to a committed index."""
    taken: dict[str, list[float]] = {name: [] for name in made}
    for post in _edited(posts):
        for name, folder in made.items():
            ix = _opened(name, folder)
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


def _segmented(folder: Path, name: str, posts: Sequence[Post]) -> Path:
    """Make an index of `SEGMENTS` segments."""
    folder.mkdir()
    ix = MAKERS[name](str(folder), engine_whoosh.schema(LANGUAGE))
    for start in range(SEGMENTS):
        writer = ix.writer()
        for post in posts[start::SEGMENTS]:
            writer.add_document(**engine_whoosh.document(post))
        writer.commit(merge=False)
    ix.close()
    return folder


def _copied(folder: Path) -> Path:
    copy = folder.with_name(f"{folder.name}-copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    return copy


def _opened(name: str, folder: Path) -> Index:
    return columnar.open_dir(folder) if name == "columnar" else stock.open_dir(str(folder))


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
