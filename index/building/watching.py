"""A builder that stays: it looks again and again, and builds when it must.

It must when a file of the content is not what it was, when an embargo ends, and
when the current generation is damaged or gone.  Looking is cheap: names, sizes
and times of files, never their bytes; the bytes of the index are compared with
their checksums only when one of its files seems changed, and now and then.

Whoever watches calls `Watcher.look` and sleeps as long as `Watcher.pause` says.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from archive import Settings
from index.building.build import Build
from index.building.build_report import BuildReport
from index.building.looking import looking
from index.building.scanning import Scan, Stamp, scan, stamp_of
from index.errors import IndexProblem
from index.store.checking import is_good
from index.store.current import current_generation
from index.store.layout import Layout

SHORTEST_PAUSE = 1.0
"""Seconds between two looks: a person who saves a file and reloads the page waits no longer."""

SHARE = 0.05
"""Most of a processor that looking may take; an archive of many files is looked at less often."""

LONGEST_UNREST = 10.0
"""Seconds for which files may go on changing before a build begins all the same."""

VERIFY_EVERY = 3_600.0
"""Seconds between two comparisons of all bytes: a disk loses some without changing a time."""

Clock = Callable[[], datetime]


class Watcher:
    """Keeps an index true to its content.

    Args:
        settings: Where content and index are; they are not read again.
        clock: Tells the moment, zone-aware.
        ticks: Tells seconds that only grow.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._layout = Layout(settings.index)
        self._clock = clock
        self._ticks = ticks
        self._built: str | None = None
        self._latest: str | None = None
        self._unrest: float | None = None
        self._due: datetime | None = None
        self._index: str | None = None
        self._verified = float("-inf")
        self._spent = 0.0

    @property
    def pause(self) -> float:
        """Return how many seconds to sleep before the next look."""
        pause = max(SHORTEST_PAUSE, self._spent / SHARE)
        if self._due is not None:
            pause = min(pause, max(0.0, (self._due - self._clock()).total_seconds()))
        return pause

    def look(self) -> BuildReport | None:
        """Build if that is needed, and return what the build did, or None.

        What fails is tried again at the next look.

        Raises:
            BusyError, ContentMissing, EmptyContent, CannotWrite, BuildFailed: As `update`.
        """
        began = _processor_time()
        with looking(self._settings) as look:
            content = _digest(self._settings.content, look.whole())
            needed = self._is_unlike(content) or self._is_due() or self._is_damaged()
            self._spent = _processor_time() - began
            if not needed:
                return None
            # Seen before the build reads it: what changes meanwhile is seen by the next look.
            build = Build(self._settings, look, now=self._clock())
            report = build.locked(build.update)
        self._built, self._unrest, self._due = content, None, report.next_change
        self._trust_index()
        return report

    def _is_unlike(self, content: str) -> bool:
        """Tell whether the content is not what was built, and at rest."""
        before, self._latest = self._latest, content
        if content == self._built:
            self._unrest = None
            return False
        if self._built is None or content == before:
            return True
        # Somebody is saving, or copying a folder: half of it is not worth a build.
        if self._unrest is None:
            self._unrest = self._ticks()
        return self._ticks() - self._unrest >= LONGEST_UNREST

    def _is_due(self) -> bool:
        return self._due is not None and self._due <= self._clock()

    def _is_damaged(self) -> bool:
        if self._built is None:
            return False  # the first update looks for itself
        rested = self._ticks() - self._verified < VERIFY_EVERY
        if rested and self._index_now() == self._index:
            return False
        try:
            current = current_generation(self._settings.index)
            damaged = current is None or not is_good(self._layout, current)
        except IndexProblem:
            damaged = True
        if not damaged:
            self._trust_index()
        return damaged

    def _trust_index(self) -> None:
        self._index = self._index_now()
        self._verified = self._ticks()

    def _index_now(self) -> str:
        try:
            current = current_generation(self._settings.index) or ""
        except IndexProblem as problem:
            return str(problem)
        return current + state_of(self._layout.generation(current)) if current else ""


def state_of(root: Path, *apart: Path) -> str:
    """Return a text that changes with the name, size or time of any file below a folder.

    What is hidden does not count.

    Args:
        root: A folder, or a file.
        apart: Folders below it that do not count.
    """
    return _digest(root, scan(root.resolve(), [path.resolve() for path in apart]))


def _digest(root: Path, found: Scan) -> str:
    digest = hashlib.sha256()
    with contextlib.suppress(OSError):
        digest.update(repr(_told(root.stat())).encode())
    for folder, listing in found.items():
        digest.update(f"{folder}\0{listing.names}\0".encode("utf-8", "surrogateescape"))
        digest.update(listing.stamps)
    return digest.hexdigest()


def _told(state: os.stat_result) -> Stamp | None:
    """Return the stamp of a file that is all the content; a folder's changes with the index."""
    return None if stat.S_ISDIR(state.st_mode) else stamp_of(state)


def _processor_time() -> float:
    """Return the seconds of a processor that this process and those it started have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
