"""How single values are written: days, moments, yes and no, languages, addresses.

Each reader takes the text as typed and returns the value, or raises
`Unreadable` with what it is not and what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from urllib.parse import unquote, urlsplit

WRITE_A_DAY = "write year-month-day"

_MOMENT = re.compile(
    r"""
    (?P<year>\d{4}) (?:
        (?P<mark>[-/.]) (?P<month>\d{1,2}) (?P=mark) (?P<day>\d{1,2})
        | (?P<month2>\d{2}) (?P<day2>\d{2}) )
    (?: (?:[Tt]|[ ]+|,[ ]*) (?P<hour>\d{1,2}) : (?P<minute>\d{2})
        (?: : (?P<second>\d{2}) (?:[.,]\d+)? )?
        [ ]* (?P<zone> [Zz] | UTC | GMT | [+-]\d{2}(?: :? \d{2})? )? )?
    """,
    re.VERBOSE | re.ASCII,
)

_YES = frozenset({"true", "yes", "on", "y", "1"})
_NO = frozenset({"false", "no", "off", "n", "0"})

_LANGUAGE = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?(?:-[a-z0-9]{5,8}|-\d[a-z0-9]{3})*",
    re.IGNORECASE | re.ASCII,
)

_COUNTRY = re.compile(r"[A-Za-z]{2}")

_EU_COUNTRIES = {"EL": "GR", "UK": "GB"}
"""Codes that the EU's institutions use, and the ISO codes of the same countries."""

_MODES = {
    "in person": "in-person",
    "inperson": "in-person",
    "onsite": "in-person",
    "on site": "in-person",
    "physical": "in-person",
    "online": "online",
    "on line": "online",
    "virtual": "online",
    "remote": "online",
    "hybrid": "hybrid",
}

_SPACE_OR_CONTROL = re.compile(r"[\x00-\x20\x7f\\<>\"]")


class Unreadable(ValueError):
    """A value is not what its name asks for.

    Args:
        what: What it should be, with its article, such as `a date`.
        remedy: What to write.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"is not {what}")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as written: always a calendar day, perhaps more.

    Attributes:
        day: The calendar day in the text, in whatever zone it was written.
        time: Time of day, if there is one.
        zone: The zone, if there is one.
    """

    day: date
    time: time | None = None
    zone: tzinfo | None = None

    def at(self, default_zone: tzinfo) -> datetime:
        """Return the zone-aware moment; a day without time begins at midnight."""
        return datetime.combine(self.day, self.time or time.min, tzinfo=self.zone or default_zone)


def moment_of(text: str) -> Moment:
    """Return the moment that `2024-03-18`, `2024-03-18 9:00 +0100` and their like name."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise Unreadable("a date", WRITE_A_DAY)
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    try:
        written = date(int(match["year"]), int(month), int(day))
    except ValueError:
        raise Unreadable("a date", WRITE_A_DAY) from None
    if match["hour"] is None:
        return Moment(written)
    try:
        clock = time(int(match["hour"]), int(match["minute"]), min(int(match["second"] or 0), 59))
        zone = _zone_of(match["zone"])
    except ValueError:
        raise Unreadable("a date with a time", "write year-month-day hours:minutes") from None
    if int(match["second"] or 0) > 60:
        raise Unreadable("a date with a time", "write year-month-day hours:minutes")
    return Moment(written, clock, zone)


def _zone_of(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text in {"Z", "z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def day_of(text: str) -> date:
    """Return the calendar day as written, whatever time and zone follow it."""
    return moment_of(text).day


def truth_of(text: str) -> bool:
    """Return whether a text says yes."""
    folded = text.strip().casefold()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise Unreadable("true or false", "write true or false")


def language_of(text: str) -> str:
    """Return a BCP 47 tag in its usual case: `zh_tw` is `zh-TW`.

    Encodings, as in `de_DE.UTF-8`, are dropped.
    """
    tag = re.split(r"[.@]", text.strip(), maxsplit=1)[0].replace("_", "-")
    match = _LANGUAGE.fullmatch(tag)
    if match is None:
        raise Unreadable("a language", 'write a code such as "en" or "pt-BR"')
    language, script, region = match.groups()
    parts = [language.lower()]
    if script:
        parts.append(script.title())
    if region:
        parts.append(region.upper())
    fixed = sum(len(part) + 1 for part in parts) - 1
    return "-".join(parts) + tag[fixed:].lower()


def country_of(text: str) -> str:
    """Return an ISO 3166-1 alpha-2 code in upper case; `EL` and `UK` are `GR` and `GB`."""
    if _COUNTRY.fullmatch(text.strip()) is None:
        raise Unreadable("a country", 'write its two-letter code, such as "PL"')
    code = text.strip().upper()
    return _EU_COUNTRIES.get(code, code)


def mode_of(text: str) -> str:
    """Return how an event was held; words we do not know are kept."""
    folded = re.sub(r"[\s_-]+", " ", text).strip().casefold()
    return _MODES.get(folded, " ".join(text.split()))


def number_of(text: str) -> int:
    """Return a count of people: digits, perhaps grouped."""
    digits = re.sub(r"(?<=\d)[ _,.'\u00a0\u202f](?=\d{3}(?!\d))", "", text.strip())
    if not re.fullmatch(r"\d{1,12}", digits, re.ASCII):
        raise Unreadable("a number", "write digits alone")
    return int(digits)


def address_of(text: str) -> str:
    """Return a web address (http or https, with a host)."""
    trimmed = text.strip()
    try:
        parts = urlsplit(trimmed)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        usable = False
    if not usable or _SPACE_OR_CONTROL.search(trimmed):
        raise Unreadable("a web address", "write it in full, beginning with https://")
    return trimmed


def redirect_of(text: str) -> str:
    """Return an old path on this site.

    Beginning with one slash, naming no host, going up nowhere: what is asked
    for at a redirect is compared with it and nothing else is ever done.
    """
    remedy = "write the path alone, such as /news/old-address/"
    trimmed = text.strip()
    decoded = unquote(unquote(trimmed))
    if not trimmed.startswith("/") or decoded.startswith(("//", "/\\")) or trimmed.startswith("//"):
        raise Unreadable("a path on this site", remedy)
    if any(c in decoded for c in "\\\x00\r\n") or any(
        ord(c) < 32 or ord(c) == 127 for c in decoded
    ):
        raise Unreadable("a path on this site", remedy)
    if ".." in decoded.split("?")[0].split("/"):
        raise Unreadable("a path on this site", remedy)
    if trimmed == "/":
        raise Unreadable("an old path of a post", remedy)
    return trimmed


def image_of(text: str) -> str:
    """Return the address of a picture, or its path below the content folder."""
    trimmed = text.strip()
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", trimmed) or trimmed.startswith("//"):
        return address_of(trimmed)
    decoded = unquote(trimmed)
    if "\\" in decoded or any(ord(c) < 32 for c in decoded):
        raise Unreadable("a path of a picture", "write it with forward slashes")
    return trimmed
