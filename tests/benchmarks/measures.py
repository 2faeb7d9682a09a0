"""How good a ranking is, by judgements that people made.

All take the documents as they were ranked, best first, and the grades of those
that were judged relevant; what was not judged is not relevant.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

PAGE = 10
"""Documents of a first page, which nDCG and the reciprocal rank look at."""

DEEP = 100
"""Documents that average precision and recall look at."""

Grades = Mapping[str, int]
"""Grades of the relevant documents of one query, 1 being the lowest."""


def ndcg(ranked: Sequence[str], grades: Grades, depth: int = PAGE) -> float:
    """Return the normalised discounted cumulative gain of the first documents.

    The gain is 2 ** grade - 1, the discount log2(rank + 1), and 1.0 is the best
    that any ranking of the whole collection could do.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(name, 0) for name in ranked[:depth]]) / ideal


def average_precision(ranked: Sequence[str], grades: Grades, depth: int = DEEP) -> float:
    """Return the mean of the precision at each relevant document, 0 for those not found."""
    total = found = 0.0
    for rank, name in enumerate(ranked[:depth], start=1):
        if name in grades:
            found += 1
            total += found / rank
    return total / len(grades)


def recall(ranked: Sequence[str], grades: Grades, depth: int = DEEP) -> float:
    """Return the share of the relevant documents that is among the first."""
    return sum(name in grades for name in ranked[:depth]) / len(grades)


def reciprocal_rank(ranked: Sequence[str], grades: Grades, depth: int = PAGE) -> float:
    """Return 1 / rank of the first relevant document, 0 if it is not among the first."""
    ranks = (rank for rank, name in enumerate(ranked[:depth], start=1) if name in grades)
    return 1.0 / next(ranks, math.inf)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
