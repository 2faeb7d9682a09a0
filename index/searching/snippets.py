"""The passage of a post that shows best why it was found, its words marked.

Most of the query in the least room, from the beginning of a sentence if one is
near.  Which words are marked is `index.searching.marking`'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.results import Span
from index.searching.marking import ELLIPSIS, ROOM, Mark, Marker
from index.words.surfaces import is_unspaced

CONTEXT = 0.4
"""Share of the free characters of a snippet that may come before the first mark."""

_WIDE = re.compile(r"\s{2,}|[^\S ]")
"""Blanks that one blank is shown for."""

_SENTENCE_END = re.compile(r"\n|(?<=[.!?…])\s|(?<=[。!?])")


def snippet(text: str, summary: str | None, language: str, marker: Marker) -> tuple[Span, ...]:
    """Return the best passage of a text, else of the summary, else the beginning of either.

    Args:
        text: Plain text of the body.
        summary: As written, or None.
        language: Primary subtag of the post's language.
        marker: Of the query.
    """
    marks = marker.marks(text, language, passage=True)
    if marks:
        return _passage(text, marks)
    fallback = summary or text
    return _passage(fallback, marker.marks(fallback, language))


def whole(text: str, marks: Sequence[Mark]) -> tuple[Span, ...]:
    """Return all of a text in spans."""
    return tuple(_spans(text, marks, 0, len(text)))


def _passage(text: str, marks: list[Mark]) -> tuple[Span, ...]:
    begin, end = _bounds(text, marks)
    spans = list(_spans(text, marks, begin, end))
    if "  " in text[begin:end] or not text[begin:end].isprintable():
        spans = [Span(_WIDE.sub(" ", span.text), span.match) for span in spans]
    if begin > 0 and spans:
        spans.insert(0, Span(f"{ELLIPSIS} "))
    if end < len(text.rstrip()) and spans:
        spans.append(Span(f" {ELLIPSIS}"))
    return tuple(_merged(spans))


def _bounds(text: str, marks: list[Mark]) -> tuple[int, int]:
    """Return where the best passage begins and ends."""
    first, last = _densest(marks) if marks else (0, 0)
    free = ROOM - min(last - first, ROOM)
    begin = _begin(text, first, int(free * CONTEXT))
    end = _floor(text, min(len(text), begin + ROOM), last)
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _densest(marks: list[Mark]) -> tuple[int, int]:
    """Return the bounds of the marks that show most of the query in one snippet."""
    best, bounds = (0, 0), (marks[0].start, marks[0].end)
    inside: dict[int, int] = {}
    after = 0
    for first, mark in enumerate(marks):
        while after < len(marks) and (after <= first or marks[after].end - mark.start <= ROOM):
            inside[marks[after].node] = inside.get(marks[after].node, 0) + 1
            after += 1
        score = (sum(1 for count in inside.values() if count), after - first)
        if score > best:
            best, bounds = score, (mark.start, marks[after - 1].end)
        inside[mark.node] -= 1
    return bounds


def _begin(text: str, first: int, context: int) -> int:
    """Return where a passage begins: with a sentence if one begins near, else with a word."""
    earliest = max(0, first - context)
    if earliest == 0:
        return 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text, earliest, first)]
    if ends:
        return ends[0]
    for at in range(earliest, first):
        if _between_words(text, at):
            return at
    return first


def _floor(text: str, end: int, least: int) -> int:
    """Return the last end of a word at or before a place; the place itself if there is none."""
    for at in range(end, min(least, end) - 1, -1):
        if _between_words(text, at):
            return at
    return end


def _between_words(text: str, at: int) -> bool:
    """Tell whether a text can be cut at a place without cutting a word."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    return (
        before.isspace()
        or after.isspace()
        or is_unspaced(after)
        or (is_unspaced(before) and after.isalnum())
    )


def _spans(text: str, marks: Sequence[Mark], begin: int, end: int) -> Iterator[Span]:
    at = begin
    for mark in marks:
        start, stop = max(mark.start, begin), min(mark.end, end)
        if start >= stop:
            continue
        if at < start:
            yield Span(text[at:start])
        yield Span(text[start:stop], match=True)
        at = stop
    if at < end:
        yield Span(text[at:end])


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans with neighbours of one kind made one."""
    held: Span | None = None
    for span in spans:
        if held is not None and held.match == span.match:
            held = Span(held.text + span.text, held.match)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
