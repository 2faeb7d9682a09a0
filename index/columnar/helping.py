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


class Helper:
    """One thread, started with the first task that is worth one.

    Args:
        name: Of the thread.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread: ThreadPoolExecutor | None = None
        self._given: deque[Future[Any]] = deque()

    def submit(self, task: Callable[[], Result], *, small: bool = False) -> Future[Result]:
        """Give it a task; wait where too many are waiting already.

        Args:
            task: May fail; that is raised by the result, and here by a later call.
            small: Do it here and now if there is no thread yet.
        """
        if self._thread is None:
            if small:
                return _done(task)
            self._thread = ThreadPoolExecutor(1, self._name)
        while len(self._given) > WAITING or (self._given and self._given[0].done()):
            self._given.popleft().result()
        given = self._thread.submit(task)
        self._given.append(given)
        return given

    def wait(self) -> None:
        """Wait until all is done; raise what went wrong."""
        while self._given:
            self._given.popleft().result()

    def close(self) -> None:
        """End the thread; tasks that wait are dropped."""
        if self._thread:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None
        self._given.clear()


def _done(task: Callable[[], Result]) -> Future[Result]:
    done: Future[Result] = Future()
    done.set_result(task())
    return done
