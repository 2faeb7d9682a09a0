"""The generations of an index: which there are, which answers, opening it.

Reading never changes anything.  An edition is opened only after every one of
its files has been compared with its checksum, because an engine on damaged
files gives wrong answers without an error.  Where the current generation does
not pass, the one before it answers and `Opened.damage` says why; a generation
newer than the current one, or one that shows posts withdrawn since, never
does.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.edition import ANALYSIS_VERSION, FORMAT_VERSION, SCHEMA_HASH, open_edition
from index.engine import Engine
from index.errors import DamagedIndex, IndexProblem, NoIndex, NotAFolder, UnreadableIndex
from index.grammar import Limits
from index.layout import Edition, Layout, is_id
from index.manifest import (
    Manifest,
    Versions,
    check_files,
    check_versions,
    read_manifest,
)

VERSIONS = Versions(FORMAT_VERSION, SCHEMA_HASH, str(ANALYSIS_VERSION))
"""What this version of the program writes and reads."""

_LONGEST_NAME = 100
"""Bytes read of `CURRENT`; it holds one name of 27."""

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


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation that is kept.

    Attributes:
        created: ISO 8601, in UTC; None where no manifest says it.
        public, staff: Number of posts of the editions.
        current: Whether it is the one that answers.
        bytes: Size of both editions.
        good: Whether every file is as it was written and this version of the
            program reads it.
        withheld: Whether it shows posts that were withdrawn since.
    """

    id: str
    created: str | None
    public: int
    staff: int
    current: bool
    bytes: int
    good: bool
    withheld: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the generation as the command line's `--json` gives it."""
        return asdict(self)


def current_generation(folder: Path) -> str | None:
    """Return the name of the current generation, or None where there is no index.

    It reads one short file, so a server may ask once a second.

    Raises:
        NotAFolder: If the folder is something else.
        DamagedIndex: If `CURRENT` holds no name.
        UnreadableIndex: If it may not be read.
    """
    layout = Layout(folder)
    try:
        with layout.current.open("rb", buffering=0) as file:
            line = file.read(_LONGEST_NAME).decode("ascii", "replace")
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise NotAFolder(folder) from None
    except IsADirectoryError:
        raise DamagedIndex(layout.current, "names no generation") from None
    except OSError as error:
        raise UnreadableIndex(layout.current, error) from error
    if not line.endswith("\n") or not is_id(line[:-1]):
        raise DamagedIndex(layout.current, "names no generation")
    return line[:-1]


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


def check_edition(layout: Layout, generation: str, edition: Edition) -> Manifest:
    """Return the manifest of an edition of which every file is as it was written.

    Raises:
        DamagedIndex, IndexFromElsewhere, UnreadableIndex: If it does not pass.
    """
    manifest = identified(layout, generation, edition)
    check_files(layout.edition(generation, edition), manifest)
    return manifest


def identified(layout: Layout, generation: str, edition: Edition) -> Manifest:
    """Return the manifest of an edition, if it is this one's and this version reads it.

    Raises:
        DamagedIndex, IndexFromElsewhere, UnreadableIndex: If it does not pass.
    """
    folder = layout.edition(generation, edition)
    manifest = read_manifest(folder)
    check_versions(folder, manifest, VERSIONS)
    if (manifest.generation, manifest.edition) != (generation, edition.value):
        told = f"{manifest.generation}/{manifest.edition}"
        raise DamagedIndex(folder, f"holds the files of {told}")
    return manifest


def is_good(layout: Layout, generation: str) -> bool:
    """Tell whether both editions of a generation pass every check but a search."""
    try:
        for edition in Edition:
            check_edition(layout, generation, edition)
    except IndexProblem:
        return False
    return True


def generations(folder: Path) -> tuple[Generation, ...]:
    """Return the generations that are kept, newest first; every file is checked.

    Raises:
        NotAFolder: If the folder is something else.
        UnreadableIndex: If it may not be read.
    """
    layout = Layout(folder)
    try:
        current = current_generation(folder)
    except DamagedIndex:
        current = None
    kept = [
        _describe(place, name, current=name == current)
        for place in (layout, layout.withdrawn)
        for name in place.known()
    ]
    return tuple(sorted(kept, key=lambda generation: generation.id, reverse=True))


def _describe(layout: Layout, name: str, *, current: bool) -> Generation:
    manifests: dict[Edition, Manifest] = {}
    for edition in Edition:
        with contextlib.suppress(IndexProblem):
            manifests[edition] = read_manifest(layout.edition(name, edition))
    created = min((manifest.created for manifest in manifests.values()), default=None)
    return Generation(
        id=name,
        created=created.isoformat() if created else None,
        public=manifests[Edition.PUBLIC].posts if Edition.PUBLIC in manifests else 0,
        staff=manifests[Edition.STAFF].posts if Edition.STAFF in manifests else 0,
        current=current,
        bytes=sum(manifest.bytes for manifest in manifests.values()),
        good=is_good(layout, name),
        withheld=not current and layout.mark(name).exists(),
    )
