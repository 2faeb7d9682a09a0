"""The edition that the process reads from, swapped whole when a new one is made current.

A request leases the engine for as long as it lasts.  When another generation
has become current, the next request opens it beside the old one and swaps; the
old engine is closed when its last request is done.  A generation that cannot
be opened never takes the place of one that can.

Only the public edition is ever opened here.
"""

from __future__ import annotations

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
                if shelf.retired and not shelf.readers:
                    shelf.engine.close()

    def state(self) -> State:
        """Return what serves, and what should."""
        self._refresh()
        with self._lock:
            serving = self._shelf.engine.generation if self._shelf is not None else None
            return State(serving, self._current)

    def close(self) -> None:
        """Let go of the edition; requests still running finish first."""
        with self._lock:
            self._put(None)
            self._current = None
            self._checked = float("-inf")

    def _refresh(self) -> None:
        """Look at what is current, if the last look is long enough ago."""
        if time.monotonic() - self._checked < self._check_every:
            return
        if not self._opening.acquire(blocking=self._shelf is None):
            return  # another request is opening it; the old one serves meanwhile
        try:
            if time.monotonic() - self._checked >= self._check_every:
                self._exchange()
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
        if found.damaged:
            serving = found.engine.generation
            self._report(f"{current} is damaged, {serving} serves; run `pressmark rebuild`")
        else:
            self._failure = ""
        with self._lock:
            self._put(Shelf(found.engine, found.media))
            self._current = current

    def _take_in(self) -> None:
        """Stop serving posts that were withdrawn, even if nothing can take their place."""
        with self._lock:
            if self._shelf is not None and self._is_withdrawn(self._shelf.engine.generation):
                self._put(None)

    def _put(self, shelf: Shelf | None) -> None:
        """Let another edition serve; the lock is held."""
        old, self._shelf = self._shelf, shelf
        if old is not None:
            old.retired = True
            if not old.readers:
                old.engine.close()

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
