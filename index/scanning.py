"""What the disk says of every file of the content, without opening any.

A file whose stamp is what it was when it was read need not be read again.  The
kernel's clock ticks some hundred times a second, so a file that was changed
just before it was looked at could change again unseen: such a file gets no
stamp and is read again the next time.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[int, int, int, int, int]
"""Kind, size, times of change of content and of entry in nanoseconds, number of the file."""

Scan = dict[str, Stamp | None]
"""Stamps by path below the content folder; a folder's path ends in a slash."""

UNSETTLED = 1_000_000_000
"""Nanoseconds in which a file may have been changed again; coarse file systems tell seconds."""

_FOLDER: Stamp = (stat.S_IFDIR, 0, 0, 0, 0)


def stamp_of(state: os.stat_result) -> Stamp:
    """Return the stamp of a file."""
    return (state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def scan(root: Path, apart: Iterable[Path]) -> Scan:
    """Return the stamps of everything below a folder but what is hidden.

    Links are not followed.  What vanishes meanwhile has no stamp.

    Args:
        root: The content folder.
        apart: Folders that are no content, such as the index.
    """
    latest = time.time_ns() - UNSETTLED
    outside = {str(path.absolute()) for path in apart}
    found: Scan = {}
    folders = [(str(root), "")]
    while folders:
        folder, below = folders.pop()
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                path = below + entry.name
                if entry.name.startswith(".") or entry.path in outside:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    found[path + "/"] = _FOLDER
                    folders.append((entry.path, path + "/"))
                    continue
                stamp = stamp_of(entry.stat(follow_symlinks=False))
                found[path] = stamp if max(stamp[2], stamp[3]) < latest else None
    return found


def is_plain_file(stamp: Stamp) -> bool:
    """Tell whether a stamp is that of a file, not of a link, a pipe or a folder."""
    return stat.S_ISREG(stamp[0])
