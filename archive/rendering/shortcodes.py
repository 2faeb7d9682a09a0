"""What a reader would have seen of a shortcode.

Sites define their own shortcodes, so the meaning is read from the arguments: a
label, an address, a picture.  Only names that are the same everywhere (`ref`,
`figure`, `youtube`) are known by name.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from archive.rendering.sanitising import escaped


@dataclass(frozen=True, slots=True)
class Piece:
    """One tag that was taken out of a body.

    Attributes:
        written: The tag itself, for code.
        html: What it shows in a text; not sanitised yet.
        address: What it means as the target of a link or a picture.
        block: True if `html` is no part of a paragraph.
    """

    written: str
    html: str = ""
    address: str = ""
    block: bool = False


@dataclass(frozen=True, slots=True)
class _Arguments:
    named: dict[str, str] = field(default_factory=dict)
    placed: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str:
        """The first named argument that has a value, or an empty string."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def place(self, number: int) -> str:
        return self.placed[number] if number < len(self.placed) else ""


_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w-]+)\s*=\s*)?(?:"(?P<double>(?:[^"\\]|\\.)*)"|`(?P<back>[^`]*)`|'(?P<single>[^'\s][^']*)'|(?P<bare>[^\s"`']+))"""
)

_ESCAPE = re.compile(r"\\([\\\"_*])")

_MARKUP = re.compile(r"<[^<>]*>")

_PICTURE = re.compile(r"(?:^|[-_])(?:img|image|figure|picture|photo)s?(?:$|[-_.])")

_ELSEWHERE = {
    "youtube": "https://www.youtube.com/watch?v={0}",
    "vimeo": "https://vimeo.com/{0}",
    "tweet": "https://twitter.com/{1}/status/{0}",
    "twitter": "https://twitter.com/{1}/status/{0}",
    "x": "https://twitter.com/{1}/status/{0}",
    "instagram": "https://www.instagram.com/p/{0}/",
    "gist": "https://gist.github.com/{0}/{1}",
}
"""Hugo's own embeds, as the page that they would have fetched: by id and user."""

_REFERENCES = frozenset({"ref", "relref"})

_LIQUID_ADDRESSES = frozenset({"link", "post_url"})


def shortcode_piece(written: str, inner: str) -> Piece:
    """Return what a Hugo shortcode stands for.

    Args:
        written: The whole tag.
        inner: What stands between its brackets.
    """
    name, _, rest = inner.removesuffix("/").strip().partition(" ")
    if not name or inner.startswith("/"):
        return Piece(written)
    arguments = _arguments(rest)
    if name in _REFERENCES:
        return Piece(written, address=arguments.place(0) or arguments.first("path"))
    return _shown(written, name, arguments)


def liquid_piece(written: str, inner: str) -> Piece:
    """Return what a Liquid tag stands for; most are instructions and show nothing."""
    name, _, rest = inner.partition(" ")
    rest = rest.strip()
    if name in _LIQUID_ADDRESSES:
        return Piece(written, address=f"/{rest.lstrip('/')}" if name == "link" else rest)
    if name == "include":
        name, _, rest = rest.partition(" ")
        name = name.rsplit("/", 1)[-1].removesuffix(".html")
    elif name not in _ELSEWHERE and not _PICTURE.search(name):
        return Piece(written)
    return _shown(written, name, _arguments(rest))


def _arguments(text: str) -> _Arguments:
    arguments = _Arguments()
    for match in _ARGUMENT.finditer(text):
        groups = (match["double"], match["back"], match["single"], match["bare"])
        written = next(group for group in groups if group is not None)
        # Converters from WordPress escape underlines, as in Markdown.
        value = _ESCAPE.sub(r"\1", written).strip()
        if match["name"]:
            arguments.named[match["name"].lower()] = value
        else:
            arguments.placed.append(value)
    return arguments


def _shown(written: str, name: str, arguments: _Arguments) -> Piece:
    name = name.lower()
    if name in _ELSEWHERE:
        return _elsewhere(written, name, arguments)
    label = _words(arguments.first("text", "label", "title", "quote", "caption", "alt"))
    address = arguments.first("href", "url", "link", "file", "src") or _address(arguments.place(0))
    if _PICTURE.search(name):
        return _picture(written, arguments)
    if "quote" in name and label:
        cite = _words(arguments.first("cite", "author", "source"))
        source = f"<p><cite>{cite}</cite></p>" if cite else ""
        return Piece(
            written, f"<blockquote><p>{label}</p>{source}</blockquote>", address, block=True
        )
    if address and (label or "://" in address):
        return Piece(
            written, f'<a href="{escaped(address)}">{label or escaped(address)}</a>', address
        )
    return Piece(written, f"<strong>{label}</strong>" if label else "", address)


def _elsewhere(written: str, name: str, arguments: _Arguments) -> Piece:
    first = arguments.first("id") or arguments.place(0)
    second = arguments.first("user") or arguments.place(1) or "i"
    if not first:
        return Piece(written)
    address = _ELSEWHERE[name].format(first, second)
    label = _words(arguments.first("title", "text")) or escaped(address)
    return Piece(written, f'<a href="{escaped(address)}">{label}</a>', address)


def _picture(written: str, arguments: _Arguments) -> Piece:
    address = arguments.first("src", "file", "image", "url", "image_path") or arguments.place(0)
    alt = _words(arguments.first("alt", "title"))
    caption = _words(arguments.first("caption", "attr"))
    # A caption that repeats the description would be read out twice.
    alt = "" if alt == caption else alt
    picture = f'<img src="{escaped(address)}" alt="{alt}">'
    if link := arguments.first("link", "href"):
        picture = f'<a href="{escaped(link)}">{picture}</a>'
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return Piece(written, f"<figure>{picture}{below}</figure>", address, block=True)


def _address(value: str) -> str:
    return value if "/" in value or "." in value else ""


def _words(value: str) -> str:
    """An argument as text in HTML: references resolved, markup taken out."""
    return escaped(" ".join(html.unescape(_MARKUP.sub(" ", value)).split()))
