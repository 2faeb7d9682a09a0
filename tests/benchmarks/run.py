"""Measure Pressmark beside other search engines, on the same posts and questions.

    python tests/benchmarks/run.py --sizes 1000,10000
    python tests/benchmarks/run.py --engines pressmark,tantivy --sizes 100000 --json run.json
    python tests/benchmarks/run.py --corpus posts.jsonl.gz

Engines whose library is missing are left out; `pip install pressmark[bench]`
brings them all.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import chart
import report
from corpus import read_corpus
from engines import ENGINES, make, missing
from parsed import Corpus, Post, first_posts, write_posts
from posts import synthetic_posts
from trial import Trial

SIZES = (1_000, 10_000)
REPEAT = 11
FEW = 10_000
"""Up to so many posts a build is repeated by default; above, once takes long enough."""

BUILDS_OF_FEW = 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what was asked for."""
    options = _options(arguments)
    absent = {name: why for name in options.engines if (why := missing(name))}
    names = [name for name in options.engines if name not in absent]
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        language, posts = _posts(options)
        _tell("writing the posts")
        corpus, number = write_posts(Path(folder) / "posts.jsonl", posts, language)
        sizes = sorted({min(size, number) for size in options.sizes or [number]})
        run = _described(options, names, absent, language)
        for size in sizes:
            # A program that reads the file itself must not find more in it.
            path = Path(folder) / f"posts-{size}.jsonl"
            part = corpus if size == number else first_posts(corpus, size, path)
            run["sizes"].append(_trial(options, names, part, size, Path(folder)).run())
    sys.stdout.write(report.write(run))
    if options.json:
        options.json.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n")
    if options.chart:
        options.chart.write_text(chart.draw(run))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=_numbers, help="posts, such as 1000,10000 [those; all of a corpus]")
    add("--engines", type=_names, default=list(ENGINES), help=f"some of {','.join(ENGINES)}")
    add("--corpus", type=Path, metavar="FILE.jsonl.gz", help="real posts in place of invented ones")
    add("--language", default="english", help="Snowball's name of the posts' language [english]")
    add("--seed", type=int, default=1, help="of the invented posts [1]")
    add("--repeat", type=int, default=REPEAT, help=f"turns of each question [{REPEAT}]")
    add(
        "--builds", type=int, help=f"builds of each engine [{BUILDS_OF_FEW}; 1 above {FEW:,} posts]"
    )
    add("--json", type=Path, metavar="FILE", help="write all figures here")
    add("--chart", type=Path, metavar="FILE.svg", help="draw the run here")
    add("--folder", type=Path, help="where indexes are built [the system's temporary folder]")
    options = parser.parse_args(arguments)
    if not options.corpus and not options.sizes:
        options.sizes = list(SIZES)
    return options


def _numbers(text: str) -> list[int]:
    return [int(each.replace("_", "")) for each in text.split(",")]


def _names(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := [name for name in chosen if name not in ENGINES]:
        raise argparse.ArgumentTypeError(f"no engine {unknown[0]}; there are {', '.join(ENGINES)}")
    return [name for name in ENGINES if name in chosen]


def _posts(options: argparse.Namespace) -> tuple[str, Iterable[Post]]:
    if options.corpus:
        return options.language, read_corpus(options.corpus)
    return options.language, synthetic_posts(max(options.sizes), seed=options.seed)


def _described(
    options: argparse.Namespace, names: list[str], absent: dict[str, str], language: str
) -> dict[str, Any]:
    invented = f"synthetic posts, seed {options.seed}"
    return {
        "corpus": str(Path(*options.corpus.parts[-2:])) if options.corpus else invented,
        "language": language,
        "repeat": options.repeat,
        "machine": {
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "versions": {name: make(name).version for name in names},
        "missing": absent,
        "sizes": [],
    }


def _trial(
    options: argparse.Namespace, names: Sequence[str], corpus: Corpus, size: int, folder: Path
) -> Trial:
    return Trial(
        corpus=corpus,
        posts=size,
        names=[name for name in names if size <= make(name).largest],
        folder=folder,
        builds=options.builds or (BUILDS_OF_FEW if size <= FEW else 1),
        repeat=options.repeat,
        tell=_tell,
    )


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
