"""Posts that belong with a post, the closest first, each with its reason.

Three things bring posts together: what both say, what both are filed under (the
rarer it is, the more it tells), and when they were published.  A later post has
to be closer in time than an earlier one, so that lists of old posts stay as they
are when new posts come.  Shown is none that says nearly the same as the post or
as one shown before it, and no second language version of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from archive import Event
from index.editions.record import Day, Label, Record
from index.editions.schema import UNDATED
from index.learning.texts import says_something, written
from index.recommending import reasons
from index.recommending.holding import Holding
from index.recommending.profile import Profile, Said
from index.searching.bm25 import rarity
from index.searching.ordering import best
from index.searching.postings import Ints, Longs
from index.searching.snapshot import Floats
from index.sentence import Sentence
from index.words.folding import fold
from index.words.function_words import function_words
from index.words.languages import primary

RELATED_POSTS = 5
"""Related posts that are shown beside a post."""

CLOSENESS = 1.3
"""What being published at the same time adds, as a share of what the words say."""

EARLIER, LATER = 270.0, 30.0
"""Days after which half of that is left.  Authors link to posts of the last years, and a
list that later posts can hardly enter stays as it is."""

FILED = 0.3
"""What being filed under all the same adds, as a share of what the words say."""

CANDIDATES = 200
"""Posts that are compared by what they are filed under: of the closest by words and time."""

LOOKED_AT = 30
"""Most posts that are read for those that are shown."""

LEAST = 0.02
"""Share of what a post says below which another has nothing to do with it."""

SAME = 0.8
"""Share of common words from which on two posts say nearly the same."""

COMPARED = 5_000
"""Characters of a text that are compared with another: two posts that are nearly the same
begin so."""

WORDS = 3
"""Common words that are named."""

SHORT = 4
"""Letters of a word that says little, unless it is a name or stands for one: `must`, `our`."""

TELLING = 0.3
"""Share of what the most telling common word counts below which another is not named with it."""

WORDS_LOOKED_AT = 40
"""Weightiest words of a post, of which those are named that the other has too."""


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """A post that belongs with another.

    Attributes:
        score: How closely; what the other says itself would be 1 without what time
            and filing add.
    """

    slug: str
    title: str
    language: str
    date: Day | None
    score: float
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Closest:
    """The posts of an edition that are closest to one, the closest first.

    Attributes:
        docs: Their numbers.
        scores: How close each is.
    """

    docs: Longs
    scores: Floats


def closest(holding: Holding, profile: Profile, said: Said, record: Record) -> Closest:
    """Return the posts closest to a post, at most `CANDIDATES`."""
    shares = said.shares(len(holding.documents), profile.whole)
    shares[profile.doc] = 0.0
    likely = best(shares, CANDIDATES)
    # These reach as much by their words alone; time brings no other post there from below that.
    floor = shares[likely].min(initial=0.0) / (1.0 + CLOSENESS)
    docs = np.flatnonzero(shares >= max(LEAST, floor))
    days = holding.documents.days
    scores = shares[docs] * (1.0 + CLOSENESS * _nearness(days[docs], int(days[profile.doc])))
    first = best(scores, CANDIDATES)
    docs, scores = docs[first], scores[first]
    scores *= 1.0 + FILED * _filed_alike(holding, record, docs)
    order = np.lexsort((-days[docs], -scores))
    return Closest(docs[order], scores[order])


def _nearness(days: Ints, day: int) -> Floats:
    """Return 1 for posts of that day, less for others, 0 for undated ones."""
    if day == UNDATED:
        return np.zeros(len(days))
    later = (days - day).astype(np.float64)
    half = np.where(later > 0, LATER, EARLIER)
    return np.where(days == UNDATED, 0.0, 1.0 / (1.0 + np.abs(later) / half))


def _filed_alike(holding: Holding, record: Record, docs: Longs) -> Floats:
    """Return how much of what a post is filed under some posts are filed under too, 0 to 1."""
    total, whole = len(holding.documents), 0.0
    found = np.zeros(len(docs))
    wanted = docs.astype(np.int32)  # As postings are; else those would be converted.
    for field, value in filed_under(record):
        having = holding.postings.postings(field, value).docs
        worth = float(rarity(len(having), total))
        whole += worth
        if len(having):
            at = np.minimum(np.searchsorted(having, wanted), len(having) - 1)
            found += worth * (having[at] == docs)
    return found / whole if whole else found


def filed_under(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the fields and values that a post is filed under."""
    yield from (("theme", label.slug) for label in record.themes)
    yield from (("partner", label.slug) for label in record.partners)
    yield from (("person", name) for name in dict.fromkeys(record.people))
    if record.event and record.event.place:
        yield "place", record.event.place


