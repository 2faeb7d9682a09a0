"""The whole program on a folder of posts: rebuild, open, and one post changed.

    python tests/benchmarks/whole.py --posts 10000

What the comparison with other engines leaves out is in here: reading Markdown
files, rendering them in worker processes, both editions, checksums, the switch.
Opening is measured in a new process, beside one SHA-256 pass over the edition.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import TypeVar

from parsed import Post, name
from posts import synthetic_posts

from archive import Settings, default_settings
from index import Edition, Query, durable, open_current, rebuild, update

T = TypeVar("T")

FILES_PER_FOLDER = 1_000
"""Posts in one folder; most file systems would hold more."""

CHANGES = 5
"""Repetitions of each change; the middle one counts."""

SETTLED = 1.1
"""Seconds after which `update` trusts the stamp of a file."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The whole program on a folder of posts.")
    parser.add_argument("--posts", type=int, default=1_000, help="in the folder [1000]")
    number = parser.parse_args().posts
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        content = Path(folder) / "content"
        write_folder(content, synthetic_posts(number))
        settings = default_settings(
            {"content": content, "index": Path(folder) / "index", "state": Path(folder) / "state"}
        )
        _rebuilt(settings)
        _opened(settings)
        time.sleep(SETTLED)
        _changed(settings)


def write_folder(content: Path, posts: Iterable[Post]) -> None:
    """Write posts as Markdown files with front matter."""
    for number, post in enumerate(posts):
        folder = content / "posts" / str(number // FILES_PER_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{post.slug}.md").write_text(as_markdown(post), encoding="utf-8")


def as_markdown(post: Post) -> str:
    """Return a post as its author would have written it."""
    values = {
        "title": post.title,
        "summary": post.summary,
        "language": "en",
        "partners": [name(slug) for slug in post.partners],
        "themes": [name(slug) for slug in post.themes],
    }
    if post.date:
        values["date"] = post.date.isoformat()
    lines = (f"{key}: {json.dumps(value)}" for key, value in values.items())
    return "\n".join(["---", *lines, "---", post.text, ""])


def _rebuilt(settings: Settings) -> None:
    report, seconds, used = _timed(lambda: rebuild(settings))
    own, workers = (
        resource.getrusage(who).ru_maxrss / 1e3
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    _say(
        f"rebuild of {report.staff:,} posts: {seconds:.1f} s, {used:.1f} s of processor, "
        f"{report.staff / seconds:,.0f} posts/s; peak {own:,.0f} MB, largest worker {workers:,.0f} MB"
    )


def _opened(settings: Settings) -> None:
    """Compare opening with checksums in a new process with one pass of SHA-256 alone."""
    folder = next(settings.index.glob("generations/*/public"))
    paths = [folder / path for path, is_folder in durable.walk(folder) if not is_folder]
    _, hashing, _ = _timed(lambda: [durable.sha256(path) for path in paths])
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_open_and_tell, args=(theirs, settings.index)
    )
    process.start()
    opening = ours.recv()
    process.join()
    size = sum(path.stat().st_size for path in paths) / 1e6
    _say(
        f"open with checksums: {opening:.2f} s; one SHA-256 pass over {size:,.0f} MB: {hashing:.2f} s"
    )


def _open_and_tell(connection: Connection, index: Path) -> None:
    began = time.perf_counter()
    engine = open_current(index, Edition.PUBLIC).engine
    engine.search(Query())
    connection.send(time.perf_counter() - began)
    engine.close()


def _changed(settings: Settings) -> None:
    """Change, add and leave alone, each followed by an update."""
    paths = sorted((settings.content / "posts").rglob("*.md"))
    _say(_line("nothing changed", settings, lambda _turn: None))
    _say(_line("one post changed", settings, lambda turn: _edit(paths[turn * 7 + len(paths) // 2])))
    _say(_line("one post added", settings, lambda turn: _add(settings.content, turn)))


def _line(what: str, settings: Settings, change: Callable[[int], None]) -> str:
    taken, used = [], []
    for turn in range(CHANGES):
        change(turn)
        report, seconds, processor = _timed(lambda: update(settings))
        if report.full:
            raise AssertionError(report.full)
        taken.append(seconds)
        used.append(processor)
    return f"update, {what}: {median(taken):.2f} s, {median(used):.2f} s of processor"


def _edit(path: Path) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more sentence.\n", encoding="utf-8")


def _add(content: Path, turn: int) -> None:
    text = f"---\ntitle: An announcement, number {turn}\nlanguage: en\n---\nIt came today.\n"
    (content / "posts" / f"zz-announcement-{turn}.md").write_text(text, encoding="utf-8")


def _timed(do: Callable[[], T]) -> tuple[T, float, float]:
    """Return an answer, its seconds, and processor time of this process and its children."""
    began, spent = time.perf_counter(), os.times()
    answer = do()
    seconds, now = time.perf_counter() - began, os.times()
    return answer, seconds, sum(now[:4]) - sum(spent[:4])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
