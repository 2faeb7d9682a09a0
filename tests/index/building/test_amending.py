"""
A change of one post costs one post, and answers as a rebuild would.
"""

import os
import time

import pytest
from changes import SMALL, assert_as_rebuilt, lone, remove, write

from index import BuildFailed
from index.building import edition, noticing, scanning
from index.store import durable

pytestmark = pytest.mark.usefixtures("settled")


class TestSmallChanges:
    @pytest.mark.parametrize("change", SMALL)
    def test_nothing_else_is_read(self, site, reading, change):
        """
        In an archive of a hundred thousand posts, too.
        """
        site.write(*SMALL[change])

        report = site.update()

        assert report.switched
        assert not reading
        assert_as_rebuilt(site, report)

    def test_one_follows_another(self, site, reading):
        """
        The ledger is brought up to date with the index.
        """
        for change in SMALL.values():
            site.write(*change)
            report = site.update()

        assert not reading
        assert_as_rebuilt(site, report)

    def test_a_larger_change_may_follow(self, site, reading):
        """
        The notes are brought up to date as well.
        """
        site.write(*SMALL["another body"])
        site.update()
        site.remove("posts/second.md")

        report = site.update()

        assert reading
        assert report.full is None
        assert_as_rebuilt(site, report)

    def test_a_file_that_was_only_touched_makes_no_generation(self, site, reading):
        """
        Checking content out anew changes every file's time.
        """
        before = site.generations()
        (site.content / "posts/lone.md").touch()

        first, second = site.update(), site.update()

        assert not first.switched
        assert not second.switched
        assert before == site.generations()
        assert not reading

    def test_files_written_just_before_a_build_are_compared_by_their_bytes(
        self, place, reading, monkeypatch
    ):
        """
        A checkout, then a rebuild: no stamp can be trusted, and reading all would take long.
        """
        monkeypatch.setattr(noticing, "MOST", 1)
        monkeypatch.setattr(scanning, "UNSETTLED", 3_600_000_000_000)
        place.rebuild()
        monkeypatch.setattr(scanning, "UNSETTLED", 20_000_000)
        time.sleep(0.05)
        reading.clear()
        place.write("posts/new.md", "---\ntitle: New\n---\nText.")

        first, second = place.update(), place.update()

        assert first.switched
        assert not second.switched
        assert not reading
        assert_as_rebuilt(place, second)

    def test_the_words_that_were_there_are_gone(self, site):
        """
        The segment of the post is written anew, not marked.
        """
        site.write("posts/lone.md", "---\ntitle: Alone\n---\nzyxcanary")
        site.update()
        site.write("posts/lone.md", "---\ntitle: Alone\n---\nharmless")

        site.update()

        for name in ("public", "staff"):
            assert not any(b"zyxcanary" in path.read_bytes() for path in site.files(name))

    def test_what_cannot_be_opened_does_not_become_current(self, site, monkeypatch):
        """
        A defect of the program ends the update, and the site goes on as it was.
        """
        before = (site.folder / "CURRENT").read_text()
        monkeypatch.setattr(
            edition,
            "write_vocabularies",
            lambda folder, *_: durable.replace(folder / "vocabulary.json", b"{}"),
        )
        site.write(*SMALL["another body"])

        with pytest.raises(BuildFailed, match="cannot be opened"):
            site.update()

        assert before == (site.folder / "CURRENT").read_text()
        assert [before.strip()] == site.generations()

    def test_only_what_is_new_waits_for_the_disk(self, site, monkeypatch):
        """
        Files of the generation before were synced then; a large edition has a hundred.
        """
        first = {path.stat().st_ino for path in site.folder.rglob("*") if path.is_file()}
        synced = set()
        real = os.fsync
        monkeypatch.setattr(os, "fsync", lambda fd: synced.add(os.fstat(fd).st_ino) or real(fd))
        site.write(*SMALL["another body"])
        generation = site.folder / "generations" / site.update().generation

        there = {path.stat().st_ino for path in generation.rglob("*")}
        assert there & first
        assert there - first == there & synced

    def test_a_rollback_leads_back_and_on(self, site, reading):
        """
        Each generation has a ledger of its own.
        """
        first = site.generations()[0]
        site.write(*SMALL["another body"])
        site.update()
        (site.folder / "CURRENT").write_text(f"{first}\n")
        site.write(*SMALL["a new post"])

        report = site.update()

        assert not reading
        assert_as_rebuilt(site, report)


LEAVING = {
    "gone": remove("posts/lone.md"),
    "hidden": lone("visibility: draft"),
    "gone, and hidden before": remove("posts/memo.md"),
    "shown to other staff": write(
        "posts/memo.md", "---\ntitle: Memo\nvisibility: draft\n---\nzyxnote"
    ),
    "published": write("posts/memo.md", "---\ntitle: Memo\n---\nzyxnote"),
}


class TestComingAndGoing:
    @pytest.mark.parametrize("change", LEAVING)
    def test_nothing_else_is_read(self, site, reading, change):
        """
        What is withdrawn must be gone soon, however large the archive.
        """
        LEAVING[change](site)

        report = site.update()

        assert report.switched
        assert not reading
        assert_as_rebuilt(site, report)

    def test_what_left_is_in_no_file_that_a_reader_may_open(self, site, reading):
        """
        In none of the edition, and in no former generation.
        """
        site.write("posts/lone.md", "---\ntitle: Alone\nthemes: [flood-alerts]\n---\nzyxcanary")
        site.update()
        site.remove("posts/lone.md")

        site.update()

        files = [path for path in (site.folder / "generations").rglob("*") if path.is_file()]
        assert not any(b"zyxcanary" in path.read_bytes() for path in files)
        assert not reading

    def test_it_comes_and_goes_and_comes(self, site, reading):
        """
        Each step goes on from the one before, whatever way that went.
        """
        text = (site.content / "posts/lone.md").read_text()
        steps = [
            lone("visibility: staff"),
            lone(),
            remove("posts/lone.md"),
            write("posts/lone.md", text),
            remove("posts/memo.md"),
            write("posts/memo.md", "---\ntitle: Another\nslug: another\n---\nNew."),
            remove("posts/memo.md"),
            write("posts/second.md", "---\ntitle: Other\n---\nLarge."),
        ]
        for step in steps:
            step(site)
            report = site.update()
            assert report.full is None
            assert_as_rebuilt(site, report)

    def test_a_post_that_is_linked_to_in_the_same_change_is_hidden(self, site, reading):
        """
        The text that links to it was not there when names were looked for.
        """
        lone("visibility: staff")(site)
        site.write("posts/new.md", "---\ntitle: New\n---\nSee [it](lone.md).")

        report = site.update()

        assert_as_rebuilt(site, report)
