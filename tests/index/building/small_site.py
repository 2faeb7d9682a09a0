"""
A small site whose content and index a test may treat as it likes.
"""

import os
import textwrap
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive import Kind, default_settings
from index import Match, Query, open_current, rebuild, update

TORTURE = int(os.environ.get("PRESSMARK_TORTURE", "0"))
"""How long the long tests go on; 0 is their short form."""

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf00000003010100c9fe92ef0000000049454e44ae426082"
)

HARBOUR = """
    ---
    title: Partners rehearse an alert at the harbour
    date: 2024-03-18
    category: News
    partners: [harbour-lab, Gmina Źrębowo]
    themes: [flood-alerts]
    people: [Jana Kos]
    image: harbour.png
    image_alt: The harbour at dawn
    ---
    The sirens were heard in all four districts. ![Quay](harbour.png)

    More in [the second exercise](second.md).
    """

SECOND = """
    ---
    title: A second exercise
    date: 2024-05-02
    themes: [urban-security]
    ---
    The second exercise went better than [the first](harbour.md).
    """

DRAFT = """
    ---
    title: Minutes of the steering group
    visibility: staff
    date: 2024-05-03
    ---
    Not for everyone, see [the exercise](harbour.md).
    """

THEMES = """
    - slug: urban-security
      name: Urban security
    - slug: flood-alerts
      name: Flood alerts
      broader: urban-security
    - slug: never-used
      name: Never used
    """

QUERIES = (
    Query(),
    Query(text="exercise"),
    Query(text="sirens quay districts", match=Match.ANY),
    Query(text='"second exercise"'),
    Query(theme=("urban-security",)),
    Query(text="better -sirens"),
)


@dataclass
class Place:
    """A content folder and an index folder."""

    root: Path
    name: str = "idx"
    workers: int = 1

    @property
    def content(self):
        return self.root / "content"

    @property
    def folder(self):
        return self.root / self.name

    @property
    def settings(self):
        return default_settings(
            {
                "content": self.content,
                "index": self.folder,
                "state": self.root / "state",
                "build.workers": self.workers,
            }
        )

    def write(self, name, text):
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")

    def remove(self, name):
        (self.content / name).unlink()

    def rebuild(self, **options):
        return rebuild(self.settings, **{"now": NOW, **options})

    def update(self, **options):
        return update(self.settings, **{"now": NOW, **options})

    def open(self, edition="public"):
        return open_current(self.folder, edition).engine

    def slugs(self, edition="public", text=""):
        engine = self.open(edition)
        try:
            return {record.slug for record in engine.scan(Query(text=text))}
        finally:
            engine.close()

    def generations(self):
        return sorted(path.name for path in (self.folder / "generations").iterdir())

    def edition(self, edition="public"):
        name = (self.folder / "CURRENT").read_text().strip()
        return self.folder / "generations" / name / edition

    def files(self, edition="public"):
        folder = self.edition(edition)
        return sorted(path for path in folder.rglob("*") if path.is_file())


def answers(engine):
    """Everything that an edition says, generation apart; equal answers are equal values."""
    records = sorted(engine.scan(Query()), key=lambda record: record.slug)
    results = [replace(engine.search(query), generation="") for query in QUERIES]
    views = [engine.post(record.slug) for record in records]
    return repr((records, results, views, [engine.terms(kind) for kind in Kind]))
