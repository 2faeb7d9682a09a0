"""A post: its page, and its forms for programs and for keeping."""

from __future__ import annotations

import re
from itertools import count
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, json, request
from markupsafe import Markup, escape

from index import PostView, Record, Sentence
from web.answers import post_answer
from web.links import post_path
from web.machine.metadata import metadata_of
from web.marks import pressmark
from web.rendering import render
from web.shelf import engine, links, premises, today
from web.speech import gettext
from web.trail import read_trail
from web.wording import grouped

blueprint = Blueprint("posts", __name__)

_TABLE = re.compile(
    r'(?P<region>role="region" tabindex="0" aria-label=)"Table">'
    r"(?P<begin><table[^>]*>\s*(?:<caption[^>]*>(?P<caption>.*?)</caption>)?)",
    re.DOTALL,
)
"""What the index puts around tables of bodies; the name is said in the reader's language."""

_OWN_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*? (?:href|src)=")(/(?!/)[^"]*)')


@blueprint.get("/news/<slug>/")
def post(slug: str) -> str:
    """Show a post with everything it is filed under."""
    view = _find(slug)
    record = view.record
    address = links().absolute(post_path(slug))
    most = premises().settings.limits.query_characters
    trail = read_trail(slug, request.args, engine(), links(), most)
    return render(
        "post.html",
        view=view,
        trail=trail,
        query=trail.query if trail else None,
        post=record,
        about=metadata_of(record),
        address=address,
        canonical=address,
        post_path=post_path,
        shares=_shares(record, address),
        beside=engine().recommender.post(slug),
        outdated=record.expires is not None and record.expires <= today(),
        mark_text=pressmark(record.date, record.slug),
        body=_at_home(record.html),
        picture=_picture(record),
    )


@blueprint.get("/news/<slug>.json")
def post_json(slug: str) -> Response:
    """Give a post to a program."""
    answer = post_answer(_find(slug), premises().links.base)
    return Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json")


@blueprint.get("/news/<slug>.md")
def post_markdown(slug: str) -> Response:
    """Give a post as a text file with front matter, from its public fields alone."""
    answer = post_answer(_find(slug), premises().links.base)
    body = "\n\n".join(answer.pop("text").splitlines())
    del answer["html"]
    fields = "\n".join(
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in answer.items()
        if value not in (None, [])
    )
    return Response(f"---\n{fields}\n---\n\n{body}\n", mimetype="text/markdown")


def _find(slug: str) -> PostView:
    view = engine().post(slug)
    if view is None:
        abort(404)
    return view


def _at_home(html: str) -> Markup:
    """Return a body with its own addresses below the path of the site, posts in its language.

    Its tables are named.  The body was sanitised when the index was built; nothing is added to it.
    """

    def placed(found: re.Match[str]) -> str:
        path = found[2]
        return found[1] + (links().page(path) if path.startswith("/news/") else links().to(path))

    return Markup(_OWN_ADDRESS.sub(placed, _with_tables_named(html)))  # noqa: S704


def _with_tables_named(html: str) -> str:
    """Return a body in which each table is called by its caption, or by its number among several.

    Whoever walks from region to region by ear has nothing else to choose by.
    """
    numbers = count(1)
    several = len(_TABLE.findall(html)) > 1

    def named(found: re.Match[str]) -> str:
        number = grouped(next(numbers))
        name = Markup(found["caption"] or "").striptags()  # noqa: S704 - only its text is used
        name = name or (gettext("Table %(number)s", number=number) if several else gettext("Table"))
        return f'{found["region"]}"{escape(name)}">{found["begin"]}'

    return _TABLE.sub(named, html)


def _picture(record: Record) -> str | None:
    """Return the address of a post's picture, unless it lies elsewhere or in the body.

    A picture from elsewhere would tell its server who reads what.
    """
    image = record.image or ""
    if not image.startswith("/") or image.startswith("//") or image in record.html:
        return None
    return links().to(image)


def _shares(record: Record, address: str) -> tuple[tuple[str, str], ...]:
    """Return where a post can be shared: plain links, nothing loaded from there."""
    mail = urlencode({"subject": record.title, "body": address}).replace("+", "%20")
    toot = urlencode({"text": f"{record.title} {address}"})
    url = urlencode({"url": address})
    return (
        (Sentence("By e-mail"), f"mailto:?{mail}"),
        ("Mastodon", f"https://share.joinmastodon.org/#{toot}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{url}"),
    )
