"""An index as files: its size, its way to the disk, and out of memory again."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path


def files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder."""
    return (path for path in folder.rglob("*") if path.is_file())


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in files(folder))


def sync(folder: Path) -> None:
    """Put all files below a folder, and their names, on the disk.

    For engines that do not do so themselves: an index that a power cut takes
    away is not built.
    """
    folders = {folder, *(path for path in folder.rglob("*") if path.is_dir())}
    for path in (*files(folder), *folders):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def evict(folder: Path) -> None:
    """Take all files below a folder out of the page cache, where the system can."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in files(folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def hashed(folder: Path) -> float:
    """Return the seconds of one SHA-256 pass over all files below a folder, one by one.

    What an index that proves its bytes must take at least, on one core, when it is
    opened.
    """
    began = time.perf_counter()
    for path in files(folder):
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    return time.perf_counter() - began
