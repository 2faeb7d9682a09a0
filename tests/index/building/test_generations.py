"""
Which generation answers, and what is said where none can.
"""

import json
import os
import shutil
import sys

import pytest
from faults import rewrite, spoil
from small_site import Place

from index import (
    DamagedIndex,
    IndexFromElsewhere,
    IndexFromTheFuture,
    NoIndex,
    NotAFolder,
    current_generation,
    generations,
    open_current,
    rollback,
    verify,
)
from index.store.checking import VERSIONS
from index.store.layout import Edition, Layout, new_id


class TestNothingToOpen:
    """
    Each case has a code of its own, for programs, and a remedy for people.
    """

    def check(self, place, error, code, message):
        with pytest.raises(error) as raised:
            open_current(place.folder, "public")

        assert code == raised.value.code
        assert message == str(raised.value)

    def test_no_folder(self, empty):
        self.check(
            empty, NoIndex, "no-index", f"no index in {empty.folder}; run `pressmark rebuild`"
        )

    def test_an_empty_folder(self, empty):
        empty.folder.mkdir()

        self.check(
            empty, NoIndex, "no-index", f"no index in {empty.folder}; run `pressmark rebuild`"
        )

    def test_a_file_in_its_place(self, empty):
        empty.folder.write_text("x")

        self.check(
            empty,
            NotAFolder,
            "not-a-folder",
            f"{empty.folder} is no folder; name another with --index",
        )

    def test_an_index_of_the_future(self, built):
        rewrite(built, format=VERSIONS.format + 1)

        self.check(
            built,
            IndexFromTheFuture,
            "from-the-future",
            f"{built.edition()}/manifest.json: format is {VERSIONS.format + 1},"
            f" this version reads {VERSIONS.format}; run `pressmark rebuild`",
        )

    def test_an_index_of_the_past(self, built):
        rewrite(built, format=VERSIONS.format - 1)

        self.check(
            built,
            IndexFromElsewhere,
            "from-elsewhere",
            f"{built.edition()}/manifest.json: format is {VERSIONS.format - 1},"
            f" this version reads {VERSIONS.format}; run `pressmark rebuild`",
        )

    @pytest.mark.parametrize("what", ["schema", "analysis"])
    def test_other_fields_or_other_words(self, built, what):
        rewrite(built, **{what: "other"})

        self.check(
            built,
            IndexFromElsewhere,
            "from-elsewhere",
            f"{built.edition()}/manifest.json: {what} is other,"
            f" this version reads {getattr(VERSIONS, what)}; run `pressmark rebuild`",
        )

    def test_a_damaged_file(self, built):
        path = built.files()[0]
        spoil(path)

        self.check(
            built,
            DamagedIndex,
            "damaged",
            f"{path}: not as it was written; run `pressmark rebuild`",
        )

    def test_a_file_too_many(self, built):
        path = built.edition() / "stray"
        path.write_text("x")

        self.check(
            built,
            DamagedIndex,
            "damaged",
            f"{path}: no file of this edition; run `pressmark rebuild`",
        )

    def test_the_other_edition_in_its_place(self, built):
        """
        A copy of the staff edition put where the public one belongs is not served.
        """
        shutil.rmtree(built.edition("public"))
        shutil.copytree(built.edition("staff"), built.edition("public"))

        with pytest.raises(DamagedIndex, match=r"holds the files of .*/staff; run"):
            open_current(built.folder, "public")


