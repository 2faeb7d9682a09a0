"""Writing so that it stays written: the one place that changes the index folder.

A file is safe when its bytes and its folder's entry are on the disk, so each
function here says what it has synced when it returns.  Only `replace` changes
what readers see; the rest happens aside.  The engine writes its own files and
`sync_tree` makes them safe afterwards.

Everything goes through `os`, call by call, so that a test can let the n-th
call fail.
"""

# Calls of `os`, one by one, are what this module is about.
# ruff: noqa: PTH101, PTH102, PTH104, PTH105, PTH106, PTH108

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

FOLDER_MODE = 0o750
"""The builder writes, its group (the service) reads, nobody else does."""

FILE_MODE = 0o640
"""Likewise for files."""

PRIVATE_FOLDER_MODE = 0o700
"""For what the service may not read either."""

PRIVATE_FILE_MODE = 0o600
"""Likewise for files."""

HASHED_AT_ONCE = 4
"""Files; more threads than that read no faster from one disk."""

SYNCED_AT_ONCE = 8
"""Files and folders; the disk writes one journal for all that wait, so twelve take hardly longer
than two."""

_CHUNK = 1 << 20
"""Bytes read at once; large enough that hashing, not reading, takes the time."""


def make_folder(path: Path, mode: int = FOLDER_MODE) -> None:
    """Make a folder and those above it; one that exists is left as it is.

    The mode holds whatever the process's umask; the folder's entry is synced.
    """
    if path.is_dir():
        return
    if not path.parent.is_dir():
        make_folder(path.parent)
    os.mkdir(path, mode)
    os.chmod(path, mode)
    sync_folder(path.parent)


def write(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Write a new file and sync it; its folder is left to the caller to sync."""
    _write_in_pieces(path, (data,), mode)


def _write_in_pieces(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    try:
        os.fchmod(descriptor, mode)
        for gathered in _gathered(pieces):
            view = memoryview(gathered)
            while view:
                view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces joined to larger ones; a call of the system for each would take longer."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def replace(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Exchange the bytes of a file in one step that a reader sees whole or not at all."""
    aside = path.with_name(f"{path.name}.new")
    write(aside, data, mode)
    os.replace(aside, path)
    sync_folder(path.parent)


def replace_in_pieces(path: Path, pieces: Iterable[bytes], mode: int = FILE_MODE) -> None:
    """Exchange the bytes of a file likewise, for bytes that need not all be in memory."""
    aside = path.with_name(f"{path.name}.new")
    _write_in_pieces(aside, pieces, mode)
    os.replace(aside, path)
    sync_folder(path.parent)


def link(source: Path, target: Path) -> None:
    """Give a file a second name; the folder is left to the caller to sync."""
    os.link(source, target)


def move(source: Path, target: Path) -> None:
    """Rename a file or folder within the index and sync both folders."""
    os.rename(source, target)
    sync_folder(source.parent)
    if target.parent != source.parent:
        sync_folder(target.parent)


def sync_tree(folder: Path, safe: Container[str] = ()) -> None:
    """Sync every file and folder below a folder, the folder itself and its entry.

    Files get the mode that ours have: the engine's own have what the umask left.

    Args:
        folder: What is synced.
        safe: Paths below it of links to files that were synced under another name;
            only their entries are.
    """
    at_once(
        [
            partial(sync_folder if is_folder else _sync_file, folder / path)
            for path, is_folder in walk(folder)
            if is_folder or path not in safe
        ]
    )
    at_once([partial(sync_folder, folder), partial(sync_folder, folder.parent)])


def at_once(tasks: Iterable[Callable[[], None]]) -> None:
    """Do several things that wait for the disk, at once, and end when all have ended.

    Raises:
        OSError: What the first of them that failed has raised.
    """
    with ThreadPoolExecutor(SYNCED_AT_ONCE, "fsync") as threads:
        pending = [threads.submit(task) for task in tasks]
    for each in pending:
        each.result()


def _sync_file(path: Path) -> None:
    os.chmod(path, FILE_MODE)
    _sync(path, os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """Sync the entries of one folder."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; nothing there is fine.

    Links are removed, never followed.
    """
    with contextlib.suppress(FileNotFoundError):
        if path.is_symlink() or not path.is_dir():
            os.unlink(path)
            return
        for child in sorted(path.iterdir()):
            remove(child)
        os.rmdir(path)


def discard(path: Path) -> None:
    """Remove what can be removed, after a failure that is being reported already."""
    with contextlib.suppress(OSError):
        remove(path)


def walk(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield everything below a folder in a fixed order, folders before what is in them.

    Yields:
        Path below the folder with forward slashes, and whether it is a folder.
        A link is never followed and counts as a file.
    """
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        is_folder = entry.is_dir(follow_symlinks=False)
        yield entry.name, is_folder
        if is_folder:
            for path, below in walk(folder / entry.name):
                yield f"{entry.name}/{path}", below


def sha256_of(folder: Path, paths: Iterable[str]) -> list[Future[tuple[str, int]]]:
    """Return, for each file of a folder, what `sha256` will have found or raised.

    Several are read at a time: neither reading nor hashing needs the interpreter.
    """
    threads = ThreadPoolExecutor(HASHED_AT_ONCE, "sha256")
    try:
        return [threads.submit(sha256, folder / path) for path in paths]
    finally:
        threads.shutdown(wait=False)


def sha256(path: Path) -> tuple[str, int]:
    """Return the SHA-256 of a file and its size in bytes."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
