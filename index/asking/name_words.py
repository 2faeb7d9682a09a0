"""Names found by some of their words: of partners and themes, of people and places.

Every word of every name is a number, that of its name and its place there: words
follow one another in a name where these numbers do.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.asking.tree import Parts
from index.words.tokens import tokens

Longs = NDArray[np.int64]

PLACE_BITS = 32
"""No name has two words to this power, and no word typed is so far from another."""


class NameWords:
    """The words of some names.

    Args:
        names: Each once; a name's number is its place among them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._words: dict[str, int] = {}
        words, places = array("q"), array("q")
        for number, name in enumerate(names):
            for token in tokens(name):
                words.append(self._words.setdefault(token.text, len(self._words)))
                places.append((number << PLACE_BITS) + token.position)
        of_words = np.frombuffer(words, np.int64)
        counts = np.bincount(of_words, minlength=len(self._words))
        self._starts = np.concatenate([[0], counts.cumsum()])
        self._places = np.frombuffer(places, np.int64)[of_words.argsort(kind="stable")]

    def called(self, parts: Parts) -> Longs:
        """Return the numbers of the names with some words, at least one, one after the other."""
        begun = (self._places_of(word) - distance for distance, word in parts)
        names = reduce(common, sorted(begun, key=len)) >> PLACE_BITS
        return names[np.diff(names, prepend=-1) > 0]

    def _places_of(self, word: str) -> Longs:
        number = self._words.get(word)
        if number is None:
            return self._places[:0]
        return self._places[self._starts[number] : self._starts[number + 1]]


def common(few: Longs, many: Longs) -> Longs:
    """Return what two ascending arrays share."""
    if not len(many):
        return many
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    shared: Longs = few[many[at] == few]
    return shared
