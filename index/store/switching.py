"""The step from one generation to the next, which is made wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from index.errors import DamagedIndex
from index.store import durable
from index.store.current import current_generation
from index.store.layout import Layout, new_id


@contextmanager
def switched(layout: Layout, generation: str) -> Iterator[None]:
    """Make a generation current when the block that writes it ends well, else remove it.

    Args:
        layout: The index folder; no other build may be going on.
        generation: Not there yet; the block finds its folder, empty.
    """
    try:
        durable.make_folder(layout.generation(generation))
        yield
        durable.replace(layout.current, f"{generation}\n".encode())
    except BaseException:
        _give_up(layout, generation)
        raise


def new_generation(layout: Layout, previous: str | None) -> str:
    """Return a name that no generation has had, as far as is known."""
    names = layout.known() + layout.withdrawn.known()
    return new_id(datetime.now(UTC), [*names, previous] if previous else names)


def current_generation_or_none(layout: Layout) -> str | None:
    """Return what is current; None also where `CURRENT` is damaged, for a build mends that."""
    try:
        return current_generation(layout.folder)
    except DamagedIndex:
        return None


def _give_up(layout: Layout, generation: str) -> None:
    """Remove what there is of a generation that did not become current."""
    if current_generation_or_none(layout) != generation:
        durable.discard(layout.generation(generation))
        for path in list(layout.builder.glob(f"{generation}.*")):
            durable.discard(path)