def related(  # noqa: PLR0913, PLR0917 - a post and all that is known of it
    holding: Holding,
    profile: Profile,
    said: Said,
    record: Record,
    near: Closest,
    spelled: Mapping[str, str],
    *,
    size: int,
) -> tuple[RelatedPost, ...]:
    """Return the posts to show beside a post."""
    chosen = list(_different(holding, record, near, size))
    found = []
    for doc, other, score in chosen:
        reason = _reason(
            record, other, _words_of_both(profile, said.by(doc, len(profile.stems)), spelled)
        )
        found.append(
            RelatedPost(
                other.slug, other.title, other.language, other.date, round(score, 4), reason
            )
        )
    return tuple(found)


def _words_of_both(profile: Profile, gained: Floats, spelled: Mapping[str, str]) -> list[str]:
    """Return the words that bring two posts together most, the first the most.

    Args:
        profile: Of the one.
        gained: What each of its stems counts in the other.
        spelled: How the one writes the stems that are worth showing.
    """
    shown = (place for place in np.argsort(-gained, kind="stable").tolist() if gained[place] > 0)
    found = [place for place in shown if profile.stems[place] in spelled][:WORDS]
    return [
        spelled[profile.stems[place]]
        for place in found
        if gained[place] >= TELLING * gained[found[0]]
    ]


def spelling(record: Record, profile: Profile) -> dict[str, str]:
    """Return how a post writes the weighty stems that are worth showing."""
    language = primary(record.language)
    wanted = {stem for stem in profile.stems[:WORDS_LOOKED_AT] if says_something(stem)}
    found = written(profile.texts, wanted)
    dull = function_words(language)
    return {
        stem: word
        for stem, word in found.items()
        if (len(word) > SHORT or not word.islower()) and fold(word) not in dull
    }


def _different(
    holding: Holding, record: Record, near: Closest, size: int
) -> Iterator[tuple[int, Record, float]]:
    """Yield the closest posts, number, post and score; none says the same as one before it."""
    shown = [_words(record)]
    versions = {record.slug, *(version.slug for version in record.translations)}
    pairs = zip(near.docs.tolist(), near.scores.tolist(), strict=True)
    for doc, score in islice(pairs, LOOKED_AT + size):
        if len(shown) > size:
            return
        other = holding.record(doc)
        words = _words(other)
        if other.slug in versions or any(_repeats(words, former) for former in shown):
            continue
        shown.append(words)
        versions.update((other.slug, *(version.slug for version in other.translations)))
        yield doc, other, score


def _words(record: Record) -> frozenset[str]:
    """Return the different words of a post, as far as it is compared with others."""
    return frozenset(f"{record.title} {record.summary} {record.text[:COMPARED]}".lower().split())


def _repeats(words: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two posts say nearly the same."""
    both = len(words & others)
    return both > SAME * (len(words) + len(others) - both)


def _reason(record: Record, other: Record, words: Sequence[str]) -> Sentence:
    """Return what brings two posts together, the most telling first."""
    clauses: list[Sentence] = []
    if record.event and other.event and is_same_event(record.event, other.event):
        clauses.append(reasons.same_event(other.event.name or record.event.name or ""))
    partners = _both(record.partners, other.partners)
    themes = _both(record.themes, other.themes)
    if partners:
        clauses.append(reasons.same_partners(partners))
    if themes:
        clauses.append(reasons.same_themes(themes))
    people = [name for name in record.people if name in other.people]
    if people and not clauses:
        clauses.append(reasons.same_people(people))
    if words or not clauses:
        clauses.append(reasons.same_words(words) if words else reasons.much_in_common())
    return reasons.joined(clauses)


def _both(ours: Sequence[Label], theirs: Sequence[Label]) -> list[str]:
    slugs = {label.slug for label in theirs}
    return [label.name for label in ours if label.slug in slugs]


def is_same_event(one: Event, other: Event) -> bool:
    """Tell whether two posts speak of one event.

    Their days must meet, where both are known, and their names be equal; without
    names, their places.
    """
    if not _meet(one, other):
        return False
    if one.name and other.name:
        return fold(one.name) == fold(other.name)
    return bool(one.start and one.place and other.place) and (
        fold(one.place or "") == fold(other.place or "")
    )


def _meet(one: Event, other: Event) -> bool:
    first, second = one.start or one.end, other.start or other.end
    if first is None or second is None:
        return True
    return first <= (other.end or second) and second <= (one.end or first)
