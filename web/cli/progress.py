"""A line that says how far a build is, on a terminal; silence elsewhere.

A build reports steps as `(name, done, total)`; the line adds the rate, and the
time left over this step and all that follow.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Self, TextIO

from index import Course

REDRAW_SECONDS = 0.1
"""Faster than this only flickers."""

SPOKEN_AS_SECONDS = 120
SPOKEN_AS_MINUTES = 120
"""Longest times left that are told in seconds, and in minutes."""


class Progress:
    """Draws one line on a stream while a build goes on, and removes it after."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._course = Course()
        self._step = ""
        self._began = self._drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def __call__(self, step: str, done: int, total: int | None = None) -> None:
        """Take note of how far a step is.

        Args:
            step: What is being done, such as "rendering".
            done: Posts done so far in this step.
            total: Posts to do in this step, if known.
        """
        if not self._terminal:
            return
        now = time.monotonic()
        if step != self._step:
            self._step, self._began = step, now
        elif now - self._drawn < REDRAW_SECONDS and done != total:
            return
        self._drawn = now
        line = ", ".join(self._parts(done, total, now - self._began))
        self._stream.write(f"\r\x1b[K{line}")
        self._stream.flush()

    def _parts(self, done: int, total: int | None, seconds: float) -> Iterator[str]:
        counted = f"{done} of {total}" if total else f"{done}" if done else ""
        yield f"{self._step}: {counted}" if counted else self._step
        if done and seconds > 0:
            yield f"{done / seconds:.0f} posts/s"
        left = self._course.left(self._step, done, total)
        if left is not None:
            yield f"about {_spoken(left)} left"


def _spoken(seconds: float) -> str:
    """Return a stretch of time as one would say it, never none at all."""
    if seconds <= SPOKEN_AS_SECONDS:
        return f"{max(1, math.ceil(seconds))} s"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} min" if minutes <= SPOKEN_AS_MINUTES else f"{minutes / 60:.1f} h"
