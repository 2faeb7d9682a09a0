"""How values are written on pages: days, numbers, languages.

These are the filters of the templates.  Sentences stand in the templates
themselves, so that they can be translated as wholes.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from archive import Event
from index import PartialDate
from web.excerpts import excerpt, shortened
from web.marks import cutter
from web.speech import gettext, language, locale, ngettext, pgettext, said

_NUMBERS_KEPT = 4096
"""Numbers that are kept as a language writes them; a page has a hundred, mostly small ones."""

_NAMES_KEPT = 256
"""Names of languages kept in memory: more than any archive has, fewer than a scanner invents."""

ONE_LINE = 26
"""Characters of days that stay on one line: more would be wider than a small phone."""

_DAYS_KEPT = 4096
"""Days kept as a language writes them: ten years in one language."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


def day(value: date | PartialDate) -> str:
    """Return a day (or a month, or a year) as it is read: `18 June 2024`."""
    if isinstance(value, PartialDate):
        if value.month is None:
            return f"{value.year:04d}"
        if value.day is None:
            return month_and_year(value.first)
        value = value.first
    return format_date(value, "long", locale())


def month_and_year(first: date) -> str:
    """Return a month of a year as it is read: `June 2024`."""
    return _capital(format_skeleton("yMMMM", first, locale=locale()))


def month_name(number: int) -> str:
    """Return the name of a month, counted from 1, as it stands on its own."""
    return _capital(locale().months["stand-alone"]["wide"][number])


def month_short(number: int) -> str:
    """Return the short name of a month, counted from 1: `Jun`."""
    return _capital(locale().months["stand-alone"]["abbreviated"][number].rstrip("."))


def day_and_month(value: date) -> str:
    """Return the second line of a pressmark: `18 Jun`."""
    return _day_and_month(value, language())


@lru_cache(_DAYS_KEPT)
def _day_and_month(value: date, _tag: str) -> str:
    return format_skeleton("MMMd", value, locale=locale())


def span_of_days(start: date | None, end: date | None) -> str:
    """Return from when to when, each part said once: `17 to 18 June 2024`."""
    first, last = start or end, end or start
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        # A pattern of Unicode's, for a day whose month follows: 17 in English, 17. in German.
        begins = format_date(first, pgettext("pattern of a day before its month", "d"), locale())
    elif first.year == last.year:
        begins = format_skeleton("MMMMd", first, locale=locale())
    else:
        begins = day(first)
    return from_to(begins, day(last))


def from_to(first: str, last: str) -> str:
    """Return a stretch of days or years: `17 to 18 June 2024`."""
    return gettext("%(first)s to %(last)s", first=first, last=last)


def event_line(event: Event) -> Markup:
    """Return an event in few words: when, on one line if a phone has room for it, and where."""
    days = escape(span_of_days(event.start, event.end))
    if 0 < len(days) <= ONE_LINE:
        days = Markup('<span class="nw">{}</span>').format(days)
    return Markup(", ").join(part for part in (days, event.place or "") if part)


def grouped(number: int) -> str:
    """Return a number in groups of three, as the language of the page writes it."""
    return _grouped(number, language())


@lru_cache(_NUMBERS_KEPT)
def _grouped(number: int, _tag: str) -> str:
    return format_decimal(number, locale=locale())


def counted(number: int, tag: str | None = None) -> Markup:
    """Return a number of posts as it stands behind a name: the word is for those who listen.

    Args:
        number: Of posts.
        tag: The language of the page, for those who ask often.
    """
    return _counted(number, tag or language())


@lru_cache(_NUMBERS_KEPT)
def _counted(number: int, _tag: str) -> Markup:
    said_so = ngettext(
        '%(n)s<span class="vh"> post</span>',
        '%(n)s<span class="vh"> posts</span>',
        number,
        n=grouped(number),
    )
    return Markup(f'<span class="n">{said_so}</span>')  # noqa: S704 - the message is ours


def posts(number: int) -> str:
    """Return a number of posts: `1 post`, `42 posts`."""
    return _posts(number, language())


@lru_cache(_NUMBERS_KEPT)
def _posts(number: int, _tag: str) -> str:
    return ngettext("%(n)s post", "%(n)s posts", number, n=grouped(number))


@lru_cache(_NAMES_KEPT)
def language_name(tag: str) -> str:
    """Return what a language calls itself, because its readers look for that name; or its tag."""
    for known in (tag, tag.partition("-")[0]):
        try:
            return _capital(Locale.parse(known, sep="-").get_display_name() or tag)
        except (UnknownLocaleError, ValueError):
            continue
    return tag


def country_name(code: str) -> str:
    """Return the name of a country, or its code."""
    return str(locale().territories.get(code, code))


def lang(tag: str | None, *, default: str, page: str) -> Markup:
    """Return a `lang` attribute where a text is not in the language of the page.

    Args:
        tag: BCP 47 tag of the text, or None for the site's own language.
        default: The site's own language.
        page: The language of the page.
    """
    tag = tag or default
    if tag == page or not _TAG.fullmatch(tag):
        return Markup("")
    return Markup(' lang="{}"').format(tag)


def _capital(name: str) -> str:
    """Return a name with a capital, as it stands in a heading or a list."""
    return name[:1].upper() + name[1:]


def host(address: str) -> str:
    """Return the name of the site that an address leads to."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def place(address: str) -> str:
    """Return the name of a site and what of it an address leads to, as people write it."""
    return host(address) + urlsplit(address).path.rstrip("/")


def sentence(text: str) -> str:
    """Return a text in the language of the page, with the capital of a sentence."""
    return _capital(said(text))


def is_web_address(address: str | None) -> bool:
    """Tell whether an address may be a link: a place on the web, and nothing that runs."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def spans(pieces: Any) -> Markup:
    """Return pieces of text, what matched inside `mark`, everything escaped."""
    written: list[str] = []
    for piece in pieces:
        text = escape(piece.text)
        written += ("<mark>", text, "</mark>") if piece.match else (text,)
    return Markup("".join(written))  # noqa: S704 - what is not ours has been escaped


def bold_beside(text: str, before: str) -> Markup:
    """Return a text with the words in bold that another does not have."""
    known = set(before.split())
    return Markup(" ").join(
        escape(word) if word in known else Markup("<b>{}</b>").format(word) for word in text.split()
    )


FILTERS = {
    "bold_beside": bold_beside,
    "day": day,
    "day_and_month": day_and_month,
    "month_and_year": month_and_year,
    "month_name": month_name,
    "month_short": month_short,
    "counted": counted,
    "cutter": cutter,
    "span_of_days": span_of_days,
    "event_line": event_line,
    "grouped": grouped,
    "language_name": language_name,
    "country_name": country_name,
    "excerpt": excerpt,
    "host": host,
    "place": place,
    "said": said,
    "sentence": sentence,
    "shortened": shortened,
    "spans": spans,
}
"""Names under which the templates know these functions."""
