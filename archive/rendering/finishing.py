"""Sanitised HTML, made a part of a page: addresses resolved, headings in order, tables scrolling.

One pass over the tags of HTML that is known to be well-formed.  What it adds are
constants and escaped values, so the result is as safe as what came in.  The plain
text is taken in the same pass: it is what a reader of the result reads.
"""

from __future__ import annotations

import html as references
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from archive.rendering.addresses import Addresses
from archive.rendering.sanitising import ID_PREFIX, escaped, escaped_words

SCROLL = '<div class="scroll" role="region" tabindex="0" aria-label="Table">'
"""Around every table, so that a wide one scrolls by itself, with the keyboard too."""

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_WORDS_APART = frozenset({"br", "td", "th", "rt", "rp", "col"})
"""Between these and their neighbours a text has a blank."""

_PARAGRAPHS = frozenset(
    "blockquote caption dd details div dl dt figcaption"
    " figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table tbody tfoot thead tr ul".split()
)
"""Each of these is a line of its own in the plain text."""

_APART = "\x1e"

_EMPTY = re.compile(r"<(figure|p)>\s*</\1>\n?")

_WHOLE_NUMBER = re.compile(r"\d{1,5}%?")


@dataclass(frozen=True, slots=True)
class Finished:
    """A body as the page shows it, and its words."""

    html: str
    text: str


def finished(html: str, addresses: Addresses) -> Finished:
    """Return sanitised HTML with everything resolved, and its plain text.

    Args:
        html: As `sanitised` gives it.
        addresses: Resolves links and pictures, and remembers them.
    """
    return _Pass(addresses).run(html)


@dataclass(slots=True)
class _Pass:
    addresses: Addresses
    out: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[bool] = field(default_factory=list)
    """For every open `a`: whether it is kept."""
    levels: list[int] = field(default_factory=list)
    """Levels, as written, of the headings that the next one may stand under."""
    headings: list[str] = field(default_factory=list)
    tables: int = 0
    unread: int = 0
    """Open links that are not read: note numbers and the way back from notes."""

    def run(self, html: str) -> Finished:
        done = 0
        for tag in _TAG.finditer(html):
            self._say(html[done : tag.start()])
            done = tag.end()
            self._tag(tag)
        self._say(html[done:])
        shown = _EMPTY.sub("", "".join(self.out)).strip()
        return Finished(shown, _lines("".join(self.words)))

    def _say(self, text: str) -> None:
        if text:
            text = self.addresses.said(text)
            self.out.append(text)
            if not self.unread:
                self.words.append(text)

    def _tag(self, tag: re.Match[str]) -> None:
        closing, name, attributes = tag.groups()
        if name in _PARAGRAPHS:
            self.words.append(_APART)
        elif name in _WORDS_APART:
            self.words.append(" ")
        if name == "a":
            self.out.append(self._link_end() if closing else self._link(attributes))
        elif name == "img":
            self._picture(attributes)
        elif name == "table":
            self.out.append(self._table(closing, tag[0]))
        elif name in _HEADINGS:
            self.out.append(self._heading_end() if closing else self._heading(name, attributes))
        else:
            self.out.append(tag[0])

    def _link(self, attributes: str) -> str:
        given = _values(attributes)
        anchor = given.get("id") or (ID_PREFIX + given["name"] if given.get("name") else "")
        note = given.get("class", "")
        self.unread += note.startswith("footnote")
        href = self.addresses.link(given["href"]) if "href" in given else None
        if href is None and not anchor:
            self.links.append(False)
            return ""
        self.links.append(True)
        new: dict[str, str] = {
            "id": anchor,
            "class": note,
            "href": href or "",
            "title": given.get("title", ""),
        }
        if href and href.lower().startswith(("http:", "https:")):
            new["rel"] = "noopener noreferrer"
        return _opening("a", new, given)

    def _link_end(self) -> str:
        self.unread = max(0, self.unread - 1)
        return "</a>" if self.links and self.links.pop() else ""

    def _picture(self, attributes: str) -> None:
        given = _values(attributes)
        alt = " ".join(given.get("alt", "").split())
        src = given.get("src", "")
        elsewhere = self.addresses.picture_elsewhere(src)
        if elsewhere:
            if not _is_pixel(given):
                self._picture_elsewhere(elsewhere, alt)
            return
        address = self.addresses.picture(src)
        if address is None:
            self._say(escaped_words(alt))
            return
        size = {
            name: given[name]
            for name in ("width", "height")
            if _WHOLE_NUMBER.fullmatch(given.get(name, ""))
        }
        title = given.get("title", "")
        shown = _opening(
            "img", {"src": address} | size | {"title": title, "loading": "lazy"}, given
        )
        self.out.append(f'{shown[:-1]} alt="{escaped(alt)}">')

    def _picture_elsewhere(self, address: str, alt: str) -> None:
        """Link to a picture of another site: showing it would tell that site who reads."""
        label = escaped_words(
            alt or unquote(address.partition("?")[0].rstrip("/").rpartition("/")[2]) or address
        )
        if any(self.links):
            self._say(label)
            return
        self.out.append(f'<a href="{escaped(address)}" rel="noopener noreferrer">')
        self._say(label)
        self.out.append("</a>")

    def _table(self, closing: str, tag: str) -> str:
        if closing:
            self.tables -= 1
            return tag if self.tables else f"{tag}</div>"
        self.tables += 1
        return f"{SCROLL}{tag}" if self.tables == 1 else tag

    def _heading(self, name: str, attributes: str) -> str:
        """Open a heading one level below the one that it stands under; the title is the `h1`."""
        level = int(name[1])
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        shown = f"h{min(6, 1 + len(self.levels))}"
        self.headings.append(shown)
        return f"<{shown}{attributes}>"

    def _heading_end(self) -> str:
        return f"</{self.headings.pop()}>" if self.headings else ""


def _values(attributes: str) -> dict[str, str]:
    return {name: references.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _opening(name: str, attributes: dict[str, str], given: dict[str, str]) -> str:
    """Write a tag with the attributes that have a value, and those that every tag may have."""
    written = {key: given[key] for key in ("id", "lang", "dir") if key in given} | attributes
    parts = [f' {key}="{escaped(value)}"' for key, value in written.items() if value]
    return f"<{name}{''.join(parts)}>"


def _is_pixel(given: dict[str, str]) -> bool:
    """Tell whether a picture is there to count readers, not to be seen."""
    return given.get("width", "").strip() in {"0", "1"} or given.get("height", "").strip() in {
        "0",
        "1",
    }


def _lines(words: str) -> str:
    lines = (" ".join(part.split()) for part in references.unescape(words).split(_APART))
    return "\n".join(line for line in lines if line)
