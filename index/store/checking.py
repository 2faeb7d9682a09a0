"""Whether the files of a generation are as they were written.

Reading never changes anything, and nothing here opens an edition: whoever only
builds need not know how one is searched.
"""

from __future__ import annotations

from index.editions.schema import ANALYSIS_VERSION, FORMAT_VERSION, SCHEMA_HASH
from index.errors import DamagedIndex, IndexProblem
from index.store.layout import Edition, Layout
from index.store.manifest import (
    Manifest,
    Versions,
    check_files,
    check_versions,
    read_manifest,
)

VERSIONS = Versions(FORMAT_VERSION, SCHEMA_HASH, str(ANALYSIS_VERSION))
"""What this version of the program writes and reads."""


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
