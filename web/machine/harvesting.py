"""OAI-PMH 2.0: libraries copy what the archive says of its posts, and later what changed.

A list is a pure function of the register and of what was asked, so nothing is kept
between requests: a resumption token holds the question and the last item that was
told.  Lists go by the day since when a post is so, which moves forward alone.
Whatever a build changes in the middle of a harvest moves to the end of the list and
is told there, so a harvest goes on through any number of builds.

Posts that left are told in every list, of whatever set: which sets they were in
is kept nowhere, and a header without a record harms nobody who never had it.

Source:
    http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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

THERE, LEFT = "there", "left"
"""What a token calls the two kinds of items."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TOKEN = re.compile(
    rf"(?P<first>({_DAY})?),(?P<last>({_DAY})?),(?P<kind>{THERE}|{LEFT}),(?P<day>{_DAY}),"
    r"(?P<identity>[0-9a-f]{16}),(?P<number>[1-9][0-9]{0,9}),(?P<set>.*)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Told:
    """The item of a list that was told last, which need not be there any more.

    Attributes:
        day: Since when it was as it was told.
        identity: Of its slug.
        left: Whether it was a post that left; these stand behind all others.
        number: Items told so far, this one included.
    """

    day: date
    identity: str
    left: bool
    number: int

    @property
    def place(self) -> tuple[date, str]:
        """Return what items of one kind stand in order of."""
        return self.day, self.identity


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is to hold, and behind which item to go on.

    Attributes:
        first, last: Days, both included.
        set: Specification of a set, or None for all.
        told: The item told last, or None at the beginning.
    """

    first: date | None = None
    last: date | None = None
    set: str | None = None
    told: Told | None = None

    def token(self, told: Told) -> str:
        """Return what the next request shows to go on behind an item."""
        days = (str(day) if day else "" for day in (self.first, self.last))
        kind = LEFT if told.left else THERE
        place = (kind, str(told.day), told.identity, str(told.number))
        return ",".join((*days, *place, self.set or ""))


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
    mailbox = site.mailbox or _postmaster()
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
    before = asked.told.number if asked.told else 0
    if not len(found):
        if before:
            raise Refused(("badResumptionToken", "the list has ended; begin it anew"))
        raise Refused(("noRecordsMatch", "nothing in the archive is so"))
    part = tuple(found.part(most))
    token = None
    if most < len(found):
        token = asked.token(_told(part[-1], before + most))
    elif before:
        token = ""
    items = tuple(_item(each, whole=whole) for each in part)
    return Page(items, token, before + len(found), before)


def _told(found: Entry | Departed, number: int) -> Told:
    if isinstance(found, Departed):
        return Told(found.day, found.identity, left=True, number=number)
    return Told(found.since, identity_of(found.slug), left=False, number=number)


def _asked(arguments: Arguments) -> Asked:
    if "resumptionToken" in arguments:
        return _resumed(arguments["resumptionToken"])
    _check_prefix(arguments["metadataPrefix"])
    first, last = day_of(arguments.get("from")), day_of(arguments.get("until"))
    return Asked(first, last, arguments.get("set"))


def _resumed(token: str) -> Asked:
    found = _TOKEN.fullmatch(token)
    day = day_of(found["day"]) if found else None
    if found is not None and day is not None:
        told = Told(day, found["identity"], found["kind"] == LEFT, int(found["number"]))
        first, last = day_of(found["first"]), day_of(found["last"])
        asked = Asked(first, last, found["set"] or None, told)
        if asked.token(told) == token:
            return asked
    raise Refused(("badResumptionToken", "no list of this archive has such a token"))


@dataclass(frozen=True, slots=True)
class _Selection:
    """What a list still holds: rows of the register, then posts that left."""

    rows: Sequence[int]
    left: Sequence[Departed]

    def __len__(self) -> int:
        return len(self.rows) + len(self.left)

    def part(self, most: int) -> Iterator[Entry | Departed]:
        yield from map(register().__getitem__, self.rows[:most])
        yield from self.left[: max(0, most - len(self.rows))]


def _selected(asked: Asked) -> _Selection:
    """Return what a list holds behind the item told last."""
    terms = terms_of(asked.set) if asked.set is not None else None
    if terms is not None and not terms:
        return _Selection((), ())
    first, last, told = asked.first or date.min, asked.last or date.max, asked.told
    left = sorted(
        (each for each in register().departed if first <= each.day <= last),
        key=lambda each: (each.day, each.identity),
    )
    if told is not None and told.left:
        behind = [each for each in left if (each.day, each.identity) > told.place]
        return _Selection((), behind)
    after = told.place if told is not None else None
    return _Selection(register().rows(asked.first, asked.last, terms, after), left)


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


def _postmaster() -> str:
    """Return the mailbox that everybody with a domain reads (RFC 2142).

    A host that has no domain gets one that is nobody's: the schema of answers wants a dot.
    """
    host = _host()
    return f"postmaster@{host}" if "." in host else f"postmaster@{host}.invalid"


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
