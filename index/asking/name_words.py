"""Names found by some of their words: of partners and themes, of people and places."""

from __future__ import annotations

from collections.abc import Iterable

from index.asking.tree import Parts
from index.words.tokens import tokens

_Positions = dict[int, set[str]]
"""The words of a name by position."""


class NameWords:
    """The words of some names.

    Args:
        names: Each once.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, set[str]] = {}
        for name in names:
            for token in tokens(name):
                self._by_word.setdefault(token.text, set()).add(name)

    def called(self, parts: Parts) -> set[str]:
        """Return the names with some words, at least one, one after the other."""
        having = set.intersection(*(self._by_word.get(word, set()) for _, word in parts))
        if len(parts) == 1:
            return having
        return {name for name in having if _follow(_positions(name), parts)}


def _positions(name: str) -> _Positions:
    words: _Positions = {}
    for token in tokens(name):
        words.setdefault(token.position, set()).add(token.text)
    return words


def _follow(words: _Positions, parts: Parts) -> bool:
    """Tell whether words stand at their distances from some position of a name."""
    nothing: set[str] = set()
    return any(
        all(word in words.get(first + distance, nothing) for distance, word in parts)
        for first in words
    )
