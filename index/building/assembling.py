"""Putting one edition of a generation together: records, media, manifest, proof.

An edition goes on from the one before: new posts are added to hard links of its
files.  Where a post is taken out or exchanged, the segment that held it is
written anew without it, because what was withdrawn must be in no byte of an
edition; see `index.columnar.policies`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from archive import Problem
from index.building.edition import learn_themes, update_edition, write_edition
from index.building.phases import CHECKING, LEARNING, WRITING, Progress, untold
from index.building.planning import Plan
from index.building.proof import prove_changed, prove_searched
from index.editions.record import Record
from index.editions.register import NAME as REGISTER
from index.editions.register import Departed, Register, write_register
from index.errors import BuildFailed
from index.store import durable, media
from index.store.checking import VERSIONS
from index.store.layout import Edition, Layout
from index.store.manifest import (
    NAME,
    Manifest,
    Seal,
    check_files,
    installed,
    read_manifest,
    seals,
    write_manifest,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an edition is written, and what it goes on from.

    Attributes:
        former: The generation before, checked; None to write all anew.
        trusted: Whether its files have the stamps that they were written with,
            and need not be read to know that they are as they were.
        language: Language of the site.
        memory: Bytes for the words of an edition.
        today: In UTC.
        register: Of the generation that answers now, if it has one.
        departed: Posts that were public once, newest first.
    """

    layout: Layout
    generation: str
    former: str | None
    created: datetime
    language: str
    memory: int
    today: date
    register: Register | None = None
    departed: tuple[Departed, ...] = ()
    trusted: bool = False


def assemble(target: Target, plan: Plan, progress: Progress = untold) -> list[Problem]:
    """Write an edition, synced, with its manifest, and check that it answers.

    Args:
        target: Where.
        plan: What is written.
        progress: Told how far it is.

    Returns:
        Media that could not be taken along.

    Raises:
        BuildFailed: If it does not answer as it should.
        OSError: If the file system refuses.
    """
    edition = plan.audience.edition
    folder = target.layout.edition(target.generation, edition)
    former = target.layout.edition(target.former, edition) if target.former else None
    durable.make_folder(folder)
    _write_records(target, plan, folder, former, progress)
    progress(CHECKING, 0, None)
    if edition is Edition.PUBLIC:
        _write_register(target, plan, folder)
    problems = media.add_media(folder, plan.media.values(), former)
    known = _known(folder, former) if former is not None and target.trusted else {}
    # A generation is current only once its files are synced: links need no more of it.
    sealed = seals(folder, known, meanwhile=partial(durable.sync_tree, folder, known))
    if former is not None and not target.trusted:
        _check_links(folder, former)
    if former is not None and target.trusted:
        prove_changed(folder, plan)
    else:
        prove_searched(folder, plan, target.generation)
    manifest = Manifest(
        generation=target.generation,
        edition=edition.value,
        versions=VERSIONS,
        libraries=installed(),
        posts=plan.posts,
        created=target.created,
        files=sealed,
    )
    write_manifest(folder, manifest)
    check_files(folder, read_manifest(folder), sealed if target.trusted else ())
    return problems


def _write_records(
    target: Target, plan: Plan, folder: Path, former: Path | None, progress: Progress
) -> None:
    audience = plan.audience
    records = _counted(plan.changed, progress)
    words: dict[str, Any] = {
        "partners": audience.partners,
        "themes": audience.themes,
        "language": target.language,
        "memory": target.memory,
        # Staff look for gaps: themes that no post names belong to their edition.
        "unused": audience.edition is Edition.STAFF,
    }
    if former is None:
        write_edition(folder, records, posts=len(plan.changed), **words)
        progress(LEARNING, 0, None)
        learn_themes(folder, created=target.created)
    else:
        _link_records(former, folder, with_media=target.trusted)
        update_edition(folder, removed=sorted(plan.removed), records=records, **words)


def _counted(records: Sequence[Record], progress: Progress) -> Iterator[Record]:
    for done, record in enumerate(records, start=1):
        yield record
        progress(WRITING, done, len(records))


def _write_register(target: Target, plan: Plan, folder: Path) -> None:
    write_register(
        folder,
        plan.changed,
        target.today,
        before=target.register,
        gone=plan.removed.union(record.slug for record in plan.changed) if target.former else None,
        departed=target.departed,
    )


def _link_records(former: Path, folder: Path, *, with_media: bool) -> None:
    """Link the files of an edition but its manifest and its register."""
    for path in read_manifest(former).files:
        if path == REGISTER or (path.partition("/")[0] == media.FOLDER and not with_media):
            continue
        durable.make_folder((folder / path).parent)
        durable.link(former / path, folder / path)


def _known(folder: Path, former: Path) -> dict[str, Seal]:
    """Return the checksums of files that are links to those of the edition before."""
    written = read_manifest(former).files
    return {
        path: seal
        for path, seal in written.items()
        if (folder / path).exists() and (folder / path).samefile(former / path)
    }


def _check_links(folder: Path, former: Path) -> None:
    """Refuse linked files that are no longer what they were before this build."""
    written = read_manifest(former).files
    for path, is_folder in durable.walk(former):
        if is_folder or path == NAME or not (folder / path).exists():
            continue
        if (folder / path).samefile(former / path):
            digest, _ = durable.sha256(former / path)
            if written[path].sha256 != digest:
                raise BuildFailed(former / path, "changed while the index was being updated")
