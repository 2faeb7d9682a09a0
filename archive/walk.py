"""The files below a content folder, found and read without being led astray.

A content folder is written by many hands.  Nothing outside it is ever read,
whatever a link says; what is no plain file is never opened; a file that
vanishes, changes or cannot be read is one problem and not the end.  The order
is that of the paths, whatever order the disk gives.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive.report import FormError, Report

SUFFIXES = (".md", ".markdown", ".html")
"""Endings of the files that are posts."""

MAX_FOLDERS_DEEP = 64
"""Deepest folder that is entered; paths end at 4096 bytes before long."""

_PASSED_OVER = ("readme", "_index")
"""File names, without ending, that other programs keep beside posts."""

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a post.

    Attributes:
        path: Below the content folder, with forward slashes.
        file: Where it is.
    """

    path: str
    file: Path


def walk(root: Path, below: str, report: Report) -> Iterator[Found]:
    """Yield the files below a folder that may be posts, sorted by path.

    Hidden files and folders, `README` and `_index` files are passed over.

    Args:
        root: The content folder, with no link in its path.
        below: The folder to walk, as a path below `root`; empty for all of it.
        report: Told of links that lead out, of what is no file and of names
            that cannot be written down.  Its `file` is set to each in turn.
    """
    yield from sorted(_walk(root, below, report, 0), key=lambda found: order_of(found.path))


def order_of(path: str) -> tuple[str, str]:
    """Return what puts paths in the order in which files are read."""
    return unicodedata.normalize("NFC", path), path


def is_post(path: str, below: str) -> bool:
    """Tell whether `walk` would yield a plain file, given that its folders are no links.

    Args:
        path: Of the file, below the content folder.
        below: As for `walk`.
    """
    folder = f"{below}/" if below else ""
    parts = path.removeprefix(folder).split("/")
    return (
        path.startswith(folder)
        and len(parts) <= MAX_FOLDERS_DEEP
        and all(_is_writable_name(part) and not part.startswith(".") for part in parts)
        and _is_candidate(parts[-1])
    )


def _walk(root: Path, below: str, report: Report, depth: int) -> Iterator[Found]:
    report.file = below or "."
    try:
        with os.scandir(root / below) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        report.warning(
            0,
            "folder-unreadable",
            f"folder cannot be read: {error.strerror}",
            "give read permission",
        )
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if not _is_writable_name(entry.name):
            _report_name(path, entry, report)
            continue
        report.file = path
        if _is_folder(entry):
            if depth >= MAX_FOLDERS_DEEP:
                report.skipped(
                    0, "folder-deep", f"folder is more than {MAX_FOLDERS_DEEP} deep", "move it up"
                )
            else:
                yield from _walk(root, path, report, depth + 1)
        elif entry.is_symlink():
            yield from _linked(root, path, entry, report)
        elif _is_candidate(entry.name):
            yield Found(path, root / path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_writable_name(name: str) -> bool:
    return all(not "\ud800" <= c <= "\udfff" and (c >= " " and c != "\x7f") for c in name)


def _report_name(path: str, entry: os.DirEntry[str], report: Report) -> None:
    """Report a name that no list could show, if it might be a post's."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    report.file = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown
    )
    if _is_candidate(entry.name) or _is_folder(entry):
        report.skipped(0, "name-unusable", "name is not UTF-8 text of one line", "rename it")


def _is_candidate(name: str) -> bool:
    path = PurePosixPath(name)
    first = name.casefold().split(".")[0]
    return path.suffix.casefold() in SUFFIXES and first not in _PASSED_OVER


def _linked(root: Path, path: str, entry: os.DirEntry[str], report: Report) -> Iterator[Found]:
    """Yield what a link leads to if that is a file inside the content folder."""
    try:
        target = Path(entry.path).resolve(strict=True)
        kind = target.stat().st_mode
    except (OSError, RuntimeError):
        if _is_candidate(entry.name) or not PurePosixPath(entry.name).suffix:
            report.skipped(
                0, "link-broken", "link leads nowhere, or in a circle", "delete the link"
            )
        return
    if stat.S_ISDIR(kind):
        report.skipped(
            0,
            "link-to-folder",
            "link leads to a folder; such links are not followed",
            "move the folder here",
        )
    elif _is_candidate(entry.name):
        if not target.is_relative_to(root):
            report.skipped(
                0, "link-outside", "link leads out of the content folder", "copy the file here"
            )
        else:
            yield Found(path, target)


def read_bytes(found: Found, *, max_bytes: int) -> bytes:
    """Return what is in a file, read in one piece.

    Raises:
        FormError: If it is no plain file, is larger than `max_bytes`, cannot
            be read, has vanished, or is being written to.
    """
    for _ in range(2):
        data, is_steady = _read_once(found.file, max_bytes)
        if is_steady:
            return data
    raise FormError(0, "file-changing", "changes while it is read", "try again")


def _read_once(file: Path, max_bytes: int) -> tuple[bytes, bool]:
    try:
        # Never waits for a pipe's other end, never follows a link put here meanwhile.
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise _unreadable(error) from None
    with os.fdopen(handle, "rb", buffering=0) as stream:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            what = next((name for test, name in _KINDS if test(before.st_mode)), "no file")
            raise FormError(0, "file-special", f"is {what}, not a plain file", "delete it")
        if before.st_size > max_bytes:
            raise _too_large(max_bytes)
        try:
            data = _all_of(stream.fileno(), max_bytes)
        except OSError as error:
            raise _unreadable(error) from None
        after = os.fstat(handle)
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    steady = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(
        data
    ) == after.st_size
    return data, steady


def _all_of(handle: int, max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while size <= max_bytes:
        piece = os.read(handle, 1 << 20)
        if not piece:
            break
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _too_large(max_bytes: int) -> FormError:
    return FormError(
        0, "file-large", f"is larger than {max_bytes} bytes", "split it, or raise limits.file_bytes"
    )


def _unreadable(error: OSError) -> FormError:
    if error.errno == errno.ENOENT:
        return FormError(0, "file-vanished", "vanished before it was read", "try again")
    if error.errno == errno.ELOOP:
        return FormError(0, "link-broken", "became a link while it was read", "delete the link")
    if error.errno == errno.ENXIO:
        return FormError(0, "file-special", "is a socket or pipe, not a plain file", "delete it")
    return FormError(
        0, "file-unreadable", f"cannot be read: {error.strerror}", "give read permission"
    )
