"""Pictures and files that posts refer to, taken into the editions that may show them.

A file's name begins with 16 digits of the SHA-256 of its bytes, so what is
copied is checked against its name.  A file that changed or vanished since its
post was rendered is reported and left out; the next update sees that its name
does not fit and renders the post again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from archive import Problem
from index.store import durable

FOLDER = "media"
"""Folder of an edition that holds them."""

DIGITS = 16
"""How much of the SHA-256 stands in a name."""


_POSTS = (".md", ".markdown", ".html")
"""How files of posts end."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that an edition shows.

    Attributes:
        name: `<16 digits>/<file name>`, its address below `/media/`.
        source: Where it lies in the content.
        path: The same below the content folder, for people.
    """

    name: str
    source: Path
    path: str


class SizeAndTime(NamedTuple):
    """When a file was last changed; if that is equal, its bytes are."""

    bytes: int
    modified: int
    """In nanoseconds, as the file system tells it."""


def size_and_time(source: Path) -> SizeAndTime:
    """Return size and time of a file; one that cannot be read has none that recur."""
    try:
        state = source.stat()
    except OSError:
        return SizeAndTime(-1, -1)
    return SizeAndTime(state.st_size, state.st_mtime_ns)


def is_unchanged(name: str, source: Path, seen: SizeAndTime | None) -> bool:
    """Tell whether the bytes of a file are still those that its name stands for.

    Args:
        name: Its name, which begins with digits of its hash.
        source: The file.
        seen: Its size and time when it had that name.  A file of another size is not
            read: that may be any size.
    """
    now = size_and_time(source)
    if now.bytes < 0 or (seen is not None and now.bytes != seen.bytes):
        return False
    return now == seen or _read(name, source) is not None


def listing(root: Path, index_folder: Path) -> tuple[tuple[str, bool], ...]:
    """Return the path of every file and folder of the content that a post may refer to.

    Posts themselves, hidden folders and the index are left out.

    Returns:
        Paths below the content folder, each with whether it is a folder.
    """
    apart = index_folder.absolute()
    found = []
    folders = [root]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                is_folder = entry.is_dir(follow_symlinks=False)
                if entry.name.startswith(".") or Path(entry.path) == apart:
                    continue
                if is_folder:
                    folders.append(Path(entry.path))
                elif entry.name.endswith(_POSTS):
                    continue
                found.append((os.path.relpath(entry.path, root), is_folder))
    return tuple(sorted(found))


def add_media(folder: Path, wanted: Iterable[Wanted], former: Path | None) -> list[Problem]:
    """Put files into an edition, synced.

    Args:
        folder: The edition.
        wanted: The files; each name once.
        former: The same edition of the generation before, whose copies are
            used by hard link.  None copies all.

    Returns:
        What could not be taken along.
    """
    problems = []
    for file in wanted:
        target = folder / FOLDER / file.name
        if target.exists():
            continue  # an amended edition has all files of the one before
        durable.make_folder(target.parent)
        if former is not None and (former / FOLDER / file.name).is_file():
            durable.link(former / FOLDER / file.name, target)
            continue
        data = _read(file.name, file.source)
        if data is None:
            problems.append(_changed(file.path))
        else:
            durable.write(target, data)
    return problems


def _changed(path: str) -> Problem:
    return Problem(
        path,
        0,
        "media-changed",
        "the file changed while the index was being built",
        "run `pressmark update`",
    )


def has_bytes(source: Path, sha256: str) -> bool:
    """Tell whether the hash of a file begins with some digits; no link is followed."""
    data = _bytes_of(source) if sha256 else b""
    return data is not None and hashlib.sha256(data).hexdigest().startswith(sha256)


def _read(name: str, source: Path) -> bytes | None:
    """Return the bytes of a file if they are those of its name."""
    data = _bytes_of(source)
    fits = data is not None and hashlib.sha256(data).hexdigest()[:DIGITS] == name[:DIGITS]
    return data if fits else None


def _bytes_of(source: Path) -> bytes | None:
    """Return the bytes of a plain file, or None; no link is followed."""
    try:
        descriptor = os.open(source, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
