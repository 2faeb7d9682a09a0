"""Texts and days as files of any format can carry them.

Content is cleaned when it is read, but an index may be older than the rule
that would clean it, and one control character makes a whole feed unreadable.
"""

from __future__ import annotations

import re
from datetime import date

from flask import Response

from index import Record

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 forbids or advises against, and halves of characters."""

_BLANKS = re.compile(r"[\s\u0085\u2028\u2029]+")

_OWN_ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*? (?:href|src)=")(/(?!/)|#)')


def writable(text: str) -> str:
    """Return a text without the characters that XML cannot carry."""
    return _UNWRITABLE.sub("", text)


def one_line(text: str) -> str:
    """Return a text as one line, without characters that nobody sees."""
    return _BLANKS.sub(" ", writable(text)).strip()


def moment(day: date) -> str:
    """Return a day where a format wants a moment: its first one in UTC.

    No other moment was written down, and in UTC the text keeps the day.
    """
    return f"{day.isoformat()}T00:00:00Z"


def changed(record: Record) -> date | None:
    """Return the day on which a post was last changed, as far as anybody wrote it down."""
    return record.updated or record.date


def html_elsewhere(html: str, base: str, page: str) -> str:
    """Return a body as it can be read outside its page: its own addresses made whole.

    Args:
        html: As rendered and sanitised when the index was built.
        base: `[site] url`, without a slash at its end.
        page: Whole address of the post, for links within it.
    """

    def whole(found: re.Match[str]) -> str:
        return found[1] + (f"{base}/" if found[2] == "/" else f"{page}#")

    return _OWN_ADDRESS.sub(whole, writable(html))


def to_keep(text: str, mimetype: str, filename: str) -> Response:
    """Return a text as a file to be saved.

    Args:
        text: What is in it.
        mimetype: Its kind; it is always in UTF-8.
        filename: ASCII letters, digits, hyphens and full stops.
    """
    response = Response(text.encode(), content_type=f"{mimetype}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
