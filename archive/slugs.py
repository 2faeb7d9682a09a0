"""The addresses of posts: readable, unique, and the same on every machine.

Two posts never share an address and none is dropped.  The earlier by date,
then by path, keeps it, so that adding a post never moves an older one.  Posts
that the public may not see come after all others: an address that ends in `-2`
where there is no first one would tell of a hidden post.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from slugify import slugify

MAX_SLUG = 200
"""Longest slug, in characters: it is a folder's name in a static copy, where
most file systems end at 255 bytes."""

RESERVED = frozenset(
    {
        "none",
        *(
            "accessibility",
            "api",
            "archive",
            "events",
            "feed",
            "healthz",
            "index",
            "media",
            "metrics",
            "news",
        ),
        *(
            "oai",
            "opensearch",
            "partners",
            "readyz",
            "robots",
            "search",
            "sitemap",
            "staff",
            "static",
            "themes",
        ),
        *("aux", "con", "nul", "prn"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
    }
)
"""Slugs that no post gets: the facet value for "without one", the names of our
own pages, and the names that Windows keeps for devices."""

_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ T]|$)")


@lru_cache(maxsize=65_536)
def slug_of(text: str) -> str:
    """Return a text as an address: ASCII letters, digits and hyphens, or nothing."""
    return slugify(text, max_length=MAX_SLUG, word_boundary=True)


def split_date(name: str) -> tuple[date | None, str]:
    """Return the date that opens a file's name, and the rest of the name."""
    match = _DATED.match(name)
    if match is None:
        return None, name
    try:
        opened = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None, name
    return opened, name[match.end() :]


@dataclass(frozen=True, slots=True)
class Wish:
    """The slug that a post would have if it were alone.

    Attributes:
        slug: As wished; never empty.
        language: Of the post.
        day: From which the public sees the post, or None.
        path: File of the post, and
        line: where in it the post is, for files with many.
    """

    slug: str
    language: str
    day: date | None
    path: str
    line: int
    hidden: bool = False
    """Whether the public may not see the post now."""

    def order(self) -> tuple[bool, date, str, int]:
        """Return what decides who keeps a slug: date, then path; undated last."""
        return (self.day is None, self.day or date.max, self.path, self.line)


@dataclass(frozen=True, slots=True)
class Grant:
    """The slug that a post gets, and whose it would have been."""

    slug: str
    holder: Wish | None = None
    """The post that keeps the slug wished for, or None if it is granted or reserved."""


def grant(wishes: Sequence[Wish]) -> tuple[Grant, ...]:
    """Return a slug for each wish, in the order of the wishes; no two are equal.

    What public posts get does not depend on hidden ones.
    """
    ranked = sorted(range(len(wishes)), key=lambda number: wishes[number].order())
    holders: dict[str, Wish] = {}
    grants: dict[int, Grant] = {}
    for hidden in (False, True):
        group = [number for number in ranked if wishes[number].hidden is hidden]
        _grant_among(group, wishes, holders, grants)
    return tuple(grants[number] for number in range(len(wishes)))


def _grant_among(
    group: Sequence[int],
    wishes: Sequence[Wish],
    holders: dict[str, Wish],
    grants: dict[int, Grant],
) -> None:
    """Grant some wishes, in order: slugs that are free first, then slugs with an ending."""
    late = []
    for number in group:
        wish = wishes[number]
        if wish.slug in RESERVED or wish.slug in holders:
            late.append(number)
        else:
            holders[wish.slug] = wish
            grants[number] = Grant(wish.slug)
    following: dict[str, int] = {}
    for number in late:
        wish = wishes[number]
        holder = holders.get(wish.slug)
        slug = _free(wish, holder, holders, following)
        holders[slug] = wish
        grants[number] = Grant(slug, holder)


def _free(
    wish: Wish, holder: Wish | None, taken: dict[str, Wish], following: dict[str, int]
) -> str:
    if holder is not None and holder.language != wish.language:
        slug = _with(wish.slug, wish.language.lower())
        if slug not in taken:
            return slug
    number = following.get(wish.slug, 2)
    while _with(wish.slug, str(number)) in taken:
        number += 1
    following[wish.slug] = number + 1
    return _with(wish.slug, str(number))


def _with(slug: str, ending: str) -> str:
    return f"{slug[: MAX_SLUG - len(ending) - 1].rstrip('-')}-{ending}"


def fallback(texts: Iterable[str], path: str, line: int) -> str:
    """Return the first slug that any of the texts gives, else one made from the place."""
    for text in texts:
        slug = slug_of(text)
        if slug:
            return slug
    return "post-" + hashlib.sha256(f"{path}:{line}".encode("utf-8", "replace")).hexdigest()[:8]
