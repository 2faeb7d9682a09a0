"""Themes for a text, learnt from the posts of an edition.

What was learnt lies in a file of the edition, mapped when it is asked: weights
of words, one column for each theme.  It is learnt when an edition is written
anew.  An update keeps it, but for words that no post has any more, so it may
know less than the edition; `learnt` says since when.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage

from archive import Kind
from index.columnar import ArrayFile, ArrayFileWriter, SegmentArrays, Vocabulary, open_arrays
from index.editions.schema import TEXT_FIELDS
from index.learning.features import OF_TITLE, Singles, Words, words_and_rows
from index.learning.separating import OWN, separate
from index.searching.postings import Longs, PostingsReader
from index.searching.snapshot import Documents

FILE = "themes.learnt"
"""Name of the file in its edition."""

POSTS = 10_000
"""Posts that are learnt from, the newest: what a theme is today is told by them, and the
work for more would be felt at a rebuild."""

THEMES = 400
"""Themes that are learnt, the commonest."""

CELLS = 6_000_000
"""Weights that are kept: 12 MB, and twice that in memory while they are learnt."""

SHARPNESS = 6.0
"""How fast a margin becomes certain.  A logistic curve fitted to the suggestions for 2,401
posts that nobody had learnt from had 6.6."""

LOUD = 0.25
"""A word that says less than this share of what the strongest word says is no reason."""

DIGITS = 6
"""Digits of a score that mean anything."""


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme that a text may be about.

    Attributes:
        score: 0 to 1: how sure it is.  Comparable between texts.
        words: Stems of the text that speak for it, the strongest first.
    """

    slug: str
    score: float
    words: tuple[str, ...] = ()


