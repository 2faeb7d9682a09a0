"""One post, from its body to what a page shows.

The steps, each in a module of its own:

    templates   tags of Hugo and Jekyll are taken out
    tags        angle brackets that are text are marked
    converting  Markdown becomes HTML
    templates   what the tags stand for is put in
    sanitising  what is not allowed goes
    finishing   links, pictures and headings are fitted to the site

A body of plain paragraphs, as most press releases are, goes a short way that
ends in the same HTML.
"""

from __future__ import annotations

from archive.post import Markup, Post
from archive.problems import Problem
from archive.rendering.addresses import Addresses
from archive.rendering.converting import (
    converted,
    lists_apart,
    paragraphs_at_margin,
    plain_paragraphs,
)
from archive.rendering.finishing import finished
from archive.rendering.paragraphs import as_paragraphs
from archive.rendering.rendered import RenderContext, Rendered
from archive.rendering.sanitising import sanitised
from archive.rendering.tags import MARK, mark_text
from archive.rendering.templates import put_back, taken_out


def render_post(post: Post, context: RenderContext) -> Rendered:
    """Return a post as an edition shows it; never raises for a body.

    Nothing limits how long a body may take: `render_all` does.

    Args:
        post: Its body may hold anything.
        context: What the edition may show.
    """
    addresses = Addresses(post, context)
    image = addresses.image()
    try:
        html, text = _body(post, addresses)
    except Exception as error:  # noqa: BLE001 - whatever a body breaks costs that post alone
        return given_up(post, context, f"cannot be rendered ({type(error).__name__})")
    return Rendered(
        html=html,
        text=text,
        media=addresses.media,
        links=frozenset(addresses.links),
        image=image,
        problems=addresses.problems,
    )


def given_up(post: Post, context: RenderContext, reason: str) -> Rendered:
    """Return a post whose body is shown as escaped paragraphs.

    Args:
        post: The post.
        context: What the edition may show.
        reason: What happened, as the end of a sentence that begins "the body".
    """
    addresses = Addresses(post, context)
    image = addresses.image()
    html, text = as_paragraphs(post.body, context.slugs)
    problem = Problem(
        file=post.path,
        line=post.line,
        rule="body-unrendered",
        message=f"the body {reason}; it is shown as plain paragraphs",
        remedy="simplify its markup: look for deep nesting and for long runs of the same character",
    )
    return Rendered(
        html=html,
        text=text,
        media=addresses.media,
        image=image,
        problems=(*addresses.problems, problem),
        failed=True,
    )


def _body(post: Post, addresses: Addresses) -> tuple[str, str]:
    source = post.body
    if post.markup is Markup.MARKDOWN and (paragraphs := plain_paragraphs(source)) is not None:
        paragraphs = [addresses.said(paragraph) for paragraph in paragraphs]
        return (
            "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs),
        )
    source, pieces = taken_out(_safe_characters(source))
    is_markdown = post.markup is Markup.MARKDOWN
    source = mark_text(source, autolinks=is_markdown)
    html = converted(lists_apart(paragraphs_at_margin(source))) if is_markdown else source
    html = put_back(html.replace(MARK, "&lt;"), pieces)
    done = finished(sanitised(html), addresses)
    return done.html, done.text


def _safe_characters(source: str) -> str:
    """Return a body that can be encoded, without the characters that our marks are made of."""
    if any(mark in source for mark in "\x00\x02\x03\x0e\x0f\x11"):
        source = source.translate(dict.fromkeys((0, 2, 3, 14, 15, 17)))
    return source.encode("utf-8", "replace").decode("utf-8")
