"""OAI-PMH 2.0: libraries copy what the archive says of its posts, and later what changed.

A list is a pure function of the register and of what was asked, so a resumption
token holds the question, the place in the list and the generation; nothing is
kept between requests, and a token of another generation is refused.

Posts that left are told in every list, of whatever set: which sets they were in
is kept nowhere, and a header without a record harms nobody who never had it.

Source:
    http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from index import Departed, Entry, Record, identity_of
from web.machine.oai_arguments import SHOWN, Arguments, Refused, day_of, read
from web.machine.oai_forms import Given, Header, Item, Page, document, identify, listed
from web.machine.oai_forms import formats as formats_element
from web.machine.oai_forms import sets as sets_element
from web.machine.oai_sets import all_sets, sets_of, terms_of
from web.shelf import engine, premises, register, shelf

blueprint = Blueprint("harvesting", __name__)

PREFIX = "oai_dc"
"""The one format, which the protocol wants of everybody."""

RECORDS, HEADERS = 100, 1_000
"""Items of one answer: a record is read from disk, a header is not."""

MOST_BYTES = 10_000
"""Longest form that is read; the longest question has some hundred bytes."""

_IDENTITY = re.compile(r"[0-9a-f]{16}", re.ASCII)
_PLACE = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is to hold, and from which place on.

    Attributes:
        first, last: Days, both included.
        set: Specification of a set, or None for all.
        offset: Items told before.
    """

    first: date | None = None
    last: date | None = None
    set: str | None = None
    offset: int = 0

    def token(self, generation: str) -> str:
        """Return what the next request shows to go on here."""
        days = (str(day) if day else "" for day in (self.first, self.last))
        return ",".join((generation, *days, self.set or "", str(self.offset)))


@blueprint.route("/oai", methods=["GET", "POST"])
def oai() -> Response:
    """Answer a harvester."""
    request.max_content_length = MOST_BYTES
    arguments = request.form if request.method == "POST" else request.args
    given: Given
    shown: dict[str, str] = {}
    try:
        shown = read(arguments)
        given = _ANSWERS[shown["verb"]](shown)
    except Refused as refused:
        given = refused.problems
        if any(code in {"badVerb", "badArgument"} for code, _ in given):
            shown = {}
    content = document(given, shown, premises().links.absolute("/oai"))
    return Response(content, content_type="text/xml; charset=utf-8")


def _identify(_arguments: Arguments) -> Given:
    site, links = premises().site, premises().links
    mailbox = site.mailbox or f"postmaster@{_host()}"  # RFC 2142: whoever has a domain reads it
    earliest = register().earliest or _built()
    return identify(site.name, links.absolute("/oai"), mailbox, earliest, _host())


def _formats(arguments: Arguments) -> Given:
    if "identifier" in arguments:
        _find(arguments["identifier"])
    return formats_element()


def _sets(arguments: Arguments) -> Given:
    if "resumptionToken" in arguments:
        raise Refused(("badResumptionToken", "sets come in one part, without a token"))
    return sets_element(all_sets())


def _record(arguments: Arguments) -> Given:
    _check_prefix(arguments["metadataPrefix"])
    found = _find(arguments["identifier"])
    return listed("GetRecord", Page((_item(found, whole=True),)), premises())


def _records(arguments: Arguments) -> Given:
    return listed("ListRecords", _page(arguments, RECORDS, whole=True), premises())


def _headers(arguments: Arguments) -> Given:
    return listed("ListIdentifiers", _page(arguments, HEADERS, whole=False), premises())


def _page(arguments: Arguments, most: int, *, whole: bool) -> Page:
    """Return the part of a list that was asked for."""
    asked = _asked(arguments)
    found = _selected(asked)
    if not len(found):
        raise Refused(("noRecordsMatch", "nothing in the archive is so"))
    if asked.offset >= len(found):
        raise Refused(("badResumptionToken", "the list ends before the place in the token"))
    end = asked.offset + most
    items = tuple(_item(each, whole=whole) for each in found.part(asked.offset, end))
    token = None
    if end < len(found):
        token = replace(asked, offset=end).token(shelf().engine.generation)
    elif asked.offset:
        token = ""
    return Page(items, token, len(found), asked.offset)


def _asked(arguments: Arguments) -> Asked:
    if "resumptionToken" in arguments:
        return _resumed(arguments["resumptionToken"])
    _check_prefix(arguments["metadataPrefix"])
    first, last = day_of(arguments.get("from")), day_of(arguments.get("until"))
    return Asked(first, last, arguments.get("set"))


def _resumed(token: str) -> Asked:
    parts = token.split(",")
    if len(parts) != 5 or not _PLACE.fullmatch(parts[4]):
        raise Refused(("badResumptionToken", "no list of this archive has such a token"))
    generation, first, last, chosen, offset = parts
    if generation != shelf().engine.generation:
        raise Refused(("badResumptionToken", "the archive has changed; begin the list anew"))
    asked = Asked(day_of(first), day_of(last), chosen or None, int(offset))
    if asked.token(generation) != token:
        raise Refused(("badResumptionToken", "no list of this archive has such a token"))
    return asked


@dataclass(frozen=True, slots=True)
class _Selection:
    """All that a list holds: rows of the register, then posts that left."""

    rows: Sequence[int]
    left: Sequence[Departed]

    def __len__(self) -> int:
        return len(self.rows) + len(self.left)

    def part(self, start: int, end: int) -> Iterator[Entry | Departed]:
        yield from map(register().__getitem__, self.rows[start:end])
        before = len(self.rows)
        yield from self.left[max(0, start - before) : max(0, end - before)]


def _selected(asked: Asked) -> _Selection:
    terms = terms_of(asked.set) if asked.set is not None else None
    if terms is not None and not terms:
        return _Selection((), ())
    first, last = asked.first or date.min, asked.last or date.max
    left = [each for each in register().departed if first <= each.day <= last]
    return _Selection(register().rows(asked.first, asked.last, terms), left)


def _find(identifier: str) -> Entry | Departed:
    start = f"oai:{_host()}:"
    identity = identifier.removeprefix(start)
    if identifier.startswith(start) and _IDENTITY.fullmatch(identity):
        entry = register().named(identity)
        if entry is not None:
            return entry
        for each in register().departed:
            if each.identity == identity:
                return each
    raise Refused(("idDoesNotExist", f"nothing here is called “{identifier[:SHOWN]}”"))


def _item(found: Entry | Departed, *, whole: bool) -> Item:
    if isinstance(found, Departed):
        return Item(Header(f"oai:{_host()}:{found.identity}", found.day, (), deleted=True))
    header = Header(f"oai:{_host()}:{identity_of(found.slug)}", found.since, sets_of(found))
    return Item(header, _record_of(found) if whole else None)


def _record_of(entry: Entry) -> Record | None:
    view = engine().post(entry.slug)
    return view.record if view is not None else None


def _check_prefix(prefix: str) -> None:
    if prefix != PREFIX:
        message = f"“{prefix[:SHOWN]}” is not known here; there is {PREFIX}"
        raise Refused(("cannotDisseminateFormat", message))


def _host() -> str:
    return urlsplit(premises().links.base).hostname or "localhost"


def _built() -> date:
    """Return the day on which an archive without posts was built: its name begins with it."""
    return date.fromisoformat(shelf().engine.generation[:8])


_ANSWERS: dict[str, Callable[[Arguments], Given]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListIdentifiers": _headers,
    "ListRecords": _records,
}