def learn(
    folder: Path, documents: Documents, postings: PostingsReader, *, created: datetime
) -> None:
    """Learn the themes of an edition from its posts and write the file.

    Posts without a theme are examples of posts on none, unless they are most.
    Nothing is written where there is nothing to learn.

    Args:
        folder: Of the edition.
        documents: Of the edition.
        postings: Likewise.
        created: The present moment, zone-aware.
    """
    themes = _commonest(documents.terms(Kind.THEME.value), postings)
    filed = np.zeros((len(documents), len(themes)), bool)
    for number, theme in enumerate(themes):
        filed[postings.postings(Kind.THEME.value, theme).docs, number] = True
    posts = _examples(documents, filed.any(axis=1))
    if not len(posts):
        return
    words, rows = words_and_rows(documents.segments, posts, CELLS // len(themes))
    weights = separate(rows, filed[posts], len(words.terms))
    facts = {
        "themes": themes,
        "from_unfiled": not bool(filed[posts].any(axis=1).all()),
        "learnt": created.astimezone(UTC).isoformat(),
    }
    _write(folder, words.terms.all(), words.rarity, weights.astype(np.float16), facts)


def forget(
    folder: Path,
    segments: Collection[SegmentArrays],
    stems: Collection[bytes],
    themes: Collection[str],
) -> None:
    """Take words and themes that no post has any more out of what was learnt.

    Args:
        folder: Of the edition.
        segments: Of the edition; none holds a deleted post.
        stems: Of the words that may be meant.
        themes: Slugs of those that posts have.
    """
    known = Suggester.of_edition(folder)
    if known is None:
        return
    lost = {stem for stem in stems if known.knows(stem) and not _is_held(stem, segments)}
    columns = [number for number, theme in enumerate(known.themes) if theme in themes]
    if not columns:
        (folder / FILE).unlink()
    elif lost or len(columns) < len(known.themes):
        terms = known.words.terms.all()
        learnt = enumerate(term.removeprefix(OF_TITLE.encode()) for term in terms)
        kept = [number for number, stem in learnt if stem not in lost]
        left = [terms[number] for number in kept]
        weights = known.weights[[*kept, len(terms)]][:, columns]
        facts = known.facts | {"themes": [known.themes[number] for number in columns]}
        _write(folder, left, known.words.rarity[kept], weights, facts)


def _is_held(stem: bytes, segments: Collection[SegmentArrays]) -> bool:
    """Tell whether a stem stands in any text of an edition."""
    vocabularies = (
        segment.terms.vocabulary(field.stems) for segment in segments for field in TEXT_FIELDS
    )
    return any(vocabulary.find(stem) >= 0 for vocabulary in vocabularies)


def _write(
    folder: Path, terms: Sequence[bytes], rarity: Singles, weights: Any, facts: dict[str, Any]
) -> None:
    """Write the file; one that is there is exchanged, never written over."""
    new = folder / f"{FILE}.new"
    vocabulary = Vocabulary.of(terms)
    with new.open("wb") as file:
        writer = ArrayFileWriter(file)
        writer.add("terms", vocabulary.blob)
        writer.add("term_offsets", vocabulary.offsets)
        writer.add("rarity", rarity)
        writer.add("weights", weights.ravel())
        writer.facts = facts
        writer.close()
    new.replace(folder / FILE)


def _commonest(themes: Sequence[str], postings: PostingsReader) -> list[str]:
    """Return the themes to learn, sorted."""
    counts = {theme: len(postings.postings(Kind.THEME.value, theme)) for theme in themes}
    found = sorted((theme for theme in themes if counts[theme]), key=lambda t: (-counts[t], t))
    return sorted(found[:THEMES])


def _examples(documents: Documents, filed: Any) -> Longs:
    """Return the newest posts that are worth learning from; none if no post has a theme."""
    posts = np.arange(len(documents))
    if 2 * np.count_nonzero(filed) < len(posts):
        posts = posts[filed]
    newest = posts[np.lexsort((posts, -documents.days[posts]))]
    return newest[:POSTS] if filed.any() else posts[:0]


class Suggester:
    """What was learnt of the themes of an edition.

    Args:
        file: As `learn` wrote it.

    Attributes:
        words: Those that posts are told apart by.
        themes: Slugs, sorted.
        weights: As `separate` gives them.
        facts: What else is known of the learning.
        learnt: When.
    """

    def __init__(self, file: ArrayFile) -> None:
        terms = Vocabulary(file["terms"], file["term_offsets"])
        self.words = Words(terms, file["rarity"])
        self.themes: tuple[str, ...] = tuple(file.facts["themes"])
        self.weights = file["weights"].reshape(len(terms) + 1, len(self.themes))
        self.facts = file.facts
        self.learnt = datetime.fromisoformat(file.facts["learnt"])

    @classmethod
    def of_edition(cls, folder: Path) -> Suggester | None:
        """Return what was learnt of an edition; None if nothing was.

        Raises:
            ArrayFileError: If the file is damaged.
            OSError: If it cannot be read.
        """
        if not (folder / FILE).exists():
            return None
        return cls(open_arrays(FileStorage(str(folder)), FILE))

    def knows(self, stem: bytes) -> bool:
        """Tell whether posts are told apart by a stem, in their titles or anywhere."""
        terms = self.words.terms
        return terms.find(stem) >= 0 or terms.find(OF_TITLE.encode() + stem) >= 0

    def suggest(  # noqa: PLR0913 - a text, and what to tell of it
        self,
        title: str | None,
        body: str | None,
        language: str,
        *,
        size: int,
        words: int = 0,
        unfiled: bool = False,
    ) -> tuple[ThemeScore, ...]:
        """Return the themes that a text is most likely about, the likeliest first.

        Args:
            title: Of the text; None where there is none.
            body: Likewise.
            language: Primary subtag.
            size: How many themes.
            words: How many stems to name for each.
            unfiled: Whether it is the text of a post on no theme, which was
                itself an example of a text on none.
        """
        columns, values = self.words.row(title, body, language)
        weights = self.weights[columns].astype(np.float32)
        margins = values @ weights + self.weights[-1]
        if unfiled and self.facts["from_unfiled"]:
            margins = np.where(margins > -1.0, margins + OWN * (1.0 + margins), margins)
        best = np.argsort(-margins, kind="stable")[:size]
        return tuple(
            ThemeScore(
                self.themes[theme],
                _certainty(float(margins[theme])),
                self._speaking(columns, values * weights[:, theme], words),
            )
            for theme in best.tolist()
        )

    def _speaking(self, columns: Any, shares: Singles, most: int) -> tuple[str, ...]:
        """Return the stems that add most to a margin."""
        found: dict[str, float] = {}
        for column, share in zip(columns.tolist(), shares.tolist(), strict=True):
            if share > 0 and most:
                stem = self.words.terms[column].decode().removeprefix(OF_TITLE)
                found[stem] = found.get(stem, 0.0) + share
        least = LOUD * max(found.values(), default=0.0)
        loud = (stem for stem in found if found[stem] >= least)
        return tuple(sorted(loud, key=lambda stem: (-found[stem], stem))[:most])


def _certainty(margin: float) -> float:
    """Return a margin as a number from 0 to 1."""
    sure = 1.0 / (1.0 + np.exp(-SHARPNESS * margin))
    return float(f"{sure:.{DIGITS}g}")
