"""What a post is about, as weighted stems, and how much of it other posts say too.

A stem weighs more the oftener and the more prominently the post has it and the
fewer posts have it.  What two posts share is counted as in a search (BM25), field by
field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from index.columnar import FieldPostings
from index.languages import primary
from index.matching import K1
from index.postings import Ints, Longs
from index.recommending.lookup import Heads, Lookup, heads_of
from index.recommending.texts import counted
from index.record import Record
from index.schema import TEXT_FIELDS
from index.snapshot import Documents, Floats

USUAL = {"title": 9, "summary": 22, "body": 350}
"""Words that the fields which tell what a post is about usually have.  Names are compared
as what they are.  The archive's own averages would move with every new post, and with
them the order of all that is nearly equal."""

STEMS = 80
"""Stems of a post that it is compared by; with 40, a tenth fewer of the links that authors
made are found, with 120 no more."""

POSTINGS = 300_000
"""Posts that the stems may have together: in large archives the weightiest stems alone are
compared, so that a page does not wait."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A post as weighted stems, the weightiest first.

    Attributes:
        doc: Number of the post.
        stems: At most `STEMS`.
        weights: What each counts in another post.
        whole: What the post itself would get.
    """

    doc: int
    stems: tuple[str, ...]
    weights: Floats
    whole: float


class Profiles:
    """Makes and compares the profiles of an edition's posts."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._lock = Lock()
        self._fields = [
            (number, field) for number, field in enumerate(TEXT_FIELDS) if field.name in USUAL
        ]

    def profile(self, doc: int, record: Record) -> Profile:
        """Return the profile of a post."""
        language = primary(record.language)
        texts = {"title": record.title if record.titled else "", "summary": record.summary}
        texts["body"] = record.text
        counts = [counted(texts[field.name], language) for _, field in self._fields]
        stems = sorted(set().union(*counts))
        terms = [stem.encode(errors="replace") for stem in stems]
        having = self._posts_with(terms)
        rarity = _rarity(having, len(self._documents))
        amounts = np.array([[count[stem] for stem in stems] for count in counts], np.float64)
        numbers = [number for number, _ in self._fields]
        amounts *= self._norms[numbers, doc][:, None]
        weights = np.sqrt(amounts.sum(axis=0)) * rarity
        best = np.argsort(-weights, kind="stable")[:STEMS]
        best = best[(weights[best] > 0) & (np.cumsum(having[best]) <= POSTINGS)]
        weights = weights[best] * rarity[best]
        whole = float((weights * _saturated(amounts[:, best]).sum(axis=0)).sum())
        return Profile(doc, tuple(stems[n] for n in best.tolist()), weights, whole)

    def shares(self, profile: Profile) -> Floats:
        """Return how much of what a post says each post of the edition says, about 0 to 1."""
        terms = [stem.encode(errors="replace") for stem in profile.stems]
        heads = heads_of(terms)
        found = np.zeros(len(self._documents))
        for number, lookup, postings, documents in self._vocabularies:
            numbers = lookup.numbers(terms, heads)
            docs, amounts, weights = _gathered(postings, numbers, profile.weights)
            if not len(docs):
                continue
            posts = documents[docs]
            gained = _saturated(amounts * self._norms[number, posts]) * weights
            found += np.bincount(posts, gained, len(found))
        return found / profile.whole if profile.whole else found

    def _posts_with(self, terms: Sequence[bytes]) -> Longs:
        """Return in how many posts each term is, in the field that has it most."""
        heads: Heads = heads_of(terms)
        counts = np.zeros((len(TEXT_FIELDS), len(terms)), np.int64)
        for number, lookup, postings, _ in self._vocabularies:
            numbers = lookup.numbers(terms, heads)
            known = numbers >= 0
            starts = postings.starts
            counts[number, known] += starts[numbers[known] + 1] - starts[numbers[known]]
        most: Longs = counts.max(axis=0)
        return most

    @cached_property
    def _norms(self) -> Floats:
        """What an occurrence in each text field of each post counts; zeros for names."""
        rows = np.zeros(self._documents.lengths.shape)
        for number, field in self._fields:
            relative = self._documents.lengths[number] / USUAL[field.name]
            rows[number] = field.weight / (1.0 - field.b + field.b * relative)
        return rows

    @cached_property
    def _vocabularies(self) -> list[tuple[int, Lookup, FieldPostings, Ints]]:
        """The stems of each field in each segment, prepared at the first question."""
        with self._lock:
            return list(self._prepared())

    def _prepared(self) -> Iterator[tuple[int, Lookup, FieldPostings, Ints]]:
        for segment in self._documents.segments:
            for number, field in self._fields:
                postings = segment.terms.field(field.stems)
                if postings is not None:
                    lookup = Lookup(postings.vocabulary)
                    yield number, lookup, postings, segment.numbers


def _rarity(posts_with: Longs, total: int) -> Floats:
    """Return how telling it is that a post has a stem."""
    having = posts_with.astype(np.float64)
    rare: Floats = np.log1p((total - having + 0.5) / (having + 0.5))
    return np.where(posts_with > 0, rare, 0.0)


def _saturated(amounts: Floats) -> Floats:
    return amounts * (K1 + 1.0) / (amounts + K1)


def _gathered(
    postings: FieldPostings, numbers: Longs, weights: Floats
) -> tuple[Longs, Floats, Floats]:
    """Return the postings of some terms: documents, frequencies, and each term's weight."""
    known = numbers >= 0
    starts = postings.starts[numbers[known]]
    counts = postings.starts[numbers[known] + 1] - starts
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places = np.repeat(starts - (ends - counts), counts) + np.arange(total)
    freqs = postings.freqs[places] if postings.freqs is not None else np.ones(total)
    return postings.docs[places], freqs.astype(np.float64), np.repeat(weights[known], counts)
