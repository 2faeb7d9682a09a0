"""All posts gone through once, so that what depends on all of them is known of each.

Going through them is dear, as they wait in a file; what is gathered here is numbers,
names and addresses.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from archive import (
    Content,
    Kind,
    Post,
    Rendered,
    Settings,
    Spool,
    Visibility,
    render_context,
)
from index.building.audience import Audience
from index.building.making import Work, named, written
from index.building.shelf import Shelf
from index.building.wishes import Wishes
from index.store.layout import Edition

Term = tuple[str, str]
"""Kind and slug of a partner or theme."""


class Address(NamedTuple):
    """Where a post is found; see `archive.Post`."""

    slug: str
    path: str
    redirects: tuple[str, ...]


@dataclass(slots=True)
class Roll:
    """What is known of all posts.

    Attributes:
        numbers: Of the posts, by slug, in the order of the content.
        public: Numbers of those that everyone may see.
        names: As a public post first writes it, of each term that one names.
        firsts: For each edition, the place of the first post that names a term.
        wishes: What posts wish for.
        next_change: When the next embargo ends, or None.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    public: array[int] = field(default_factory=lambda: array("q"))
    names: dict[Kind, dict[str, str]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    firsts: dict[Edition, dict[Term, str]] = field(
        default_factory=lambda: {edition: {} for edition in Edition}
    )
    wishes: Wishes = field(default_factory=Wishes)
    next_change: datetime | None = None

    def enter(self, post: Post, *, is_public: bool) -> None:
        """Take note of the next post."""
        number = self.numbers[post.slug] = len(self.numbers)
        shown = [Edition.STAFF]
        if is_public:
            self.public.append(number)
            shown.append(Edition.PUBLIC)
        elif post.visibility is Visibility.PUBLIC and post.public_from is not None:
            self.next_change = min(post.public_from, self.next_change or post.public_from)
        for kind in Kind:
            for edition in shown:
                for slug, _ in named(post, kind, edition):
                    self.firsts[edition].setdefault((kind.value, slug), post.path)
            for slug, name in written(post, kind) if is_public else ():
                self.names[kind].setdefault(slug, name)


def called(
    content: Content, settings: Settings, now: datetime, folder: Path
) -> tuple[Roll, Work, Work]:
    """Return what is known of all posts, and both editions, staff's first, nothing rendered yet.

    Args:
        content: All posts.
        settings: See `archive.Settings`.
        now: The moment by which embargoes are judged, zone-aware.
        folder: Where what is rendered is put aside.
    """
    roll = Roll()
    addresses = []
    for number, post in enumerate(content.posts):
        roll.enter(post, is_public=post.is_public(now))
        addresses.append(Address(post.slug, post.path, post.redirects))
        if content.drafts:
            roll.wishes.enter(content.drafts[number], post.slug)
    every = some = render_context(content.root, addresses, settings)
    if len(roll.public) < len(addresses):
        shown = [addresses[number] for number in roll.public]
        some = render_context(content.root, shown, settings)
    rendered: Spool[Rendered] = Spool(folder)
    numbers = range(len(addresses))
    partners, themes = (
        vocabulary.restricted_to(names).spelled(names.items())
        for vocabulary, names in (
            (content.partners, roll.names[Kind.PARTNER]),
            (content.themes, roll.names[Kind.THEME]),
        )
    )
    staff = Audience(
        Edition.STAFF,
        Shelf.of(roll.numbers, content.posts, numbers),
        content.partners,
        content.themes,
    )
    public = Audience(
        Edition.PUBLIC, Shelf.of(roll.numbers, content.posts, roll.public), partners, themes
    )
    return (
        roll,
        Work(staff, every, Shelf(roll.numbers, rendered)),
        Work(public, some, Shelf(roll.numbers, rendered)),
    )
