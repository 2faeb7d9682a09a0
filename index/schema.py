"""The fields of an edition, and how much a word in each of them counts.

Every text field is kept twice: its words as written but folded, and their
stems.  What an exact form adds and what a stem is worth is decided when a
search is scored, not here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import columns, fields, formats

FORMAT_VERSION = 1
"""Form of the files of an edition; grows by one with each change of it."""

ANALYSIS_VERSION = "1"
"""Form of the words in an edition; changes with folding, tokens, stemmers."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field that words are searched in.

    Attributes:
        name: Name in the index.
        weight: What one occurrence counts, body being 1.
        b: How much a long value lowers that, 0 (not) to 1 (in proportion).
    """

    name: str
    weight: float
    b: float

    @property
    def stems(self) -> str:
        """Name of the field with the stems."""
        return f"{self.name}_stem"


TEXT_FIELDS = (
    # A title says what a post is about; three was best on four judged collections.
    TextField("title", 3.0, 0.4),
    # Written to be read instead of the body, so a word in it is rarely by the way.
    TextField("summary", 1.5, 0.5),
    # A post of a partner need not be about the partner; one with twenty
    # partners is about none, hence the strong effect of length.
    TextField("names", 1.0, 0.75),
    TextField("body", 1.0, 0.75),
)
"""The text fields, in the order in which their scores are added."""

KEYWORD_FIELDS = ("slug", "partner", "theme", "category", "language", "redirect")
"""Fields with whole values: partners and themes by slug, categories as written."""

Places = Mapping[str, Sequence[int]]
"""Places of each term in a field."""


class Analysed(fields.FieldType):  # type: ignore[misc]
    """A field whose terms and places are handed over, not found by Whoosh."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None)

    def index(self, value: Places, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh writes for each term: text, frequency, weight, places."""
        encode = self.format.encode
        for term, at in value.items():
            yield term.encode(), len(at), float(len(at)), encode(at)


class Keywords(fields.FieldType):  # type: ignore[misc]
    """A field of whole values, none twice in a post."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield what Whoosh writes for each value."""
        for term in dict.fromkeys(value):
            yield term.encode(), 1, 1.0, b""


def whoosh_schema() -> fields.Schema:
    """Return the fields as Whoosh takes them.

    `facts` and `key` are read for every post when an edition is opened; the
    stored fields only for the posts on a page.
    """
    schema = fields.Schema()
    for field in TEXT_FIELDS:
        schema.add(field.name, Analysed())
        schema.add(field.stems, Analysed())
    for name in KEYWORD_FIELDS:
        schema.add(name, Keywords())
    schema.add("facts", fields.COLUMN(columns.VarBytesColumn()))
    schema.add("key", fields.COLUMN(columns.VarBytesColumn()))
    for name in ("display", "text", "html"):
        schema.add(name, fields.STORED())
    return schema


def schema_hash() -> str:
    """Return an identity of the fields, as a manifest keeps it; weights are not part of it."""
    described = [FORMAT_VERSION, [field.name for field in TEXT_FIELDS], KEYWORD_FIELDS]
    return hashlib.sha256(repr(described).encode()).hexdigest()[:16]


SCHEMA_HASH = schema_hash()
"""Identity of the fields."""
