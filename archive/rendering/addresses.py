"""Where a link or a picture of one post leads on the site of one edition.

A link may name another content file (`../other.md`), an address of the site
(`/news/other/`), an old address or, as Hugo and Jekyll do, the bare name of a
post.  It becomes an address that exists, or it is no link: the slug of a post
that the edition may not show never stands in it.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from archive.post import Post
from archive.problems import Problem, Severity
from archive.rendering.media import FILES, PICTURES, Nowhere, media_of
from archive.rendering.rendered import Media, RenderContext, page_name
from archive.rendering.sanitising import ID_PREFIX, is_web_address
from archive.rendering.whole_addresses import lacks_host, within_site

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

_INVISIBLE = re.compile("[\x00-\x1f\x7f]")
"""Browsers drop some of these inside an address, so what a scheme is must be read without them."""

_PAGES_OF_OUR_OWN = re.compile(
    r"(?:search(?:/help)?|(?:partners|themes)(?:/[\w-]+)?|archive(?:/\d{4}(?:/\d\d)?)?|events|accessibility"
    r"|feed\.(?:atom|json))?/?"
)

_DATED = re.compile(r"(?:^|/)(\d{4})/(\d\d?)/(\d\d?)/([^/]+)/?$")
"""Jekyll's address of a post: its name with the date as folders."""

_NEWS_IN_TEXT = re.compile(
    r"(?P<site>(?:https?:)?//[^\s/<>\"'()]+)(?P<path>(?:/[\w.%~-]+)*?/news/[\w.%~-]+/?)",
    re.IGNORECASE,
)
"""The whole address of a post, written out in a text."""

_SHOWN = 80
"""Characters of an address that a message repeats."""

_AT_MOST = 20
"""Problems reported per post; a converted site has the same one on every line."""


