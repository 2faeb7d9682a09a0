"""
A change that may touch other posts is made the longer way, and answers as a rebuild would.
"""

import pickle
import shutil
import time
from datetime import timedelta

import pytest
from changes import SMALL, assert_as_rebuilt, lone, remove, rename, write
from small_site import NOW, PNG

from index.store.layout import Layout

pytestmark = pytest.mark.usefixtures("settled")


LARGE = {
    "a translated post": write("posts/a.md", "---\ntitle: Other\nlanguage: en\n---\nText."),
    "another address": lone("slug: far"),
    "an old address": lone("redirects: [/old/]"),
    "under an embargo now": lone("embargo: 2026-06-03"),
    "an activity": lone("activity: {id: a-1, kind: event}"),
    "gone, and linked to": remove("posts/second.md"),
    "gone, and the first with a term": remove("posts/harbour.md"),
    "gone, and a translation": remove("posts/b.md"),
    "gone, and waiting": remove("posts/later.md"),
    "gone, and bad": remove("posts/bad.md"),
    "gone, and wished for twice": remove("posts/twin/x.md"),
    "gone, and of an activity": remove("posts/act.md"),
    "gone, and shown a picture": remove("posts/pictured.md"),
    "hidden, and linked to": write(
        "posts/second.md",
        "---\ntitle: A second exercise\nvisibility: staff\ndate: 2024-05-02\n"
        "themes: [urban-security]\n---\nThe second exercise went better.",
    ),
    "shown, and linked to": write("posts/quoted.md", "---\ntitle: Quoted\n---\nA word."),
    "shown, and the first with a term": write(
        "posts/quiet.md", "---\ntitle: Quiet\nthemes: [silence]\n---\nA word."
    ),
    "a folder": lambda site: shutil.rmtree(site.content / "posts/twin"),
    "renamed": rename,
    "an address that is taken": write("posts/c.md", "---\ntitle: C\nslug: lone\n---\nText."),
    "a reserved address": write("posts/c.md", "---\ntitle: C\nslug: search\n---\nText."),
    "a post that is linked to": write("posts/to-come.md", "---\ntitle: Came\n---\nText."),
    "a first term": write("posts/c.md", "---\ntitle: C\nthemes: [own]\n---\nText."),
    "a name spelled earlier": write(
        "posts/00.md", "---\ntitle: C\npartners: [HARBOUR LAB]\n---\n."
    ),
    "a translation": write("posts/c.md", "---\ntitle: C\nlanguage: fr\ntranslation_of: a\n---\n."),
    "a vocabulary": write("themes.yaml", "- {slug: flood-alerts, name: Floods}"),
    "a picture": write("posts/harbour.png", PNG + b"more"),
    "a new file": write("posts/report.pdf", b"%PDF-1.4"),
    "a file that goes bad": write("posts/lone.md", "no front matter"),
}


class TestLargeChanges:
    @pytest.mark.parametrize("change", LARGE)
    def test_everything_is_read(self, site, reading, change):
        """
        What may touch another post is left to the longer update.
        """
        LARGE[change](site)

        report = site.update()

        assert reading
        assert report.full is None
        assert_as_rebuilt(site, report)

    def test_an_embargo_that_ended_is_no_small_change(self, site):
        """
        No file changes then.
        """
        later = NOW + timedelta(days=3)

        report = site.update(now=later)

        assert "later" in site.slugs()
        assert_as_rebuilt(site, report, now=later)

    def test_a_damaged_index_is_built_anew(self, site):
        """
        Its stamps are not those that it was written with.
        """
        path = next(path for path in site.files() if path.suffix == ".arr")
        data = bytearray(path.read_bytes())
        data[100] ^= 1
        path.write_bytes(data)
        site.write(*SMALL["another body"])

        report = site.update()

        assert report.full is not None
        assert_as_rebuilt(site, report)

    @pytest.mark.parametrize("kind", ["ledger", "changes", "rows", "bodies"])
    def test_a_damaged_ledger_costs_time_only(self, site, reading, kind):
        """
        It is checked before any of it is believed.
        """
        site.write(*SMALL["another title"])
        site.update()
        path = Layout(site.folder).ledger(site.generations()[-1], kind)
        path.write_bytes(b"\0" * 40 + pickle.dumps("no ledger"))
        site.write(*SMALL["a new post"])

        report = site.update()

        assert reading
        assert_as_rebuilt(site, report)

    def test_a_ledger_and_changes_of_another_are_no_pair(self, site, reading):
        """
        A builder may be killed between writing the one and removing the other.
        """
        site.write(*SMALL["another title"])
        site.update()
        layout, name = Layout(site.folder), site.generations()[-1]
        kept = layout.ledger(name, "changes").read_bytes()
        (site.content / "posts/note.txt").touch()
        time.sleep(0.05)
        site.update()
        layout.ledger(name, "changes").write_bytes(kept)
        reading.clear()
        site.write(*SMALL["another body"])

        report = site.update()

        assert reading
        assert_as_rebuilt(site, report)
