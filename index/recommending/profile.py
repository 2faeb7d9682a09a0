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

from index.bm25 import rarity, saturated
from index.columnar import FieldPostings
from index.languages import primary
from index.learning.texts import counted
from index.postings import Ints, Longs
from index.posts import Mask
from index.recommending.lookup import Lookup, Wanted
from index.record import Record
from index.schema import TEXT_FIELDS
from index.snapshot import Documents, Floats

USUAL = {"title": 9, "summary": 22, "body": 350}
"""Words that the fields which tell what a post is about usually have.  Names are compared
as what they are.  The archive's own averages would move with every new post, and with
them the order of all that is nearly equal."""

BODY = next(number for number, field in enumerate(TEXT_FIELDS) if field.name == "body")
"""Number of the field that most of a post is in."""

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
        stems: At most `STEMS`.
        weights: What each counts in another post.
        having: How many posts have each, in the field that has it most.
        numbers: The number of each in the terms of each field of each segment, -1
            where it is not.
        whole: What the post itself would get.
    """

    doc: int
    stems: tuple[str, ...]
    weights: Floats
    having: Longs
    numbers: Longs
    whole: float


@dataclass(frozen=True, slots=True)
class Said:
    """Which posts have which stems of a profile: one entry for each field that has one.

    Attributes:
        posts: Numbers of posts.
        stems: Places of stems in the profile.
        gained: What the stem counts in that field of that post.
        body: Whether it is in the body.
    """

    posts: Longs
    stems: Longs
    gained: Floats
    body: Mask

    def shares(self, total: int, whole: float) -> Floats:
        """Return how much of what a post says each post of the edition says, about 0 to 1."""
        found: Floats = np.bincount(self.posts, self.gained, total).astype(np.float64)
        return found / whole if whole else found

    def by(self, doc: int, count: int) -> Floats:
        """Return what each of `count` stems counts in a post, 0 where it is not there."""
        at = np.flatnonzero(self.posts == doc)
        gained: Floats = np.bincount(self.stems[at], self.gained[at], count).astype(np.float64)
        return gained

    def bodies(self, count: int) -> tuple[Longs, Longs]:
        """Return which posts have the first stems in their body: one post and one stem each.

        Args:
            count: How many stems.
        """
        chosen = np.flatnonzero(self.body & (self.stems < count))
        return self.posts[chosen], self.stems[chosen]


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
        numbers = self._numbers(terms)
        having = self._posts_with(numbers)
        telling = rarity(having, len(self._documents)) * (having > 0)
        amounts = np.array([[count[stem] for stem in stems] for count in counts], np.float64)
        fields = [number for number, _ in self._fields]
        amounts *= self._norms[fields, doc][:, None]
        weights = np.sqrt(amounts.sum(axis=0)) * telling
        best = np.argsort(-weights, kind="stable")[:STEMS]
        best = best[(weights[best] > 0) & (np.cumsum(having[best]) <= POSTINGS)]
        weights = weights[best] * telling[best]
        whole = float((weights * saturated(amounts[:, best]).sum(axis=0)).sum())
        kept = tuple(stems[place] for place in best.tolist())
        return Profile(doc, kept, weights, having[best], numbers[:, best], whole)

    def said(self, profile: Profile) -> Said:
        """Return which posts have which stems of a profile."""
        gathered = [
            _gathered(postings, numbers, documents, self._norms[number], of_body=number == BODY)
            for (number, _, postings, documents), numbers in zip(
                self._vocabularies, profile.numbers, strict=True
            )
            if (numbers >= 0).any()
        ]
        if not gathered:
            nothing = np.zeros(0, np.int64)
            return Said(nothing, nothing, np.zeros(0), np.zeros(0, bool))
        posts, stems, amounts, body = (np.concatenate(part) for part in zip(*gathered, strict=True))
        if (deleted := posts < 0).any():
            live = ~deleted
            posts, stems, amounts, body = posts[live], stems[live], amounts[live], body[live]
        return Said(posts, stems, saturated(amounts) * profile.weights[stems], body)

    def _numbers(self, terms: Sequence[bytes]) -> Longs:
        """Return the number of each term in each of the vocabularies, one row for each of those."""
        wanted = Wanted.of(terms)
        rows = [lookup.numbers(wanted) for _, lookup, _, _ in self._vocabularies]
        return np.array(rows, np.int64).reshape(len(rows), len(terms))

    def _posts_with(self, numbers: Longs) -> Longs:
        """Return in how many posts each term is, in the field that has it most."""
        counts = np.zeros((len(TEXT_FIELDS), numbers.shape[1]), np.int64)
        for (field, _, postings, _), row in zip(self._vocabularies, numbers, strict=True):
            known = row >= 0
            starts = postings.starts
            counts[field, known] += starts[row[known] + 1] - starts[row[known]]
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


def _gathered(
    postings: FieldPostings, numbers: Longs, documents: Ints, norms: Floats, *, of_body: bool
) -> tuple[Longs, Longs, Floats, Mask]:
    """Return the postings of some terms, one for each: posts, terms, amounts, whether of a body.

    Posts that are deleted are -1.
    """
    known = np.flatnonzero(numbers >= 0)
    starts = postings.starts[numbers[known]]
    counts = postings.starts[numbers[known] + 1] - starts
    ends = np.cumsum(counts)
    total = int(ends[-1])
    places = np.repeat(starts - (ends - counts), counts) + np.arange(total)
    posts = documents[postings.docs[places]].astype(np.int64)
    amounts = norms[posts]
    if postings.freqs is not None:
        amounts = amounts * postings.freqs[places]
    return posts, np.repeat(known, counts), amounts, np.full(total, of_body)
