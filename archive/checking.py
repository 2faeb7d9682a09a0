"""Everything that is wrong with the content, found without building anything.

Reading finds what the front matter says wrongly; rendering finds what the
bodies refer to and is not there.  Both report in the same form.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from archive.problems import Problem
from archive.rendering import RenderContext, render_all
from archive.settings import Settings
from archive.store import Content, read_content


def check_content(settings: Settings) -> tuple[Content, tuple[Problem, ...]]:
    """Return the content and all its problems, by file and line.

    Raises:
        ContentMissing: If there is no content.
    """
    content = read_content(settings.content, settings)
    context = render_context(content.root, content.posts, settings)
    rendered = render_all(
        content.posts, context, workers=settings.workers, seconds=settings.limits.render_seconds
    )
    found = {problem for post in rendered for problem in post.problems}
    return content, tuple(sorted(found.union(content.problems)))


class Addressed(Protocol):
    """A post as far as links to it go."""

    @property
    def slug(self) -> str:
        """Its address."""

    @property
    def path(self) -> str:
        """Its file below the content folder."""

    @property
    def redirects(self) -> tuple[str, ...]:
        """Its old addresses."""


def render_context(root: Path, posts: Iterable[Addressed], settings: Settings) -> RenderContext:
    """Return what rendering may know: some of the posts, and the address of the site.

    Args:
        root: Where pictures and files lie.
        posts: Those that links may lead to.
        settings: The site's.
    """
    shown = tuple(posts)
    address = urlsplit(settings.site.url)
    is_folder = settings.content.is_dir()
    return RenderContext(
        root=root if is_folder else None,
        prefix=address.path.rstrip("/"),
        addresses={post.path: post.slug for post in shown} if is_folder else {},
        slugs=frozenset(post.slug for post in shown),
        redirects={path: post.slug for post in shown for path in post.redirects},
        site=f"{address.scheme}://{address.netloc}",
        media_bytes=settings.limits.media_bytes,
    )
