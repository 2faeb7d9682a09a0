"""What is not as it was: posts in the content folder, and files of the index.

Both are told by stamps; bytes are read only where a file has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archive import is_post
from index.building.ledger import Ledger
from index.building.scanning import Scan, differences, held_stamp, is_plain_file
from index.store.layout import Layout
from index.store.media import has_bytes

MOST = 100
"""Posts that are amended at once.  The name of each that comes or goes is looked for in the texts
of all others, which takes a tenth of a second where these are 100,000: many more would take
longer than reading everything."""


def intact(layout: Layout, generation: str, ledger: Ledger) -> bool:
    """Tell whether all files of a generation have the stamps that they were written with."""
    try:
        return bool(ledger.changes.sealed) and all(
            held_stamp(layout.edition(generation, edition) / path) == stamp
            for edition, stamps in ledger.changes.sealed.items()
            for path, stamp in stamps.items()
        )
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Changed:
    """What is not as it was in the content folder.

    Attributes:
        paths: Posts that are new or may have changed.
        gone: Posts that are not there any more.
        folders: Listings of the folders in which these are.
    """

    paths: list[str]
    gone: list[str]
    folders: Scan


def changed_posts(ledger: Ledger, root: Path, seen: Scan) -> Changed | None:
    """Return which posts are not as they were; None if other things are not, or too many.

    Args:
        ledger: What was known of the content.
        root: The content folder.
        seen: The files in it as they are now.
    """
    known = {**ledger.scan, **ledger.changes.scan}
    if not known.keys() <= seen.keys():
        return None
    found = differences(known, seen)
    gone = ledger.changes.gone.values()
    hashes = {path: digest for path, digest in ledger.hashes.items() if path not in gone}
    hashes.update(ledger.changes.files)
    paths = []
    for path, stamp in found.changed.items():
        if stamp is not None and not is_plain_file(stamp):
            return None
        if stamp is not None and path in hashes and has_bytes(root / path, hashes[path]):
            continue
        if not is_post(path, ledger.below):
            return None
        paths.append(path)
    if len(paths) + len(found.gone) > MOST:
        return None
    return Changed(sorted(paths), sorted(found.gone), found.folders)
