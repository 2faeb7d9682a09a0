"""Measure how well Pressmark ranks, beside tantivy and SQLite, on judged collections.

    python tests/benchmarks/relevance.py FOLDER
    python tests/benchmarks/relevance.py FOLDER --only ir-cran,ir-npl --json run.json

The folder holds collections (`judged` says in which form).  Every query is
asked with any of its words being enough, in one configuration for all.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from judged import Collection, Judged, collections
from measures import Grades, average_precision, ndcg, recall, reciprocal_rank
from rankers import OTHERS, Document, Rankings, Site, ranker

OURS = "pressmark"

MEASURES: dict[str, Callable[[Sequence[str], Grades], float]] = {
    "nDCG@10": ndcg,
    "MAP": average_precision,
    "recall@100": recall,
    "MRR@10": reciprocal_rank,
}

OF_COLLECTIONS = ("nDCG@10", "MAP", "recall@100")
OF_LINKS = ("MRR@10", "recall@100")
"""One post answers a link, so there are no grades to gain."""

Means = dict[str, dict[str, float]]
"""Means over the queries by engine and measure."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all collections of a folder and print the tables."""
    options = _options(arguments)
    found: dict[str, tuple[Collection, Means]] = {}
    for collection in collections(options.folder):
        if options.only and collection.name not in options.only:
            continue
        sys.stderr.write(f"{collection.name}: {len(collection.queries)} queries\n")
        with tempfile.TemporaryDirectory(prefix="relevance-") as folder:
            found[collection.name] = (collection, measured(collection, Path(folder)))
    sys.stdout.write("\n".join(written(found)) + "\n")
    if options.json:
        means = {name: by_engine for name, (_, by_engine) in found.items()}
        options.json.write_text(json.dumps(means, indent=1) + "\n")


def measured(collection: Collection, folder: Path) -> Means:
    """Return what each engine reaches on a collection.

    Args:
        folder: Empty; for indexes.
    """
    for part in (OURS, *OTHERS):
        (folder / part).mkdir()
    site = Site(collection, folder / OURS)
    documents = list(site.documents())
    rankings = {OURS: site.rankings()}
    for name in OTHERS:
        rankings[name] = ranker(name)(collection, documents, folder / name)
    return {name: means(collection.queries, documents, each) for name, each in rankings.items()}


def means(
    queries: Sequence[Judged], documents: Sequence[Document], rankings: Rankings
) -> dict[str, float]:
    """Return the mean of each measure over the queries.

    Raises:
        ValueError: If a query has no answer at all, because then it was not asked.
    """
    names = {document.slug: document.name for document in documents}
    judged = []
    for query in queries:
        if query.name not in rankings:
            raise ValueError(f"query {query.name} was not answered")
        ranked = [names[slug] for slug in rankings[query.name]]
        judged.append(([name for name in ranked if name not in query.ignored], query.grades))
    return {
        name: fmean(measure(ranked, grades) for ranked, grades in judged)
        for name, measure in MEASURES.items()
    }


def written(found: Mapping[str, tuple[Collection, Means]]) -> Iterator[str]:
    """Yield the lines of the tables, one row a collection."""
    graded = {name: means for name, (each, means) in found.items() if not each.is_archive}
    links = {name: means for name, (each, means) in found.items() if each.is_archive}
    for measure in OF_COLLECTIONS if graded else ():
        yield from _table(measure, graded)
    for measure in OF_LINKS if links else ():
        yield from _table(f"{measure}, words of links", links, measure)


def _table(heading: str, found: Mapping[str, Means], measure: str = "") -> Iterator[str]:
    """Yield a table: each engine, and by how much we differ from the better of the others."""
    measure = measure or heading
    yield f"| {heading} | {' | '.join((OURS, *OTHERS))} | difference |"
    yield f"|---|{'---|' * (len(OTHERS) + 2)}"
    differences = []
    for name, by_engine in found.items():
        values = [by_engine[engine][measure] for engine in (OURS, *OTHERS)]
        differences.append(values[0] / max(values[1:]) - 1.0)
        figures = " | ".join(f"{value:.4f}" for value in values)
        yield f"| {name} | {figures} | {differences[-1]:+.1%} |"
    if len(differences) > 1:
        yield f"| mean | {'| ' * (len(OTHERS) + 1)}| {fmean(differences):+.1%} |"
    yield ""


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=_folder, help="holds judged collections")
    parser.add_argument("--only", type=_names, help="some of them: ir-cran,ir-npl")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    return parser.parse_args(arguments)


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir() or not any(collections(path)):
        raise argparse.ArgumentTypeError(f"{path} is no folder with judged collections in it")
    return path


def _names(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main()
