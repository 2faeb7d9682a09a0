"""What can keep the content from being read at all.

A bad file is a `Problem`, not an error.  Errors are for what leaves nothing to
go on with: no content folder, a settings file that cannot be understood.
"""

from __future__ import annotations


class ArchiveError(Exception):
    """Content or settings cannot be used as they are."""


class ContentMissing(ArchiveError):
    """There is no content where the settings say."""

    def __init__(self, path: str) -> None:
        super().__init__(f"no content in {path}; name a folder or a .jsonl file with --content")
        self.path = path


class SettingsError(ArchiveError):
    """A settings file holds something that cannot be understood."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
