"""Which generations stay: the current one and the good one before it.

A generation that shows posts withdrawn since (deleted, made a draft, moved to
another address) does not stay where the service can read it.  It is marked
before the switch, so that no reader falls back to it in the moment after, and
then kept in the builder's own folder, from where `rollback` brings it back
only if told to.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from index.errors import IndexProblem
from index.store import durable
from index.store.checking import is_good
from index.store.layout import Edition, Layout
from index.store.manifest import NAME
from index.store.notes import read_notes
from index.store.sealed import read_sealed, seal

_DROPPED = ".old"
"""End of the name of a generation that is being removed; half of one is no generation."""


def predecessor(layout: Layout, former: str | None) -> str | None:
    """Return the generation to keep beside a new one: the current one, or an older good one."""
    names = [name for name in reversed(layout.known()) if former is None or name <= former]
    return next((name for name in names if is_good(layout, name)), None)


def mark_withdrawn(layout: Layout, kept: str, public: frozenset[str]) -> None:
    """Mark a generation if it shows posts that its successor does not.

    Without notes nobody can tell, so it is marked then too.

    Args:
        layout: The index.
        kept: The generation that stays for a rollback.
        public: Slugs of the successor's public edition.
    """
    try:
        gone = sorted(read_notes(layout, kept).public - public)
    except IndexProblem:
        gone = None
    if gone == []:
        durable.remove(layout.mark(kept))
    else:
        mark(layout, kept, gone or [])


def mark(layout: Layout, kept: str, gone: Iterable[str]) -> None:
    """Mark a generation as one that shows posts that its successor does not."""
    durable.write(layout.mark(kept), seal({"slugs": sorted(gone)}))
    durable.sync_folder(layout.generation(kept))


def withdrawn_from(layout: Layout, generation: str) -> list[str] | None:
    """Return the slugs that a mark names, or None if there is no mark."""
    if not layout.mark(generation).exists():
        return None
    with contextlib.suppress(IndexProblem, KeyError, TypeError):
        return [str(slug) for slug in read_sealed(layout.mark(generation))["slugs"]]
    return []


def tidy(layout: Layout, current: str, kept: str | None) -> None:
    """Remove all generations but two, and what builds that were killed left.

    What cannot be removed now is left to the next build.
    """
    aside = layout.withdrawn
    if kept is not None and layout.mark(kept).exists():
        with contextlib.suppress(OSError):
            durable.make_folder(layout.builder, durable.PRIVATE_FOLDER_MODE)
            durable.make_folder(aside.generations, durable.PRIVATE_FOLDER_MODE)
            durable.move(layout.generation(kept), aside.generation(kept))
    stay = {current, kept}
    for place in (layout, aside):
        for name in place.known():
            if name not in stay:
                _drop(place.generation(name))
        with contextlib.suppress(OSError):
            for leftover in list(place.generations.glob(f"*{_DROPPED}")):
                durable.discard(leftover)
    with contextlib.suppress(OSError):
        for path in list(layout.builder.glob("*.*")):
            if path.name.partition(".")[0] not in stay:
                durable.discard(path)


def remove_unfinished(layout: Layout) -> None:
    """Remove generations that a killed build did not finish, before a new one needs the room."""
    for name in layout.known():
        if not all((layout.edition(name, edition) / NAME).exists() for edition in Edition):
            _drop(layout.generation(name))


def _drop(folder: Path) -> None:
    """Remove a generation; it ceases to be one at once."""
    dropped = folder.with_name(folder.name + _DROPPED)
    with contextlib.suppress(OSError):
        durable.move(folder, dropped)
        durable.remove(dropped)
