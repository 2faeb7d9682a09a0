"""A line that says how far a build is, on a terminal; silence elsewhere.

A build reports steps as `(name, done, total)`; the line adds the rate and the
time left.
"""

from __future__ import annotations

import time
from typing import Self, TextIO

REDRAW_SECONDS = 0.1
"""Faster than this only flickers."""


class Progress:
    """Draws one line on a stream while a build goes on, and removes it after."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._step = ""
        self._began = self._drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._terminal and self._drawn:
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
        self._stream.write(f"\r\x1b[K{self._line(done, total, now - self._began)}")
        self._stream.flush()

    def _line(self, done: int, total: int | None, seconds: float) -> str:
        rate = done / seconds if seconds > 0 else 0.0
        line = f"{self._step}: {done}" + (f" of {total}" if total else "")
        if rate and total and done < total:
            line += f", {rate:.0f} posts/s, {(total - done) / rate:.0f} s left"
        return line
