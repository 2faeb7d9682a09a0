"""The edition that the process reads from, swapped whole when a new one is made current.

A request leases the engine for as long as it lasts.  When another generation
has become current, it is opened beside the old one and they are swapped; the
old engine is closed when its last request is done, and what it held is given
back at the next look.  A generation that cannot be opened never takes the place
of one that can.

Whoever calls `follow` has that done aside, so that no request waits for it:
opening 100,000 posts takes half a second.  Otherwise the next request does it.

Only the public edition is ever opened here.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from archive import Settings, Site
from index import Edition, Engine, Limits, current_generation, open_current

log = logging.getLogger(__name__)

CHECK_EVERY = 1.0
"""Seconds between two looks at what is current; a reader of news does not notice."""

MEDIA = "media"
"""Folder of an edition that holds the pictures and files of its posts."""

WITHDRAWN = "withdrawing"
"""File in the folder of a generation that shows posts withdrawn since."""


class NoEdition(Exception):
    """There is no index to answer from."""


@dataclass(frozen=True, slots=True)
class Found:
    """An open edition.

    Attributes:
        engine: It.
        media: Folder of its pictures and files.
        damaged: Whether it stands in for a current generation that is damaged.
    """

    engine: Engine
    media: Path
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What serves, and what should.

    Attributes:
        serving: The generation that answers, or None.
        current: The generation that is current, or None.
    """

    serving: str | None
    current: str | None


@dataclass(slots=True)
class Shelf:
    """An open edition and what pages have worked out about it.

    Attributes:
        memo: Values that hold as long as the generation does, by name.
        readers: Requests that read from it.
        retired: Whether it is to be closed after the last of them.
    """

    engine: Engine
    media: Path
    memo: dict[str, Any] = field(default_factory=dict)
    readers: int = 0
    retired: bool = False

    @property
    def folder(self) -> Path:
        """Return the folder of the edition."""
        return self.media.parent

    def remember(self, name: str, make: Callable[[Engine], Any]) -> Any:
        """Return a value that is made once for each generation."""
        if name not in self.memo:
            self.memo[name] = make(self.engine)
        return self.memo[name]


