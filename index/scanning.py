"""What the disk says of every file of the content, without opening any.

A file whose stamp is what it was when it was read need not be read again.  The
kernel's clock ticks some hundred times a second, so a file that was changed
just before it was looked at could change again unseen: such a file gets no
stamp, and the next time its bytes are compared.

What a folder holds is packed as the disk tells it.  Folders that are as they
were are compared in one go; only of others is each file looked at.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

Stamp = tuple[int, int, int, int, int]
"""Kind, size, times of change of content and of entry in nanoseconds, number of the file."""

UNSETTLED = 1_000_000_000
"""Nanoseconds in which a file may have been changed again; coarse file systems tell seconds."""

_FOLDER: Stamp = (stat.S_IFDIR, 0, 0, 0, 0)
_NO_STAMP: Stamp = (0, 0, 0, 0, 0)


class Listing(NamedTuple):
    """What a folder holds, but what is hidden.

    Attributes:
        names: With a NUL after each; that of a folder ends in a slash.
        stamps: In the same order, five numbers of eight bytes each.
        settled: Whether each file has a stamp.
    """

    names: str = ""
    stamps: bytes = b""
    settled: bool = True

    def entries(self) -> dict[str, Stamp | None]:
        """Return the stamps by name; None for a file that has none."""
        numbers = iter(array("q", self.stamps))
        stamps = zip(numbers, numbers, numbers, numbers, numbers, strict=True)
        names = self.names.split("\0")[:-1]
        return {
            name: stamp if stamp != _NO_STAMP else None
            for name, stamp in zip(names, stamps, strict=True)
        }


Scan = dict[str, Listing]
"""What each folder holds, by its path below the content folder; paths end in a slash, the
content folder's own is empty."""


class Differences(NamedTuple):
    """In what two scans differ.

    Attributes:
        gone: Paths that were there.
        changed: Stamps by path of what is new, has another stamp, or none.
        folders: Listings of the folders in which these are.
    """

    gone: list[str]
    changed: dict[str, Stamp | None]
    folders: Scan


def stamp_of(state: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return (state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def scan(root: Path, apart: Iterable[Path], *, latest: int | None = None) -> Scan:
    """Return the stamps of everything below a folder but what is hidden.

    Links are not followed.  What vanishes meanwhile has no stamp.

    Args:
        root: The content folder.
        apart: Folders that are no content, such as the index.
        latest: Files changed from then on have no stamp, in nanoseconds since 1970;
            None is `UNSETTLED` before now.
    """
    if latest is None:
        latest = time.time_ns() - UNSETTLED
    outside = {str(path.absolute()) for path in apart}
    found: Scan = {}
    folders = [""]
    while folders:
        below = folders.pop()
        place = os.path.join(root, below)  # noqa: PTH118 - strings, because there are many
        with contextlib.suppress(OSError):
            found[below] = listing = _listing(place, latest, outside)
            names = listing.names.split("\0") if "/" in listing.names else []
            folders += [below + name for name in names if name.endswith("/")]
    return found


def _listing(folder: str, latest: int, outside: set[str]) -> Listing:
    """Return what a folder holds, in the order of the disk."""
    names: list[str] = []
    stamps = array("q")
    settled = True
    # By descriptor, the kernel need not walk down from the root for each file.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with os.scandir(descriptor) as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if os.path.join(folder, name) not in outside:  # noqa: PTH118
                        names.append(name + "/")
                        stamps.extend(_FOLDER)
                    continue
                stamp = _stamp_of_entry(entry, latest)
                settled = settled and stamp is not _NO_STAMP
                names.append(name)
                stamps.extend(stamp)
    finally:
        os.close(descriptor)
    return Listing("".join(f"{name}\0" for name in names), stamps.tobytes(), settled)


def _stamp_of_entry(entry: os.DirEntry[str], latest: int) -> Stamp:
    try:
        stamp = stamp_of(entry.stat(follow_symlinks=False))
    except OSError:
        return _NO_STAMP
    return stamp if stamp[2] < latest and stamp[3] < latest else _NO_STAMP


def differences(known: Mapping[str, Listing], seen: Scan) -> Differences:
    """Return in what a scan differs from an earlier one."""
    found = Differences([], {}, {})
    for folder in sorted(known.keys() | seen.keys()):
        was, now = known.get(folder, Listing()), seen.get(folder, Listing())
        if was == now and now.settled:
            continue
        before, after = was.entries(), now.entries()
        found.gone.extend(folder + name for name in before.keys() - after.keys())
        for name, stamp in after.items():
            if stamp is None or before.get(name) != stamp:
                found.changed[folder + name] = stamp
        found.folders[folder] = now
    return found


def is_plain_file(stamp: Stamp) -> bool:
    """Tell whether a stamp is that of a file, not of a link, a pipe or a folder."""
    return stat.S_ISREG(stamp[0])
