"""Opening an edition to be searched, after every file was compared with its checksum.

An engine on damaged files gives wrong answers without an error.  Where the
current generation does not pass, the one before it answers and `Opened.damage`
says why; a generation newer than the current one, or one that shows posts
withdrawn since, never does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.asking.limits import Limits
from index.building.edition import opened_index
from index.editions.vocabularies import read_vocabularies
from index.engine import Engine
from index.errors import DamagedIndex, IndexProblem, NoIndex
from index.learning import Suggester
from index.store.checking import check_edition
from index.store.current import current_generation
from index.store.layout import Edition, Layout
from index.whoosh_engine import WhooshEngine

_TRIES = 5
"""How often to look again when builders exchange generations faster than one opens."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition that is open, and whether it is the one that should be.

    Attributes:
        generation: The generation that answers.
        damage: What is wrong with the current generation, where an earlier
            one answers in its place.
    """

    engine: Engine
    generation: str
    edition: Edition
    damage: IndexProblem | None = None


def open_edition(
    folder: Path,
    generation: str,
    *,
    limits: Limits | None = None,
    today: Callable[[], date] = date.today,
) -> Engine:
    """Open an edition for searching.

    Args:
        folder: Holds an edition.
        generation: Identity that its answers carry.
        limits: How much a search may take.
        today: Tells which day it is where the site is at home.

    Raises:
        DamagedIndex: If it cannot be read.
        OSError: If a file cannot be opened.
    """
    ix = opened_index(folder)
    try:
        partners, themes = read_vocabularies(folder)
        return WhooshEngine(
            ix.reader(),
            partners,
            themes,
            generation,
            limits=limits or Limits(),
            today=today,
            suggester=Suggester.of_edition(folder),
        )
    except FileNotFoundError as error:
        raise DamagedIndex(folder, f"{error.filename} is missing") from error
    except OSError:
        raise
    except Exception as error:
        # Whoosh raises whatever a damaged byte leads it to.
        raise DamagedIndex(folder, f"cannot be read ({error!r})") from error


def open_current(
    folder: Path,
    edition: Edition | str,
    *,
    limits: Limits | None = None,
    today: Callable[[], date] = date.today,
) -> Opened:
    """Open an edition of the current generation, checked file by file.

    Args:
        folder: The index folder.
        edition: `public` or `staff`.
        limits: How much a search may take.
        today: Tells which day it is where the site is at home.

    Raises:
        NoIndex: If there is none, or no folder.
        IndexFromElsewhere: If another version of the program wrote it.
        DamagedIndex: If it is damaged and no earlier generation is good.
        UnreadableIndex: If this process may not read it.
    """
    layout = Layout(folder)
    wanted = Edition(edition)

    def opened(name: str) -> Engine:
        return open_checked(layout, name, wanted, limits, today)

    for _ in range(_TRIES):
        name, problem = _look(layout)
        if name is not None:
            try:
                return Opened(opened(name), name, wanted)
            except IndexProblem as found:
                problem = found
        if _look(layout)[0] == name:
            break  # else a builder has exchanged and removed it meanwhile
    assert problem is not None  # noqa: S101 - one of the two is always there
    return _fall_back(layout, name, wanted, problem, opened)


def _look(layout: Layout) -> tuple[str | None, IndexProblem | None]:
    """Return what is current, or what is wrong where nothing is."""
    try:
        name = current_generation(layout.folder)
    except DamagedIndex as problem:
        return None, problem
    if name is not None:
        return name, None
    if layout.known():
        return None, DamagedIndex(layout.current, "the file is missing")
    return None, NoIndex(layout.folder)


def _fall_back(
    layout: Layout,
    current: str | None,
    edition: Edition,
    problem: IndexProblem,
    opened: Callable[[str], Engine],
) -> Opened:
    for name in predecessors(layout, current):
        try:
            engine = opened(name)
        except IndexProblem:
            continue
        return Opened(engine, name, edition, problem)
    raise problem


def predecessors(layout: Layout, current: str | None) -> list[str]:
    """Return the generations that may answer in place of the current one, newest first.

    Where nothing says which one is current, or that one is not there, those
    are all.
    """
    known = layout.known()
    older = [name for name in known if current not in known or name < str(current)]
    return [name for name in reversed(older) if not layout.mark(name).exists()]


def open_checked(
    layout: Layout,
    generation: str,
    edition: Edition,
    limits: Limits | None = None,
    today: Callable[[], date] = date.today,
) -> Engine:
    """Open an edition after comparing every file with its checksum.

    Raises:
        DamagedIndex, IndexFromElsewhere, UnreadableIndex: If it does not pass.
    """
    folder = layout.edition(generation, edition)
    check_edition(layout, generation, edition)
    try:
        return open_edition(folder, generation, limits=limits, today=today)
    except Exception as error:
        # Whatever an engine says about files that are as they were written.
        raise DamagedIndex(folder, f"cannot be opened ({error})") from error
