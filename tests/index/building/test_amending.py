"""
A change of one post costs one post, and answers as a rebuild would.
"""

import os
import pickle
import shutil
import time
from datetime import timedelta

import pytest
from small_site import NOW, PNG, Place, answers

from index import BuildFailed, amending, build, durable, edition, scanning
from index.layout import Layout


@pytest.fixture(autouse=True)
def _settled(monkeypatch):
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


def assert_as_rebuilt(site, report, now=NOW):
    fresh = Place(site.root, "fresh")
    expected = fresh.rebuild(now=now)
    for name in ("public", "staff"):
        assert answers(fresh.open(name)) == answers(site.open(name))
    assert expected.problems == report.problems
    assert (expected.public, expected.staff) == (report.public, report.staff)
    assert expected.next_change == report.next_change


SMALL = {
    "another body": ("posts/lone.md", "---\ntitle: Alone\nthemes: [flood-alerts]\n---\nOther."),
    "another title": ("posts/lone.md", "---\ntitle: Else\nthemes: [flood-alerts]\n---\nIt."),
    "a link": (
        "posts/lone.md",
        "---\ntitle: Alone\nthemes: [flood-alerts]\n---\n[a](a.md) [x](minutes.md) [y](no.md)",
    ),
    "the first to name a partner": (
        "posts/harbour.md",
        """
        ---
        title: Partners rehearse once more
        date: 2024-03-18
        partners: [harbour-lab, Gmina Źrębowo]
        themes: [flood-alerts]
        image: harbour.png
        ---
        Nobody heard it.
        """,
    ),
    "a hidden post": (
        "posts/minutes.md",
        "---\ntitle: Minutes\nvisibility: staff\ndate: 2024-05-03\n---\nOf [it](harbour.md).",
    ),
    "a new post": ("posts/new.md", "---\ntitle: New\nthemes: [flood-alerts]\n---\n[a](a.md)"),
    "a new post with a picture": ("posts/seen.md", "---\ntitle: Seen\n---\n![p](harbour.png)"),
    "a new hidden post": ("posts/hush.md", "---\ntitle: Hush\nvisibility: draft\n---\nHush."),
    "a new post under embargo": (
        "posts/wait.md",
        "---\ntitle: Wait\nembargo: 2026-06-02\n---\nSooner.",
    ),
    "a bad file mended": ("posts/bad.md", "---\ntitle: Good\n---\nNow it is."),
}


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
        monkeypatch.setattr(amending, "MOST", 1)
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


def rename(site):
    (site.content / "posts/lone.md").rename(site.content / "posts/other.md")


def write(name, text):
    return lambda site: site.write(name, text)


def remove(name):
    return lambda site: site.remove(name)


def lone(*lines):
    """
    The post that touches no other, with one thing changed.
    """
    front_matter = "\n".join(("title: Alone", "themes: [flood-alerts]", *lines))
    return write("posts/lone.md", f"---\n{front_matter}\n---\nBy itself.")


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


LARGE = {
    "a translated post": write("posts/a.md", "---\ntitle: Other\nlanguage: en\n---\nText."),
    "another date": lone("date: 2020-01-01"),
    "another language": lone("language: de"),
    "another address": lone("slug: far"),
    "an old address": lone("redirects: [/old/]"),
    "another theme": write("posts/lone.md", "---\ntitle: Alone\nthemes: [urban-security]\n---\n."),
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
