"""What a post is about, as weighted stems, and how much of it other posts say too.

A stem weighs more the oftener and the more prominently the post has it and the
fewer posts have it.  What two posts share is counted as in a search (BM25), field by
field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from index.editions.record import Record
from index.editions.schema import TEXT_FIELDS
from index.learning.texts import ReadText
from index.recommending.runs import RunReader, Runs
from index.searching.bm25 import K1, rarity, saturated
from index.searching.postings import Longs
from index.searching.posts import Mask
from index.searching.snapshot import Documents, Floats
from index.searching.term_keys import keys_of_terms
from index.words.languages import primary

USUAL = {"title": 9, "summary": 22, "body": 350}
"""Words that the fields which tell what a post is about usually have.  Names are compared
as what they are.  The archive's own averages would move with every new post, and with
them the order of all that is nearly equal."""

FIELDS = tuple((number, field) for number, field in enumerate(TEXT_FIELDS) if field.name in USUAL)
"""Those fields, each with its number among all."""

TITLE, BODY = ([field.name for _, field in FIELDS].index(name) for name in ("title", "body"))
"""Places among them."""

STEMS = 80
"""Stems of a post that it is compared by; with 40, a tenth fewer of the links that authors
made are found, with 120 no more."""

POSTINGS = 150_000
"""Posts that the stems may have together: in large archives the weightiest stems alone are
compared, so that a page does not wait."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A post as weighted stems, the weightiest first.

    Attributes:
        doc: Number of the post.
        texts: Its title, summary and body, as they are read.
        stems: At most `STEMS`.
        weights: What each counts in another post.
        having: How many posts have each, in the field that has it most.
        runs: Where its stems are in the index.
        whole: What the post itself would get.
    """

    doc: int
    texts: Sequence[ReadText]
    stems: tuple[str, ...]
    weights: Floats
    having: Longs
    runs: Runs
    whole: float


@dataclass(frozen=True, slots=True)
class Said:
    """Which posts have which stems of a profile: one entry for each field that has one.

    Attributes:
        posts: Numbers of posts, one run after the other; of deleted ones the number
            behind the last.
        gained: What the stem counts in that field of that post.
        ends: Where each run ends.
        stems: The place of the run's stem in the profile.
        body: Whether the run is of bodies.
    """

    posts: Longs
    gained: Floats
    ends: Longs
    stems: Longs
    body: Mask

    def shares(self, total: int, whole: float) -> Floats:
        """Return how much of what a post says each post of the edition says, about 0 to 1."""
        counted = np.bincount(self.posts, self.gained, total + 1)[:total]
        found: Floats = counted.astype(np.float64, copy=False)  # Those of no post are whole.
        if whole:
            found /= whole
        return found

    def by(self, doc: int, count: int) -> Floats:
        """Return what each of `count` stems counts in a post, 0 where it is not there."""
        at = np.flatnonzero(self.posts == doc)
        stems = self.stems[self.ends.searchsorted(at, "right")]
        gained: Floats = np.bincount(stems, self.gained[at], count).astype(np.float64)
        return gained

    def bodies(self, count: int, total: int) -> tuple[Longs, Longs]:
        """Return which posts have the first stems in their body: one post and one stem each.

        Args:
            count: How many stems.
            total: Number of posts of the edition.
        """
        sizes = np.diff(self.ends, prepend=0)
        chosen = self.body & (self.stems < count)
        posts = self.posts[np.repeat(chosen, sizes)]
        stems = np.repeat(self.stems[chosen], sizes[chosen])
        live = posts < total
        return (posts, stems) if live.all() else (posts[live], stems[live])


class Profiles:
    """Makes and compares the profiles of an edition's posts."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._lock = Lock()

    def profile(self, doc: int, record: Record) -> Profile:
        """Return the profile of a post."""
        language = primary(record.language)
        written = {"title": record.title if record.titled else "", "summary": record.summary}
        written["body"] = record.text
        texts = [ReadText(written[field.name], language) for _, field in FIELDS]
        counts = [text.counts() for text in texts]
        stems = sorted(set().union(*counts))
        keys = keys_of_terms([stem.encode(errors="replace") for stem in stems])
        having = self._reader.having(keys).max(axis=0)
        telling = rarity(having, len(self._documents)) * (having > 0)
        amounts = _amounts(counts, stems) * self._worth[:, doc, np.newaxis]
        weights = np.sqrt(amounts.sum(axis=0)) * telling
        best = np.argsort(-weights, kind="stable")[:STEMS]
        best = best[(weights[best] > 0) & (np.cumsum(having[best]) <= POSTINGS)]
        weights = weights[best] * telling[best]
        whole = float((weights * saturated(amounts[:, best]).sum(axis=0)).sum())
        kept = tuple(stems[place] for place in best.tolist())
        return Profile(
            doc, texts, kept, weights, having[best], self._reader.find(keys[best]), whole
        )

    def said(self, profile: Profile) -> Said:
        """Return which posts have which stems of a profile."""
        runs = profile.runs
        posts, gained = self._reader.read(runs, self._worth)
        # As `saturated` does it, in place: these are up to a few hundred thousand numbers.
        below = gained + K1
        gained *= K1 + 1.0
        gained /= below
        gained *= np.repeat(profile.weights[runs.terms], runs.counts)
        of_body = self._reader.fields(runs) == BODY
        return Said(posts, gained, runs.counts.cumsum(), runs.terms, of_body)

    @cached_property
    def _worth(self) -> Floats:
        """What an occurrence in each field of each post counts; nothing in deleted ones."""
        rows = np.zeros((len(FIELDS), len(self._documents) + 1))
        for row, (number, field) in zip(rows, FIELDS, strict=True):
            relative = self._documents.lengths[number] / USUAL[field.name]
            row[:-1] = field.weight / (1.0 - field.b + field.b * relative)
        return rows

    @cached_property
    def _reader(self) -> RunReader:
        """The stems of all fields, prepared at the first question."""
        with self._lock:
            names = [field.stems for _, field in FIELDS]
            return RunReader(self._documents.segments, names, len(self._documents))


def _amounts(counts: Sequence[Counter[str]], stems: Sequence[str]) -> Floats:
    """Return how often each field has each stem, a row for each field."""
    places = {stem: place for place, stem in enumerate(stems)}
    amounts = np.zeros((len(counts), len(stems)))
    for row, found in zip(amounts, counts, strict=True):
        row[[places[stem] for stem in found]] = list(found.values())
    return amounts
