"""An edition in the making: its posts, and what has become of them so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from archive import Content, Post, Settings
from archive.rendering import RenderContext, Rendered
from index.layout import Edition
from index.notes import fingerprint
from index.record import Record
from index.records import Audience, outline, shape


@dataclass(slots=True)
class Work:
    """One edition in the making.

    Attributes:
        audience: What it may know.
        context: What it may show.
        outlines: Its records without what rendering gives, by slug.
        shapes: Fingerprints of those and of the terms they are found by.
        sources: Fingerprints of all that shapes a post, by slug.
        rendered: What was rendered, by slug.
    """

    audience: Audience
    context: RenderContext
    outlines: dict[str, Record]
    shapes: dict[str, str]
    sources: dict[str, str]
    rendered: dict[str, Rendered] = field(default_factory=dict)


def work_on(
    content: Content, settings: Settings, edition: Edition, posts: tuple[Post, ...]
) -> Work:
    """Return an edition of some posts, none of them rendered yet."""
    partners, themes = content.partners, content.themes
    if edition is Edition.PUBLIC:
        partners = partners.restricted_to(s for post in posts for s in post.partners)
        themes = themes.restricted_to(s for post in posts for s in post.themes)
    audience = Audience(edition, {post.slug: post for post in posts}, partners, themes)
    outlines = {post.slug: outline(post, audience) for post in posts}
    shapes = {post.slug: fingerprint(shape(post, outlines[post.slug], audience)) for post in posts}
    sources = {
        post.slug: fingerprint(
            shapes[post.slug], post.body, post.markup.value, post.image, post.path
        )
        for post in posts
    }
    return Work(audience, _context(content, settings, posts), outlines, shapes, sources)


def _context(content: Content, settings: Settings, posts: tuple[Post, ...]) -> RenderContext:
    address = urlsplit(settings.site.url)
    is_folder = settings.content.is_dir()
    return RenderContext(
        root=content.root if is_folder else None,
        prefix=address.path.rstrip("/"),
        addresses={post.path: post.slug for post in posts} if is_folder else {},
        slugs=frozenset(post.slug for post in posts),
        redirects={path: post.slug for post in posts for path in post.redirects},
        site=f"{address.scheme}://{address.netloc}",
    )
