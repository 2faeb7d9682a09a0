"""What a post says of itself to programs that read its page.

One description in four vocabularies: schema.org for search engines, Open Graph
for links that are shared, Dublin Core for libraries, Highwire for scholars'
search engines and reference managers.  None says what the page does not.

Source:
    schema.org in JSON-LD 1.1; https://ogp.me; DCMI terms in HTML (DCQ-HTML);
    the citation_* names of Google Scholar's inclusion guidelines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from archive import Event, Kind, Site
from index import Label, Record
from web.links import Links, post_path, term_path
from web.machine.calendars import days_of
from web.machine.feed_forms import picture
from web.machine.texts import changed, one_line
from web.shelf import links as site_links
from web.shelf import premises
from web.speech import gettext
from web.wording import is_web_address, month_and_year

LONGEST_HEADLINE = 110
"""Characters of a headline, as search engines show it."""

_IN_SCRIPT = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
_IN_SCRIPT_MARKS = re.compile("[" + "".join(_IN_SCRIPT) + "]")

_MODES = {
    "in-person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meta:
    """A `meta` element.

    Attributes:
        attribute: `name`, or `property` for Open Graph.
    """

    attribute: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything that stands in the head of a post for programs."""

    metas: tuple[Meta, ...]
    linked_data: Markup


def metadata_of(record: Record) -> Metadata:
    """Return what a post says of itself to programs."""
    site, links = premises().site, site_links()
    metas = (*_open_graph(record, site, links), *_dublin_core(record, site, links))
    return Metadata(
        tuple(meta for meta in (*metas, *_highwire(record, site, links)) if meta.content),
        in_script(linked_data(record, site, links)),
    )


