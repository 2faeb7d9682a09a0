"""Every address of the site, made in one place.

Addresses on pages are paths that begin with the path of `[site] url`, so the
site may live below one (`https://x.example/archive`).  Absolute addresses are
made of `[site] url` alone and never of what a request says about its host.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from archive import Kind
from index import Query
from web.arguments import to_query_string

FOLDERS = {Kind.PARTNER: "partners", Kind.THEME: "themes"}


class Links:
    """Addresses below one base, those of pages in one language.

    Args:
        base: `[site] url`, with or without a slash at its end.
        assets: Addresses of static files by their plain names.
        language: Tag that stands before the paths of pages, or "" for the language without one.
    """

    def __init__(
        self, base: str, assets: Mapping[str, str] | None = None, language: str = ""
    ) -> None:
        self.base = base.rstrip("/")
        self.prefix = urlsplit(self.base).path
        self._assets = assets or {}
        self._language = f"/{language}" if language else ""

    def to(self, path: str) -> str:
        """Return the address of what is the same in all languages: files, feeds, pictures."""
        return self.prefix + path

    def page(self, path: str) -> str:
        """Return the address of a page in the language that its reader chose."""
        return self.prefix + self.spoken(path)

    def spoken(self, path: str) -> str:
        """Return a path of this site with the language of its pages before it."""
        return self._language + path

    def absolute(self, path: str) -> str:
        """Return the whole address of a path of this site."""
        return self.base + path

    def absolute_page(self, path: str) -> str:
        """Return the whole address of a page in the language that its reader chose."""
        return self.base + self.spoken(path)

    def home(self) -> str:
        """Return the address of the first page."""
        return self.page("/")

    def search(self, query: Query | None = None, form: str = "/search") -> str:
        """Return the address of the results of a query, in one of their forms."""
        path = search_path(query or Query(), form)
        return self.page(path) if form == "/search" else self.to(path)

    def words(self, text: str) -> str:
        """Return the address of the results of a text."""
        return self.search(Query(text=text))

    def post(self, slug: str, form: str = "/") -> str:
        """Return the address of a post, in one of its forms (`/`, `.json`, `.md`)."""
        path = post_path(slug, form)
        return self.page(path) if form == "/" else self.to(path)

    def term(self, kind: Kind, slug: str, form: str = "/") -> str:
        """Return the address of a partner or theme, in one of its forms (`/`, `/feed.atom`)."""
        path = term_path(kind, slug, form)
        return self.page(path) if form == "/" else self.to(path)

    def partner(self, slug: str) -> str:
        """Return the address of a partner."""
        return self.term(Kind.PARTNER, slug)

    def theme(self, slug: str) -> str:
        """Return the address of a theme."""
        return self.term(Kind.THEME, slug)

    def year(self, year: int | str, month: int | None = None) -> str:
        """Return the address of a year, or of a month of it."""
        return self.page(f"/archive/{year}/" if month is None else f"/archive/{year}/{month:02d}/")

    def static(self, name: str) -> str:
        """Return the address of a static file; it changes with the file."""
        return self.to(self._assets[name])


def search_path(query: Query, form: str = "/search") -> str:
    """Return the path and query string of a query."""
    parameters = to_query_string(query)
    return f"{form}?{parameters}" if parameters else form


def post_path(slug: str, form: str = "/") -> str:
    """Return the path of a post."""
    return f"/news/{quote(slug, safe='')}{form}"


def term_path(kind: Kind, slug: str, form: str = "/") -> str:
    """Return the path of a partner or theme."""
    return f"/{FOLDERS[kind]}/{quote(slug, safe='')}{form}"
