"""The title of a post, made from its first words where its author gave none."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from archive.reading import Reader
from archive.records import Record
from archive.remarks import without_definitions, without_remarks
from archive.report import FormError, quoted
from archive.text import one_line

MADE_TITLE_CHARACTERS = 80
"""Longest title made from the first words of a body, in characters."""

MAX_TITLE = 500
"""Longest title or name, in characters; no page has room for more."""

_SAMPLE = 4000
"""Characters in which the first words are looked for."""

_NOT_WORDS = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)>|\{\{.*?\}\}|\{%.*?%\}|\{:.*?\}|!\[[^\]]*\](?:\([^)]*\))?"
    r"|</?[A-Za-z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>|</?[A-Za-z][^<>]*>|^\s{0,3}(?:#{1,6}|[-*+]|>|\d+[.)])\s|^\s{0,3}(?:[-=*_]\s*){3,}$|^```.*$|[*_`]{1,3}(?=\S)"
    r"|(?<=\S)[*_`]{1,3}",
    re.DOTALL | re.MULTILINE,
)

_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])")
"""A link and its label; brackets stand in brackets once."""


def title_of(reader: Reader, record: Record) -> tuple[str, bool]:
    """Return the title shown, and whether the author wrote it.

    Without a title, the first words of the body stand in for it, else those of
    the summary: a pointer to a page elsewhere often has nothing more.

    Raises:
        FormError: If there is none of the three.
    """
    written = reader.text("title")
    if written:
        if len(written) > MAX_TITLE:
            record.report.warning(
                reader.line("title"),
                "title-long",
                f"title is longer than {MAX_TITLE} characters",
                "move text into the body",
            )
        return written[:MAX_TITLE], True
    made = first_words(record.body) or first_words(reader.text("summary") or "")
    if not made:
        if record.body.strip():
            made = PurePosixPath(record.place).stem or "Untitled"
        else:
            raise FormError(
                record.line,
                "post-empty",
                "has neither a title nor a body nor a summary",
                "write one, or delete the post",
            )
    record.report.warning(
        record.line, "title-missing", f"has no title; shown is {quoted(made)}", "write `title: ...`"
    )
    return made, False


def first_words(body: str) -> str:
    """Return the first words of a body, without its markup, at most 80 characters of them."""
    sample = _LINK.sub(r"\1", without_definitions(without_remarks(body)[:_SAMPLE]))
    text = one_line(_NOT_WORDS.sub(" ", sample))
    if not any(character.isalnum() for character in text):
        return ""
    if len(text) <= MADE_TITLE_CHARACTERS:
        return text
    cut = text[:MADE_TITLE_CHARACTERS]
    head = cut.rpartition(" ")[0]
    return (
        head if len(head) > MADE_TITLE_CHARACTERS // 2 else cut[: MADE_TITLE_CHARACTERS - 1]
    ) + "…"
