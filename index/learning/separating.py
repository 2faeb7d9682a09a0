"""A linear support vector machine for each theme, all trained in one go.

The method is dual coordinate descent (Hsieh and others, 2008, the one of
LIBLINEAR) for the squared hinge.  A step looks at one post and improves its
multiplier for every theme at once, so that the work is done by arrays as long
as there are themes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.learning.features import Rows, Singles

ROUNDS = 5
"""Times that every post of thousands is looked at; more change no figure by more than 0.003."""

MOST_ROUNDS, LOOKS = 50, 20_000
"""Few posts are looked at more often, until that many looks: it costs a second and settles."""

COST = 1.0
"""What a post on the wrong side costs against the size of the weights."""

COST_UNFILED = 0.25
"""The same of a post on no theme: perhaps nobody came to file it yet."""

OWN = 4.0 * COST_UNFILED
"""How far a post on no theme drew its own margin to the wrong side, as a share of what
lies between its margin and -1: its row is of length one, and so is what is added always."""

SEED = 1987
"""Of the order in which posts are looked at: the same posts give the same weights."""


def separate(rows: Rows, truth: NDArray[np.bool_], columns: int) -> Singles:
    """Return weights that tell the posts of each theme from all others.

    Args:
        rows: Posts.
        truth: For each post and theme, whether the post is on it.
        columns: Number of words.

    Returns:
        One row for each word and a last one that is added always, one column
        for each theme.  A post's margin for a theme is the sum of the weights
        of its words, each times its value: about 1 for posts on the theme,
        about -1 for others.
    """
    themes = truth.shape[1]
    sides = np.where(truth, 1.0, -1.0).astype(np.float32)
    weights = np.zeros((columns + 1, themes), np.float32)
    multipliers = np.zeros(truth.shape, np.float32)
    always, one = np.array([columns], np.int32), np.ones(1, np.float32)
    posts = [
        (np.concatenate([words, always]), np.concatenate([values, one])) for words, values in rows
    ]
    costs = np.where(truth.any(axis=1), COST, COST_UNFILED)
    softness = (0.5 / costs).astype(np.float32)
    steps = [
        np.float32(values @ values) + soft
        for (_, values), soft in zip(posts, softness, strict=True)
    ]
    luck = np.random.default_rng(SEED)
    rounds = max(ROUNDS, min(MOST_ROUNDS, LOOKS // max(1, len(posts))))
    for _ in range(rounds):
        for post in luck.permutation(len(posts)).tolist():
            words, values = posts[post]
            held = weights[words]
            former, side = multipliers[post], sides[post]
            slope = side * (values @ held) - 1.0 + softness[post] * former
            better = np.maximum(former - slope / steps[post], 0.0)
            change = (better - former) * side
            moved = np.flatnonzero(change)
            if len(moved):
                multipliers[post] = better
                held[:, moved] += values[:, None] * change[moved]
                weights[words] = held
    return weights
