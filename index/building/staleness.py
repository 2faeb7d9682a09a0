"""Which posts an update must render again.

A post is stale if anything that shapes it changed, one of its files too.  A
link may begin or cease to lead somewhere when another post comes, goes or
moves, so posts that mention the name of such a post are stale as well.  Some
posts are rendered once too often; none once too seldom.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from archive import Content, Post
from index.building.making import Work
from index.store.media import is_unchanged
from index.store.notes import Again, Former, Notes, PostNote

_DAY = re.compile(r"^\d{4}-\d\d?-\d\d?-")
"""The date that opens a file's name; links may have it as folders."""


def stale_posts(
    content: Content, staff: Work, public: Work, former: Former, files: str
) -> list[Post]:
    """Return the posts to be rendered, in the order of the content.

    Args:
        content: All posts.
        staff: The staff edition in the making.
        public: The public edition in the making.
        former: The generation to go on from.
        files: Fingerprint of which files there are beside the posts.
    """
    names = _names_in_the_news(staff, public, former.notes)
    changed = _changed_media(content, former)
    found = []
    for post in content.posts:
        note = former.notes.posts.get(post.slug)
        if (
            note is None
            or _is_stale(post, staff, public, note)
            or not changed.isdisjoint(note.media)
            or (note.again is Again.FILES and files != former.notes.listing)
            or not names.isdisjoint(note.links)
            or mentions(post, names)
        ):
            found.append(post)
    return found


def _changed_media(content: Content, former: Former) -> set[str]:
    """Return the names of files that are no longer what they were, or were not taken along."""
    shown = {pair for note in former.notes.posts.values() for pair in note.media.items()}
    return {
        name
        for name, path in shown
        if name not in former.media
        or not is_unchanged(name, content.root / path, former.notes.stamps.get(path))
    }


def _is_stale(post: Post, staff: Work, public: Work, note: PostNote) -> bool:
    return (
        note.again is Again.ALWAYS
        or note.staff.source != staff.source(post)
        or (note.public.source if note.public else None) != _source(public, post)
    )


def _source(work: Work, post: Post) -> str | None:
    return work.source(post) if post.slug in work.audience.posts else None


def _names_in_the_news(staff: Work, public: Work, former: Notes) -> frozenset[str]:
    """Return the names by which links may know posts that came, went or moved."""
    names: set[str] = set()
    for work in (staff, public):
        before = {
            (slug, note.path, note.redirects)
            for slug, note in former.posts.items()
            if work is staff or note.public is not None
        }
        after = {(slug, post.path, post.redirects) for slug, post in work.audience.posts.items()}
        for slug, path, redirects in before ^ after:
            names |= _names_of(work, slug, path, redirects)
    return frozenset(names)


def names_of_posts(work: Work, slugs: Iterable[str]) -> frozenset[str]:
    """Return the names by which links may know some posts."""
    posts = [work.audience.posts[slug] for slug in slugs]
    return frozenset(
        name for post in posts for name in _names_of(work, post.slug, post.path, post.redirects)
    )


def _names_of(work: Work, slug: str, path: str, redirects: tuple[str, ...]) -> set[str]:
    return link_names(slug, path if work.context.root is not None else "", redirects)


def link_names(slug: str, path: str, redirects: tuple[str, ...]) -> set[str]:
    """Return the names by which links may know a post.

    Args:
        slug: Its address.
        path: Its file, or empty where posts have no files.
        redirects: Its old addresses.
    """
    return {slug.lower()}.union(*(_link_names(place) for place in (path, *redirects))) - {""}


def _link_names(path: str) -> set[str]:
    """Return what the last part of any link to a path holds, whatever its form."""
    parts = path.strip("/").lower().split("/")
    name = parts[-2] if parts[-1].startswith("index.") and len(parts) > 1 else parts[-1]
    name = name.rpartition(".")[0] or name
    return {name, _DAY.sub("", name)}


def mentions(post: Post, names: frozenset[str]) -> bool:
    """Tell whether a body may link to a post of one of these names."""
    if not names:
        return False
    text = searched(post)
    return any(name in text for name in names)


def searched(post: Post) -> str:
    """Return a body as it is searched for names of other posts."""
    return html.unescape(unquote(post.body)).replace("\\", "").lower()
