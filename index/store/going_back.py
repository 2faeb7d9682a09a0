"""Going back to the generation before the current one.

It needs no content and builds nothing.  The generation left behind stays until
the next build, which goes on from the content as it is then.
"""

from __future__ import annotations

from pathlib import Path

from index.errors import CannotWrite, DamagedIndex, NoIndex, NothingToRollBack, RollbackWithheld
from index.store import durable
from index.store.checking import is_good
from index.store.current import current_generation
from index.store.layout import Layout
from index.store.lock import building
from index.store.retention import withdrawn_from


def rollback(folder: Path, *, force: bool = False) -> str:
    """Make the newest good generation before the current one current again.

    Every file of it is checked first; the switch is one atomic rename.

    Args:
        folder: The index folder.
        force: Go back even if that shows posts that were withdrawn since.

    Returns:
        The name of the generation that is current now.

    Raises:
        BusyError: If a build is going on.
        NoIndex: If there is no index.
        NothingToRollBack: If no earlier generation is good.
        RollbackWithheld: If it would show posts withdrawn since.
        CannotWrite: If the file system refuses.
    """
    layout = Layout(folder)
    if not layout.generations.is_dir():
        current_generation(folder)  # says so where the folder is none
        raise NoIndex(folder)
    try:
        with building(folder):
            place, name = _target(layout)
            slugs = withdrawn_from(place, name)
            if slugs is not None and not force:
                raise RollbackWithheld(name, slugs)
            if place is not layout:
                durable.move(place.generation(name), layout.generation(name))
            durable.replace(layout.current, f"{name}\n".encode())
            durable.discard(layout.mark(name))
    except OSError as error:
        raise CannotWrite(folder, error) from error
    return name


def _target(layout: Layout) -> tuple[Layout, str]:
    """Return the newest good generation before the current one, and where it lies."""
    try:
        current = current_generation(layout.folder)
    except DamagedIndex:
        current = None
    aside = layout.withdrawn
    kept = [(name, layout) for name in layout.known()] + [(name, aside) for name in aside.known()]
    for name, place in sorted(kept, key=lambda pair: pair[0], reverse=True):
        if (current is None or name < current) and is_good(place, name):
            return place, name
    raise NothingToRollBack(layout.folder, current or "the current one")