class TestFallingBack:
    def test_the_one_before_answers_for_a_damaged_one(self, built):
        built.write("posts/third.md", "---\ntitle: Third\n---\nText.")
        first = current_generation(built.folder)
        built.rebuild()
        spoil(built.files()[0])

        opened = open_current(built.folder, "public")

        assert first == opened.generation == opened.engine.generation
        assert current_generation(built.folder) != first
        assert "damaged" == opened.damage.code

    def test_nothing_is_said_of_a_good_one(self, built):
        assert open_current(built.folder, "public").damage is None

    @pytest.mark.parametrize("content", ["", "nonsense\n", "20200101T000000-000000-aaaa\n", None])
    def test_a_damaged_pointer_is_no_end(self, built, content):
        name = current_generation(built.folder)
        if content is None:
            (built.folder / "CURRENT").unlink()
        else:
            (built.folder / "CURRENT").write_text(content)

        opened = open_current(built.folder, "public")

        assert name == opened.generation
        assert opened.damage is not None

    def test_a_newer_one_is_not_taken(self, built):
        """
        It was left by a build that was killed, or by a rollback.
        """
        built.rebuild()
        rollback(built.folder)
        spoil(built.files()[0])

        with pytest.raises(DamagedIndex):
            open_current(built.folder, "public")

    def test_opening_changes_nothing(self, built):
        """
        Reading must not delete, least of all what cannot be read.
        """
        spoil(built.files()[0])
        before = sorted((path, path.stat().st_mtime_ns) for path in built.folder.rglob("*"))

        with pytest.raises(DamagedIndex):
            open_current(built.folder, "public")

        assert before == sorted((p, p.stat().st_mtime_ns) for p in built.folder.rglob("*"))

    def test_damage_ends_with_the_next_build(self, built):
        spoil(built.files()[0])

        report = built.update()

        assert report.switched
        assert {"harbour", "second"} == built.slugs()


class TestRetention:
    def test_the_current_and_the_previous_one_stay(self, built):
        second = built.rebuild()
        third = built.rebuild()

        assert [second.generation, third.generation] == built.generations()
        notes = {path.stem for path in (built.folder / "builder").glob("*.json")}
        assert {second.generation, third.generation} == notes

    def test_a_damaged_one_is_not_what_is_kept(self, built):
        """
        A rollback needs one that is good.
        """
        first = current_generation(built.folder)
        built.rebuild()
        spoil(built.files()[0])

        third = built.rebuild()

        assert [first, third.generation] == built.generations()

    def test_what_killed_builds_left_is_removed(self, built):
        left = built.folder / "generations" / "20990101T000000-000000-abcd"
        shutil.copytree(built.edition(), left / "public")
        half = built.folder / "generations" / "20200101T000000-000000-abcd.old"
        half.mkdir()
        (built.folder / "CURRENT.new").write_text("half")

        second = built.rebuild()

        assert 2 == len(built.generations())
        assert second.generation in built.generations()
        assert not (built.folder / "CURRENT.new").exists()
        assert verify(built.settings).ok

    def test_the_list_says_what_is_kept(self, built):
        built.rebuild()
        spoil(min((built.folder / "generations").glob("*/public/*.toc")))

        newest, oldest = generations(built.folder)

        assert (True, True, 2, 3) == (newest.current, newest.good, newest.public, newest.staff)
        assert (False, False) == (oldest.current, oldest.good)
        assert newest.bytes > 1000
        assert json.dumps([newest.as_dict(), oldest.as_dict()])
        assert newest.id == newest.as_dict()["id"]


class TestNames:
    def test_names_sort_by_time(self, now, later):
        assert new_id(now, []) < new_id(later, [])

    def test_a_clock_set_back_does_not_disturb(self, now, later):
        newest = new_id(later, [])

        assert newest < new_id(now, ["20200101T000000-000000-ffff", newest])

    def test_two_in_one_moment_differ(self, now):
        assert len({new_id(now, []) for _ in range(50)}) > 45

    def test_what_is_no_name_is_no_generation(self, tmp_path):
        layout = Layout(tmp_path)
        for name in ("20240101T000000-000000-abcd", "20240101T000000-000000-abcd.old", "x"):
            (layout.generations / name).mkdir(parents=True)

        assert ["20240101T000000-000000-abcd"] == layout.known()


def test_looking_at_what_is_current_is_cheap(built):
    """
    A server looks once a second, in every process.
    """
    opened = []

    def audit(event, arguments):
        if event == "open" and str(arguments[0]).startswith(str(built.folder)):
            opened.append(arguments[0])

    sys.addaudithook(audit)
    current_generation(built.folder)

    assert [str(built.folder / "CURRENT")] == [os.fspath(path) for path in opened]


def test_both_editions_open_from_elsewhere(built):
    """
    An index is copied to another machine and place, and answers there.
    """
    copy = Place(built.root / "elsewhere")
    shutil.copytree(built.root / "content", copy.content)
    shutil.copytree(built.folder, copy.folder)

    for edition in Edition:
        assert built.slugs(edition) == copy.slugs(edition)
    assert verify(copy.settings).ok
