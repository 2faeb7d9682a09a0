"""The same page in the other interface languages, for readers and for search engines."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import request

from web.shelf import premises
from web.speech import language
from web.wording import language_name


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that this page can be read in.

    Attributes:
        tag: Its BCP 47 tag.
        name: What it calls itself.
        href: Where the page is in it, as it was asked for.
        whole: The whole stable address of the page in it.
        here: Whether it is the one being read.
    """

    tag: str
    name: str
    href: str
    whole: str
    here: bool


def stable_path() -> str | None:
    """Return the path of the page that was asked for, or None where there is none."""
    return quote(request.path) if request.endpoint else None


def tongues(path: str | None) -> tuple[Tongue, ...]:
    """Return the interface languages, or none where there is no choice.

    Args:
        path: The stable path of the page, without language; None is the one asked for,
            and the first page where there is nothing at that.
    """
    site = premises()
    if len(site.languages) == 1:
        return ()
    stable = asked = stable_path() or "/"
    if request.endpoint and request.query_string:
        asked += "?" + request.query_string.decode("ascii", "replace")
    return tuple(
        Tongue(
            tag,
            language_name(tag),
            links.page(asked),
            links.absolute_page(path or stable),
            tag == language(),
        )
        for tag in site.languages
        for links in (site.spoken[tag],)
    )
