"""Topics that the reader of a post may want next: themes, then partners, then phrases.

A theme or partner qualifies by its company: it stands on the posts closest to
this one, or on posts filed under what this one is filed under, more often than on
others.  What the post is filed under itself, and what is broader than that, is on
its page already.  A phrase is two neighbouring words of the post that other posts
have too.  No two topics shown have nearly the same posts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from archive import Kind, slug_of
from index.editions.record import Record
from index.query import NONE, Facet
from index.recommending import reasons
from index.recommending.holding import Holding
from index.recommending.overlap import SAME, common, overlap
from index.recommending.phrases import phrases_of
from index.recommending.profile import Profile, Said
from index.recommending.related import Closest
from index.results import Topic
from index.searching.posts import Posts
from index.searching.snapshot import Floats
from index.sentence import Sentence

PHRASE = "phrase"
"""Kind of a topic that is a search."""

TOPICS = 6
"""Topics under a post: two rows of three."""

THEMES, PARTNERS = 4, 2
"""Most of them that are themes, and most that are partners."""

COMPANY = 40
"""Closest posts whose themes and partners count."""

LEAST_POSTS = 2
"""Posts that a topic must have beside the post itself: a page with one is no topic."""

BY_TAG = 0.5
"""What standing on posts filed under the same counts, against standing on the closest posts."""

LEAST_EXCESS = 0.02
"""How much oftener than by chance a topic must keep company, as a share of posts."""

OFTEN = 0.2
"""Share of a topic's posts from which on they are often with something."""

TELLING = 2.0
"""How much more of a topic's posts than of all must have a word that is named for it."""

WORDS, WORDS_LOOKED_AT = 3, 15
"""Words that are named, and weightiest words of the post that they are chosen from."""

PHRASES_TRIED = 2
"""Phrases of a post that are looked for in the others."""

FREQUENT = 3
"""Posts that must have a phrase."""

EVERYWHERE = 0.2
"""Share of all posts above which a phrase is no topic."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A topic that may be shown.

    Attributes:
        posts: Those that have it.
        clauses: Of its reason, but for the words.
    """

    kind: str
    slug: str
    name: str
    score: float
    posts: Posts
    clauses: tuple[Sentence, ...]


def topics_beside(  # noqa: PLR0913, PLR0917 - a post and all that is known of it
    holding: Holding,
    profile: Profile,
    said: Said,
    record: Record,
    near: Closest,
    spelled: dict[str, str],
) -> tuple[Topic, ...]:
    """Return topics for the reader of a post, at most `TOPICS`.

    Args:
        holding: The edition.
        profile: Of the post.
        said: Which posts have its stems.
        record: The post.
        near: Its closest posts.
        spelled: How it writes its weighty stems.
    """
    shown: list[_Candidate] = []
    known = _Known(holding, record)
    _show(shown, _terms(holding, Kind.THEME, known, near), THEMES)
    _show(shown, _terms(holding, Kind.PARTNER, known, near), len(shown) + PARTNERS)
    _show(shown, _phrases(holding, profile), TOPICS)
    telling = _Telling(profile, said, spelled, len(holding.documents))
    return tuple(_topic(each, telling) for each in shown)


def _show(shown: list[_Candidate], candidates: Iterable[_Candidate], most: int) -> None:
    """Add the first candidates that are not nearly what is shown already."""
    for candidate in candidates if len(shown) < most else ():
        if all(overlap(candidate.posts, other.posts) <= SAME for other in shown):
            shown.append(candidate)
            if len(shown) >= most:
                return


def _topic(found: _Candidate, telling: _Telling) -> Topic:
    count = len(found.posts)
    words = telling.words(found.posts) if found.kind != PHRASE else []
    clauses = [reasons.posts(count), *found.clauses]
    if words:
        clauses.append(reasons.post_says(words))
    score = round(min(found.score, 1.0), 4)
    return Topic(found.kind, found.slug, found.name, count, score, reasons.joined(clauses))


