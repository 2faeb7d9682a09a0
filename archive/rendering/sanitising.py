"""The HTML that may stand on a page: an allow-list, nothing else.

Everything an author wrote passes through `sanitised`, whether it came from
Markdown or was HTML to begin with.  Later steps only rewrite what it let through.
"""

from __future__ import annotations

import re
from functools import cache

import nh3

ID_PREFIX = "body-"
"""Opens every `id` of a body, so that none can be one of the page's own."""

TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col"
    " colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img"
    " ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table"
    " tbody td tfoot th thead time tr u ul var wbr".split()
)

ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}

CLASSES = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
"""Classes that our own converter writes; a theme styles these."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_DROPPED_WITH_CONTENT = frozenset(
    "script style svg math iframe object applet noembed"
    " noframes template title textarea select datalist audio video canvas".split()
)
"""Elements whose content is code, or a stand-in for what is not shown."""

_BLOCKS = re.compile(
    r"<(/?)(?:address|article|aside|center|dialog|dir|fieldset|footer|form|header|hgroup|legend|main|menu|nav|noscript"
    r"|option|search|section|xmp)(?=[\s/>])",
    re.IGNORECASE,
)
"""Blocks that are not allowed; as `div` they still keep their words apart."""

_ALIGNED = re.compile(r'<(t[dh]) style="text-align: (left|center|right);">')
"""How the converter writes the alignment of a column."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Controls and direction marks that character references brought in."""

_EMPTY = re.compile(r"<(p|pre)>\s*</\1>\n?")

_PRE_LINES = re.compile(r"(<pre(?: [^<>]*)?>)\n+")
"""Empty lines that open preformatted text; every parser that reads them drops one more."""


_READINGS = 5
"""Times that a body is sanitised before it must have come to rest; nearly all need two."""


class Ambiguous(ValueError):
    """HTML that is read differently each time it is written."""


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        id_prefix=ID_PREFIX,
    )


def sanitised(html: str) -> str:
    """Return HTML with only what is on the allow-list, well-formed.

    Attributes come in double quotes, and `<`, `>` and `&` of texts and of
    attributes as references, so that a pattern can read the result safely.
    Sanitised again it stays as it is: what parsers read differently each time
    is how sanitisers are got round.

    Raises:
        Ambiguous: If it never comes to rest.
    """
    html = _ALIGNED.sub(r'<\1 class="align-\2">', html)
    html = _BLOCKS.sub(r"<\1div", html)
    for _ in range(_READINGS):
        before = html
        html = _UNSEEN.sub("", _cleaner().clean(html))
        html = _EMPTY.sub("", _PRE_LINES.sub(r"\1", html))
        if html == before:
            return html
    raise Ambiguous


def is_web_address(address: str) -> bool:
    """Tell whether an absolute address would pass: well-formed and of a scheme that is allowed."""
    return " href=" in _cleaner().clean(f'<a href="{escaped(address)}"></a>')


def escaped(text: str) -> str:
    """Return a text as it stands in an attribute of sanitised HTML."""
    return escaped_words(text).replace('"', "&quot;")


def escaped_words(text: str) -> str:
    """Return a text as it stands between the tags of sanitised HTML."""
    return (
        text.replace("&", "&amp;")
        .replace("\xa0", "&nbsp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )
