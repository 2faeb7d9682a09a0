"""The characters of a file, whatever program saved them.

Content is UTF-8.  What is not is read as what it most likely is and reported,
because a post with one odd quotation mark is worth more than no post.
Characters that nobody sees and that mislead (controls, marks that turn the
direction of writing) are taken out, without moving any line.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

from archive.report import FormError, Report

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SAMPLE = 1024
"""Bytes that are looked at to tell an encoding without a mark."""

_SAVE_AS_UTF8 = "save the file as UTF-8"

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_SURROGATES = re.compile("[\ud800-\udfff]")

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def text_of(data: bytes, report: Report, *, line: int = 1) -> str:
    """Return the text of a file: line ends are newlines, no misleading characters.

    Args:
        data: The file, or one line of it.
        report: Told what was changed and where it first was.
        line: Line that `data` begins in.

    Raises:
        FormError: If it is no text in any encoding that can be told.
    """
    text = _decoded(data, report, line)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = cleaned(text, report, line=line)
    if data and not clean.strip() and text.strip():
        raise FormError(line, "encoding", "is no text", "write a post or delete the file")
    return clean


def cleaned(text: str, report: Report, *, line: int = 1) -> str:
    """Return a text without characters that nobody sees and that mislead."""
    first = _UNWANTED.search(text)
    if first is None:
        return text
    found = _UNWANTED.findall(text)
    direction = next((c for c in found if c in _DIRECTION), None)
    surrogate = _SURROGATES.search(text)
    control = next(
        (c for c in found if c not in _DIRECTION and not "\ud800" <= c <= "\udfff"), None
    )
    if direction:
        report.warning(
            _line_of(text, text.index(direction), line),
            "bidi-controls",
            f"holds the invisible direction mark U+{ord(direction):04X}; such marks were taken out",
            "delete the mark",
        )
    if surrogate:
        report.warning(
            _line_of(text, surrogate.start(), line),
            "surrogate",
            f"holds half a character, U+{ord(surrogate[0]):04X}; it shows as U+FFFD",
            "write the whole character",
        )
    if control:
        shown = _replaced(control)
        became = "shows as " + shown if shown.strip() else "is taken out"
        report.warning(
            _line_of(text, text.index(control), line),
            "control-characters",
            f"holds the control character U+{ord(control):04X}; it {became}",
            "write the character meant",
        )
    return _UNWANTED.sub(_replacement, text)


def one_line(text: str) -> str:
    """Return a title or a name as people read it.

    White space is one blank, character references such as `&#8217;` are the
    character, and composed letters are one code point (NFC).
    """
    if "&" in text and _REFERENCE.search(text):
        text = _UNWANTED.sub(_replacement, html.unescape(text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def _replacement(match: re.Match[str]) -> str:
    return _replaced(match[0])


def _replaced(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if "\x80" <= character <= "\x9f":
        # Windows punctuation that was taken for Latin-1, as browsers read it.
        return character.encode("latin-1").decode("cp1252", "ignore")
    # Vertical tab and form feed stand between words.
    return " " if character in "\x0b\x0c" else ""


def _line_of(text: str, position: int, first: int) -> int:
    return first + text.count("\n", 0, position)


def _decoded(data: bytes, report: Report, line: int) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded_wide(data, encoding, report, line)
    if b"\x00" in data[:_SAMPLE] and (unmarked := _unmarked_utf16(data[:_SAMPLE])):
        return _decoded_wide(data, unmarked, report, line)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded_anyhow(data, error.start, report, line)


def _unmarked_utf16(sample: bytes) -> str | None:
    """Return the UTF-16 that a text is in by where its zero bytes are, or None."""
    half = len(sample) // 2
    even, odd = sample[: half * 2 : 2].count(0), sample[1 : half * 2 : 2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _decoded_wide(data: bytes, encoding: str, report: Report, line: int) -> str:
    name = encoding.upper()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise FormError(line, "encoding", f"begins as {name} but is not", _SAVE_AS_UTF8) from None
    report.warning(line, "encoding", f"is {name}", _SAVE_AS_UTF8)
    return text


def _decoded_anyhow(data: bytes, start: int, report: Report, line: int) -> str:
    """Read what is not UTF-8: UTF-8 with holes if most of it is, else Windows-1252."""
    where = line + data.count(b"\n", 0, start)
    if b"\x00" in data[:1024] and data.count(b"\x00") > len(data) // 4:
        raise FormError(where, "encoding", "is no text, or UTF-16 without a mark", _SAVE_AS_UTF8)
    holed = data.decode("utf-8", errors="replace")
    holes = holed.count("\ufffd")
    whole = len(holed) - len(holed.encode("ascii", "ignore")) - holes
    if whole > holes or re.search(rb"\xed[\xa0-\xbf][\x80-\xbf]", data):
        report.warning(
            where,
            "encoding",
            "is not UTF-8 throughout; what cannot be read shows as U+FFFD",
            _SAVE_AS_UTF8,
        )
        return holed
    report.warning(where, "encoding", "is not UTF-8; read as Windows-1252", _SAVE_AS_UTF8)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
