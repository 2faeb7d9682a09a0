"""Angle brackets that are text: `<IBM>`, `a<b and c>d`, a `<b>` that nothing closes.

HTML lets an unknown tag vanish, and a tag left open take the rest of the page.
A writer who put a ticker symbol or a placeholder in angle brackets meant it to
be read.  So before anything parses a body, the `<` of what is no tag is replaced
by a mark, which becomes `&lt;` once the markup is read, in code as elsewhere.

A tag is text if its name is not HTML's, if HTML requires it to be closed and the
body never closes it, or if it belongs inside an element that the body never opens.
"""

from __future__ import annotations

import re

MARK = "\x11"
"""Stands for a `<` that is text; control characters never occur in bodies."""

_TAG = re.compile(
    r"(?<!\]\()(?<!\]: )<(?:(?P<close>/?)(?P<name>[A-Za-z][^\s/<>]*)(?P<next>[\s/>]?)|!--)"
)

_AUTOLINK = re.compile(r"<(?:(?:https?|ftps?)://[^<>]*|[^<> !]+@[^@<> ]+)>", re.IGNORECASE)

_NAMESPACED = re.compile(r"[a-z][a-z0-9]*:[\w-]+")
"""Names that word processors write, such as `o:p`; they vanish, as in a browser."""

_VOID = frozenset(
    "area base basefont bgsound br embed frame hr img"
    " image input isindex keygen link meta param source track wbr".split()
)

_LEFT_OPEN = frozenset({"body", "head", "html", "li", "p"})
"""Elements whose end tag may be left out, and that may stand anywhere."""

_INSIDE = {
    **dict.fromkeys(("dd", "dt"), "dl"),
    **dict.fromkeys(("rb", "rp", "rt", "rtc"), "ruby"),
    **dict.fromkeys(("optgroup", "option"), "select"),
    **dict.fromkeys(
        ("caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"), "table"
    ),
}
"""Elements whose end tag may be left out, and what they must stand in."""

_CLOSED = frozenset(
    "a abbr acronym address applet article aside audio b"
    " bdi bdo big blink blockquote button canvas center cite code data datalist del details"
    " dfn dialog dir div dl em fieldset figcaption figure font footer form frameset h1 h2 h3"
    " h4 h5 h6 header hgroup i iframe ins kbd label legend main map mark marquee math menu"
    " meter nav nobr noembed noframes noscript object ol output picture pre progress q ruby s"
    " samp script search section select slot small span strike strong style sub summary sup"
    " svg table template textarea time title tt u ul var video xmp".split()
)


def mark_text(source: str, *, autolinks: bool) -> str:
    """Return a body with the `<` of every tag that is none replaced by `MARK`.

    Args:
        source: The body, tags of other programs taken out.
        autolinks: True if `<https://..>` is a link, as in Markdown.
    """
    if "<" not in source:
        return source
    opened, closed = _names(source)
    last_end = source.rfind(">")
    last_comment_end = source.rfind("-->")

    def is_tag(match: re.Match[str]) -> bool:
        if match["name"] is None:
            return last_comment_end > match.start()
        name = match["name"].lower()
        if autolinks and (":" in name or "@" in name) and _AUTOLINK.match(source, match.start()):
            return True
        if not match["next"] or match.start() > last_end:
            return False
        if name in _VOID or name in _LEFT_OPEN or _NAMESPACED.fullmatch(match["name"]):
            return True
        if name in _INSIDE:
            return _INSIDE[name] in opened
        return name in _CLOSED and (bool(match["close"]) or name in closed)

    return _TAG.sub(lambda match: match[0] if is_tag(match) else MARK + match[0][1:], source)


def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the names of the elements that a body opens and of those that it closes."""
    opened: set[str] = set()
    closed: set[str] = set()
    for match in _TAG.finditer(source):
        if match["name"]:
            (closed if match["close"] else opened).add(match["name"].lower())
    return opened, closed
