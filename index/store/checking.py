"""Which generation is current, and whether its files are as they were written.

Reading never changes anything, and nothing here opens an edition: whoever only
builds need not know how one is searched.
"""

from __future__ import annotations

from pathlib import Path

from index.editions.schema import ANALYSIS_VERSION, FORMAT_VERSION, SCHEMA_HASH
from index.errors import DamagedIndex, IndexProblem, NotAFolder, UnreadableIndex
from index.store.layout import Edition, Layout, is_id
from index.store.manifest import (
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
