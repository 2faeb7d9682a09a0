"""Pressmark itself: a public edition, as a rebuild writes it and the site opens it.

It does more than is asked of the others: every word is kept as written and as
stem, five facets are counted where three are asked for, and opening compares
every file with its checksum.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from engines import HITS, Answer, Counts, Hit
from parsed import Corpus, Post, name
from questions import FACETS, Kind, Question
from truth import Analysis

from archive import Kind as Vocabularies
from archive import Term, Vocabulary
from index import (
    NONE,
    Engine,
    Facet,
    Label,
    Query,
    Record,
    Results,
    open_edition,
    update_edition,
    write_edition,
)
from index import Hit as Found
from index.store import durable, manifest
from index.store.checking import VERSIONS
from index.words.languages import ALGORITHMS

GENERATION = "benchmark"

COUNTED = tuple(map(Facet, FACETS))
"""The facets that all engines count."""


class Pressmark:
    """One edition."""

    version = "Pressmark"
    analysis = Analysis(
        exact_phrases=True,
        exact_beginnings=True,
        joined=True,
        unseen=True,
        reason="finds phrases, and words by their beginnings, in the forms that were written only;"
        " words with hyphens or apostrophes written as one, too; and words with a soft hyphen",
    )
    largest = 1_000_000
    unanswered = frozenset[Kind]()
    narrows = True
    quotes = True

    def build(self, folder: Path, corpus: Corpus) -> None:
        tag = tag_of(corpus.language)
        partners = _vocabulary(Vocabularies.PARTNER, corpus.partners)
        themes = _vocabulary(Vocabularies.THEME, corpus.themes)
        records = (_record(post, tag) for post in corpus.posts)
        total = write_edition(folder, records, partners, themes, language=tag, posts=corpus.number)
        durable.sync_tree(folder)
        sealed = manifest.seals(folder)
        self._engine = open_edition(folder, GENERATION)
        if self._engine.search(Query()).total != total:
            raise AssertionError("an edition does not hold what was written")
        self.close()
        _check(folder, total, sealed)

    def open(self, folder: Path) -> None:
        manifest.check_files(folder, manifest.read_manifest(folder))
        self._engine: Engine = open_edition(folder, GENERATION)

    def search(self, question: Question, *, facets: bool = False, snippets: bool = False) -> Any:
        return self._engine.search(
            Query(
                text=question.text,
                partner=question.partner,
                theme=question.theme,
                year=question.year,
                size=HITS,
            ),
            counts=facets,
            quotes=snippets,
        )

    def told(self, found: Any) -> Answer:
        hits = tuple(map(_hit, found.hits))
        return Answer(found.total, hits, _counts(found) if found.facets else {})

    def process(self) -> int | None:
        return None

    def close(self) -> None:
        self._engine.close()


def change(folder: Path, post: Post, corpus: Corpus) -> None:
    """Exchange one post of an edition that was built of a corpus."""
    tag = tag_of(corpus.language)
    update_edition(
        folder,
        removed=(),
        records=[_record(post, tag)],
        partners=_vocabulary(Vocabularies.PARTNER, corpus.partners),
        themes=_vocabulary(Vocabularies.THEME, corpus.themes),
        language=tag,
    )


def tag_of(language: str) -> str:
    """Return the BCP 47 tag of a language that has Snowball's name.

    Raises:
        StopIteration: If Pressmark has no stemmer of that name.
    """
    return next(tag for tag, algorithm in ALGORITHMS.items() if algorithm == language)


def _vocabulary(kind: Vocabularies, slugs: Iterable[str]) -> Vocabulary:
    return Vocabulary(kind, (Term(slug, name(slug), kind) for slug in slugs))


def _record(post: Post, tag: str) -> Record:
    return Record(
        slug=post.slug,
        title=post.title,
        titled=True,
        language=tag,
        date=post.date,
        partners=tuple(_label(slug) for slug in post.partners),
        themes=tuple(_label(slug) for slug in post.themes),
        summary=post.summary,
        html=post.html,
        text=post.text,
    )


@cache
def _label(slug: str) -> Label:
    return Label(slug, name(slug))


def _check(folder: Path, posts: int, sealed: dict[str, manifest.Seal]) -> None:
    """Write the manifest that a generation has, and compare every file with it."""
    manifest.write_manifest(
        folder,
        manifest.Manifest(
            generation=GENERATION,
            edition="public",
            versions=VERSIONS,
            libraries=manifest.installed(),
            posts=posts,
            created=datetime.now(UTC),
            files=sealed,
        ),
    )
    manifest.check_files(folder, manifest.read_manifest(folder))


def _hit(hit: Found) -> Hit:
    return Hit(
        slug=hit.slug,
        title="".join([span.text for span in hit.title]),
        summary=hit.summary or "",
        date=hit.date,
        partners=tuple([label.slug for label in hit.partners]),
        themes=tuple([label.slug for label in hit.themes]),
        snippet="".join([span.text for span in hit.snippet]),
    )


def _counts(results: Results) -> Counts:
    """The three facets that all engines count; ticked values at zero and `none` left out."""
    return {
        facet.value: {
            each.value: each.count
            for each in results.facets[facet]
            if each.count > 0 and each.value != NONE
        }
        for facet in COUNTED
    }
