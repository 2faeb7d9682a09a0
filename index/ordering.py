"""The best of many, without sorting them all."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings import Longs

BLOCK = 64
"""Numbers of which only the largest is looked at, first."""


def best(numbers: NDArray[Any], most: int) -> Longs:
    """Return the places of the largest numbers, ascending: at least so many, rarely many more.

    As many blocks as are asked for have a largest number of at least `floor`,
    so the best are among those that reach it.
    """
    if most * BLOCK >= len(numbers):
        return np.arange(len(numbers))
    largest = np.maximum.reduceat(numbers, np.arange(0, len(numbers), BLOCK))
    floor = np.partition(largest, len(largest) - most)[len(largest) - most]
    return np.flatnonzero(numbers >= floor)
