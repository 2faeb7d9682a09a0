"""A parsed post, and the file that hands the same posts to every engine.

The file is JSON Lines as `pressmark rebuild` reads it, so the whole program
can be measured on it too.  Nothing here needs numpy: an engine that does not
use it must not carry its memory.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any


@dataclass(frozen=True, slots=True)
class Post:
    """A post as every engine is given it.

    Attributes:
        partners, themes: Slugs.
        text: Paragraphs, parted by empty lines.
        html: The same as an edition keeps it for the page.
    """

    slug: str
    title: str
    summary: str
    text: str
    html: str
    date: dt.date | None = None
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def year(self) -> str | None:
        """The year of publication as a facet value."""
        return str(self.date.year) if self.date else None

    @property
    def names(self) -> str:
        """The names of partners and themes, which lead to a post too."""
        return ". ".join(map(name, (*self.partners, *self.themes)))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Posts and what is known of all of them before the first is read.

    Attributes:
        posts: Read once, unless they are a list.
        language: Snowball's name of the language of all posts.
        partners, themes: Every slug that a post has, perhaps more.
        file: Where the same posts lie, as `write_posts` writes them.
        number: How many posts; 0 if that is not known.
    """

    posts: Iterable[Post]
    language: str
    partners: tuple[str, ...]
    themes: tuple[str, ...]
    file: Path | None = None
    number: int = 0


def rendered(text: str) -> str:
    """Return the paragraphs of a text as HTML."""
    return "".join(f"<p>{part}</p>\n" for part in escape(text, quote=False).split("\n\n"))


def name(slug: str) -> str:
    """Return the name of a partner or theme."""
    return slug.replace("-", " ").title()


def write_posts(path: Path, posts: Iterable[Post], language: str) -> tuple[Corpus, int]:
    """Write posts, one a line; return them as a corpus, and how many there are."""
    partners: set[str] = set()
    themes: set[str] = set()
    number = 0
    with path.open("w", encoding="utf-8") as file:
        for post in posts:
            number += 1
            partners.update(post.partners)
            themes.update(post.themes)
            file.write(json.dumps(_as_json(post), ensure_ascii=False) + "\n")
    terms = tuple(sorted(partners)), tuple(sorted(themes))
    return Corpus(read_posts(path), language, *terms, path), number


def first_posts(corpus: Corpus, number: int, path: Path) -> Corpus:
    """Write the first posts of a corpus's file into one of their own.

    Its partners and themes stay, also those that no post has any more.
    """
    assert corpus.file
    with corpus.file.open(encoding="utf-8") as whole, path.open("w", encoding="utf-8") as part:
        part.writelines(islice(whole, number))
    return replace(corpus, posts=read_posts(path), file=path)


def read_posts(path: Path, number: int | None = None) -> Iterator[Post]:
    """Yield the first posts of a file.

    Args:
        path: Written by `write_posts`.
        number: How many; None for all.
    """
    with path.open(encoding="utf-8") as file:
        for line in islice(file, number):
            yield _from_json(json.loads(line))


def _as_json(post: Post) -> dict[str, Any]:
    return {
        "slug": post.slug,
        "title": post.title,
        "summary": post.summary,
        "date": post.date.isoformat() if post.date else None,
        "partners": [name(slug) for slug in post.partners],
        "themes": [name(slug) for slug in post.themes],
        "body": post.text,
    }


def _from_json(line: dict[str, Any]) -> Post:
    return Post(
        slug=line["slug"],
        title=line["title"],
        summary=line["summary"],
        text=line["body"],
        html=rendered(line["body"]),
        date=dt.date.fromisoformat(line["date"]) if line["date"] else None,
        partners=tuple(_slug(each) for each in line["partners"]),
        themes=tuple(_slug(each) for each in line["themes"]),
    )


def _slug(of_name: str) -> str:
    return intern(of_name.lower().replace(" ", "-"))
