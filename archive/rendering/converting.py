"""Markdown to HTML, as it is written on the web: tables, notes, fenced code, definitions.

The HTML is not safe yet; `sanitising` makes it so.  Most posts of a press office
are paragraphs of words, and those need no converter: `plain_paragraphs` tells them
apart, and its answer is exactly what the converter would have said.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from archive.rendering.templates import MARKED

_MAKE_EXTENSIONS: tuple[Callable[[], Extension], ...] = (
    TableExtension,
    FootnoteExtension,
    FencedCodeExtension,
    SaneListExtension,
    DefListExtension,
    AbbrExtension,
    MarkdownInHtmlExtension,
)
"""By class: by name, Python-Markdown would first look through all installed packages.

`attr_list` is not here: it takes any `{word}` that ends a heading for attributes and drops it.
"""

_NOT_PLAIN = re.compile(
    r"""
      [\\`*_\[\]<>&|{\t]                                       # may open markup
    | [\x00-\x08\x0b-\x1f\x7f-\xa0]                           # controls, odd blanks
    | [\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]
    | [\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]
    | ^[ ]*(?:[#\-+=:~]|\d+\.)                                 # may open a block
    | ^[ ]{4}                                                  # may be code
    | [ ]$                                                     # may break the line
    """,
    re.VERBOSE | re.MULTILINE,
)

_BLANK_LINES = re.compile(r"\n(?:[ ]*\n)+")

_LIST_AFTER_LINE = re.compile(r"[^\n]\n[ ]{0,3}(?:[-*+]|1\.)[ ]+[^\s]")

_FIRST_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|1\.)[ ]+[^\s*-]")

_NO_TEXT = re.compile(r"[ ]{4}|\t|[ ]{0,3}(?:[-*+>|:<#]|\d+[.)]|\[\^|\*?\[[^\]\n]*\]:|```|~~~)")
"""Opens a block in which a list item is no new list."""

_INDENTED_PARAGRAPH = re.compile(r"^(?:[ ]{4,}|\t)[ \t]*(?=</?(?:p|div|ul|ol|li)\b)", re.IGNORECASE)
"""A paragraph of HTML, indented so far that Markdown takes it for code."""

_FENCE = ("```", "~~~")

_converters = threading.local()


def plain_paragraphs(source: str) -> list[str] | None:
    """Return the paragraphs of a body without markup, or None if it may have any."""
    if _NOT_PLAIN.search(source):
        return None
    return [part.strip(" \n") for part in _BLANK_LINES.split(source) if part.strip(" \n")]


def converted(source: str) -> str:
    """Return the HTML of a body in Markdown; it may hold anything that its author wrote.

    Raises:
        RecursionError: If the body is nested too deeply.
    """
    converter: markdown.Markdown | None = getattr(_converters, "ready", None)
    # A converter that fails midway is left in the middle of a post, so it is not used again.
    _converters.ready = None
    if converter is None:
        # Headings get ids, so that links to sections lead somewhere; `[TOC]` means nothing.
        headings = TocExtension(marker="", slugify=_heading_id)
        converter = markdown.Markdown(extensions=[*(make() for make in _MAKE_EXTENSIONS), headings])
    html = converter.reset().convert(source)
    _converters.ready = converter
    return html


def _heading_id(title: str, separator: str) -> str:
    return slugify_unicode(MARKED.sub("", title), separator)


def lists_apart(source: str) -> str:
    """Return Markdown with a blank line before each list that follows a line of text.

    Most programs see a list there; Python-Markdown sees the paragraph go on.
    """
    if not _LIST_AFTER_LINE.search(source):
        return source
    out: list[str] = []
    in_text = in_fence = False
    before = ""
    for line in source.split("\n"):
        if line.startswith(_FENCE):
            in_fence = not in_fence
            in_text = False
        elif in_fence or not line.strip():
            in_text = False
        elif not before.strip():
            in_text = not _NO_TEXT.match(line)
        elif in_text and _FIRST_ITEM.match(line) and "|" not in line:
            out.append("")
            in_text = False
        out.append(line)
        # A heading ends what stands before it, like a blank line.
        before = "" if line.startswith("#") else line
    return "\n".join(out)


def paragraphs_at_margin(source: str) -> str:
    """Return Markdown with HTML paragraphs at the margin where they go on from others.

    Editors indent what stands in a tag that was never closed; behind other HTML
    that is no listing, and readers would see the tags.
    """
    if "    <" not in source and "\t<" not in source:
        return source
    out: list[str] = []
    in_fence = after_tag = False
    for line in source.split("\n"):
        if line.startswith(_FENCE):
            in_fence = not in_fence
        if line.strip() and not line.startswith(("    ", "\t")):
            # Marks of tags that were taken out count as the tags they were.
            after_tag = line.rstrip().endswith((">", "\x0f"))
        out.append(line if in_fence or not after_tag else _INDENTED_PARAGRAPH.sub("", line))
    return "\n".join(out)
