"""Pictures and files beside the posts: which may be served, and under what name.

A file is known by its bytes, so its address never changes its meaning and a
browser may keep it for ever.  Only files of listed types, below the content
folder once every symbolic link is followed, are ever named here: nothing else
under the folder can be fetched.
"""

from __future__ import annotations

import hashlib
import stat
from functools import lru_cache
from pathlib import Path

from slugify import slugify

from archive.problems import Severity
from archive.rendering.rendered import Media

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})

FILES = frozenset(
    {".pdf", ".csv", ".zip", ".ics", ".mp3", ".mp4"}
    | {
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".odt",
        ".ods",
        ".odp",
        ".rtf",
        ".epub",
        ".txt",
    }
)
"""Types that a browser saves, or shows without running anything: no SVG and no HTML."""

_DIGITS = 16
"""Of the SHA-256, in hexadecimal: 64 bits keep a million files apart."""

_REMEMBERED = 4096
"""Files whose hash a process remembers; the same logo stands in many posts."""

_LONGEST_NAME = 80
"""In characters, without the extension; longer ones make addresses that mail programs break."""


class Nowhere(Exception):
    """An address of a body leads to nothing that may be shown.

    Attributes:
        rule, severity: As in `Problem`.
        reason: What is wrong, as the end of a sentence that begins with the address.
        remedy: What to do about it.
    """

    def __init__(
        self, rule: str, reason: str, remedy: str, severity: Severity = Severity.NOTICE
    ) -> None:
        super().__init__(reason)
        self.rule = rule
        self.reason = reason
        self.remedy = remedy
        self.severity = severity


def media_of(root: Path, path: str, allowed: frozenset[str], *, max_bytes: int) -> Media:
    """Return the file at a path, as editions will serve it.

    Args:
        root: The content folder.
        path: Path below it, with forward slashes, without `..`.
        allowed: Extensions that will do, of `PICTURES` and `FILES`.
        max_bytes: Size above which a file is not even read.

    Raises:
        Nowhere: If it is missing, leads out of the folder, is no ordinary
            file, is too large, cannot be read or is of a type that is not
            served.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in allowed:
        remedy = "use one of " + " ".join(sorted(allowed))
        raise Nowhere("file-type", "is not of a type that can be shown here", remedy)
    try:
        source = (root / path).resolve(strict=True)
        inside = source.is_relative_to(root.resolve())
        state = source.stat()
    except (OSError, RuntimeError, ValueError):
        raise Nowhere(
            "file-missing", "is not there", "add the file or take the reference out"
        ) from None
    if not inside:
        raise Nowhere(
            "link-outside",
            "leads out of the content folder",
            "put a copy below the content folder",
            Severity.WARNING,
        )
    if source.suffix.lower() != suffix or not stat.S_ISREG(state.st_mode):
        raise Nowhere(
            "file-type", "is not the file that its name says", "put the file itself there"
        )
    if state.st_size > max_bytes:
        raise Nowhere(
            "file-large",
            f"is larger than {max_bytes} bytes",
            "make it smaller, or raise limits.media_bytes",
            Severity.WARNING,
        )
    try:
        digest = _digest(source, state.st_size, state.st_mtime_ns)
    except OSError:
        raise Nowhere(
            "file-unreadable", "cannot be read", "let the builder read the file"
        ) from None
    stem = slugify(Path(path).stem, max_length=_LONGEST_NAME) or "file"
    return Media(source=source, name=f"{digest[:_DIGITS]}/{stem}{suffix}")


@lru_cache(maxsize=_REMEMBERED)
def _digest(source: Path, _size: int, _modified: int) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
