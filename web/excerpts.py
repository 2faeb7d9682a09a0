"""Passages of posts, cut to the three lines that a list has room for.

The engine gives up to 300 characters around what matched, as the answer for
programs has them.  On a page, twenty such passages are a wall, and 300
Japanese characters take as much room as 600 Latin ones: so a page counts
columns, and keeps the words around a match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from index import Span

ROOM = 190
"""Columns of a passage: three lines at the width of a list of results."""

SUMMARY_ROOM = 300
"""Columns of a summary: its author chose the words, so it may have some more."""

LEAD = 0.3
"""Share of the room that the words before the first match may take."""

_EARLIEST_END = 0.55
"""Share of the room that must be filled for the text to end at a full stop rather than a word."""

_PERHAPS_WIDE = re.compile("[\u1100-\u115f\u2100-\U0010ffff]")
"""Where characters are that take two columns; dashes, quotation marks and ellipses are not."""

_ELLIPSIS = "…"
_NO_BREAK = "\N{NO-BREAK SPACE}"
_GAP = re.compile(r"\s+")
_EDGE = re.compile(rf"^{_ELLIPSIS} | {_ELLIPSIS}$")
_SENTENCE = re.compile(r"[.!?…][”»“\"')\]]*(?=\s)|[。！？][」』）]*")


def excerpt(spans: Sequence[Span], room: int = ROOM) -> tuple[Span, ...]:
    """Return the part of a passage that shows most of what matched, in whole words.

    Args:
        spans: A passage as the engine gives it, with ellipses where the post goes on.
        room: Most columns of it; a longer match is never cut.
    """
    text = "".join(span.text for span in spans)
    if _columns(text) <= room:
        return _tied(spans, 0, len(text), "", "")
    matches = _matches(spans)
    begin = _begin(text, matches, room)
    least = next((end for start, end in matches if start >= begin), begin)
    end = max(least, _end(text, begin, room, matches))
    before = f"{_ELLIPSIS}{_NO_BREAK}" if begin else ""
    after = f"{_NO_BREAK}{_ELLIPSIS}" if text[end:].strip() else ""
    while end > begin and text[end - 1].isspace():
        end -= 1
    return _tied(spans, begin, end, before, after)


def shortened(text: str, room: int = SUMMARY_ROOM) -> str:
    """Return the beginning of a summary: its first sentences if they fit, else whole words."""
    if _columns(text) <= room:
        return text
    fits = _fits(text, 0, room)
    ends = [m.end() for m in _SENTENCE.finditer(text, 0, fits + 1) if m.end() <= fits]
    if ends and ends[-1] >= fits * _EARLIEST_END:
        return text[: ends[-1]]
    end = _word_end(text, 0, fits)
    return f"{text[:end].rstrip(' ,;:–—-')}{_NO_BREAK}{_ELLIPSIS}"


def _columns(text: str) -> int:
    return len(text) if _is_narrow(text) else sum(map(_column, text))


def _is_narrow(text: str) -> bool:
    return _PERHAPS_WIDE.search(text) is None


def _column(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _matches(spans: Iterable[Span]) -> list[tuple[int, int]]:
    found, at = [], 0
    for span in spans:
        if span.match:
            found.append((at, at + len(span.text)))
        at += len(span.text)
    return found


def _begin(text: str, matches: list[tuple[int, int]], room: int) -> int:
    """Return where to begin, so that as many different words as possible are seen."""
    if not matches:
        return 0
    lead = int(room * LEAD)
    best, first = 0, matches[0][0]
    for start, _ in matches:
        stop = _fits(text, start, room - lead)
        seen = len({text[a:b].casefold() for a, b in matches if a >= start and b <= stop})
        if seen > best:
            best, first = seen, start
    if _columns(text[:first]) <= lead:
        return 0
    at, width = (first - lead, lead) if _is_narrow(text[:first]) else (first, 0)
    while at > 0 and width + _column(text[at - 1]) <= lead:
        at -= 1
        width += _column(text[at])
    sentences = [m.end() for m in _SENTENCE.finditer(text, at, first)]
    words = [m.end() for m in _GAP.finditer(text, at, first)]
    begin = next(iter(sentences), next(iter(words), at))
    inside = next((start for start, end in matches if start < begin < end), begin)
    while inside < first and text[inside].isspace():
        inside += 1
    return inside


def _fits(text: str, begin: int, room: int) -> int:
    """Return how far a text goes in some columns."""
    if _is_narrow(text):
        return min(len(text), begin + room)
    width = 0
    for at in range(begin, len(text)):
        width += _column(text[at])
        if width > room:
            return at
    return len(text)


def _end(text: str, begin: int, room: int, matches: list[tuple[int, int]]) -> int:
    end = _word_end(text, begin, _fits(text, begin, room))
    return next((start for start, stop in matches if start < end < stop), end)


def _word_end(text: str, begin: int, end: int) -> int:
    """Return the end of the last whole word; in scripts without blanks, the place itself."""
    if end >= len(text) or text[end].isspace():
        return end
    gaps = [m.start() for m in _GAP.finditer(text, begin, end)]
    if not gaps or (_column(text[end - 1]) == 2 and _column(text[end]) == 2):
        return end
    return gaps[-1]


def _tied(spans: Iterable[Span], begin: int, end: int, before: str, after: str) -> tuple[Span, ...]:
    """Return a stretch of spans, each ellipsis tied to the word beside it."""
    kept = [Span(before)] if before else []
    at = 0
    for span in spans:
        text = span.text[max(0, begin - at) : max(0, end - at)]
        at += len(span.text)
        if text:
            tied = _EDGE.sub(lambda found: found[0].replace(" ", _NO_BREAK), text)
            kept.append(Span(tied, span.match))
    return (*kept, Span(after)) if after else tuple(kept)
