"""A body as plain paragraphs: what is shown of a post whose body cannot be rendered.

It must be quick and safe for any text, as it runs where nothing limits it.
Every pattern here reads a text once.  Destinations of links and comments are taken
out, because they may name what an edition must not show; the words all stay.
"""

from __future__ import annotations

import re

from archive.remarks import without_remarks
from archive.rendering.sanitising import escaped_words

_UNSAID = re.compile(
    r"""
      (?<=\])\((?:[^()\[]|\([^()\[]*\))*\)          # destination of a link
    | ^[ ]{0,3}\[[^\[\]\n]*\]:[^\n]*$               # definition of one
    | \{\{[^{}\n]*\}\} | \{%[^{}%\n]*%\} | \{:[^{}\n]*\}
    | </?[A-Za-z][a-z0-9]*(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"<]*"|'[^'<]*'|[^\s"'<>=]+))?)*\s*/?>
    | </?[A-Za-z][a-z0-9]*(?:\s[^<>]*=[^<>]*)?/?>   # tags
    | [\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]
    """,
    re.VERBOSE | re.MULTILINE,
)

_POST = re.compile(r"/news/([\w.%-]+)")

_APART = re.compile(r"\n[ \t]*\n")


def as_paragraphs(source: str, slugs: frozenset[str]) -> tuple[str, str]:
    """Return a body as escaped paragraphs and as plain text.

    Args:
        source: The body, in any markup.
        slugs: Slugs that may be named.
    """
    source = source.encode("utf-8", "replace").decode("utf-8")
    source = _UNSAID.sub("", without_remarks(source))
    source = _POST.sub(lambda match: match[0] if match[1].split(".")[0] in slugs else "", source)
    parts = [" ".join(part.split()) for part in _APART.split(source)]
    parts = [part for part in parts if part]
    return "\n".join(f"<p>{escaped_words(part)}</p>" for part in parts), "\n".join(parts)
