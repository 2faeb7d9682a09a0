"""
An update that has nothing to do sees so at a glance, and never where something changed.
"""

import os
import time
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import distributions

import pytest
from small_site import NOW

from archive import default_settings
from index import BusyError, update
from index.building import build, scanning
from index.store import manifest
from index.store.layout import Layout
from index.store.lock import building

pytestmark = pytest.mark.usefixtures("settled")


@pytest.fixture
def glanced(settled, site):  # in this order: the site is built with what is settled
    """
    A site of which an update found that nothing changed.
    """
    time.sleep(0.05)  # until the stamps of its files are trusted
    site.update()
    return site


@pytest.fixture
def opened(glanced, monkeypatch):
    """
    The generations of which the ledger was opened.
    """
    found, read = [], build.read_ledger

    def noted(layout, generation):
        found.append(generation)
        return read(layout, generation)

    monkeypatch.setattr(build, "read_ledger", noted)
    return found


def current(site):
    return (site.folder / "CURRENT").read_text().strip()


def beside_ledger(site, kind):
    return Layout(site.folder).ledger(current(site), kind)


def flip(path):
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


CHANGES = {
    "a post": lambda site: site.write("posts/lone.md", "---\ntitle: Alone\n---\nNo more."),
    "a file beside the posts": lambda site: site.write("posts/new.png", b"picture"),
    "a folder": lambda site: (site.content / "more").mkdir(),
    "a file that is gone": lambda site: site.remove("posts/twin/x.md"),
    "a file of the public edition": lambda site: os.utime(site.files("public")[0]),
    "a file of the staff edition": lambda site: os.utime(site.files("staff")[0]),
    "a further file of an edition": lambda site: (site.edition() / "more").touch(),
    "the ledger": lambda site: os.utime(beside_ledger(site, "ledger")),
    "the file of its posts": lambda site: os.utime(beside_ledger(site, "rows")),
    "the glance": lambda site: flip(beside_ledger(site, "glance")),
    "a glance that is gone": lambda site: beside_ledger(site, "glance").unlink(),
    "a withdrawal": lambda site: Layout(site.folder).mark(current(site)).touch(),
}


def test_nothing_is_opened_where_nothing_changed(glanced, opened):
    """
    Most updates of a clock find nothing new; they should cost nearly nothing.
    """
    again = glanced.update()

    assert not opened
    assert not again.switched
    assert current(glanced) == again.generation


def test_the_report_is_that_of_the_longer_way(glanced, opened):
    """
    Who reads it cannot tell which way was gone.
    """
    short = glanced.update()
    beside_ledger(glanced, "glance").unlink()
    long = glanced.update()

    assert 1 == len(opened)
    assert replace(long, seconds=0.0) == replace(short, seconds=0.0)
    assert short.problems
    assert short.seconds > 0


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_is_looked_into(glanced, opened, change):
    """
    A glance may cost a longer look; it may not hide a change.
    """
    CHANGES[change](glanced)
    time.sleep(0.05)

    glanced.update()

    assert opened


@pytest.mark.parametrize("moment", [NOW - timedelta(seconds=1), NOW + timedelta(days=3)])
def test_another_moment_is_looked_into(glanced, opened, moment):
    """
    An embargo ends without any file changing, and a clock may be set back.
    """
    glanced.update(now=moment)

    assert opened


def test_other_settings_are_looked_into(glanced, opened):
    """
    They may shape every post.
    """
    places = {"content": glanced.content, "index": glanced.folder, "state": glanced.root / "state"}

    update(default_settings({**places, "site.url": "https://news.example.org"}), now=NOW)

    assert opened


def test_a_file_that_may_change_again_unseen_is_looked_into(glanced, opened, monkeypatch):
    """
    Its stamp says too little.
    """
    monkeypatch.setattr(scanning, "UNSETTLED", 3_600_000_000_000)

    glanced.update()
    glanced.update()

    assert 2 == len(opened)


def test_a_strict_update_is_refused_for_problems_that_were_there(glanced, opened):
    """
    Nothing changed, and still not all is well.
    """
    report = glanced.update(strict=True)

    assert report.refused
    assert opened


@pytest.mark.usefixtures("opened")
def test_it_waits_its_turn(glanced):
    """
    What another build is about to change cannot be told at a glance.
    """
    with building(glanced.folder), pytest.raises(BusyError):
        glanced.update()


@pytest.mark.parametrize("end", [".dist-info", ".egg-info"])
def test_versions_are_those_that_python_tells(monkeypatch, end):
    """
    They are read from the names of folders, or asked for where those have another form.
    """
    monkeypatch.setattr(manifest, "_INSTALLED", end)

    found = manifest.installed.__wrapped__()

    told = {each.name: each.version for each in distributions()}
    assert {name: told.get(name, "missing") for name in manifest.LIBRARIES} == found
