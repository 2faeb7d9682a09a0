"""Why a post is where it is among the results of a query, or why it is not there.

The score of a post is the sum of its words and of the words near each other;
each number here can be worked out from those below it:

    length factor  1 / (1 - b + b * words of the field / average), times the field's weight
    weight         occurrences * worth of the form * length factor, added over fields and forms
    score          times * worth * idf * weight * (K1 + 1) / (weight + K1)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldShare:
    """What a word counts in one field of the post, in one form.

    Attributes:
        field: Name of the field.
        form: What was looked for there: as typed, in any form, ...
        occurrences: How often it is there.
        worth: What one of them counts in this form.
        length: What the field's weight and its length here make of it.
        weight: The three multiplied.
    """

    field: str
    form: str
    occurrences: int
    worth: float
    length: float
    weight: float


@dataclass(frozen=True, slots=True)
class WordShare:
    """What a word, a phrase or a beginning of a word adds to the score.

    Attributes:
        text: As typed.
        times: How often it was typed.
        posts: Posts of the edition that have it.
        idf: How much it says by being in so few of them.
        worth: 1, or less for a function word.
        weight: Sum over `fields`.
        score: What it adds.
        fields: Of the best way of writing it.
    """

    text: str
    times: int
    posts: int
    idf: float
    worth: float
    weight: float
    score: float
    fields: tuple[FieldShare, ...]


@dataclass(frozen=True, slots=True)
class NearShare:
    """What two words add by standing near each other."""

    words: tuple[str, str]
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a post is where it is, or why it is not there.

    Attributes:
        slug: Of the post.
        rank: Its place in the order of the query, counted from 1; None if it is not found.
        total: Number of results.
        words: What the post has of what is sought.
        near: Words near each other; only the best of the results gain by them.
        reasons: Why it is not found; empty if it is.
    """

    slug: str
    rank: int | None
    total: int
    words: tuple[WordShare, ...]
    near: tuple[NearShare, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The score that results show, before rounding; of its words alone if not found."""
        return sum(word.score for word in self.words) + sum(near.score for near in self.near)