def in_script(value: Json) -> Markup:
    """Return a value as JSON that may stand inside a `script` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Safe: without these marks nothing ends the element or begins another.
    return Markup(_IN_SCRIPT_MARKS.sub(lambda found: _IN_SCRIPT[found[0]], text))  # noqa: S704


def linked_data(record: Record, site: Site, links: Links) -> Json:
    """Return a post, its event and its place on the site as JSON-LD."""
    graph = [_article(record, site, links), _crumbs(record, links)]
    event = _event(record, links)
    return {"@context": "https://schema.org", "@graph": graph if event is None else [*graph, event]}


def _article(record: Record, site: Site, links: Links) -> Json:
    address = links.absolute(post_path(record.slug))
    home = links.absolute("/")
    publisher = {"@type": "Organization", "@id": f"{home}#organisation", "url": home}
    publisher["name"] = one_line(site.name)
    return _given(
        {
            "@type": "NewsArticle",
            "@id": f"{address}#post",
            "url": address,
            "mainEntityOfPage": address,
            "headline": _cut(one_line(record.title)),
            "description": one_line(record.summary or ""),
            "inLanguage": record.language,
            "datePublished": _iso(record.date),
            "dateModified": _iso(changed(record)),
            "expires": _iso(record.expires),
            "articleSection": one_line(record.category or ""),
            "author": publisher,
            "publisher": publisher,
            "image": picture(record, links),
            "license": site.licence if is_web_address(site.licence) else None,
            "isAccessibleForFree": True,
            "isBasedOn": record.source if is_web_address(record.source) else None,
            "about": [
                {"@type": "Thing", **_term(Kind.THEME, label, links)} for label in record.themes
            ],
            "contributor": [
                {"@type": "Organization", **_term(Kind.PARTNER, label, links)}
                for label in record.partners
            ],
            "mentions": [{"@type": "Person", "name": one_line(name)} for name in record.people],
            "workTranslation": [
                {
                    "@id": f"{links.absolute(post_path(other.slug))}#post",
                    "inLanguage": other.language,
                }
                for other in record.translations
            ],
        }
    )


def _term(kind: Kind, label: Label, links: Links) -> Json:
    return {"name": one_line(label.name), "url": links.absolute(term_path(kind, label.slug))}


def _event(record: Record, links: Links) -> Json | None:
    days = days_of(record)
    if days is None or record.event is None:
        return None
    address = links.absolute(post_path(record.slug))
    mode = _MODES.get(record.event.mode or "")
    return _given(
        {
            "@type": "Event",
            "@id": f"{address}#event",
            "name": one_line(record.event.name or "") or one_line(record.title),
            "startDate": _iso(days[0]),
            "endDate": _iso(days[1]),
            "eventAttendanceMode": f"https://schema.org/{mode}" if mode else None,
            "location": _place(record.event, address),
            "url": address,
            "subjectOf": {"@id": f"{address}#post"},
        }
    )


def _place(event: Event, address: str) -> Json | None:
    if event.mode == "online":
        return {"@type": "VirtualLocation", "url": address}
    town = one_line(event.place or "")
    where = _given(
        {"@type": "PostalAddress", "addressLocality": town, "addressCountry": event.country}
    )
    return _given({"@type": "Place", "name": town, "address": where}) if len(where) > 1 else None


def _crumbs(record: Record, links: Links) -> Json:
    steps = [(gettext("Archive"), "/")]
    if record.date is not None:
        year, month = record.date.year, record.date.month
        steps += [
            (f"{year:04d}", f"/archive/{year}/"),
            (month_and_year(record.date), f"/archive/{year}/{month:02d}/"),
        ]
    else:
        steps.append((gettext("Undated"), "/archive/undated/"))
    crumbs = [(name, links.absolute_page(path)) for name, path in steps]
    crumbs.append((one_line(record.title), links.absolute(post_path(record.slug))))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": address}
            for n, (name, address) in enumerate(crumbs, start=1)
        ],
    }


def _open_graph(record: Record, site: Site, links: Links) -> Iterator[Meta]:
    image = picture(record, links)
    pairs = [
        ("og:type", "article"),
        ("og:title", record.title),
        ("og:url", links.absolute(post_path(record.slug))),
        ("og:site_name", site.name),
        ("og:description", record.summary or ""),
        ("og:image", image or ""),
        ("og:image:alt", (record.image_alt or "") if image else ""),
        ("article:published_time", _iso(record.date) or ""),
        ("article:modified_time", _iso(changed(record)) or ""),
        ("article:section", record.category or ""),
        *(("article:tag", label.name) for label in record.themes),
    ]
    yield from (Meta("property", name, one_line(content)) for name, content in pairs)


def _dublin_core(record: Record, site: Site, links: Links) -> Iterator[Meta]:
    pairs = [
        ("DC.title", record.title),
        ("DC.creator", site.name),
        ("DC.publisher", site.name),
        *(("DC.contributor", label.name) for label in record.partners),
        ("DC.date", _iso(record.date) or ""),
        ("DCTERMS.modified", _iso(record.updated) or ""),
        ("DC.language", record.language),
        ("DC.description", record.summary or ""),
        *(("DC.subject", label.name) for label in record.themes),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", links.absolute(post_path(record.slug))),
        ("DC.source", (record.source or "") if is_web_address(record.source) else ""),
        ("DC.rights", site.licence),
    ]
    yield from (Meta("name", name, one_line(content)) for name, content in pairs)


def _highwire(record: Record, site: Site, links: Links) -> Iterator[Meta]:
    pairs = [
        ("citation_title", record.title),
        ("citation_author", site.name),
        ("citation_publisher", site.name),
        ("citation_publication_date", (_iso(record.date) or "").replace("-", "/")),
        ("citation_language", record.language),
        *(("citation_keywords", label.name) for label in record.themes),
        ("citation_public_url", links.absolute(post_path(record.slug))),
    ]
    yield from (Meta("name", name, one_line(content)) for name, content in pairs)


def _cut(title: str) -> str:
    return title if len(title) <= LONGEST_HEADLINE else f"{title[: LONGEST_HEADLINE - 1].rstrip()}…"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _given(values: Json) -> Json:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}
