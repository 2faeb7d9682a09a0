"""The list that problems of one file are written on.

Whoever reads a part of a file gets the file's `Report` and adds to it; nobody
raises for bad content but by `FormError`, which gives up the whole file.
"""

from __future__ import annotations

from archive.problems import Problem, Severity

QUOTED_CHARACTERS = 80
"""Longest piece of a file that a message repeats, in characters."""


class FormError(Exception):
    """The form of a file is broken, so none of its values can be trusted."""

    def __init__(self, line: int, rule: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line = line
        self.rule = rule
        self.message = message
        self.remedy = remedy


class Report:
    """Problems of one file, in the order found.

    Args:
        file: Path below the content folder, as problems name it.
    """

    __slots__ = ("file", "lost", "problems")  # there is one for each file

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.lost = 0
        """Posts that were given up."""

    def notice(self, line: int, rule: str, message: str, remedy: str = "") -> None:
        """Note something by which nothing was lost."""
        self._add(line, rule, message, remedy, Severity.NOTICE)

    def warning(self, line: int, rule: str, message: str, remedy: str = "") -> None:
        """Note that one value was treated as missing or was changed."""
        self._add(line, rule, message, remedy, Severity.WARNING)

    def skipped(self, line: int, rule: str, message: str, remedy: str = "") -> None:
        """Note that the file, or this line of it, gave no post."""
        self.lost += 1
        self._add(line, rule, message, remedy, Severity.SKIPPED)

    def given_up(self, error: FormError) -> None:
        """Note that the form is broken and what was read gave no post."""
        self.skipped(error.line, error.rule, error.message, error.remedy)

    def _add(self, line: int, rule: str, message: str, remedy: str, severity: Severity) -> None:
        self.problems.append(Problem(self.file, line, rule, message, remedy, severity))


def quoted(text: str) -> str:
    """Return a piece of a file as messages repeat it: one line, in quotes, cut."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    flat = " ".join(text.split())
    if len(flat) > QUOTED_CHARACTERS:
        flat = flat[: QUOTED_CHARACTERS - 1] + "…"
    return f'"{flat}"'
