"""What an author wrote for no reader: comments, in whatever language he comments.

Pages never show them.  Rendering knows where code begins and ends and takes them
out itself; what is here serves where a body is only looked through, for the words
that stand in for a title and where it could not be rendered.
"""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?P<html><!--)"
    r"|(?P<kramdown>\{::comment\b[^{}\n/]*\})"
    r"|(?P<hugo>\{\{-?\s*/\*)"
    r"|(?P<liquid>\{%-?\s*comment\b[^{}%]*%\})"
    r"|(?P<php><\?(?=[a-z=]))"
    r"|(?P<shortcode>\{\{[<%]\s*comment\s*[%>]\}\})"
)

ENDS = {
    "html": re.compile(r"--!?>"),
    "kramdown": re.compile(r"\{:/(?:comment)?\}"),
    "hugo": re.compile(r"\*/\s*-?\}\}"),
    "liquid": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    "php": re.compile(r"\?>"),
    "shortcode": re.compile(r"\{\{[<%]\s*/\s*comment\s*[%>]\}\}"),
}
"""How comments end, by who knows them; instructions to PHP are no words for a reader either."""

_DEFINITION = re.compile(
    r"""^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*\S*[ \t]*(?:"[^"\n]*"|'[^'\n]*'|\([^\n]*\))?[ \t]*$""",
    re.MULTILINE,
)
"""The address of a link; with `//` for its name, the usual comment of Markdown."""


def without_remarks(source: str) -> str:
    """Return a body without its comments; one that never ends is no comment.

    It reads a text once, whatever is in it.
    """
    kept: list[str] = []
    endless: set[str] = set()
    done = position = 0
    while opening := _OPENING.search(source, position):
        kind = str(opening.lastgroup)
        end = None if kind in endless else ENDS[kind].search(source, opening.end())
        if end is None:
            endless.add(kind)
            position = opening.end()
            continue
        kept.append(source[done : opening.start()])
        done = position = end.end()
    kept.append(source[done:])
    return "".join(kept)


def without_definitions(source: str) -> str:
    """Return a body without the lines that say where its links lead."""
    return _DEFINITION.sub("", source)
