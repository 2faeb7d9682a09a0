"""
A small site whose content and index a test may treat as it likes.
"""

import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_site import DRAFT, HARBOUR, NOW, PNG, SECOND, THEMES, Place

from index.building import build, scanning


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def later():
    return NOW + timedelta(days=400)


@pytest.fixture
def empty(tmp_path):
    """No content and no index yet."""
    place = Place(tmp_path)
    place.content.mkdir()
    return place


@pytest.fixture
def place(empty):
    """Three posts, one of them for staff, a picture and themes; no index yet."""
    empty.write("themes.yaml", THEMES)
    empty.write("posts/harbour.md", HARBOUR)
    empty.write("posts/harbour.png", PNG)
    empty.write("posts/second.md", SECOND)
    empty.write("posts/minutes.md", DRAFT)
    return empty


@pytest.fixture
def built(place):
    """The same with an index."""
    place.rebuild()
    return place


@pytest.fixture
def settled(monkeypatch):
    """
    A file is trusted soon after it was written, or every test would wait a second.
    """
    monkeypatch.setattr(scanning, "UNSETTLED", 20_000_000)


@pytest.fixture
def site(place):
    """
    A site that was built, with a translated post, an embargo and a bad file.
    """
    site = place
    site.write("posts/lone.md", "---\ntitle: Alone\nthemes: [flood-alerts]\n---\nBy itself.")
    site.write("posts/a.md", "---\ntitle: A\nlanguage: en\n---\nSee [nothing](to-come.md).")
    site.write("posts/b.md", "---\ntitle: B\nlanguage: de\ntranslation_of: a\n---\nDas.")
    site.write("posts/later.md", "---\ntitle: Later\nembargo: 2026-06-03\n---\nSoon.")
    site.write("posts/bad.md", "no front matter")
    site.write("posts/x.md", "---\ntitle: X\n---\nOne.")
    site.write("posts/twin/x.md", "---\ntitle: X\n---\nOther.")
    site.write("posts/act.md", "---\ntitle: Act\nactivity: {id: a-7, kind: event}\n---\nIt.")
    site.write("posts/pictured.md", "---\ntitle: Seen\n---\n![p](other.png)")
    site.write("posts/other.png", PNG + b"other")
    site.write("posts/quoted.md", "---\ntitle: Quoted\nvisibility: staff\n---\nA word.")
    site.write("posts/quoting.md", "---\ntitle: Saying\n---\nAs [he](quoted.md) said.")
    site.write(
        "posts/quiet.md", "---\ntitle: Quiet\nvisibility: staff\nthemes: [silence]\n---\nA word."
    )
    site.write("posts/memo.md", "---\ntitle: Memo\nvisibility: staff\n---\nzyxnote")
    time.sleep(0.05)
    site.rebuild()
    time.sleep(0.05)
    return site


@pytest.fixture
def reading(monkeypatch):
    """
    Counts how often all of the content was read.
    """
    calls = []
    read = build.read_content
    monkeypatch.setattr(
        build, "read_content", lambda *given, **named: calls.append(1) or read(*given, **named)
    )
    return calls
