"""What tells an update that nothing changed, without opening the ledger.

An update that a clock starts finds nothing new most of the time.  So beside the
ledger of a generation lies its glance: a hash of what each folder holds, in place
of the stamps of all files.  It is read and compared without any of the modules
that build.  Whatever is not exactly as it says is left to them; the first update
that they find to have nothing to do writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from archive import Problem, Settings, Severity
from index.building.build_report import BuildReport
from index.building.fingerprints import settings_of
from index.building.looking import Look
from index.building.pickled import read_value, write_value
from index.building.scanning import Listing, Scan, Stamp, held_stamp
from index.errors import IndexProblem
from index.store import durable
from index.store.current import current_generation
from index.store.layout import Edition, Layout
from index.store.lock import building

LEDGER = ("ledger", "rows", "bodies")
"""Ends of the names of the files that say more."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a generation was made from, and its files, at a moment.

    Attributes:
        settings: Fingerprint of all settings and of the program.
        moment: By which embargoes were judged.
        until: When something changes without any file changing, or None.
        folders: A hash of what each folder of the content holds.
        files: Stamps of the files of both editions and of the ledger, by path below the
            index folder.
        posts: How many each edition has.
        problems: Everything wrong with the content.
    """

    settings: str
    moment: datetime
    until: datetime | None
    folders: Mapping[str, bytes]
    files: Mapping[str, Stamp]
    posts: Mapping[Edition, int]
    problems: tuple[Problem, ...]


def write_glance(
    layout: Layout, settings: Settings, seen: Scan, now: datetime, report: BuildReport
) -> None:
    """Write the glance of the current generation, of which an update found that nothing changed.

    Nothing is written where a file may have changed again unseen.

    Args:
        layout: The index.
        settings: See `archive.Settings`.
        seen: The files of the content.
        now: The moment of the update.
        report: What it has to say.
    """
    if report.generation is None or not all(listing.is_settled for listing in seen.values()):
        return
    glance = Glance(
        settings=settings_of(settings),
        moment=now,
        until=report.next_change,
        folders=_hashes(seen),
        files=_files(layout, report.generation),
        posts={Edition.PUBLIC: report.public, Edition.STAFF: report.staff},
        problems=report.problems,
    )
    write_value(layout.ledger(report.generation, "glance"), glance)


def unchanged(settings: Settings, look: Look, now: datetime, *, strict: bool) -> BuildReport | None:
    """Return what there is to say if nothing changed; None if something may have.

    Args:
        settings: See `archive.Settings`.
        look: At the files of the content.
        now: The moment by which embargoes are judged.
        strict: See `builder.rebuild`.

    Raises:
        BusyError: If another build is going on.
    """
    layout = Layout(settings.index)
    with suppress(IndexProblem, OSError):
        if current_generation(layout.folder) is None:
            return None
        with building(layout.folder):
            return _unchanged(layout, settings, look, now, strict=strict)
    return None


def _unchanged(
    layout: Layout, settings: Settings, look: Look, now: datetime, *, strict: bool
) -> BuildReport | None:
    generation = current_generation(layout.folder)
    if generation is None or layout.mark(generation).exists():
        return None
    glance = read_value(layout.ledger(generation, "glance"), Glance)
    if now < glance.moment or (glance.until is not None and now >= glance.until):
        return None
    if strict and any(each.severity is not Severity.NOTICE for each in glance.problems):
        return None
    if glance.settings != settings_of(settings) or glance.files != _files(layout, generation):
        return None
    # What may have changed again unseen has no stamp, so it is not as it was.
    if glance.folders != _hashes(look.settled()):
        return None
    return BuildReport(
        generation=generation,
        public=glance.posts[Edition.PUBLIC],
        staff=glance.posts[Edition.STAFF],
        problems=glance.problems,
        seconds=look.seconds,
        previous=generation,
        switched=False,
        next_change=glance.until,
    )


def _hashes(seen: Scan) -> dict[str, bytes]:
    return {folder: _hash(listing) for folder, listing in seen.items()}


def _hash(listing: Listing) -> bytes:
    digest = hashlib.sha256(listing.names.encode("utf-8", "surrogatepass"))
    digest.update(b"\0")  # as no name ends in two
    digest.update(listing.stamps)
    return digest.digest()


def _files(layout: Layout, generation: str) -> dict[str, Stamp]:
    """Return the stamps of the files of both editions and of the ledger."""
    paths = [layout.ledger(generation, kind) for kind in LEDGER]
    for folder in (layout.edition(generation, edition) for edition in Edition):
        paths += [folder / path for path, is_folder in durable.walk(folder) if not is_folder]
    return {path.relative_to(layout.folder).as_posix(): held_stamp(path) for path in paths}
