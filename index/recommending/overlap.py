"""Whether two topics are one to a reader: they have nearly the same posts."""

from __future__ import annotations

import numpy as np

from index.searching.posts import Posts

SAME = 0.8
"""Share of common posts above which two topics are one (Jaccard's measure)."""


def overlap(one: Posts, other: Posts) -> float:
    """Return which share of the posts that have one or the other have both."""
    both = common(one, other)
    either = len(one) + len(other) - both
    return both / either if either else 0.0


def common(one: Posts, other: Posts) -> int:
    """Return how many posts have both."""
    return int(np.bitwise_count(one.bits & other.bits).sum())
