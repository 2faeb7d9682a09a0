"""The order of relevance: by the words of posts, and the best of them by nearness too.

A score is the sum of what the words of the query count in a post
(`index.searching.evaluation`) and, for the `BEST` by that sum, of what it gains by words
that stand near each other (`index.searching.nearness`).  Equal scores come newest first.
"""

from __future__ import annotations

import numpy as np

from index.asking.tree import And
from index.searching.nearness import Nearness
from index.searching.ordering import Order, best
from index.searching.postings import Longs
from index.searching.posts import Posts
from index.searching.snapshot import Floats

BEST = 100
"""Posts whose nearness is looked into; five pages, and few turn that many."""


class Ranking:
    """Puts posts of an edition in the order of relevance.

    Args:
        nearness: Of words in its posts.
        newest: Its posts by date.

    Attributes:
        nearness: The same.
    """

    def __init__(self, nearness: Nearness, newest: Order) -> None:
        self.nearness = nearness
        self._newest = newest.places

    def first(self, tree: And, posts: Posts, scores: Floats, most: int) -> tuple[Longs, Floats]:
        """Return the first of some posts, at least as many as asked for, and their scores.

        Args:
            tree: What is asked for.
            posts: All that have it.
            scores: What their words count, in the order of `posts.docs`.
            most: How many are asked for.
        """
        pairs = self.nearness.pairs(tree) if len(scores) else []
        chosen = best(scores, max(most, BEST) if pairs else most)
        docs, scores = posts.docs[chosen].astype(np.int64), scores[chosen]
        order = self._order(docs, scores)
        if pairs:
            nearest = np.sort(order[:BEST])
            scores[nearest] += self.nearness.gained(pairs, docs[nearest])
            raised = nearest[self._order(docs[nearest], scores[nearest])]
            order = np.concatenate([raised, order[BEST:]])
        return docs[order], scores[order]

    def _order(self, docs: Longs, scores: Floats) -> Longs:
        return np.lexsort((self._newest[docs], -scores))
