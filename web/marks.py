"""The pressmark: where on the shelves a post stands.

Year, day and the first letters of the address.  Two posts may share one; it is
for the eye, and the address is the identity.
"""

from __future__ import annotations

from datetime import date

CUTTER_LENGTH = 3
"""Characters of the address on a pressmark: as many as a spine label has room for."""

UNDATED = "n.d."
"""What stands in place of a date that nobody wrote down."""


def cutter(slug: str) -> str:
    """Return the last line of a pressmark: the first letters of the address, without hyphens."""
    return slug.replace("-", "")[:CUTTER_LENGTH]


def pressmark(published: date | None, slug: str) -> str:
    """Return a pressmark in one line, as citations carry it: `2024-06-18 fou`."""
    return f"{published.isoformat() if published else UNDATED} {cutter(slug)}"
