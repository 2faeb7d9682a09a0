"""Where things lie in an index folder, and how generations are named.

CURRENT                      one line: the generation that answers
lock                         who builds
generations/<id>/public/     what everyone may see now
generations/<id>/staff/      everything
generations/<id>/withdrawing set while a successor withdraws posts from it
builder/<id>.json            the builder's notes; the service may not read them
builder/<id>.ledger          and .bodies, .changes: what makes small updates quick
builder/<id>.glance          what tells that there is nothing to update
builder/withdrawn/           an index folder likewise, for the one former
                             generation that shows posts withdrawn since
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

_ID = re.compile(r"\d{8}T\d{6}-\d{6}-[0-9a-f]{4}", re.ASCII)
_STAMP = "%Y%m%dT%H%M%S-%f"
_STAMP_LENGTH = len("20240318T090000-000000")


class Edition(StrEnum):
    """The two editions of a generation; the names of their folders."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Layout:
    """The places in one index folder."""

    folder: Path

    @property
    def current(self) -> Path:
        """The file that names the current generation."""
        return self.folder / "CURRENT"

    @property
    def generations(self) -> Path:
        """The folder of generations."""
        return self.folder / "generations"

    @property
    def builder(self) -> Path:
        """The folder that only the builder may read."""
        return self.folder / "builder"

    @property
    def withdrawn(self) -> Layout:
        """Where a former generation that shows withdrawn posts is kept from readers."""
        return Layout(self.builder / "withdrawn")

    def generation(self, generation: str) -> Path:
        """The folder of a generation."""
        return self.generations / generation

    def edition(self, generation: str, edition: Edition) -> Path:
        """The folder of an edition."""
        return self.generations / generation / edition.value

    def mark(self, generation: str) -> Path:
        """The file that says that a generation shows posts withdrawn since."""
        return self.generations / generation / "withdrawing"

    def notes(self, generation: str) -> Path:
        """The builder's notes on a generation."""
        return self.builder / f"{generation}.json"

    def ledger(self, generation: str, kind: str) -> Path:
        """A file of the builder's ledger of a generation."""
        return self.builder / f"{generation}.{kind}"

    def known(self) -> list[str]:
        """Return the names of all generations with a folder, finished or not, oldest first."""
        try:
            return sorted(path.name for path in self.generations.iterdir() if is_id(path.name))
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return []


def is_id(text: str) -> bool:
    """Tell whether a text has the form of a generation's name."""
    return _ID.fullmatch(text) is not None


def new_id(now: datetime, others: list[str]) -> str:
    """Return a name for a new generation that sorts after all others.

    Names sort by time.  A clock that was set back does not disturb that: the
    name then follows the newest by a microsecond.  The random end keeps a name
    from coming back when its generation was removed and the clock set back.
    """
    moment = now.astimezone(UTC)
    if others:
        newest = datetime.strptime(max(others)[:_STAMP_LENGTH], _STAMP).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(microseconds=1))
    return f"{moment.strftime(_STAMP)}-{secrets.token_hex(2)}"
