"""A post as it is shown, and what must be known to show it.

Both are plain values: they travel to worker processes and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archive.problems import Problem


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a file that goes into the editions that show the post.

    Attributes:
        source: Absolute path, below the content folder, no symbolic link.
        name: Its address below `/media/`: 16 hexadecimal digits of the SHA-256
            of its bytes, a slash, and the file's name as a slug.
    """

    source: Path
    name: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """One post as one edition shows it.

    Attributes:
        html: The body, sanitised; the highest heading is `h2`.  Addresses on the
            site begin with a slash and lack the site's path prefix, which whoever
            serves them adds.
        text: What a reader of `html` reads, without notes' back links: one
            line per paragraph, no markup.
        media: Files that `html` and `image` refer to, each once, in order.
        links: Slugs of the posts that `html` links to.
        image: Address of the post's picture: on the site, without its prefix, or
            `https:`.
        problems: What the author may want to mend.
        failed: True if the body could not be rendered and is shown as
            escaped paragraphs.
    """

    html: str
    text: str
    media: tuple[Media, ...] = ()
    links: frozenset[str] = frozenset()
    image: str | None = None
    problems: tuple[Problem, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What one edition may show, and where it stands on the web.

    Make one per edition: addresses of posts that an edition may not show must
    not be in it.

    Attributes:
        root: The content folder; None for JSON Lines, which has no files.
        prefix: Path prefix of the site, `""` or such as `/archive`; links that
            an author wrote with it are links within the site.
        addresses: Slug by path of the content file below `root`.
        slugs: Every slug that the edition may show.
        redirects: Slug by old path on this site, each with a leading slash.
        site: Address of the site without its prefix, such as
            `https://example.org`; links to it are links within the site.
        media_bytes: Size of the largest picture or file that posts may show.
        names: Paths of `addresses` by the names that links know them by.
    """

    root: Path | None = None
    prefix: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    slugs: frozenset[str] = frozenset()
    redirects: Mapping[str, str] = field(default_factory=dict)
    site: str = ""
    media_bytes: int = 20_000_000
    names: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names: dict[str, tuple[str, ...]] = {}
        for path in self.addresses:
            key = page_name(path)
            names[key] = (*names.get(key, ()), path)
        object.__setattr__(self, "names", names)


def page_name(path: str) -> str:
    """Return the name that other pages know a content file by.

    It is the file's name without extension, or the folder's for `index.md`,
    in lower case.
    """
    parts = path.rstrip("/").split("/")
    stem = parts[-1].rsplit(".", 1)[0] if _is_page(parts[-1]) else parts[-1]
    if stem in {"index", "_index"} and len(parts) > 1:
        stem = parts[-2]
    return stem.lower()


def _is_page(name: str) -> bool:
    return name.lower().endswith((".md", ".markdown", ".html", ".htm"))