class Editions:
    """The public edition, always the newest that can be read.

    Args:
        find: Opens the edition that should serve; raises when there is none.
        look: Tells which generation is current, cheaply.
        is_withdrawn: Tells whether a generation shows posts withdrawn since.
        check_every: Seconds between two looks.
    """

    def __init__(
        self,
        find: Callable[[], Found],
        look: Callable[[], str | None],
        *,
        is_withdrawn: Callable[[str], bool] = lambda _generation: False,
        check_every: float = CHECK_EVERY,
    ) -> None:
        self._find = find
        self._look = look
        self._is_withdrawn = is_withdrawn
        self._check_every = check_every
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._ended = threading.Event()
        self._follows = False
        self._has_closed = False
        self._shelf: Shelf | None = None
        self._current: str | None = None
        self._failure = ""
        self._checked = float("-inf")

    @contextmanager
    def public(self) -> Iterator[Shelf]:
        """Lend the public edition for as long as a request lasts.

        Raises:
            NoEdition: If there is none that can be read.
        """
        self._refresh()
        with self._lock:
            shelf = self._shelf
            if shelf is None:
                raise NoEdition
            shelf.readers += 1
        try:
            yield shelf
        finally:
            with self._lock:
                shelf.readers -= 1
                last = shelf.retired and not shelf.readers
            if last:
                self._end(shelf)

    def state(self) -> State:
        """Return what serves, and what should."""
        self._refresh()
        with self._lock:
            serving = self._shelf.engine.generation if self._shelf is not None else None
            return State(serving, self._current)

    def follow(self) -> None:
        """Look for generations that are newer than what serves in a thread, until `close`."""
        self._follows = True
        threading.Thread(target=self._look_on, name="editions", daemon=True).start()

    def close(self) -> None:
        """Let go of the edition; requests still running finish first."""
        self._ended.set()
        self._follows = False
        self._put(None, None)
        self._checked = float("-inf")

    def _look_on(self) -> None:
        while not self._ended.wait(self._check_every):
            with self._opening:
                if self._shelf is not None:  # else whoever asks for one opens it
                    self._exchange()
                self._give_back()

    def _refresh(self) -> None:
        """Look at what is current, if nobody else does and the last look is long enough ago."""
        if self._follows and self._shelf is not None:
            return
        if time.monotonic() - self._checked < self._check_every:
            return
        if not self._opening.acquire(blocking=self._shelf is None):
            return  # another request is opening it; the old one serves meanwhile
        try:
            if time.monotonic() - self._checked >= self._check_every:
                self._exchange()
                self._give_back()
                self._checked = time.monotonic()
        finally:
            self._opening.release()

    def _exchange(self) -> None:
        """Open what is current, unless it is what serves, or was found damaged before."""
        try:
            current = self._look()
        except Exception as problem:  # noqa: BLE001 - a look that fails finds nothing new
            self._report(str(problem))
            current = self._current
        if self._shelf is not None and current in (None, self._current):
            return
        try:
            found = self._find()
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with it, it cannot serve
            self._report(str(problem))
            self._current = current
            self._take_in()
            return
        if self._follows:
            found.engine.prepare()
        if found.damaged:
            serving = found.engine.generation
            self._report(f"{current} is damaged, {serving} serves; run `pressmark rebuild`")
        else:
            self._failure = ""
        self._put(Shelf(found.engine, found.media), current)

    def _take_in(self) -> None:
        """Stop serving posts that were withdrawn, even if nothing can take their place."""
        if self._shelf is not None and self._is_withdrawn(self._shelf.engine.generation):
            self._put(None, self._current)

    def _put(self, shelf: Shelf | None, current: str | None) -> None:
        """Let another edition serve, and close the old one unless somebody reads it."""
        with self._lock:
            old, self._shelf, self._current = self._shelf, shelf, current
            if old is not None:
                old.retired = True
            unread = old is not None and not old.readers
        # Unmapping takes a while; the lock would keep every request waiting for it.
        if old is not None and unread:
            self._end(old)

    def _end(self, shelf: Shelf) -> None:
        """Close an edition that nobody reads any more."""
        shelf.engine.close()
        self._has_closed = True

    def _give_back(self) -> None:
        """Have the files and the memory of closed editions given back.

        The parts of an engine know one another in circles: until the collector next goes through
        everything, which on a quiet server may take hours, deleted files would stay mapped.
        """
        if self._has_closed:
            self._has_closed = False
            gc.collect()

    def _report(self, failure: str) -> None:
        """Write a failure to the log, once and not once a second."""
        if failure != self._failure:
            self._failure = failure
            log.error("%s", failure)


def limits_of(settings: Settings) -> Limits:
    """Return how much a search may take, as the settings say."""
    limits = settings.limits
    return Limits(
        characters=limits.query_characters,
        words=limits.query_words,
        depth=limits.query_depth,
        expanded=limits.expanded_terms,
        memory=limits.search_bytes,
    )


def today_at(site: Site) -> date:
    """Return the day it is where a site is at home."""
    return datetime.now(site.zone).date()


def editions_in(
    folder: Path, *, limits: Limits | None = None, today: Callable[[], date] = date.today
) -> Editions:
    """Return the public editions of an index folder.

    Args:
        folder: `index` of the settings; it need not exist yet.
        limits: How much a search may take.
        today: Tells which day it is where the site is at home.
    """

    def find() -> Found:
        opened = open_current(folder, Edition.PUBLIC, limits=limits, today=today)
        media = folder / "generations" / opened.generation / Edition.PUBLIC / MEDIA
        return Found(opened.engine, media, damaged=opened.damage is not None)

    def is_withdrawn(generation: str) -> bool:
        return (folder / "generations" / generation / WITHDRAWN).exists()

    return Editions(find, lambda: current_generation(folder), is_withdrawn=is_withdrawn)
