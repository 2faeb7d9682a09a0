"""
The sample archive, read as plain files.

Nothing of the project is imported: what is wrong with the files is found even when the loader
is broken.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from slugify import slugify

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
CONTENT = Path(__file__).resolve().parents[2] / "content"


class Post(NamedTuple):
    """One file: where it is, its front matter and its body."""

    path: Path
    slug: str
    meta: dict
    body: str

    @property
    def public(self) -> bool:
        """Whether everybody may read the post today."""
        return (
            self.meta.get("visibility", "public") == "public"
            and not self.meta.get("draft")
            and "embargo" not in self.meta
        )


@cache
def posts() -> tuple[Post, ...]:
    """Every post of the sample, hidden ones included."""
    found = []
    for path in sorted((CONTENT / "posts").rglob("*.md")):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        stem = re.sub(r"^\d{4}-\d{2}-\d{2}-", "", path.stem)
        found.append(Post(path, meta.get("slug") or slugify(stem), meta, body.strip()))
    return tuple(found)


@cache
def public_posts() -> tuple[Post, ...]:
    """The posts that a visitor sees."""
    return tuple(post for post in posts() if post.public)


def vocabulary(name: str) -> list[dict]:
    """The entries of partners.yaml or themes.yaml."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


def names_of(entry: dict) -> set[str]:
    """Everything an entry may be called, casefolded."""
    names = [entry["slug"], entry["name"], *entry.get("aliases", [])]
    if "acronym" in entry:
        names.append(entry["acronym"])
    return {name.casefold() for name in names}


def named(post: Post) -> str:
    """Short name of a post for messages."""
    return str(post.path.relative_to(CONTENT))


def every_text() -> dict[str, str]:
    """All files that hold words, by path."""
    return {
        str(path.relative_to(CONTENT)): path.read_text(encoding="utf-8")
        for path in sorted(CONTENT.rglob("*"))
        if path.suffix in {".md", ".yaml"}
    }
