"""A helper thread, a few tasks behind the one that gives it work.

numpy, zlib and the system let other threads run while they work, so what they do
can be done beside the collecting of further documents.  Tasks are done in the
order in which they were given.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")

WAITING = 8
"""Tasks that may wait; more would only hold memory."""

HELD = 1 << 23
"""Bytes that tasks which wait may hold in all, if nothing else is asked; one task may
hold more, and then waits alone."""


class Helper:
    """One thread, started with the first task that is worth one.

    Args:
        name: Of the thread.
        held: Bytes that tasks may hold before the next one is kept from joining them.
    """

    def __init__(self, name: str, held: int = HELD) -> None:
        self._name = name
        self._most = held
        self._thread: ThreadPoolExecutor | None = None
        self._given: deque[tuple[Future[Any], int]] = deque()
        self._held = 0

    def submit(
        self, task: Callable[[], Result], *, small: bool = False, held: int = 0
    ) -> Future[Result]:
        """Give it a task; wait where too many are waiting already.

        Args:
            task: May fail; that is raised by the result, and here by a later call.
            small: Do it here and now if there is no thread yet.
            held: Bytes that it holds until it is done.
        """
        if self._thread is None:
            if small:
                return _done(task)
            self._thread = ThreadPoolExecutor(1, self._name)
        while self._given and (self._given[0][0].done() or self._is_full(held)):
            self._take()
        given = self._thread.submit(task)
        self._given.append((given, held))
        self._held += held
        return given

    def _is_full(self, more: int) -> bool:
        return len(self._given) > WAITING or self._held + more > self._most

    def _take(self) -> None:
        """Wait until the first task is done."""
        given, held = self._given.popleft()
        self._held -= held
        given.result()

    def wait(self) -> None:
        """Wait until all is done; raise what went wrong."""
        while self._given:
            self._take()

    def close(self) -> None:
        """End the thread; tasks that wait are dropped."""
        if self._thread:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None
        self._given.clear()
        self._held = 0


def _done(task: Callable[[], Result]) -> Future[Result]:
    done: Future[Result] = Future()
    done.set_result(task())
    return done
