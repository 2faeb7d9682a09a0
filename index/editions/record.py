"""What an edition keeps of a post: everything that may be shown, nothing else.

The public edition is made of records without `staff`; a value that is not in
the record cannot leak, because it is not in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from archive import Activity, Event

Day = date
"""A calendar day; a second name because `Record.date` hides the first."""


@dataclass(frozen=True, slots=True)
class Label:
    """A partner or theme as a post shows it."""

    slug: str
    name: str
    language: str | None = None
    """BCP 47 tag of the name, or None for the site's own language."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Another language version that this edition holds."""

    slug: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What only staff may know of a post."""

    visibility: str
    public_from: datetime | None
    activity: Activity | None
    path: str


@dataclass(frozen=True, slots=True)
class Record:
    """A post as an edition keeps it.

    Attributes are those of `archive.Post` where they share a name.

    Attributes:
        partners, themes: In the order of the post.
        image: Address on this site or below https, or None.
        html: The rendered, sanitised body.
        text: The body's plain text; paragraphs end with a line feed.
        staff: None in the public edition, always.
    """

    slug: str
    title: str
    titled: bool
    language: str
    date: Day | None = None
    updated: Day | None = None
    category: str | None = None
    partners: tuple[Label, ...] = ()
    themes: tuple[Label, ...] = ()
    people: tuple[str, ...] = ()
    summary: str | None = None
    image: str | None = None
    image_alt: str | None = None
    source: str | None = None
    redirects: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    event: Event | None = None
    expires: Day | None = None
    html: str = ""
    text: str = ""
    staff: StaffFacts | None = None
