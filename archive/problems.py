"""What is wrong with a file of content, said so that its author can mend it.

Reading never raises for bad content: it collects problems and goes on.  A
`Problem` names the place (file and line), the thing (rule and message) and the
remedy, and is the same value on the command line, in JSON and in a log.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much of the post survives the problem."""

    SKIPPED = "skipped"
    """The file gave no post at all."""
    WARNING = "warning"
    """The post stays; one value of it was treated as missing or was changed."""
    NOTICE = "notice"
    """Nothing was lost; the author may want to know."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place.

    Attributes:
        file: Path below the content folder, with forward slashes.
        line: Line in that file, counted from 1; 0 for the file as a whole.
        rule: Short stable name of the rule, such as `date-unreadable`.
        message: What is wrong; one line, lower case, no full stop.
        remedy: What to do about it; one line, lower case, no full stop.
        severity: What became of the post.
    """

    file: str
    line: int
    rule: str
    message: str
    remedy: str = ""
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}: {self.message}{remedy}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the problem as the command line's `--json` gives it."""
        return asdict(self)
