"""Answers kept in memory until they take too much of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from threading import Lock
from typing import Generic, TypeVar

ENTRY_BYTES = 400
"""What an entry takes beside its arrays: key, objects, links."""

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

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the answer to a question, made now if it is not there.

        Threads that ask for it at once make it each, and one of theirs is kept; one that
        takes more than the budget by itself is not.
        """
        with self._guard:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
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
