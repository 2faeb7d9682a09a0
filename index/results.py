"""What an engine answers: finished values that a page only has to print.

Facet values carry label, count and whether they are chosen; snippets are spans
of text without markup, so that escaping happens once, in `web`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from archive import Event, Kind
from index.editions.record import Day, Label, Record
from index.query import Facet, Query, Sort


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that matched, or one that did not."""

    text: str
    match: bool = False


@dataclass(slots=True)
class Hit:
    """One post in a list of results.

    Nobody changes one, nor a facet's value, nor a month; but a search makes a hundred of
    them, and what is frozen takes four times as long to make.
    """

    slug: str
    title: tuple[Span, ...]
    language: str
    date: Day | None
    updated: Day | None
    event: Event | None
    category: str | None
    partners: tuple[Label, ...]
    themes: tuple[Label, ...]
    summary: str | None
    snippet: tuple[Span, ...]
    score: float


@dataclass(slots=True)
class FacetValue:
    """One value of a facet: what choosing it would bring."""

    value: str
    label: str
    count: int
    selected: bool = False
    language: str | None = None
    """BCP 47 tag of the label where it is a name in another language."""


@dataclass(slots=True)
class MonthCount:
    """Posts of one month, `YYYY-MM`; None for undated posts, which come last."""

    month: str | None
    count: int


@dataclass(frozen=True, slots=True)
class FieldRead:
    """What was asked for in one field.

    Attributes:
        field: The name before the colon.
        text: As typed.
        names: The partners or themes that it means.
    """

    field: str
    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatesRead:
    """Days that were asked for, both ends included; None where there is no end.

    Without either, what has no day is asked for.

    Attributes:
        of: `published` or `event`.
    """

    of: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the text of a query was understood; everything in it as typed."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fields: tuple[FieldRead, ...] = ()
    dates: tuple[DatesRead, ...] = ()
    beyond: tuple[str, ...] = ()
    """Those notes that say what lies beyond a limit and was left out."""
    also: tuple[str, ...] = ()
    """Other names of the partners and themes whose names were typed; looked for as well."""
    asked: str = ""
    """The whole with brackets where they are meant, where words are alternatives or grouped."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another text that would find more."""

    text: str
    total: int


class CompletionKind(StrEnum):
    """What a completion leads to: a post, a page of its own, or a search."""

    TITLE = "title"
    PARTNER = "partner"
    THEME = "theme"
    WORD = "word"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Completion:
    """What somebody who has begun to type may want.

    Attributes:
        text: A title, a name, what was typed with its last word finished, or a
            phrase without quotation marks.
        count: Posts that it leads to, at least one.
        slug: Of the post, partner or theme; None for words and phrases, which are searched.
        language: BCP 47 tag of the text, where it is known.
    """

    kind: CompletionKind
    text: str
    count: int
    slug: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme, partner or phrase that a reader may want next."""

    kind: str
    slug: str
    name: str
    count: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query.

    Attributes:
        query: The query in canonical form: filters given by name or alias are
            now slugs, repeated ones are gone.
        total: Number of posts that match, on all pages.
        hits: Those of the page asked for; none past the end.
        facets: Every value with a count above zero and every chosen one, by
            count, then label.  A facet's counts ignore its own choice.
        timeline: Months in order; ignores chosen years and date bounds.
        reading: How the text was understood.
        generation: Identity of the index that answered.
        sort: The order that the hits are in; the query may have left it open.
        did_you_mean: Another text that finds more.
        named: Partners and themes that the whole text is a name of.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, tuple[FacetValue, ...]]
    timeline: Sequence[MonthCount]
    reading: Reading
    generation: str
    did_you_mean: Suggestion | None = None
    topics: Sequence[Topic] = ()
    sort: Sort = Sort.NEWEST
    named: tuple[TermView, ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages; 1 where nothing was found."""
        return max(1, -(-self.total // self.query.size))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The post before or after another by date."""

    slug: str
    title: str
    language: str
    date: Day | None


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with its place on the shelf."""

    record: Record
    previous: Neighbour | None = None
    next: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class TermView:
    """A partner or theme with what this edition knows of it.

    Attributes:
        count: Posts of the term, posts of narrower themes included.
        first, last: Days of its earliest and latest dated post.
        broader, narrower, related: Only terms that this edition holds.
    """

    kind: Kind
    slug: str
    name: str
    count: int
    language: str | None = None
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    country: str | None = None
    links: tuple[str, ...] = ()
    description: str | None = None
    first: date | None = None
    last: date | None = None
    broader: tuple[Label, ...] = ()
    narrower: tuple[Label, ...] = field(default=())
    related: tuple[Label, ...] = ()
