"""Measure what Pressmark recommends, beside others on the same texts in the same run.

    python tests/benchmarks/recommendations.py FOLDER

The folder holds `reuters21578` and `digitalgov`; one of them is enough.

Themes for texts: of Reuters' posts, the first three quarters by date are learnt
from, the rest are suggested for.  Beside scikit-learn's linear support vector
machine on TF-IDF.

Related posts: of digital.gov, whether one of ten was linked to by the author;
links are taken out of the texts first.  Of Reuters, the share of the first five
that have a topic in common, topics hidden.  Beside the more-like-this of
tantivy and of Whoosh.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from likeness import tantivy_likeness, whoosh_likeness
from texts import Linked, Text, linked, newswire

from archive import Kind, Term, Vocabulary
from index import Engine, Label, Record, learn_themes, open_edition, write_edition

LEARNT = 0.75
"""Share of the newswire, by date, that themes are learnt from."""

ASKED = 1_000
"""Posts of the newswire that related posts are asked for, evenly spread."""

FIRST, LINKED_AMONG = 5, 10
"""Related posts that are looked at."""

Scores = Sequence[Sequence[tuple[str, float]]]
"""For each text, themes with their scores, the best first."""

Likeness = Callable[[str, int], Sequence[str]]
"""From the name of a post and a number to the names of the posts most like it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the folder has texts for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    with tempfile.TemporaryDirectory(prefix="recommendations-") as scratch:
        for name, measured in (("reuters21578", of_newswire), ("digitalgov", of_links)):
            if (folder / name).is_dir():
                for line in measured(folder / name, Path(scratch)):
                    sys.stdout.write(f"{line}\n")


def of_newswire(folder: Path, scratch: Path) -> Iterator[str]:
    """Yield the lines of both tables of the newswire."""
    texts = newswire(folder)
    learnt, asked = texts[: int(LEARNT * len(texts))], texts[int(LEARNT * len(texts)) :]
    yield f"Themes for {len(asked)} texts, learnt from {len(learnt)}: break-even, first right"
    for name, scores in (
        ("pressmark", _suggested(learnt, asked, scratch / "themes")),
        ("LinearSVC", _separated(learnt, asked)),
    ):
        yield f"  {name:<12} {break_even(scores, asked):.3f}  {first_right(scores, asked):.3f}"
    hidden = [replace(text, themes=()) for text in learnt]
    subjects = {text.name: set(text.themes) for text in learnt}
    names = [text.name for text in learnt if text.themes]
    names = names[:: max(1, len(names) // ASKED)]
    yield f"Related posts of {len(names)} posts: share of the first {FIRST} with a topic in common"
    for name, like in _likenesses(hidden, scratch / "like"):
        shares = [_shared(like(post, FIRST), post, subjects) for post in names]
        yield f"  {name:<12} {sum(shares) / len(shares):.3f}"


def of_links(folder: Path, scratch: Path) -> Iterator[str]:
    """Yield the lines of the table of links that authors made."""
    archive: Linked = linked(folder)
    yield (
        f"Related posts of {len(archive.links)} posts: share with an author's link among"
        f" {LINKED_AMONG}"
    )
    for name, like in _likenesses(archive.texts, scratch / "links"):
        found = [
            bool(targets & {*like(source, LINKED_AMONG)})
            for source, targets in archive.links.items()
        ]
        yield f"  {name:<12} {sum(found) / len(found):.3f}"


def break_even(scores: Scores, asked: Sequence[Text]) -> float:
    """Return the share of right pairs among as many best pairs as there are right ones."""
    pairs = [
        (score, theme in text.themes)
        for text, found in zip(asked, scores, strict=True)
        for theme, score in found
    ]
    right = sum(len(set(text.themes)) for text in asked)
    best = sorted(pairs, key=lambda pair: -pair[0])[:right]
    return sum(is_right for _, is_right in best) / right


def first_right(scores: Scores, asked: Sequence[Text]) -> float:
    """Return for how many of the texts that have a theme the first one suggested is right."""
    told = [
        found[0][0] in text.themes for text, found in zip(asked, scores, strict=True) if text.themes
    ]
    return sum(told) / len(told)


def edition(texts: Sequence[Text], folder: Path, *, learns: bool) -> Engine:
    """Return an engine over some texts as posts."""
    folder.mkdir()
    named = sorted({theme for text in texts for theme in text.themes})
    themes = Vocabulary(Kind.THEME, [Term(theme, theme, Kind.THEME) for theme in named])
    records = map(_record, texts)
    write_edition(folder, records, Vocabulary(Kind.PARTNER, []), themes, language="en")
    if learns:
        learn_themes(folder, created=datetime.now(UTC))
    return open_edition(folder, "benchmark")


def _record(text: Text) -> Record:
    return Record(
        slug=text.name,
        title=text.title or text.body[:80] or text.name,
        titled=bool(text.title),
        language="en",
        date=text.date,
        themes=tuple(Label(theme, theme) for theme in dict.fromkeys(text.themes)),
        summary=text.summary or None,
        text=text.body,
    )


def _suggested(learnt: Sequence[Text], asked: Sequence[Text], folder: Path) -> Scores:
    recommender = edition(learnt, folder, learns=True).recommender
    return [
        [(theme.slug, theme.score) for theme in recommender.themes_of(text.title, text.body)]
        for text in asked
    ]


def _separated(learnt: Sequence[Text], asked: Sequence[Text]) -> Scores:
    """Return what a support vector machine for each theme says, as scikit-learn has it."""
    # Needed here alone, and slow to import.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    reader = TfidfVectorizer(sublinear_tf=True)
    known = reader.fit_transform([f"{text.title}\n{text.body}" for text in learnt])
    unknown = reader.transform([f"{text.title}\n{text.body}" for text in asked])
    scores: list[list[tuple[str, float]]] = [[] for _ in asked]
    for theme in sorted({theme for text in learnt for theme in text.themes}):
        machine = LinearSVC().fit(known, [theme in text.themes for text in learnt])
        for found, margin in zip(scores, machine.decision_function(unknown), strict=True):
            found.append((theme, float(margin)))
    return [sorted(found, key=lambda each: -each[1])[:20] for found in scores]


def _likenesses(texts: Sequence[Text], folder: Path) -> Iterator[tuple[str, Likeness]]:
    folder.mkdir()
    recommender = edition(texts, folder / "pressmark", learns=False).recommender

    def ours(name: str, size: int) -> Sequence[str]:
        found = recommender.post(name, size=size)
        return [post.slug for post in found.posts] if found else []

    yield "pressmark", ours
    yield "tantivy", tantivy_likeness(texts, folder)
    yield "Whoosh", whoosh_likeness(texts, folder)


def _shared(found: Sequence[str], post: str, subjects: Mapping[str, set[str]]) -> float:
    return sum(bool(subjects[name] & subjects[post]) for name in found) / max(1, len(found))


if __name__ == "__main__":
    main()
