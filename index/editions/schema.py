"""The fields of an edition, and how much a word in each of them counts.

Every text field is kept twice: its words as written but folded, and their
stems.  What an exact form adds and what a stem is worth is decided when a
search is scored, not here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from whoosh import columns, fields, formats

FORMAT_VERSION = 5
"""Form of the files of an edition; grows by one with each change of it."""

ANALYSIS_VERSION = "4"
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
    # A long post is often one that says more, not one that says it more often; 0.6 was best,
    # 0.75 as usual cost 1 % on short texts.
    TextField("body", 1.0, 0.6),
)
"""The text fields, in the order in which their scores are added."""

KEYWORD_FIELDS = (
    "slug",
    "partner",
    "theme",
    "category",
    "language",
    "redirect",
    "person",
    "place",
)
"""Fields with whole values: partners and themes by slug, categories and names as written."""

TITLE_ORDER = "folded_title"
"""Field of the title as one term, which posts are put in order by."""

DAY = "day"
"""Column of the day of publication as a proleptic ordinal."""

EVENT_DAYS = ("event_start", "event_end")
"""Columns of the first and the last day of the event, as ordinals; equal for one day."""

UNDATED = 0
"""Stands for the day of a post without a date."""


class Analysed(fields.FieldType):  # type: ignore[misc]
    """A field of words and their places, which `index.editions.writing` finds.

    Args:
        measured: Whether its length is kept for every post.
    """

    def __init__(self, *, measured: bool) -> None:
        super().__init__(formats.Positions(), None, scorable=measured)


class Keywords(fields.FieldType):  # type: ignore[misc]
    """A field of whole values."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)


def whoosh_schema() -> fields.Schema:
    """Return the fields as Whoosh takes them.

    Lengths, days, slugs and titles are read for every post when an edition is
    opened; the stored fields only for the posts on a page.
    """
    schema = fields.Schema()
    for field in TEXT_FIELDS:
        schema.add(field.name, Analysed(measured=True))
        schema.add(field.stems, Analysed(measured=False))
    for name in (*KEYWORD_FIELDS, TITLE_ORDER):
        schema.add(name, Keywords())
    for name in (DAY, *EVENT_DAYS):
        schema.add(name, fields.COLUMN(columns.NumericColumn("i", default=UNDATED)))
    for name in ("display", "text", "html"):
        schema.add(name, fields.STORED())
    return schema


def schema_hash() -> str:
    """Return an identity of the fields, as a manifest keeps it; weights are not part of it."""
    described = [FORMAT_VERSION, [field.name for field in TEXT_FIELDS], KEYWORD_FIELDS]
    return hashlib.sha256(repr(described).encode()).hexdigest()[:16]


SCHEMA_HASH = schema_hash()
"""Identity of the fields."""