class Addresses:
    """Resolves the addresses of one post, and keeps what they referred to."""

    def __init__(self, post: Post, context: RenderContext) -> None:
        self._post = post
        self._context = context
        self._folder = post.path.rpartition("/")[0]
        self._media: dict[str, Media] = {}
        self._problems: dict[tuple[str, str], Problem] = {}
        self.links: set[str] = set()

    @property
    def media(self) -> tuple[Media, ...]:
        """Files referred to so far, each once, in order."""
        return tuple(self._media.values())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What led nowhere so far, each address once."""
        return tuple(self._problems.values())

    def link(self, written: str) -> str | None:
        """Return the address that a link leads to, or None if it leads nowhere."""
        href = _address(written)
        if not href or href == "#":
            return None
        if href.startswith("#"):
            return f"#{ID_PREFIX}{href[1:].removeprefix(ID_PREFIX)}"
        inside = within_site(href, self._context.site)
        try:
            if _is_elsewhere(inside):
                return _elsewhere(inside)
            return self._within(inside)
        except Nowhere as nowhere:
            self._report("link to", written, nowhere)
            return None

    def picture(self, written: str) -> str | None:
        """Return the address of a picture of our own, or None if there is none."""
        src = within_site(_address(written), self._context.site)
        if not src:
            return None
        try:
            return self._file(self._below_root(_path_of_picture(src)), PICTURES)
        except Nowhere as nowhere:
            self._report("picture", written, nowhere)
            return None

    def picture_elsewhere(self, written: str) -> str | None:
        """Return the web address of a picture that another site serves, or None if none does."""
        src = within_site(_address(written), self._context.site)
        if not src.lower().startswith(("http:", "https:", "//")):
            return None
        try:
            return _elsewhere(src)
        except Nowhere:
            return None

    def image(self) -> str | None:
        """Return the address of the post's own picture, or None."""
        image = self._post.image or ""
        elsewhere = self.picture_elsewhere(image)
        if elsewhere and elsewhere.lower().startswith("https:"):
            return elsewhere
        return self.picture(image)

    def said(self, text: str) -> str:
        """Return a text without the ends of addresses that name a post not shown here.

        Args:
            text: With references for `&`, or without.
        """
        if "/news/" not in text:
            return text
        return _NEWS_IN_TEXT.sub(self._said, text)

    def _said(self, match: re.Match[str]) -> str:
        path = within_site(match["site"] + match["path"], self._context.site)
        if not path.startswith("/") or path.startswith("//"):
            return match[0]
        try:
            known = any(self._news(rooted) for rooted in self._rooted(unquote(path)))
        except Nowhere:
            known = False
        return match[0] if known else match["site"]

    def _within(self, written: str) -> str:
        target, _, fragment = written.partition("#")
        anchor = f"#{ID_PREFIX}{fragment}" if fragment else ""
        path = unquote(_without_query(target))
        if target.startswith("/"):
            for rooted in self._rooted(path):
                slug = self._news(rooted)
                if slug is None and _PAGES_OF_OUR_OWN.fullmatch(rooted.lstrip("/")):
                    query = target[len(_without_query(target)) :]
                    return f"{quote(rooted)}{query}"
                if slug:
                    return self._news_address(slug, anchor)
        slug = self._slug_of(path)
        if slug:
            return self._news_address(slug, anchor)
        below = self._below_root(target.partition("?")[0])
        suffix = f".{below.rpartition('.')[2].lower()}"
        if "." in below.rpartition("/")[2] and suffix in PICTURES | FILES:
            return self._file(below, PICTURES | FILES)
        raise Nowhere(
            "link-nowhere",
            "leads to no post shown here",
            "name a file of the content, or an address",
        )

    def _rooted(self, path: str) -> list[str]:
        """The readings of a path of the site: without its prefix, and as it is."""
        prefix = self._context.prefix
        if prefix and path.startswith(f"{prefix}/"):
            return [path.removeprefix(prefix), path]
        return [path]

    def _news(self, path: str) -> str | None:
        """Return the slug that an address of a post names; None if it is none such."""
        parts = path.split("/")
        if parts[:2] == ["", "news"] and len(parts) > 2 and parts[2]:
            slug = parts[2].split(".")[0]
            if slug in self._context.slugs:
                return slug
            if redirected := self._redirected(path):
                return redirected
            raise Nowhere(
                "link-nowhere",
                "leads to no post shown here",
                "name a post that is, or take the link out",
            )
        return self._redirected(path)

    def _redirected(self, path: str) -> str | None:
        bare = path.rstrip("/")
        slug = self._context.redirects.get(bare) or self._context.redirects.get(f"{bare}/")
        return slug if slug in self._context.slugs else None

    def _slug_of(self, path: str) -> str | None:
        """Find the post that a path, an old address or a name means."""
        addresses = self._context.addresses
        below = _joined("" if path.startswith("/") else self._folder, path)
        if below is not None:
            for candidate in (below, f"{below}.md", f"{below}/index.md", f"posts/{below}"):
                if candidate in addresses:
                    return addresses[candidate]
        return self._slug_by_name(path)

    def _slug_by_name(self, path: str) -> str | None:
        dated = _DATED.search(path)
        name = (
            f"{dated[1]}-{dated[2]:0>2}-{dated[3]:0>2}-{page_name(dated[4])}"
            if dated
            else page_name(path)
        )
        found = self._context.names.get(name.lower(), ())
        if len(found) > 1:
            folder = path.strip("/").split("/")[0]
            found = tuple(p for p in found if p.startswith(f"{folder}/")) or tuple(
                p for p in found if p.split("/")[0] == self._post.path.split("/")[0]
            )
        if len(found) == 1:
            return self._context.addresses[found[0]]
        last = path.strip("/").rpartition("/")[2]
        return last if last in self._context.slugs and not path.startswith("/") else None

    def _below_root(self, written: str) -> str:
        """Return the path below the content folder that is meant."""
        path = unquote(written)
        if "\\" in path or "\x00" in path:
            raise Nowhere(
                "link-outside", "is no path", "write it with forward slashes", Severity.WARNING
            )
        below = _joined("" if path.startswith("/") else self._folder, path)
        if below is None:
            raise Nowhere(
                "link-outside",
                "leads out of the content folder",
                "put a copy below the content folder",
                Severity.WARNING,
            )
        return below

    def _file(self, below: str, allowed: frozenset[str]) -> str:
        root = self._context.root
        if root is None:
            raise Nowhere(
                "file-missing",
                "is not there: content in one file has no pictures",
                "use a folder of posts",
            )
        media = media_of(root, below, allowed, max_bytes=self._context.media_bytes)
        self._media[media.name] = media
        return f"/media/{media.name}"

    def _news_address(self, slug: str, anchor: str) -> str:
        self.links.add(slug)
        return f"/news/{slug}/{anchor}"

    def _report(self, what: str, written: str, nowhere: Nowhere) -> None:
        key = (nowhere.rule, written)
        if key in self._problems or len(self._problems) >= _AT_MOST:
            return
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        self._problems[key] = Problem(
            file=self._post.path,
            line=self._line_of(written),
            rule=nowhere.rule,
            message=f'{what} "{shown}" {nowhere.reason}',
            remedy=nowhere.remedy,
            severity=nowhere.severity,
        )

    def _line_of(self, written: str) -> int:
        """The line of the file that holds an address; the body's first one if it cannot be told."""
        if self._context.root is None:
            return self._post.line
        return self._post.line + self._post.body.count(
            "\n", 0, max(0, self._post.body.find(written))
        )


def _address(written: str) -> str:
    return _INVISIBLE.sub("", written).strip()


def _is_elsewhere(address: str) -> bool:
    return address.startswith("//") or bool(_SCHEME.match(address))


def _elsewhere(address: str) -> str:
    """Return an address outside the site, if its scheme is allowed."""
    if address.startswith("//"):
        address = f"https:{address}"
    address = address.replace(" ", "%20")
    if lacks_host(address) or not is_web_address(address):
        raise Nowhere(
            "link-scheme",
            "is no address that is allowed",
            "link to a web page, a mail address or a file",
        )
    return address


def _path_of_picture(src: str) -> str:
    if _is_elsewhere(src):
        remedy = "put the picture beside the post"
        raise Nowhere("picture-elsewhere", "is not on this site", remedy)
    return _without_query(src)


def _without_query(path: str) -> str:
    return path.partition("#")[0].partition("?")[0]


def _joined(folder: str, path: str) -> str | None:
    """Join a relative path to a folder; None if it leads above the content folder."""
    parts = [part for part in folder.split("/") if part]
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
