"""Whether two topics are one to a reader: they have nearly the same posts."""

from __future__ import annotations

import numpy as np

from index.posts import Mask

SAME = 0.8
"""Share of common posts above which two topics are one (Jaccard's measure)."""


def overlap(one: Mask, other: Mask) -> float:
    """Return which share of the posts that have one or the other have both."""
    either = int(np.count_nonzero(one | other))
    return int(np.count_nonzero(one & other)) / either if either else 0.0
