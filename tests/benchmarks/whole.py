"""The whole program on a folder of posts: rebuild, open, and one post changed.

    python tests/benchmarks/whole.py --posts 10000

What the comparison with other engines leaves out is in here: reading Markdown
files, rendering them in worker processes, both editions, checksums, the switch.
Opening is measured in a new process, beside one SHA-256 pass over the edition; an
update in this process, which stays as `pressmark watch` does, and as a command, from
its start to its end, the switch and the removal of the oldest generation included.

A rebuild leaves a gigabyte that the disk has yet to write, and an update, which waits
until its own few files are written, would wait for all of it; so that is let happen first.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import disk
from memory import KIB
from parsed import Corpus, Post, name, read_posts
from posts import synthetic_posts

from archive import Settings, default_settings
from index import Edition, Query, open_current, rebuild, update

T = TypeVar("T")
Data = dict[str, Any]

ROOT = Path(__file__).parents[2]

FILES_PER_FOLDER = 1_000
"""Posts in one folder; most file systems would hold more."""

CHANGES = 5
"""Repetitions of each change; the middle one counts."""

SETTLED = 1.1
"""Seconds after which `update` trusts the stamp of a file."""


def main() -> None:
    """Measure, and print what was found as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--posts", type=int, default=1_000, help="in the folder [1000]")
    parser.add_argument("--file", type=Path, help="first posts of this file [invented ones]")
    parser.add_argument("--folder", type=Path, help="where all is built [a temporary one]")
    options = parser.parse_args()
    number = options.posts
    posts = read_posts(options.file, number) if options.file else synthetic_posts(number)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="whole-") as folder:
        sys.stdout.write(json.dumps(measured(Path(folder), posts), indent=1) + "\n")


def measured_apart(corpus: Corpus, number: int, folder: Path) -> Data:
    """Return what `measured` does, from a process of its own; or what it said when it failed.

    Args:
        corpus: Its first posts are taken from its file.
        number: How many.
        folder: Where all is built; it is deleted in the end.
    """
    options = ["--posts", str(number), "--file", str(corpus.file), "--folder", str(folder)]
    command = [sys.executable, "-W", "ignore", __file__, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr[-500:]}
    found: Data = json.loads(done.stdout)
    return found


def measured(folder: Path, posts: Iterable[Post]) -> Data:
    """Return what the program takes for some posts: seconds, bytes of memory, by what is done."""
    write_folder(folder / "content", posts)
    places = {name: folder / name for name in ("content", "index", "state")}
    settings = default_settings(places)
    rebuilt = _rebuilt(settings)
    opened = _opened(settings)
    os.sync()
    time.sleep(SETTLED)
    return {"rebuild": rebuilt, "opening": opened, "updates": _updates(settings)}


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


def _rebuilt(settings: Settings) -> Data:
    report, seconds, used = _timed(lambda: rebuild(settings))
    own, worker = (
        resource.getrusage(who).ru_maxrss * KIB
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "posts": report.staff,
        "seconds": seconds,
        "cpu": used,
        "peak": own,
        "peak of a worker": worker,
    }


def _opened(settings: Settings) -> Data:
    """Compare opening with checksums in a new process with one pass of SHA-256 alone."""
    folder = next(settings.index.glob("generations/*/public"))
    hashing = disk.hashed(folder)
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_open_and_tell, args=(theirs, settings.index)
    )
    process.start()
    opening = ours.recv()
    process.join()
    return {"seconds": opening, "hashing": hashing, "bytes": disk.size(folder)}


def _open_and_tell(connection: Connection, index: Path) -> None:
    began = time.perf_counter()
    engine = open_current(index, Edition.PUBLIC).engine
    engine.search(Query())
    connection.send(time.perf_counter() - began)
    engine.close()


def _updates(settings: Settings) -> Data:
    """Change, add and leave alone, each followed by an update, here and by the command line."""
    paths = sorted((settings.content / "posts").rglob("*.md"))
    steps = count(1)
    themes = _themes(paths[0])

    def edit() -> None:
        _edit(paths[next(steps) * 7919 % len(paths)])

    def correct() -> None:
        _correct(paths[next(steps) * 7919 % len(paths)], themes)

    changes: dict[str, Callable[[], None]] = {
        "nothing changed": lambda: None,
        "one post changed": edit,
        "its themes changed": correct,
        "one post added": lambda: _add(settings.content, next(steps)),
    }
    ways = {"running": _by_call, "command": _by_command}
    return {
        what: {way: _middle(settings, change, updated) for way, updated in ways.items()}
        for what, change in changes.items()
    }


def _middle(
    settings: Settings, change: Callable[[], None], updated: Callable[[Settings], None]
) -> Data:
    taken, used = [], []
    for _ in range(CHANGES):
        change()
        _, seconds, processor = _timed(lambda: updated(settings))
        taken.append(seconds)
        used.append(processor)
    return {"seconds": median(taken), "cpu": median(used)}


def _by_call(settings: Settings) -> None:
    report = update(settings)
    if report.full:
        raise AssertionError(report.full)


def _by_command(settings: Settings) -> None:
    places = {name: getattr(settings, name) for name in ("content", "index", "state")}
    options = [text for name, place in places.items() for text in (f"--{name}", str(place))]
    done = subprocess.run(
        [sys.executable, "-m", "web", "update", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    if "built anew" in done.stdout:
        raise AssertionError(done.stdout)


def _edit(path: Path) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more sentence.\n", encoding="utf-8")


def _themes(path: Path) -> str:
    """Return the line of a post that names its themes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("themes: "))


def _correct(path: Path, themes: str) -> None:
    """Give a post the themes of another one, or none if it has these."""
    text = path.read_text(encoding="utf-8")
    own = _themes(path)
    path.write_text(text.replace(own, "themes: []" if own == themes else themes, 1), "utf-8")


def _add(content: Path, step: int) -> None:
    text = f"---\ntitle: An announcement, number {step}\nlanguage: en\n---\nIt came today.\n"
    (content / "posts" / f"zz-announcement-{step}.md").write_text(text, encoding="utf-8")


def _timed(do: Callable[[], T]) -> tuple[T, float, float]:
    """Return an answer, its seconds, and processor time of this process and its children."""
    began, spent = time.perf_counter(), os.times()
    answer = do()
    seconds, now = time.perf_counter() - began, os.times()
    return answer, seconds, sum(now[:4]) - sum(spent[:4])


if __name__ == "__main__":
    main()
