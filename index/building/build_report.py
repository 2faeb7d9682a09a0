"""What a build did, as a value for whoever asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive import Problem, Severity


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        generation: The generation that answers now; None if there is none.
        public, staff: Posts found for each edition.
        problems: Everything wrong with the content, sorted by file and line.
        seconds: How long it took.
        previous: The generation that answered before, or None.
        switched: Whether a new generation was made current; an update that
            finds nothing changed makes none.
        refused: Whether a strict build met problems and switched nothing.
        full: Why an update built everything anew; None if it did not, or if
            that was asked for.
        reread: Whether an update read every post, because what changed may reach
            beyond the posts that changed.
        next_change: When the next embargo ends: the moment of the next update.
    """

    generation: str | None
    public: int
    staff: int
    problems: tuple[Problem, ...]
    seconds: float
    previous: str | None = None
    switched: bool = True
    refused: bool = False
    full: str | None = None
    reread: bool = False
    next_change: datetime | None = None

    @property
    def skipped(self) -> tuple[Problem, ...]:
        """Files that gave no post at all."""
        return tuple(p for p in self.problems if p.severity is Severity.SKIPPED)
