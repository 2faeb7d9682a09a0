"""An edition in the making: its posts, and what has become of them so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from archive import Content, Kind, Post, RenderContext, Rendered, Settings, render_context
from index.building.audience import Audience, outline, shape
from index.building.fingerprints import fingerprint
from index.editions.record import Record
from index.store.layout import Edition


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
        partners = partners.spelled(p for post in posts for p in written(post, Kind.PARTNER))
        themes = themes.restricted_to(s for post in posts for s in post.themes)
        themes = themes.spelled(p for post in posts for p in written(post, Kind.THEME))
    audience = Audience(edition, {post.slug: post for post in posts}, partners, themes)
    return work_for(audience, render_context(content.root, posts, settings))


def work_for(audience: Audience, context: RenderContext) -> Work:
    """Return an edition of the posts of an audience, none of them rendered yet."""
    posts = audience.posts.values()
    outlines = {post.slug: outline(post, audience) for post in posts}
    shapes = {post.slug: fingerprint(shape(post, outlines[post.slug], audience)) for post in posts}
    sources = {
        post.slug: fingerprint(
            shapes[post.slug], post.body, post.markup.value, post.image, post.path
        )
        for post in posts
    }
    return Work(audience, context, outlines, shapes, sources)


def written(post: Post, kind: Kind) -> Iterator[tuple[str, str]]:
    """Return the partners or the themes of a post: slug, and name as it writes it."""
    if kind is Kind.PARTNER:
        return zip(post.partners, post.partner_names, strict=True)
    return zip(post.themes, post.theme_names, strict=True)
