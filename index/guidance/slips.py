"""How far one word is from another for whoever types.

The distance of Damerau and Levenshtein (letters left out, put in, exchanged or
swapped) with prices: a slip that fingers and ears often make costs less than
one letter for any other.  All words are compared at once, a column of letters
at a time.

Source:
    The optimal string alignment distance: no part of a word is changed twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.searching.snapshot import Floats

Letters = NDArray[np.uint32]

OTHER = 1.0
"""Price of a letter more, a letter less, or one for any other."""

DOUBLED = 0.7
"""Price of a letter twice instead of once, or once instead of twice."""

SWAPPED = 0.7
"""Price of two neighbours in the wrong order."""

LIKELY = 0.8
"""Price of a letter for one beside it on the keyboard, or one that sounds alike."""

AT_FIRST = 0.4
"""What a slip at the first letter costs more: there people look."""

DIGITS = 6
"""Decimals of a price; what follows is noise of adding up."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Letters of a keyboard; a key has two neighbours above and two below."""

_SOUNDS = (
    "aeiou",
    "iy",
    "ck",
    "kq",
    "sz",
    "sc",
    "xs",
    "vw",
    "fv",
    "gj",
    "jy",
    "dt",
    "bp",
    "mn",
    "yz",
)
"""Letters taken for each other; y and z also change places between keyboards."""

_CODES = 128
"""Letters with prices of their own: those of ASCII, which most folded words are made of."""


def prices(typed: str, words: Sequence[str]) -> Floats:
    """Return what it costs to have typed something for each of some words.

    Args:
        typed: Folded, not empty.
        words: Folded, at least one, none empty.
    """
    goal, ends = _letters(words)
    count, longest = goal.shape
    doubled = np.zeros(goal.shape, bool)
    doubled[:, 1:] = goal[:, 1:] == goal[:, :-1]
    missing = np.zeros((count, longest + 1))
    np.cumsum(np.where(doubled, DOUBLED, OTHER), axis=1, out=missing[:, 1:])
    missing[:, 1:] += AT_FIRST
    before, here = missing, missing
    for number, letter in enumerate(typed):
        twice, before = before, here
        extra = DOUBLED if number and letter == typed[number - 1] else OTHER
        extra += AT_FIRST if number == 0 else 0.0
        here = before + extra
        exchanged = before[:, :-1] + _exchange(letter, goal)
        if number == 0:
            exchanged[:, 0] += AT_FIRST * (goal[:, 0] != ord(letter))
        np.minimum(here[:, 1:], exchanged, out=here[:, 1:])
        if number:
            swapped = (goal[:, 1:] == ord(typed[number - 1])) & (goal[:, :-1] == ord(letter))
            swap = np.where(swapped, twice[:, :-2] + SWAPPED, np.inf)
            np.minimum(here[:, 2:], swap, out=here[:, 2:])
        here = missing + np.minimum.accumulate(here - missing, axis=1)
    found: Floats = here[np.arange(count), ends].round(DIGITS)
    return found


def _letters(words: Sequence[str]) -> tuple[Letters, NDArray[np.int64]]:
    """Return words as rows of code points, zero behind the end, and the length of each."""
    array = np.array(words)
    longest = array.dtype.itemsize // 4
    return array.view(np.uint32).reshape(len(words), longest), np.char.str_len(array)


def _exchange(letter: str, goal: Letters) -> Floats:
    """Return the price of one letter for each letter of the words."""
    if ord(letter) >= _CODES:
        return np.where(goal == ord(letter), 0.0, OTHER)
    row = _table()[ord(letter)]
    return np.where(goal < _CODES, row[np.minimum(goal, _CODES - 1)], OTHER)


@cache
def _table() -> Floats:
    """Return the prices of a letter for another, by code point."""
    table = np.full((_CODES, _CODES), OTHER)
    np.fill_diagonal(table, 0.0)
    for one, other in _likely():
        table[ord(one), ord(other)] = table[ord(other), ord(one)] = LIKELY
    return table


def _likely() -> set[tuple[str, str]]:
    pairs = {(a, b) for sound in _SOUNDS for a in sound for b in sound if a != b}
    for row, keys in enumerate(_ROWS):
        pairs |= set(pairwise(keys))
        for below in _ROWS[row + 1 : row + 2]:
            pairs |= set(zip(keys, below, strict=False)) | set(zip(keys[1:], below, strict=False))
    return pairs
