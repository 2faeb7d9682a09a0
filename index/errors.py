"""What can keep an index from being built, opened or exchanged.

Every error carries a short stable `code`, for programs, and a line for people
that names the place, the thing and the remedy.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

NAMED = 3
"""Posts that a message names before it says how many more there are."""


class IndexProblem(Exception):
    """The index cannot do what it was asked for; what answered before still answers."""

    code: ClassVar[str] = "index"

    @property
    def fact(self) -> str:
        """The line without its remedy, for who has just applied that."""
        line = str(self)
        return line.rpartition("; ")[0] or line


class BusyError(IndexProblem):
    """Another process is building."""

    code = "busy"

    def __init__(self, folder: Path, pid: int | None, host: str | None, since: str | None) -> None:
        who = f"process {pid} on {host}, since {since}" if pid else "another process"
        super().__init__(f"{folder}: {who}, is building; try again when it is done")
        self.folder = folder
        self.pid = pid
        self.host = host
        self.since = since


class NoIndex(IndexProblem):
    """There is nothing to open."""

    code = "no-index"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no index in {folder}; run `pressmark rebuild`")
        self.folder = folder


class NotAFolder(NoIndex):
    """The place of the index is taken by something that is no folder."""

    code = "not-a-folder"

    def __init__(self, folder: Path) -> None:
        IndexProblem.__init__(self, f"{folder} is no folder; name another with --index")
        self.folder = folder


class UnreadableIndex(IndexProblem):
    """The file system does not let this process read the index."""

    code = "unreadable"

    def __init__(self, place: Path, cause: OSError) -> None:
        super().__init__(
            f"{place}: {(cause.strerror or str(cause)).lower()};"
            " let the group of the service read the index folder"
        )
        self.place = place


class DamagedIndex(IndexProblem):
    """A file of the index is not as it was written."""

    code = "damaged"

    def __init__(self, place: Path, message: str) -> None:
        super().__init__(f"{place}: {message}; run `pressmark rebuild`")
        self.place = place


class IndexFromElsewhere(IndexProblem):
    """The index was written by another version of the program."""

    code = "from-elsewhere"

    def __init__(self, place: Path, what: str, found: object, expected: object) -> None:
        super().__init__(
            f"{place}: {what} is {found}, this version reads {expected}; run `pressmark rebuild`"
        )
        self.place = place
        self.what = what
        self.found = found
        self.expected = expected


class IndexFromTheFuture(IndexFromElsewhere):
    """The index was written by a later version of the program."""

    code = "from-the-future"


_REMEDIES = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space or ask for a larger quota",
    errno.EROFS: "name a folder that can be written with --index",
    errno.EACCES: "let the builder write there or name another folder with --index",
    errno.EPERM: "let the builder write there or name another folder with --index",
    errno.EMFILE: "allow more open files (ulimit -n)",
    errno.ENFILE: "let the system open more files",
    errno.EIO: "check the disk",
}
"""What helps against the commonest refusals of a file system."""


class CannotWrite(IndexProblem):
    """The file system refused; nothing was switched."""

    code = "cannot-write"

    def __init__(self, folder: Path, cause: OSError) -> None:
        place = cause.filename or folder
        remedy = _REMEDIES.get(cause.errno or 0, "mend the file system")
        super().__init__(
            f"{place}: {(cause.strerror or str(cause)).lower()}; nothing was switched, {remedy}"
        )
        self.folder = folder
        self.cause = cause


class EmptyContent(IndexProblem):
    """The content holds no post at all, while the index holds some."""

    code = "empty-content"

    def __init__(self, source: Path, posts: int) -> None:
        super().__init__(
            f"no post in {source}, but {posts} in the index; nothing was switched, name the"
            " right folder with --content or say --allow-empty"
        )
        self.source = source
        self.posts = posts


class BuildFailed(IndexProblem):
    """A new generation did not pass its checks; nothing was switched."""

    code = "build-failed"

    def __init__(self, place: Path, message: str) -> None:
        super().__init__(f"{place}: {message}; nothing was switched, run `pressmark rebuild` again")
        self.place = place


class TextTooLong(IndexProblem):
    """The text of a post has more words than can be told apart by their places."""

    code = "text-too-long"

    def __init__(self, slug: str, characters: int, most: int) -> None:
        super().__init__(
            f"{slug}: its text has {characters} characters, more than {most};"
            " nothing was switched, part the post"
        )
        self.slug = slug


class NothingToRollBack(IndexProblem):
    """There is no earlier generation that is good."""

    code = "no-previous"

    def __init__(self, folder: Path, generation: str) -> None:
        super().__init__(
            f"{folder}: no good generation before {generation}; run `pressmark rebuild`"
        )
        self.folder = folder
        self.generation = generation


class RollbackWithheld(IndexProblem):
    """Going back would show posts that have been withdrawn since."""

    code = "withheld"

    def __init__(self, generation: str, slugs: Sequence[str]) -> None:
        named = ", ".join(slugs[:NAMED]) or "posts"
        more = f" and {len(slugs) - NAMED} more" if len(slugs) > NAMED else ""
        super().__init__(
            f"{generation} would publish {named}{more} again, withdrawn since;"
            " say --force if that is meant"
        )
        self.generation = generation
        self.slugs = tuple(slugs)
