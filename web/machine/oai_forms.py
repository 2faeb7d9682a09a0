"""What the harvest says, as XML: headers, records in Dublin Core, and the frame around them.

Source:
    http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd and oai_dc.xsd beside it;
    the scheme of identifiers: http://www.openarchives.org/OAI/2.0/oai-identifier.xsd
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from index import Record
from web.links import post_path
from web.machine.texts import one_line
from web.shelf import Premises
from web.wording import is_web_address

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMAS = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = f"{OAI}oai_dc/"
IDENTIFIER = f"{OAI}oai-identifier"

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+", re.ASCII)
"""What the scheme of identifiers takes as the name of an archive; no number is one."""

Given = Element | tuple[tuple[str, str], ...]
"""An answer, or what is wrong: codes with messages."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of every item.

    Attributes:
        day: Since when it is as it is.
        sets: Specifications.
    """

    identifier: str
    day: date
    sets: tuple[str, ...]
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: a header, and the post where records were asked for."""

    header: Header
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list.

    Attributes:
        token: To go on with; empty for the last of several parts, None for the only one.
        total: Items of the whole list.
        offset: Items before this part.
    """

    items: tuple[Item, ...]
    token: str | None = None
    total: int = 0
    offset: int = 0


def document(given: Given, shown: Mapping[str, str], base: str) -> bytes:
    """Return a whole answer, in UTF-8.

    Args:
        given: What is in it.
        shown: The arguments of the request, if they are good.
        base: Whole address of the interface.
    """
    root = _rooted("OAI-PMH", OAI, f"{OAI}OAI-PMH.xsd")
    _text(root, "responseDate", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _text(root, "request", base).attrib.update(
        {name: one_line(value) for name, value in shown.items()}
    )
    if isinstance(given, Element):
        root.append(given)
    else:
        for code, message in given:
            _text(root, "error", message).set("code", code)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def identify(name: str, base: str, mailbox: str, earliest: date, host: str) -> Element:
    """Return what the archive says of itself."""
    root = Element("Identify")
    for tag, text in (
        ("repositoryName", name),
        ("baseURL", base),
        ("protocolVersion", "2.0"),
        ("adminEmail", mailbox),
        ("earliestDatestamp", earliest.isoformat()),
        ("deletedRecord", "transient"),
        ("granularity", "YYYY-MM-DD"),
        ("compression", "gzip"),
    ):
        _text(root, tag, text)
    if _DOMAIN.fullmatch(host):
        scheme = _rooted("oai-identifier", IDENTIFIER, f"{IDENTIFIER}.xsd")
        for tag, text in (
            ("scheme", "oai"),
            ("repositoryIdentifier", host),
            ("delimiter", ":"),
            ("sampleIdentifier", f"oai:{host}:0123456789abcdef"),
        ):
            _text(scheme, tag, text)
        SubElement(root, "description").append(scheme)
    return root


def formats() -> Element:
    """Return the one format of records."""
    root = Element("ListMetadataFormats")
    one = SubElement(root, "metadataFormat")
    _text(one, "metadataPrefix", "oai_dc")
    _text(one, "schema", f"{OAI}oai_dc.xsd")
    _text(one, "metadataNamespace", OAI_DC)
    return root


def sets(named: Iterable[tuple[str, str]]) -> Given:
    """Return sets by specification and name."""
    root = Element("ListSets")
    for spec, name in named:
        one = SubElement(root, "set")
        _text(one, "setSpec", spec)
        _text(one, "setName", name)
    return root if len(root) else (("noSetHierarchy", "no post has a partner or a theme"),)


def listed(verb: str, page: Page, premises: Premises) -> Element:
    """Return a part of a list, or one record."""
    root = Element(verb)
    for item in page.items:
        if verb == "ListIdentifiers":
            root.append(_header(item.header))
            continue
        one = SubElement(root, "record")
        one.append(_header(item.header))
        if item.record is not None:
            SubElement(one, "metadata").append(_dublin_core(item.record, premises))
    if page.token is not None:
        told = {"completeListSize": str(page.total), "cursor": str(page.offset)}
        _text(root, "resumptionToken", page.token).attrib.update(told)
    return root


def _header(header: Header) -> Element:
    root = Element("header", {"status": "deleted"} if header.deleted else {})
    _text(root, "identifier", header.identifier)
    _text(root, "datestamp", header.day.isoformat())
    for spec in header.sets:
        _text(root, "setSpec", spec)
    return root


def _dublin_core(record: Record, premises: Premises) -> Element:
    root = _rooted("oai_dc:dc", OAI_DC, f"{OAI}oai_dc.xsd", prefix="oai_dc")
    root.set("xmlns:dc", DC)
    for name, text, language in _elements(record, premises):
        if line := one_line(text):
            element = _text(root, f"dc:{name}", line)
            if language is not None and _TAG.fullmatch(language):
                element.set("xml:lang", language)
    return root


def _elements(record: Record, premises: Premises) -> Iterator[tuple[str, str, str | None]]:
    """Yield the elements of a record: name, text, language where the text has one."""
    site, absolute = premises.site, premises.links.absolute
    yield "title", record.title, record.language
    yield "creator", site.name, None
    for theme in record.themes:
        yield "subject", theme.name, theme.language or site.language
    yield "description", record.summary or "", record.language
    yield "publisher", site.name, None
    for partner in record.partners:
        yield "contributor", partner.name, None
    yield "date", record.date.isoformat() if record.date else "", None
    yield "type", "Text", None
    yield "format", "text/html", None
    yield "identifier", absolute(post_path(record.slug)), None
    if record.source is not None and is_web_address(record.source):
        yield "source", record.source, None
    yield "language", record.language, None
    for other in record.translations:
        yield "relation", absolute(post_path(other.slug)), None
    yield "rights", site.licence, None


def _rooted(tag: str, namespace: str, schema: str, prefix: str | None = None) -> Element:
    """Return an element that names its namespace and where its schema is."""
    return Element(
        tag,
        {
            f"xmlns:{prefix}" if prefix else "xmlns": namespace,
            "xmlns:xsi": SCHEMAS,
            "xsi:schemaLocation": f"{namespace} {schema}",
        },
    )


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = one_line(text)
    return element
