"""A feed, and the two formats it is written in.

Every entry carries the day that its author wrote down; nothing here knows what
time it is, so a feed that has not changed stays the same to the last byte.

Source:
    Atom: RFC 4287.  JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from archive import Site
from index import Label, Record
from web.links import Links, post_path
from web.machine.texts import changed, html_elsewhere, moment, one_line, writable
from web.wording import is_web_address

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"

LONGEST_BODY = 100_000
"""Characters of a body above which a feed carries its summary alone: readers
fetch all entries again for one that is new."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of posts to be followed.

    Attributes:
        title: What is followed; the name of the site is in it.
        page: Path of the page that shows the same.
        path: Path of the feed itself, in the format that is asked for.
        records: The posts, newest first; each has a day.
        changed: The day on which the newest change was made.
    """

    title: str
    page: str
    path: str
    records: tuple[Record, ...]
    changed: date


def atom(feed: Feed, site: Site, links: Links) -> bytes:
    """Return a feed as Atom, in UTF-8."""
    root = Element("feed", {"xmlns": ATOM, **_language(site.language)})
    here = links.absolute(feed.path)
    _text(root, "id", here)
    _text(root, "title", one_line(feed.title))
    if site.tagline:
        _text(root, "subtitle", one_line(site.tagline))
    _text(root, "updated", moment(feed.changed))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=here)
    SubElement(root, "link", rel="alternate", type="text/html", href=links.absolute(feed.page))
    _text(SubElement(root, "author"), "name", one_line(site.name))
    if site.licence:
        _text(root, "rights", one_line(site.licence))
    _text(root, "generator", "Pressmark")
    for record in feed.records:
        _atom_entry(root, record, links)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def json_feed(feed: Feed, site: Site, links: Links) -> dict[str, Any]:
    """Return a feed as JSON Feed."""
    return _given(
        version=JSON_FEED,
        title=one_line(feed.title),
        home_page_url=links.absolute(feed.page),
        feed_url=links.absolute(feed.path),
        description=one_line(site.tagline),
        language=site.language,
        authors=[{"name": one_line(site.name)}],
    ) | {"items": [_json_item(record, links) for record in feed.records]}


def _atom_entry(root: Element, record: Record, links: Links) -> None:
    address = links.absolute(post_path(record.slug))
    entry = SubElement(root, "entry", _language(record.language))
    _text(entry, "id", address)
    _text(entry, "title", one_line(record.title))
    _text(entry, "updated", moment(changed(record) or date.min))
    if record.date is not None:
        _text(entry, "published", moment(record.date))
    SubElement(entry, "link", rel="alternate", type="text/html", href=address)
    # No links to translations: of several alternates, readers open the last.
    if record.source is not None and is_web_address(record.source):
        SubElement(entry, "link", rel="via", href=one_line(record.source))
    for name in _tags(record):
        SubElement(entry, "category", term=name)
    if record.summary:
        _text(entry, "summary", writable(record.summary))
    body = _body(record, links)
    if body is not None:
        _text(entry, "content", body).set("type", "html")
    elif not record.summary:
        _text(entry, "summary", one_line(record.title))


def _json_item(record: Record, links: Links) -> dict[str, Any]:
    address = links.absolute(post_path(record.slug))
    body = _body(record, links)
    summary = writable(record.summary or "")
    return _given(
        id=address,
        url=address,
        title=one_line(record.title),
        content_html=body,
        content_text=None if body is not None else summary or one_line(record.title),
        summary=summary,
        image=picture(record, links),
        date_published=moment(record.date) if record.date is not None else None,
        date_modified=moment(changed(record) or date.min),
        tags=_tags(record),
        language=record.language if _TAG.fullmatch(record.language) else None,
    )


def picture(record: Record, links: Links) -> str | None:
    """Return the whole address of a post's picture, if it lies on this site."""
    image = record.image or ""
    return links.absolute(image) if image.startswith("/") and image[1:2] != "/" else None


def _body(record: Record, links: Links) -> str | None:
    if not record.html or len(record.html) > LONGEST_BODY:
        return None
    return html_elsewhere(record.html, links.base, links.absolute(post_path(record.slug)))


def _tags(record: Record) -> list[str]:
    labels: tuple[Label, ...] = (*record.themes, *record.partners)
    names = (record.category or "", *(label.name for label in labels))
    return list(dict.fromkeys(name for name in map(one_line, names) if name))


def _language(tag: str) -> dict[str, str]:
    return {"xml:lang": tag} if _TAG.fullmatch(tag) else {}


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = text
    return element


def _given(**values: Any) -> dict[str, Any]:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
