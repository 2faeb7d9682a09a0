"""A scan of the content by processes of its own, beside whatever this one does.

Looking at a hundred thousand files takes as long as importing all that reads and
writes them, or as reading what is known of them.  So processes are forked at once,
each asks its share of all files, and this process takes what they saw when it needs
it.  Should one fail, or folders change between two of them, it looks itself.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive import Settings
from index.building import scanning
from index.building.scanning import Scan, Share, joined, scan

LOOKERS = 2
"""Processes that look; each lists all folders, and more of them would share too little."""


class Look:
    """The files of the content as they are at some moment.

    Args:
        settings: Where content and index are.
        lookers: Processes that look beside this one; none if it looks itself.

    Attributes:
        began: The moment, in nanoseconds since 1970.
    """

    def __init__(self, settings: Settings, lookers: int) -> None:
        self.began = time.time_ns()
        self._clock = time.monotonic()
        self._root = settings.content.resolve()
        self._apart = (settings.index.resolve(), settings.state.resolve())
        self._lookers = [self._looker(Share(number, lookers)) for number in range(lookers)]
        self._seen: Scan | None = None

    @property
    def seconds(self) -> float:
        """How long ago it began."""
        return time.monotonic() - self._clock

    @property
    def is_over(self) -> bool:
        """Whether `whole` would not wait for a process."""
        return all(looker.has_told for looker in self._lookers)

    def whole(self) -> Scan:
        """Return all files with the stamps that they have."""
        if self._seen is None:
            shares = [looker.told() for looker in self._lookers]
            told = [share for share in shares if share is not None]
            whole = joined(told) if shares and len(told) == len(shares) else None
            self._seen = whole if whole is not None else scan(self._root, self._apart)
        return self._seen

    def settled(self) -> Scan:
        """Return the same without the stamps of files that may change again unseen."""
        latest = self.began - scanning.UNSETTLED
        return {folder: listing.settled(latest) for folder, listing in self.whole().items()}

    def end(self) -> None:
        """End the processes."""
        for looker in self._lookers:
            looker.end()

    def _looker(self, share: Share) -> _Looker:
        return _Looker(self._root, self._apart, share)


@contextmanager
def looking(settings: Settings) -> Iterator[Look]:
    """Look at the files of the content from now on.

    A process with several threads is never forked.
    """
    alone = settings.workers < LOOKERS or threading.active_count() > 1
    look = Look(settings, 0 if alone else LOOKERS)
    try:
        yield look
    finally:
        look.end()


class _Looker:
    """A process that scans a share of all files, and a pipe from it."""

    def __init__(self, root: Path, apart: tuple[Path, ...], share: Share) -> None:
        self._ours, theirs = os.pipe()
        self._process = os.fork()
        if not self._process:
            try:
                os.close(self._ours)
                gc.disable()  # a hundred thousand entries, none in a circle
                with os.fdopen(theirs, "wb") as pipe:
                    pickle.dump(scan(root, apart, share), pipe, pickle.HIGHEST_PROTOCOL)
            finally:
                # Whatever happened: nothing of this process's own may be done twice.
                os._exit(0)
        os.close(theirs)

    @property
    def has_told(self) -> bool:
        """Whether it has begun to tell, or ended: what it tells, it has seen."""
        return not self._process or bool(select.select([self._ours], [], [], 0)[0])

    def told(self) -> Scan | None:
        """Wait for what it saw; None if it could not tell."""
        try:
            with os.fdopen(self._ours, "rb", closefd=False) as pipe:
                seen: Scan = pickle.load(pipe)  # noqa: S301 - its own child's
        except (EOFError, pickle.UnpicklingError):
            return None
        finally:
            self.end()
        return seen

    def end(self) -> None:
        """End the process, if it has not ended."""
        if self._process:
            os.close(self._ours)
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0
