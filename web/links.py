"""Every address of the site, made in one place.

Addresses on pages are paths that begin with the path of `[site] url`, so the
site may live below one (`https://x.example/archive`).  Absolute addresses are
made of `[site] url` alone and never of what a request says about its host.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from archive import Kind
from index import Query
from web.arguments import to_arguments

FOLDERS = {Kind.PARTNER: "partners", Kind.THEME: "themes"}


class Links:
    """Addresses below one base.

    Args:
        base: `[site] url`, with or without a slash at its end.
        assets: Addresses of static files by their plain names.
    """

    def __init__(self, base: str, assets: Mapping[str, str] | None = None) -> None:
        self.base = base.rstrip("/")
        self.prefix = urlsplit(self.base).path
        self._assets = assets or {}

    def to(self, path: str) -> str:
        """Return the address of a path of this site, for use on its pages."""
        return self.prefix + path

    def absolute(self, path: str) -> str:
        """Return the whole address of a path of this site."""
        return self.base + path

    def home(self) -> str:
        """Return the address of the first page."""
        return self.to("/")

    def search(self, query: Query | None = None, form: str = "/search") -> str:
        """Return the address of the results of a query, in one of their forms."""
        return self.to(search_path(query or Query(), form))

    def words(self, text: str) -> str:
        """Return the address of the results of a text."""
        return self.search(Query(text=text))

    def post(self, slug: str, form: str = "/") -> str:
        """Return the address of a post, in one of its forms (`/`, `.json`, `.md`)."""
        return self.to(post_path(slug, form))

    def term(self, kind: Kind, slug: str) -> str:
        """Return the address of a partner or theme."""
        return self.to(f"/{FOLDERS[kind]}/{quote(slug, safe='')}/")

    def partner(self, slug: str) -> str:
        """Return the address of a partner."""
        return self.term(Kind.PARTNER, slug)

    def theme(self, slug: str) -> str:
        """Return the address of a theme."""
        return self.term(Kind.THEME, slug)

    def year(self, year: int | str, month: int | None = None) -> str:
        """Return the address of a year, or of a month of it."""
        return self.to(f"/archive/{year}/" if month is None else f"/archive/{year}/{month:02d}/")

    def static(self, name: str) -> str:
        """Return the address of a static file; it changes with the file."""
        return self.to(self._assets[name])


def search_path(query: Query, form: str = "/search") -> str:
    """Return the path and query string of a query."""
    pairs = to_arguments(query)
    return f"{form}?{urlencode(pairs)}" if pairs else form


def post_path(slug: str, form: str = "/") -> str:
    """Return the path of a post."""
    return f"/news/{quote(slug, safe='')}{form}"
