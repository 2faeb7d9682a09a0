"""An English sentence that remembers how it was made, so that a page can translate it.

To programs, the command line and tests it is a plain text.  Only `web`, which
knows the reader's language, looks at the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Sentence(str):
    """A text made of a message and what stands in its gaps.

    `Sentence("no %(kind)s is called %(name)s", kind="partner", name="x")` reads
    "no partner is called x".  The message must be a literal, because the
    catalogues of translations are filled by reading the source.

    Attributes:
        message: With gaps, as the catalogues know it.
        plural: The same for other numbers than one, or None.
        number: What decides between the two.
        values: What stands in the gaps; a sentence among them is translated too.
    """

    __slots__ = ("message", "number", "plural", "values")

    message: str
    plural: str | None
    number: int
    values: Mapping[str, object]

    def __new__(cls, message: str, /, **values: object) -> Self:
        """Make a sentence; a message without values is taken as it is."""
        self = super().__new__(cls, message % values if values else message)
        self.message, self.plural, self.number, self.values = message, None, 1, values
        return self

    @classmethod
    def counted(cls, one: str, many: str, n: int, /, **values: object) -> Self:
        """Make a sentence about a number of things; `%(n)s` is the number."""
        self = cls(one if n == 1 else many, n=n, **values)
        self.message, self.plural, self.number = one, many, n
        return self
