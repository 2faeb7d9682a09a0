"""
What a whole build holds of each post while it reads, renders and writes.
"""

import errno
import gc
import os
import tracemalloc

import pytest

from archive import default_settings
from archive import spool as spool_module
from index import CannotWrite, Edition, Query, open_current, rebuild
from index.building.phases import WRITING

BODY = 6_000
"""Characters of a body: as much again is its HTML, and its text."""

FEW, MANY = 100, 500
"""Posts of the two builds that are compared."""

MOST = 2_560
"""Bytes that each further post may cost, above all a fixed sum."""


@pytest.fixture
def site(tmp_path):
    """
    Make a content folder of some posts with long bodies, and return its settings.
    """

    def made(posts):
        root = tmp_path / str(posts)
        (root / "content/posts").mkdir(parents=True)
        for number in range(posts):
            body = f"Alert {number} at the quay of the old harbour.\n\n" * (BODY // 44)
            text = f"---\ntitle: Alert {number}\ndate: 2024-03-18\n---\n{body}"
            (root / f"content/posts/alert-{number}.md").write_text(text, encoding="utf-8")
        return default_settings({name: root / name for name in ("content", "index", "state")})

    return made


def held_before_writing(settings):
    """
    Return the bytes that a build holds when it begins to write editions; what workers have
    in hand meanwhile, which is no more for more posts, depends on how busy the machine is.
    """
    found = []

    def listen(phase, _done, _total):
        if phase == WRITING and not found:
            gc.collect()
            found.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        rebuild(settings, progress=listen)
    finally:
        tracemalloc.stop()
    return found[0]


def test_a_post_costs_less_memory_than_its_body(site):
    """
    Bodies and what is rendered of them wait in a file: of a further post only names stay.
    """
    held_before_writing(site(1))  # what is imported and cached once is not counted
    few, many = (held_before_writing(site(posts)) for posts in (FEW, MANY))

    assert (many - few) / (MANY - FEW) < MOST


def test_a_disk_too_full_to_put_posts_aside_is_told(site, monkeypatch):
    """
    The error names the place and the remedy, the index that answers goes on answering, and
    nothing is left of what was put aside.
    """
    settings = site(3)
    rebuild(settings)

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted(settings.index.rglob("*"))
    monkeypatch.setattr(spool_module.os, "pwrite", full)
    with pytest.raises(CannotWrite, match=r"index.*[Nn]o space left"):
        rebuild(settings)

    assert before == sorted(settings.index.rglob("*"))
    monkeypatch.undo()
    engine = open_current(settings.index, Edition.PUBLIC).engine
    assert 3 == len(list(engine.scan(Query())))
    engine.close()
