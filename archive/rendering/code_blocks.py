"""Blocks of code, wherever they stand, brought to the forms that the converter knows.

Python-Markdown knows fenced code at the margin only.  In a list item it becomes
indented code, so that a listing under a step stays a listing.
"""

from __future__ import annotations

import re

_CLOSING = re.compile(r"^[ ]*(`{3,}|~{3,})[ ]*$\n?", re.MULTILINE)

_RUN = re.compile(r"^[ ]*(`{3,})", re.MULTILINE)

_ITEM = re.compile(r"[ ]*(?:[-*+]|\d+[.)])[ ]")

_LINES_BEFORE = 40
"""How far up the list item of an indented block is looked for, in lines."""


class Fences:
    """The fences of one body; remembers which kinds are never closed again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._unclosed: dict[str, int] = {}

    def closing(self, fence: str, start: int) -> re.Match[str] | None:
        """Return the end of a fence, or None if it is never closed.

        Args:
            fence: The run of backticks or tildes that opens it.
            start: Where its first line of code begins.
        """
        if len(fence) >= self._unclosed.get(fence[0], 1 << 30):
            return None
        for match in _CLOSING.finditer(self._source, start):
            if match[1].startswith(fence):
                return match
        self._unclosed[fence[0]] = len(fence)
        return None


def code_block(code: str, *, before: str, indent: int, language: str = "") -> str:
    """Return a block of code in Markdown.

    Args:
        code: Its lines, as written.
        before: What stands above it.
        indent: Blanks before its first mark.
        language: What it is written in, one word.
    """
    lines = code.strip("\n").split("\n")
    if indent == 0 or not (depth := _list_depth(before, indent)):
        fence = "`" * max([3, *(len(run) + 1 for run in _RUN.findall(code))])
        return "\n".join(
            ["", f"{fence}{language}", *(_dedented(line, indent) for line in lines), fence, ""]
        )
    margin = " " * (4 * depth + 4)
    return "\n".join(["", *(margin + _dedented(line, indent) for line in lines), "", ""])


def _dedented(line: str, indent: int) -> str:
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(indent, blanks) :]


def _list_depth(before: str, indent: int) -> int:
    """Return how many list items an indented block stands in."""
    lines = before[-10_000:].split("\n")[-_LINES_BEFORE:]
    for line in reversed(lines):
        blanks = len(line) - len(line.lstrip(" "))
        if line.strip() and blanks < indent:
            return 1 + blanks // 4 if _ITEM.match(line) else 0
    return 0
