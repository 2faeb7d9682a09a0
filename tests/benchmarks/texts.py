"""Texts with what people said of them: themes of newswire, links between posts."""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

_FRONT = re.compile(r"\s*---\n(.*?)\n---\s*\n?(.*)", re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_NOT_TEXT = re.compile(r"\{\{[<%].*?[%>]\}\}|<[^>]+>|https?://\S+", re.DOTALL)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a collection."""

    name: str
    title: str
    body: str
    summary: str = ""
    date: date | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """Posts, and to which others their authors linked, by name."""

    texts: Sequence[Text]
    links: Mapping[str, frozenset[str]]


def newswire(folder: Path) -> list[Text]:
    """Return the texts of Reuters-21578 whose topics were assigned, for training, by date."""
    with gzip.open(folder / "posts.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    wanted = [r for r in rows if r["split"] == "TRAIN" and r["topics_assigned"] == "YES"]
    wanted.sort(key=lambda row: row["date"] or "")
    return [
        Text(
            row["id"],
            row["title"] or "",
            row["body"] or "",
            date=date.fromisoformat(row["date"][:10]) if row["date"] else None,
            themes=tuple(row["themes"]),
        )
        for row in wanted
    ]


def linked(folder: Path) -> Linked:
    """Return the posts of digital.gov without the links in them, and those links."""
    texts = [_post(path, folder) for part in ("news", "events") for path in _files(folder / part)]
    found = {text.name: text for text in texts if text is not None}
    links: dict[str, set[str]] = {}
    with (folder / "related.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["source"] in found and row["target"] in found:
                links.setdefault(row["source"], set()).add(row["target"])
    return Linked(list(found.values()), {name: frozenset(each) for name, each in links.items()})


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def _post(path: Path, folder: Path) -> Text | None:
    read = _FRONT.match(path.read_text(encoding="utf-8"))
    if read is None:
        return None
    front = yaml.load(read[1], yaml.BaseLoader) or {}
    topics = front.get("topics") or []
    day = _DAY.search(path.name)
    return Text(
        path.relative_to(folder).as_posix(),
        html.unescape(front.get("title") or ""),
        html.unescape(_NOT_TEXT.sub(" ", _LINK.sub(r"\1", read[2]))),
        html.unescape(front.get("summary") or front.get("deck") or ""),
        date(*map(int, day.groups())) if day else None,
        tuple([topics] if isinstance(topics, str) else topics),
    )