def _terms(holding: Holding, kind: Kind, known: _Known, near: Closest) -> Iterator[_Candidate]:
    """Yield themes or partners that keep company with a post, the closest first."""
    table = holding.tables[Facet(kind.value)]
    total = len(holding.documents)
    usual = table.totals / max(1, total)
    excess = np.maximum(_support(holding, kind, near), known.company(kind)) - usual
    for place in np.lexsort((np.arange(len(usual)), -excess)).tolist():
        slug = table.values[place]
        if excess[place] < LEAST_EXCESS:
            return
        if slug == NONE or slug in known.filed[kind] or table.totals[place] < LEAST_POSTS:
            continue
        posts = table.having([slug])
        clauses = tuple(known.often_with(posts))
        name = table.label(slug)
        yield _Candidate(kind.value, slug, name, float(excess[place]), posts, clauses)


def _support(holding: Holding, kind: Kind, near: Closest) -> Floats:
    """Return which share of the closest posts, the closer the more, each value has."""
    docs, scores = near.docs[:COMPANY], near.scores[:COMPANY]
    whole = float(scores.sum())
    return holding.tables[Facet(kind.value)].weigh(docs, scores / whole if whole else scores)


class _Known:
    """What a post is filed under, and what keeps company with that."""

    def __init__(self, holding: Holding, record: Record) -> None:
        self._holding = holding
        own = {
            Kind.THEME: [label.slug for label in record.themes],
            Kind.PARTNER: [label.slug for label in record.partners],
        }
        self.filed = {
            kind: {s for slug in slugs for s in (slug, *holding.vocabularies[kind].ancestors(slug))}
            for kind, slugs in own.items()
        }
        self._tags = [
            holding.companies.of(kind, slug) for kind, slugs in own.items() for slug in slugs
        ]

    def company(self, kind: Kind) -> Floats:
        """Return for each value the largest share that it has of the posts of one of its own.

        It counts as much as `BY_TAG` says.
        """
        largest = np.zeros(len(self._holding.tables[Facet(kind.value)].values))
        for tag in self._tags:
            if len(tag.posts) > LEAST_POSTS:
                largest = np.maximum(largest, tag.shares[kind])
        return BY_TAG * largest

    def often_with(self, posts: Posts) -> Iterator[Sentence]:
        """Yield what the posts of a topic are filed under too, oftener than others."""
        total, count = posts.total, len(posts)
        found = []
        for tag in self._tags:
            both = common(tag.posts, posts)
            usual = len(tag.posts) / total
            if both >= LEAST_POSTS and both / count >= max(OFTEN, usual):
                found.append((both / count - usual, both, tag.name))
        if found:
            _, both, name = max(found)
            yield reasons.often_with(name, both, count)


class _Telling:
    """The words of a post that tell of a topic."""

    def __init__(self, profile: Profile, said: Said, spelled: dict[str, str], total: int) -> None:
        self._spelled = {
            place: spelled[stem]
            for place, stem in enumerate(profile.stems[:WORDS_LOOKED_AT])
            if stem in spelled
        }
        self._posts, self._stems = said.bodies(WORDS_LOOKED_AT, total)
        self._whole = np.bincount(self._stems, minlength=WORDS_LOOKED_AT)

    def words(self, posts: Posts) -> list[str]:
        """Return words that more of a topic's posts have than of others, the most telling first.

        A word tells the more the more of the posts have it, and the more the oftener
        than by chance.
        """
        usual = len(posts) / posts.total
        having = np.bincount(self._stems[posts.mask[self._posts]], minlength=WORDS_LOOKED_AT)
        share = having / np.maximum(self._whole, 1)
        telling = (having >= LEAST_POSTS) & (share >= min(TELLING * usual, (1 + usual) / 2))
        worth = having * np.log(np.maximum(share, usual) / usual)
        places = [place for place in self._spelled if telling[place]]
        return [self._spelled[place] for place in sorted(places, key=lambda n: -worth[n])[:WORDS]]


def _phrases(holding: Holding, profile: Profile) -> Iterator[_Candidate]:
    """Yield phrases of a post that other posts have too, the weightiest first."""
    total = len(holding.documents)
    for phrase, weight in phrases_of(profile)[:PHRASES_TRIED]:
        docs = holding.find(f'"{phrase}"')
        if FREQUENT <= len(docs) <= EVERYWHERE * total:
            posts = Posts(total, docs=docs)
            yield _Candidate(PHRASE, slug_of(phrase) or phrase, phrase, weight, posts, ())
