"""A post: what one piece of published news is, whoever wrote it and in whatever format.

Every reader of content (Markdown folders, JSON Lines) ends in this one value.
Names of partners and themes are already slugs of their vocabularies, dates are
calendar days, and what could not be read is `None` or empty: a `Problem` says
so beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Day = date
"""A calendar day; a second name because `Post.date` hides the first."""


class Visibility(StrEnum):
    """Who may ever see a post; `Post.public_from` says from when."""

    PUBLIC = "public"
    STAFF = "staff"
    DRAFT = "draft"


class Markup(StrEnum):
    """The language a body is written in."""

    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that took place, apart from when it was written about."""

    name: str | None = None
    start: date | None = None
    end: date | None = None
    place: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2, upper case."""
    mode: str | None = None
    """`in-person`, `online` or `hybrid`; other words are kept as written."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it can be seen that an activity happened."""

    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """What a funder's report needs to know of a post; several posts may share one `id`.

    Types, audiences and statuses are data of the funding programme, so all of
    them are kept as written.
    """

    id: str | None = None
    kind: str | None = None
    type: str | None = None
    title: str | None = None
    objective: str | None = None
    channel: str | None = None
    audiences: tuple[str, ...] = ()
    reached: Mapping[str, int] = field(default_factory=dict)
    """People reached, by audience."""
    reached_basis: str | None = None
    evidence: tuple[Evidence, ...] = ()
    links: tuple[str, ...] = ()
    status: str | None = None
    work_package: str | None = None
    lead: str | None = None
    """Slug of the leading partner."""
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One post, resolved against the vocabularies.

    Attributes:
        slug: Its address below `/news/`; unique in the content.
        title: The title shown.
        titled: False where the title was made from the first words of the
            body; such a title is not indexed as one.
        date: Calendar day of publication, as written; None is "undated".
        updated: Calendar day of the last correction.
        category: As written, such as `News`.
        language: BCP 47 tag.
        partners, themes: Slugs of vocabulary terms, in the order written.
        partner_names, theme_names: The same terms as this post writes them,
            in the same order.
        people: Names, in the order written.
        image: Address or path of a picture, relative to `path`, as written.
        source: Web address where the post first appeared.
        redirects: Old paths on this site, each beginning with a slash.
        translations: Slugs of the other language versions, sorted.
        expires: Day from which the page says that the post is out of date.
        visibility: Who may see it.
        public_from: Moment before which a public post stays in the staff
            edition (embargo, or a publication date in the future), zone-aware.
        body: As written, in `markup`.
        path: Path of the file below the content folder, with forward slashes.
        line: First line of the body in that file.
    """

    slug: str
    title: str
    language: str
    path: str
    titled: bool = True
    date: Day | None = None
    updated: Day | None = None
    category: str | None = None
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    partner_names: tuple[str, ...] = ()
    theme_names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    summary: str | None = None
    image: str | None = None
    image_alt: str | None = None
    source: str | None = None
    redirects: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    event: Event | None = None
    visibility: Visibility = Visibility.PUBLIC
    public_from: datetime | None = None
    expires: Day | None = None
    activity: Activity | None = None
    body: str = ""
    markup: Markup = Markup.MARKDOWN
    line: int = 1

    def is_public(self, now: datetime) -> bool:
        """Tell whether everyone may see the post at a moment.

        Args:
            now: Zone-aware.
        """
        if self.visibility is not Visibility.PUBLIC:
            return False
        return self.public_from is None or self.public_from <= now
