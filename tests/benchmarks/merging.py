"""Merging: several segments of one index made one, by Whoosh's own codec and by ours.

Both get the same schema, the same documents and the same segments, and take
turns, each time in a new process with a copy; what is merged is synced before the
clock stops.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import disk
import engine_whoosh
from parsed import Post
from whoosh import index as stock

from index import columnar

SEGMENTS = 10
"""What a week of commits leaves behind."""

MERGES = 3
"""Repetitions; the middle one counts."""

Index = Any
MAKERS: dict[str, Callable[[str, Any], Index]] = {
    "stock": stock.create_in,
    "columnar": columnar.create_in,
}


def merged(folder: Path, posts: Sequence[Post], language: str) -> dict[str, float]:
    """Return the seconds that each codec takes to make all segments one, and how many these are.

    Args:
        folder: For the indexes, which are deleted in the end.
        posts: All of the index.
        language: Snowball's name of their language.
    """
    folder.mkdir()
    made = {name: segmented(folder / name, name, posts, language) for name in MAKERS}
    taken: dict[str, list[float]] = {name: [] for name in made}
    for _ in range(MERGES):
        for name, original in made.items():
            copy = folder / "copy"
            shutil.copytree(original, copy)
            disk.sync(copy)
            done = subprocess.run(
                [sys.executable, "-W", "ignore", __file__, name, str(copy)],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            taken[name].append(float(done.stdout))
            shutil.rmtree(copy)
    for original in made.values():
        shutil.rmtree(original)
    return {"segments": SEGMENTS, **{name: median(each) for name, each in taken.items()}}


def segmented(folder: Path, name: str, posts: Sequence[Post], language: str) -> Path:
    """Make an index of `SEGMENTS` segments with a codec of `MAKERS`."""
    folder.mkdir()
    ix = MAKERS[name](str(folder), engine_whoosh.schema(language))
    for start in range(SEGMENTS):
        writer = ix.writer()
        for post in posts[start::SEGMENTS]:
            writer.add_document(**engine_whoosh.document(post))
        writer.commit(merge=False)
    ix.close()
    return folder


def opened(name: str, folder: Path) -> Index:
    """Open an index that has a codec of `MAKERS`."""
    return columnar.open_dir(folder) if name == "columnar" else stock.open_dir(str(folder))


def merge(name: str, folder: Path) -> float:
    """Make the segments of an index one; return the seconds until they are on the disk."""
    ix = opened(name, folder)
    began = time.perf_counter()
    ix.writer().commit(optimize=True)
    disk.sync(folder)
    seconds = time.perf_counter() - began
    ix.close()
    return seconds


def main() -> None:
    """Merge the index in the folder named on the command line; print the seconds."""
    sys.stdout.write(f"{merge(sys.argv[1], Path(sys.argv[2]))}\n")


if __name__ == "__main__":
    main()
