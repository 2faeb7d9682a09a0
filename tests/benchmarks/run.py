"""Measure Pressmark beside other search engines, on the same posts and questions.

    make bench                                     all engines, all sizes; under 40 minutes
    make bench ARGS="--sizes 1000,10000"           some sizes
    make bench ARGS="--resume"                     go on after a run that broke off
    make bench ARGS="--real posts.jsonl.gz"        real posts, too
    make bench ARGS="--report .bench/run.json"     tables and picture again, nothing measured

What is measured is written down after each size.  Engines whose library is missing are
left out; `pip install pressmark[bench]` brings them all.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import chart
import report
from corpus import read_corpus
from engines import ENGINES, make, missing
from merging import merged
from parsed import Corpus, first_posts, write_posts
from posts import synthetic_posts
from published import publish
from trial import Trial
from whole import measured_apart

SIZES = (1_000, 5_000, 10_000, 100_000, 1_000_000)

TURNS = {10_000: 15, 100_000: 9, 1_000_000: 5}
"""Repetitions of each question up to so many posts: more where times are short."""

BUILDS = 3
BUILDS_OF_MANY = 1
MANY = 1_000_000
"""Builds of each engine, and from how many posts once takes long enough."""

LARGEST_WHOLE = 100_000
"""Most posts that are also built from Markdown files and updated."""

PLACE = Path(".bench")
Data = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what was asked for."""
    options = _options(arguments)
    run = _read(options.report) if options.report else measure(options)
    sys.stdout.write(report.write(run))
    options.chart.parent.mkdir(parents=True, exist_ok=True)
    options.chart.write_text(chart.draw(run), encoding="utf-8")
    if options.publish:
        publish(run)


def measure(options: argparse.Namespace) -> Data:
    """Return the run; it is in the file of `--json` after each size, too."""
    absent = {name: why for name in options.engines if (why := missing(name))}
    names = [name for name in options.engines if name not in absent]
    run = _begun(options, names, absent)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        place = Path(folder)
        _measure_invented(options, run, names, place)
        _measure_real(options, run, names, place)
    return run


def _measure_real(options: argparse.Namespace, run: Data, names: list[str], folder: Path) -> None:
    known = {size["corpus"] for size in run["real"]}
    for path in options.real:
        corpus = path.parent.name
        if corpus in known:
            continue
        _tell(f"reading {corpus}")
        posts, number = write_posts(folder / "real.jsonl", read_corpus(path), options.language)
        measured = _trial(options, names, posts, number, folder).run()
        run["real"].append({"corpus": corpus, **measured})
        _write(options.json, run)


def _measure_invented(
    options: argparse.Namespace, run: Data, names: list[str], folder: Path
) -> None:
    sizes = sorted(set(options.sizes) - {size["posts"] for size in run["sizes"]})
    if not sizes:
        return
    _tell("writing the posts")
    posts = synthetic_posts(sizes[-1], seed=options.seed)
    all_posts, _ = write_posts(folder / "posts.jsonl", posts, options.language)
    whoosh = make("whoosh").largest if "whoosh" in names else 0
    largest_merged = max((size for size in options.sizes if size <= whoosh), default=None)
    for size in sizes:
        part = all_posts
        if size < sizes[-1]:
            # A program that reads the file itself must not find more in it.
            part = first_posts(all_posts, size, folder / f"posts-{size}.jsonl")
        measured = _trial(options, names, part, size, folder).run()
        if "pressmark" in names and size <= LARGEST_WHOLE:
            _tell(f"{size:,} posts: Markdown files")
            measured["whole"] = measured_apart(part, size, folder)
        if size == largest_merged:
            _tell(f"{size:,} posts: merging")
            measured["merging"] = merged(folder / "merging", list(part.posts), options.language)
        run["sizes"] = sorted([*run["sizes"], measured], key=lambda each: each["posts"])
        _write(options.json, run)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=_numbers, default=list(SIZES), help="posts, or none [1000 to 1000000]")
    add("--engines", type=_names, default=list(ENGINES), help=f"some of {','.join(ENGINES)}")
    add("--real", type=Path, nargs="+", default=[], metavar="FILE", help="real posts: JSON Lines")
    add("--language", default="english", help="Snowball's name of the posts' language [english]")
    add("--seed", type=int, default=1, help="of the invented posts [1]")
    add("--repeat", type=int, help="turns of each question [15; fewer of many posts]")
    add("--builds", type=int, help=f"builds of each engine [{BUILDS}; one of {MANY:,} posts]")
    add("--json", type=Path, default=PLACE / "run.json", metavar="FILE", help="figures go here")
    add("--chart", type=Path, default=PLACE / "speed.svg", metavar="FILE", help="picture likewise")
    add("--folder", type=Path, help="where indexes are built [the system's temporary folder]")
    add("--resume", action="store_true", help="keep the sizes that are in --json already")
    add("--report", type=Path, metavar="FILE", help="measure nothing; tell what this run found")
    add("--publish", action="store_true", help="put the run's figures and picture into README")
    return parser.parse_args(arguments)


def _numbers(text: str) -> list[int]:
    return [] if text == "none" else [int(each.replace("_", "")) for each in text.split(",")]


def _names(text: str) -> list[str]:
    chosen = text.split(",")
    if unknown := [name for name in chosen if name not in ENGINES]:
        raise argparse.ArgumentTypeError(f"no engine {unknown[0]}; there are {', '.join(ENGINES)}")
    return [name for name in ENGINES if name in chosen]


def _begun(options: argparse.Namespace, names: list[str], absent: dict[str, str]) -> Data:
    """Return a run without figures, or with those that were measured before it broke off."""
    run: Data = {
        "began": [datetime.now(UTC).isoformat(timespec="seconds")],
        "corpus": f"synthetic posts, seed {options.seed}",
        "language": options.language,
        "machine": {
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "versions": {name: make(name).version for name in names},
        "missing": absent,
        "sizes": [],
        "real": [],
    }
    if options.resume and options.json.exists():
        before = _read(options.json)
        same = [key for key in run if key not in {"began", "sizes", "real"}]
        if differ := [key for key in same if before[key] != run[key]]:
            raise SystemExit(
                f"{options.json} was measured with another {differ[0]}; leave out --resume"
            )
        return {**before, "began": before["began"] + run["began"]}
    return run


def _trial(
    options: argparse.Namespace, names: Sequence[str], corpus: Corpus, size: int, folder: Path
) -> Trial:
    turns = next((turns for most, turns in TURNS.items() if size <= most), min(TURNS.values()))
    return Trial(
        corpus=corpus,
        posts=size,
        names=[name for name in names if size <= make(name).largest],
        folder=folder,
        builds=options.builds or (BUILDS if size < MANY else BUILDS_OF_MANY),
        repeat=options.repeat or turns,
        tell=_tell,
    )


def _read(path: Path) -> Data:
    run: Data = json.loads(path.read_text(encoding="utf-8"))
    return run


def _write(path: Path, run: Data) -> None:
    """Write a run so that there is a whole one at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)


def _tell(text: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {text}\n")


if __name__ == "__main__":
    main()
