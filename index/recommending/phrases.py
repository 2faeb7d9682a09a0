"""Phrases of a post: pairs of neighbouring words that both weigh something."""

from __future__ import annotations

from collections import Counter

from index.learning.texts import Pair, says_something
from index.recommending.profile import TITLE, Profile

READ = 5_000
"""Characters of a text whose phrases are looked at: what a post is about, it says early."""

AGAIN = 2
"""Times that a post must say a phrase; a title says it once for all."""

OCCURRENCES = 4_000
"""Posts that the words of a phrase may be in, added up: to look for a phrase is to read where its
words stand in all of them, and a page does not wait for that."""


def phrases_of(profile: Profile) -> list[tuple[str, float]]:
    """Return the phrases of a post as it writes them, with their weights, the weightiest first.

    A phrase weighs what its lighter word weighs, as often as the post has it.
    """
    whole = float(profile.weights.sum())
    weights = {
        stemmed: weight / whole
        for stemmed, weight in zip(profile.stems, profile.weights.tolist(), strict=True)
        if says_something(stemmed)
    }
    having = dict(zip(profile.stems, profile.having.tolist(), strict=True))
    times: Counter[Pair] = Counter()
    spelled: dict[Pair, str] = {}
    title = profile.texts[TITLE]
    for text in profile.texts:
        for pair, written in text.pairs(weights, READ):
            times[pair] += AGAIN if text is title else 1
            spelled.setdefault(pair, written)
    scored = [
        (spelled[pair], min(weights[pair[0]], weights[pair[1]]) * count)
        for pair, count in times.items()
        if count >= AGAIN and having[pair[0]] + having[pair[1]] <= OCCURRENCES
    ]
    return sorted(scored, key=lambda each: (-each[1], each[0]))
