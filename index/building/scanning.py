"""What the disk says of every file of the content, without opening any.

A file whose stamp is what it was when it was read need not be read again.  The
kernel's clock ticks some hundred times a second, so a file that was changed
just before it was looked at could change again unseen: `Listing.settled` takes
its stamp away, and the next time its bytes are compared.

Each file has to be asked: a folder's own time says which names came and went,
not that what is in a file changed.  Asking takes nearly all the time, so it can
be shared; see `looking`.  What a folder holds is packed as the disk tells it.
Folders that are as they were are compared in one go; only of others is each file
looked at.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
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

_UNKNOWN = sys.maxsize
"""In place of the time of the last change where a file has no stamp."""


class Share(NamedTuple):
    """The part of all files that is asked for its stamps: that one of so many equal ones."""

    number: int = 0
    of: int = 1

    def cut(self, count: int) -> slice:
        """Return its part of a folder with so many entries."""
        return slice(self.number * count // self.of, (self.number + 1) * count // self.of)


class Listing(NamedTuple):
    """What a folder holds, but what is hidden.

    Attributes:
        names: With a NUL after each; that of a folder ends in a slash.
        stamps: In the same order, five numbers of eight bytes each.
        newest: The last of all times in it.
    """

    names: str = ""
    stamps: bytes = b""
    newest: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether each file has a stamp."""
        return self.newest < _UNKNOWN

    def entries(self) -> dict[str, Stamp | None]:
        """Return the stamps by name; None for a file that has none."""
        numbers = iter(array("q", self.stamps))
        stamps = zip(numbers, numbers, numbers, numbers, numbers, strict=True)
        names = self.names.split("\0")[:-1]
        return {
            name: stamp if stamp != _NO_STAMP else None
            for name, stamp in zip(names, stamps, strict=True)
        }

    def settled(self, latest: int) -> Listing:
        """Return the same without the stamps of files that were changed since some moment."""
        if self.newest < latest:
            return self
        stamps = array("q", self.stamps)
        none = array("q", _NO_STAMP)
        for start in range(0, len(stamps), len(none)):
            if max(stamps[start + 2], stamps[start + 3]) >= latest:
                stamps[start : start + len(none)] = none
        return Listing(self.names, stamps.tobytes(), _UNKNOWN)


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


def held_stamp(path: Path) -> Stamp:
    """Return the stamp of a file of the index; links to it come and go with generations."""
    kind, size, modified, _, number = stamp_of(path.stat())
    return (kind, size, modified, 0, number)


WHOLE = Share()


def scan(root: Path, apart: Iterable[Path], share: Share = WHOLE) -> Scan:
    """Return the stamps of everything below a folder but what is hidden.

    Links are not followed.  What vanishes meanwhile has no stamp.

    Args:
        root: The content folder.
        apart: Folders that are no content, such as the index.
        share: Which files are asked; listings then have no stamps of the others.
    """
    outside = {str(path.absolute()) for path in apart}
    found: Scan = {}
    folders = [""]
    while folders:
        below = folders.pop()
        place = os.path.join(root, below)  # noqa: PTH118 - strings, because there are many
        with contextlib.suppress(OSError):
            found[below] = listing = _listing(place, outside, share)
            names = listing.names.split("\0") if "/" in listing.names else []
            folders += [below + name for name in names if name.endswith("/")]
    return found


def _listing(folder: str, outside: set[str], share: Share) -> Listing:
    """Return what a folder holds, in the order of the disk."""
    # By descriptor, the kernel need not walk down from the root for each file.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with os.scandir(descriptor) as entries:
            present = [entry for entry in entries if entry.name[0] != "."]
        folders = {entry.name for entry in present if entry.is_dir(follow_symlinks=False)}
        hidden = {name for name in folders if os.path.join(folder, name) in outside}  # noqa: PTH118
        if hidden:
            present = [entry for entry in present if entry.name not in hidden]
        stamps, newest = _stamps(present[share.cut(len(present))], folders)
    finally:
        os.close(descriptor)
    names = [entry.name for entry in present]
    if folders:
        names = [f"{name}/" if name in folders else name for name in names]
    return Listing("\0".join([*names, ""]), stamps, newest)


def _stamps(entries: Iterable[os.DirEntry[str]], folders: set[str]) -> tuple[bytes, int]:
    """Return the stamps of some entries, and the last of their times."""
    numbers: list[int] = []
    newest = 0
    for entry in entries:
        if entry.name in folders:
            numbers += _FOLDER
            continue
        try:
            state = entry.stat(follow_symlinks=False)
        except OSError:
            numbers += _NO_STAMP
            newest = _UNKNOWN
            continue
        # As `stamp_of`, which a hundred thousand calls would make a tenth slower.
        modified, changed = state.st_mtime_ns, state.st_ctime_ns
        numbers += (state.st_mode, state.st_size, modified, changed, state.st_ino)
        if modified > newest or changed > newest:
            newest = max(modified, changed, newest)
    return array("q", numbers).tobytes(), newest


def joined(shares: list[Scan]) -> Scan | None:
    """Return all shares of a scan as one; None if folders changed between them."""
    first, *others = shares
    if any(other.keys() != first.keys() for other in others):
        return None
    found = {}
    for folder, listing in first.items():
        parts = [listing, *(other[folder] for other in others)]
        if any(part.names != listing.names for part in parts):
            return None
        stamps = b"".join(part.stamps for part in parts)
        found[folder] = Listing(listing.names, stamps, max(part.newest for part in parts))
    return found


def differences(known: Mapping[str, Listing], seen: Scan) -> Differences:
    """Return in what a scan differs from an earlier one."""
    found = Differences([], {}, {})
    for folder in sorted(known.keys() | seen.keys()):
        was, now = known.get(folder, Listing()), seen.get(folder, Listing())
        if was == now and now.is_settled:
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
