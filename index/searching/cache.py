"""Answers kept in memory until they take too much of it.

What is asked for once is often never asked for again, so to make all of a long answer then
is wasted; `FirstTimes` tells whether it is worth it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

ENTRY_BYTES = 400
"""What an entry takes beside its arrays: key, objects, links."""

REMEMBERED = 1 << 12
"""Questions that are remembered to have been asked; some hundred bytes each."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Cache(Generic[Key, Value]):
    """Answers by question, for all threads; the one not asked for longest goes first.

    Args:
        budget: Bytes that all answers may take.
        size: Bytes that an answer takes.
    """

    def __init__(self, budget: int, size: Callable[[Value], int]) -> None:
        self._budget = budget
        self._size = size
        self._guard = Lock()
        self._answers: OrderedDict[Key, Value] = OrderedDict()
        self._taken = 0

    def kept(self, key: Key) -> Value | None:
        """Return the answer to a question, or None if it is not there."""
        with self._guard:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the answer to a question, made now if it is not there.

        Threads that ask for it at once make it each, and one of theirs is kept; one that
        takes more than the budget by itself is not.
        """
        found = self.kept(key)
        if found is not None:
            return found
        made = make()
        self._put(key, made)
        return made

    def all(self, keys: Sequence[Key], make: Callable[[Key], Value]) -> list[Value]:
        """Return the answers to some questions, each made now if it is not there."""
        with self._guard:
            known = [each for each in map(self._answers.get, keys) if each is not None]
            if len(known) == len(keys):
                for key in keys:
                    self._answers.move_to_end(key)
                return known
        return [self.get(key, partial(make, key)) for key in keys]

    def _put(self, key: Key, answer: Value) -> None:
        with self._guard:
            size = self._size(answer) + ENTRY_BYTES
            if key in self._answers or size > self._budget:
                return
            self._answers[key] = answer
            self._taken += size
            while self._taken > self._budget:
                _, old = self._answers.popitem(last=False)
                self._taken -= self._size(old) + ENTRY_BYTES


class FirstTimes(Generic[Key]):
    """Tells what is asked for the first time, for all threads; what was long ago is forgotten."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._asked: OrderedDict[Key, None] = OrderedDict()

    def is_first(self, key: Key) -> bool:
        """Tell whether a question is asked for the first time; it is not from now on."""
        with self._guard:
            first = key not in self._asked
            self._asked[key] = None
            self._asked.move_to_end(key)
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
        return first
