"""Real posts from a JSON Lines file, in the form that the invented ones have."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parsed import Post, rendered
from slugify import slugify


def read_corpus(path: Path) -> Iterator[Post]:
    """Yield the posts of a file, those without any text left out.

    Args:
        path: One post a line, plain or packed, with the keys that
            `pressmark rebuild` reads.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            row = json.loads(line)
            if row.get("body") and row.get("title"):
                yield _post(number, row)


def _post(number: int, row: dict[str, Any]) -> Post:
    text = row["body"].strip()
    return Post(
        slug=f"post-{number:07}",
        title=" ".join(row["title"].split()),
        summary=" ".join((row.get("summary") or "").split()),
        text=text,
        html=rendered(text),
        date=dt.date.fromisoformat(row["date"][:10]) if row.get("date") else None,
        partners=_slugs(row.get("partners")),
        themes=_slugs(row.get("themes")),
    )


def _slugs(names: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(slugify, names or []))))
