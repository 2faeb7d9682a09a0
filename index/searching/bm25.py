"""What BM25 says of a word: it tells the more the fewer posts have it, and less each time.

Source:
    S. Robertson and H. Zaragoza, The Probabilistic Relevance Framework: BM25 and
    Beyond (2009); the logarithm is that of 1 + x, which is never negative.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

K1 = 1.5
"""How soon further occurrences of a word stop counting; best over four judged collections."""


def rarity(having: ArrayLike, total: int) -> NDArray[np.float64]:
    """Return how telling it is that a post has something.

    Args:
        having: In how many posts it is; several numbers give several answers.
        total: Number of posts of the edition.
    """
    posts = np.asarray(having, np.float64)
    telling: NDArray[np.float64] = np.log1p((total - posts + 0.5) / (posts + 0.5))
    return telling


def saturated(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what weights count: in proportion at first, and never more than K1 + 1."""
    return weights * (K1 + 1.0) / (weights + K1)
