"""The manifest of an edition: what it is and the checksum of every file in it.

It is written last, so an edition without one was never finished, and it says
nothing about the other edition or about the content.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from index.errors import DamagedIndex, IndexFromElsewhere, IndexFromTheFuture
from index.store import durable
from index.store.sealed import read_sealed, seal

NAME = "manifest.json"
"""Name of the file in its edition."""

LIBRARIES = ("Whoosh", "numpy", "PyStemmer", "Markdown", "nh3")
"""Distributions whose versions shape what lies in an edition."""

_INSTALLED = ".dist-info"
"""End of the name of the folder that says what is installed, as in `numpy-2.3.1.dist-info`.

Source:
    Recording installed projects, https://packaging.python.org/specifications/
"""


@dataclass(frozen=True, slots=True)
class Versions:
    """The forms of storage and analysis that a program writes and reads.

    Attributes:
        format: Form of the files; grows by one with each change.
        schema: Hash of the fields.
        analysis: Identity of how words are made.
    """

    format: int
    schema: str
    analysis: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file was when it was written."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an edition is.

    Attributes:
        created: In UTC.
        files: By path below the edition, with forward slashes; the manifest
            itself is not among them.
    """

    generation: str
    edition: str
    versions: Versions
    libraries: Mapping[str, str]
    posts: int
    created: datetime
    files: Mapping[str, Seal]

    @property
    def bytes(self) -> int:
        """Size of all files."""
        return sum(seal.bytes for seal in self.files.values())


@cache
def installed() -> Mapping[str, str]:
    """Return the versions of the libraries that shape an edition."""
    named = _named_by_folders()
    versions = {name: named.get(name.lower()) or _told(name) for name in LIBRARIES}
    return MappingProxyType(versions)


def _named_by_folders() -> dict[str, str]:
    """Return versions by name in small letters, as the folders of what is installed are named.

    Python's own way reads a file of each, with a parser of mail that takes 30 ms to import.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with contextlib.suppress(OSError):
            for folder in os.listdir(place or "."):  # noqa: PTH208 - places are texts
                name, _, version = folder.removesuffix(_INSTALLED).partition("-")
                if folder.endswith(_INSTALLED):
                    found.setdefault(name.lower(), version)
    return found


def _told(name: str) -> str:
    """Return the version of a library that was installed in another form."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def seals(
    folder: Path,
    known: Mapping[str, Seal] = MappingProxyType({}),
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> dict[str, Seal]:
    """Return the checksum and size of every file of an edition but the manifest.

    Args:
        folder: The edition.
        known: Those that need not be computed, by path.
        meanwhile: What is done while others are read, such as waiting for the disk.
    """
    paths = [path for path, is_folder in durable.walk(folder) if not is_folder and path != NAME]
    unknown = [path for path in paths if path not in known]
    computed = dict(zip(unknown, durable.sha256_of(folder, unknown), strict=True))
    meanwhile()
    return {path: known.get(path) or Seal(*computed[path].result()) for path in paths}


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of an edition, synced."""
    value = {
        "generation": manifest.generation,
        "edition": manifest.edition,
        "format": manifest.versions.format,
        "schema": manifest.versions.schema,
        "analysis": manifest.versions.analysis,
        "libraries": dict(manifest.libraries),
        "posts": manifest.posts,
        "created": manifest.created.astimezone(UTC).isoformat(timespec="seconds"),
        "files": {path: [seal.sha256, seal.bytes] for path, seal in manifest.files.items()},
    }
    durable.write(folder / NAME, seal(value))
    durable.sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of an edition.

    Raises:
        DamagedIndex: If it is missing or not as it was written.
    """
    value = read_sealed(folder / NAME)
    try:
        return _understand(value)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedIndex(folder / NAME, "no manifest that this version knows") from error


def _understand(value: dict[str, Any]) -> Manifest:
    return Manifest(
        generation=str(value["generation"]),
        edition=str(value["edition"]),
        versions=Versions(int(value["format"]), str(value["schema"]), str(value["analysis"])),
        libraries={str(name): str(found) for name, found in value["libraries"].items()},
        posts=int(value["posts"]),
        created=datetime.fromisoformat(value["created"]),
        files={
            path: Seal(str(digest), int(size)) for path, (digest, size) in value["files"].items()
        },
    )


def check_versions(folder: Path, manifest: Manifest, ours: Versions) -> None:
    """Refuse an edition that this version of the program does not read.

    Libraries are not compared: what they write is fixed by format and analysis.

    Raises:
        IndexFromTheFuture: If its format is newer.
        IndexFromElsewhere: If its format is older, or schema or analysis differ.
    """
    theirs = manifest.versions
    place = folder / NAME
    if theirs.format > ours.format:
        raise IndexFromTheFuture(place, "format", theirs.format, ours.format)
    if theirs.format != ours.format:
        raise IndexFromElsewhere(place, "format", theirs.format, ours.format)
    if theirs.schema != ours.schema:
        raise IndexFromElsewhere(place, "schema", theirs.schema, ours.schema)
    if theirs.analysis != ours.analysis:
        raise IndexFromElsewhere(place, "analysis", theirs.analysis, ours.analysis)


def differences(
    folder: Path, manifest: Manifest, known: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Compare every file of an edition with its checksum.

    Args:
        folder: The edition.
        manifest: Of the edition.
        known: Paths of files that need not be read; only their sizes are compared.

    Yields:
        Path below the edition, and what is wrong.
    """
    try:
        present = dict(durable.walk(folder))
    except OSError as error:
        yield "", (error.strerror or str(error)).lower()
        return
    unknown = [path for path in manifest.files if path in present and path not in known]
    computed = dict(zip(unknown, durable.sha256_of(folder, unknown), strict=True))
    for path, written in manifest.files.items():
        if path not in present:
            yield path, "the file is missing"
            continue
        try:
            digest, size = (
                computed[path].result()
                if path in computed
                else (written.sha256, (folder / path).stat().st_size)
            )
        except OSError as error:
            yield path, (error.strerror or str(error)).lower()
            continue
        if size != written.bytes:
            yield path, f"{size} bytes long, was written with {written.bytes}"
        elif digest != written.sha256:
            yield path, "not as it was written"
    for path, is_folder in present.items():
        if not is_folder and path != NAME and path not in manifest.files:
            yield path, "no file of this edition"


def check_files(folder: Path, manifest: Manifest, known: Collection[str] = ()) -> None:
    """Refuse an edition of which any file is not as it was written.

    Args:
        folder: The edition.
        manifest: Of the edition.
        known: Paths of files that need not be read; only their sizes are compared.

    Raises:
        DamagedIndex: For the first such file.
    """
    for path, message in differences(folder, manifest, known):
        raise DamagedIndex(folder / path, message)
