"""How values are written on pages: days, numbers, languages.

These are the filters of the templates.  Sentences stand in the templates
themselves, so that they can be translated as wholes.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from archive import Event
from index import PartialDate
from web.excerpts import excerpt, shortened
from web.marks import cutter

PAGE_LANGUAGE = "en"
"""The language that the pages themselves speak."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_THIN = "\N{NARROW NO-BREAK SPACE}"
_LEAST_GROUPED = 10_000
"""Smallest number written in groups: 1284 reads as well as it stands."""

LANGUAGES = {
    "ar": "العربية",
    "bg": "Български",
    "bs": "Bosanski",
    "ca": "Català",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "eu": "Euskara",
    "fi": "Suomi",
    "fr": "Français",
    "ga": "Gaeilge",
    "gl": "Galego",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "is": "Íslenska",
    "it": "Italiano",
    "lb": "Lëtzebuergesch",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "mk": "Македонски",
    "mt": "Malti",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "nn": "Norsk nynorsk",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sq": "Shqip",
    "sr": "Српски",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh": "中文",
}
"""What each language calls itself: its readers look for that name."""

COUNTRIES = {
    "AL": "Albania",
    "AT": "Austria",
    "BA": "Bosnia and Herzegovina",
    "BE": "Belgium",
    "BG": "Bulgaria",
    "CH": "Switzerland",
    "CY": "Cyprus",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "EE": "Estonia",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GB": "United Kingdom",
    "GE": "Georgia",
    "GR": "Greece",
    "HR": "Croatia",
    "HU": "Hungary",
    "IE": "Ireland",
    "IL": "Israel",
    "IS": "Iceland",
    "IT": "Italy",
    "LI": "Liechtenstein",
    "LT": "Lithuania",
    "LU": "Luxembourg",
    "LV": "Latvia",
    "MD": "Moldova",
    "ME": "Montenegro",
    "MK": "North Macedonia",
    "MT": "Malta",
    "NL": "Netherlands",
    "NO": "Norway",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "RS": "Serbia",
    "SE": "Sweden",
    "SI": "Slovenia",
    "SK": "Slovakia",
    "TR": "Türkiye",
    "UA": "Ukraine",
    "US": "United States",
    "XK": "Kosovo",
}
"""Countries that take part in European programmes; others are shown by their code."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


def day(value: date | PartialDate) -> str:
    """Return a day (or a month, or a year) as it is read: `18 June 2024`."""
    if isinstance(value, PartialDate):
        if value.month is None:
            return f"{value.year:04d}"
        if value.day is None:
            return f"{MONTHS[value.month - 1]} {value.year:04d}"
    return f"{value.day} {MONTHS[(value.month or 1) - 1]} {value.year:04d}"


def month_name(number: int) -> str:
    """Return the name of a month, counted from 1."""
    return MONTHS[number - 1]


def day_and_month(value: date) -> str:
    """Return the second line of a pressmark: `18 Jun`."""
    return f"{value.day} {MONTHS[value.month - 1][:3]}"


def span_of_days(start: date | None, end: date | None) -> str:
    """Return from when to when, each part said once: `17 to 18 June 2024`."""
    first, last = start or end, end or start
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def event_line(event: Event) -> str:
    """Return an event in few words: when and where."""
    parts = (span_of_days(event.start, event.end), event.place or "")
    return ", ".join(part for part in parts if part)


def grouped(number: int) -> str:
    """Return a number, in groups of three from 10 000 on."""
    return f"{number:,}".replace(",", _THIN) if number >= _LEAST_GROUPED else str(number)


def language_name(tag: str) -> str:
    """Return what a language calls itself, or its tag."""
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0]) or tag


def country_name(code: str) -> str:
    """Return the name of a country, or its code."""
    return COUNTRIES.get(code, code)


def lang(tag: str | None, default: str = PAGE_LANGUAGE) -> Markup:
    """Return a `lang` attribute where a text is not in the language of the page.

    Args:
        tag: BCP 47 tag of the text, or None for the site's own language.
        default: The site's own language.
    """
    tag = tag or default
    if tag == PAGE_LANGUAGE or not _TAG.fullmatch(tag):
        return Markup("")
    return Markup(' lang="{}"').format(tag)


def host(address: str) -> str:
    """Return the name of the site that an address leads to."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def is_web_address(address: str | None) -> bool:
    """Tell whether an address may be a link: a place on the web, and nothing that runs."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def spans(pieces: Any) -> Markup:
    """Return pieces of text, what matched inside `mark`, everything escaped."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece.text) if piece.match else escape(piece.text)
        for piece in pieces
    )


FILTERS = {
    "day": day,
    "day_and_month": day_and_month,
    "month_name": month_name,
    "cutter": cutter,
    "span_of_days": span_of_days,
    "event_line": event_line,
    "grouped": grouped,
    "language_name": language_name,
    "country_name": country_name,
    "excerpt": excerpt,
    "host": host,
    "shortened": shortened,
    "spans": spans,
}
"""Names under which the templates know these functions."""
