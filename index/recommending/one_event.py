"""Whether two posts speak of one event, and which of them were there first.

Names and days decide.  What could be chance, an open day in two towns, needs a
place or a partner in common.  Language versions of a post are one post, as old
as the oldest: a late translation of an announcement is no report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from archive import Event
from index.editions.record import Day, Record
from index.recommending.reasons import joined, same_event
from index.recommending.related import RelatedPost, is_same_event
from index.words.folding import fold
from index.words.tokens import BESIDE, slots

REPORTED_WITHIN = 120
"""Days after an event in which a post that names it reports on it: of an event that comes
back every half year the post must mean the last."""

BEGINNING = 600
"""Characters of a text in which a report says what it reports on; later it is a mention."""

LEAST_WORDS = 2
"""Words of a name that tells an event from others in running text: `Workshop` does not."""

SHOWN = 3
"""Posts that are shown on either side: an event of a week may have a report for each day."""

_SUBTITLE = re.compile(r":\s|\s[-–—]\s|\(")
"""Where the name of an event ends and what explains it begins."""


@dataclass(frozen=True, slots=True)
class EventPost:
    """A post that announces an event or reports on it."""

    slug: str
    title: str
    language: str
    date: Day


@dataclass(frozen=True, slots=True)
class EventPair:
    """An event with what was written before it and what was written afterwards.

    Each post stands there in one language.

    Attributes:
        event: As the first announcement has it.
        language: BCP 47 tag of that announcement.
        announced: The earliest first.
        reported: Likewise; empty if nothing reports on it.
    """

    event: Event
    language: str
    announced: tuple[EventPost, ...]
    reported: tuple[EventPost, ...]

    @property
    def last_day(self) -> Day:
        """The day on which it ends."""
        days = days_of(self.event)
        return days[1] if days else date.max


def days_of(event: Event | None) -> tuple[date, date] | None:
    """Return the first and the last day of an event, or None if no day is known."""
    known = [day for day in (event.start, event.end) if day] if event else []
    return (min(known), max(known)) if known else None


def is_one(record: Record, other: Record) -> bool:
    """Tell whether two posts that say which event they are on are on the same one."""
    ours, theirs = record.event, other.event
    if ours is None or theirs is None or not (days_of(ours) and days_of(theirs)):
        return False
    if not (ours.name and theirs.name):
        return is_same_event(ours, theirs) and (
            _have_partner(record, other) or _names(record, theirs.name) or _names(other, ours.name)
        )
    alike = Event(ours.name, theirs.start, theirs.end, theirs.place)
    return (
        is_same_name(ours.name, theirs.name)
        and is_same_event(ours, alike)
        and (not _apart(ours, theirs) or _have_partner(record, other))
    )


def is_same_name(name: str, other: str) -> bool:
    """Tell whether two names are those of one event, one of them maybe with a subtitle."""
    one, two = _words(name), _words(other)
    return one == two or _words(_main(name)) == two or one == _words(_main(other))


def reports(announcement: Record, other: Record) -> bool:
    """Tell whether a post that gives no day of an event reports on an announced one.

    It begins with the event's name soon after the first day, and has a partner with
    the announcement or its place, if that has any.
    """
    event, days = announcement.event, days_of(announcement.event)
    if event is None or days is None or other.date is None or days_of(other.event):
        return False
    first, last = days
    if other.date < first or (other.date - last).days > REPORTED_WITHIN:
        return False
    if other.event and other.event.name:
        named = is_same_name(event.name or "", other.event.name)
    else:
        named = _names(other, event.name)
    there = _names(other, event.place, least=1) if event.place else not announcement.partners
    return named and (there or _have_partner(announcement, other))


def sides(told: Iterable[Record]) -> tuple[list[list[Record]], list[list[Record]]]:
    """Return what was written before an event and afterwards, undated posts left out.

    Args:
        told: Posts on one event with all their language versions.

    Returns:
        Both in order of date, the versions of one post together, the oldest first.
    """
    told = list(told)
    first = min((days[0] for each in told if (days := days_of(each.event))), default=date.max)
    posts = _by_post(each for each in told if each.date)
    before = [versions for versions in posts if _day(versions[0]) < first]
    return before, [versions for versions in posts if _day(versions[0]) >= first]


def _by_post(records: Iterable[Record]) -> list[list[Record]]:
    """Return posts in order of date, the language versions of each together, the oldest first."""
    posts: list[list[Record]] = []
    post_of: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda each: (_day(each), each.slug)):
        if record.slug not in post_of:
            posts.append([])
        versions = post_of.get(record.slug, posts[-1])
        versions.append(record)
        for slug in (record.slug, *(version.slug for version in record.translations)):
            post_of.setdefault(slug, versions)
    return posts


def _day(record: Record) -> Day:
    """Return the day of a post; one without a day comes last."""
    return record.date or date.max


def pair_of(told: Iterable[Record], record: Record) -> EventPair | None:
    """Return an event that was announced for the reader of a post; None if it was not."""
    before, after = sides(told)
    if not before:
        return None
    announcement = next((each for group in before for each in group if each.event), None)
    if announcement is None or announcement.event is None:
        return None
    return EventPair(
        announcement.event,
        announcement.language,
        tuple(_shown(group, record) for group in before[:SHOWN]),
        tuple(_shown(group, record) for group in after[:SHOWN]),
    )


def with_event(post: RelatedPost, told: Sequence[Record]) -> RelatedPost:
    """Return a related post; if it is one of those on an event, its reason says so."""
    if post.reason.startswith(same_event("")) or post.slug not in {each.slug for each in told}:
        return post
    name = next((each.event.name for each in told if each.event and each.event.name), "")
    return replace(post, reason=joined([same_event(name), post.reason]))


def _shown(versions: list[Record], record: Record) -> EventPost:
    """Return the post itself, else its version in the language of a post, else the oldest."""
    chosen = min(
        versions, key=lambda each: (each.slug != record.slug, each.language != record.language)
    )
    return EventPost(chosen.slug, chosen.title, chosen.language, _day(chosen))


def _apart(event: Event, other: Event) -> bool:
    """Tell whether two events took place at two places."""
    return bool(event.place and other.place) and fold(event.place or "") != fold(other.place or "")


def _have_partner(record: Record, other: Record) -> bool:
    return any(label in record.partners for label in other.partners)


def _names(record: Record, name: str | None, *, least: int = LEAST_WORDS) -> bool:
    """Tell whether a post has a name word for word where it says what it is about."""
    words = _words(name or "")
    if len(words) < least:
        return False
    wanted = f" {' '.join(words)} "
    return any(wanted in f" {' '.join(read)} " for read in beginning_of(record))


def beginning_of(record: Record) -> Iterator[list[str]]:
    """Yield the words of each text in which a post says what it is about."""
    name = (record.event.name or "") if record.event else ""
    yield from map(_words, (record.title, record.summary or "", record.text[:BEGINNING], name))


def _main(name: str) -> str:
    return _SUBTITLE.split(name, maxsplit=1)[0]


def _words(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return [slot.partition(BESIDE)[0] for slot in slots(text)]
