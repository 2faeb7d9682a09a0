"""
A build gives both editions, whole or not at all.
"""

import gzip
import json
import os
import re
import stat
from dataclasses import replace

import pytest

from archive import ContentMissing, Kind
from index import (
    EmptyContent,
    Query,
    current_generation,
    open_current,
    rebuild,
    verify,
)


class TestRebuild:
    def test_the_public_edition_holds_what_everyone_may_see_and_staff_the_rest(self, place):
        report = place.rebuild()

        assert {"harbour", "second"} == place.slugs("public")
        assert {"harbour", "second", "minutes"} == place.slugs("staff")
        assert (2, 3) == (report.public, report.staff)
        assert report.switched

    def test_the_report_names_the_generations(self, place):
        first = place.rebuild()

        second = place.rebuild()

        assert second.generation == current_generation(place.folder)
        assert first.generation == second.previous
        assert first.previous is None

    def test_a_record_has_everything_that_a_page_shows(self, built):
        record = built.open().post("harbour").record

        assert "Partners rehearse an alert at the harbour" == record.title
        assert [("harbour-lab", "harbour-lab"), ("gmina-zrebowo", "Gmina Źrębowo")] == [
            (label.slug, label.name) for label in record.partners
        ]
        assert ["Flood alerts"] == [label.name for label in record.themes]
        assert '<a href="/news/second/">the second exercise</a>' in record.html
        assert "The sirens were heard in all four districts." in record.text
        assert re.fullmatch(r"/media/[0-9a-f]{16}/harbour.png", record.image)
        assert record.staff is None

    def test_staff_facts_are_in_the_staff_edition_alone(self, built):
        assert "posts/minutes.md" == built.open("staff").post("minutes").record.staff.path
        assert all(record.staff is None for record in built.open("public").scan(Query()))

    def test_a_post_that_links_to_a_hidden_one_is_shown_to_the_public_without_the_link(self, place):
        """
        The address of a hidden post says that there is one.
        """
        place.write("posts/second.md", "---\ntitle: T\n---\nSee [the minutes](minutes.md).")

        place.rebuild()

        assert "minutes/" not in place.open("public").post("second").record.html
        assert '"/news/minutes/"' in place.open("staff").post("second").record.html

    def test_translations_name_posts_of_the_edition_alone(self, place):
        text = "---\ntitle: {}\nslug: {}\nvisibility: {}\n---\nText."
        place.write("posts/en/tide.md", text.format("Tide", "tide", "public"))
        place.write("posts/de/tide.md", text.format("Flut", "flut", "draft"))
        place.rebuild()

        public = place.open("public").post("tide").record
        staff = place.open("staff").post("tide").record

        assert () == public.translations
        assert ["Flut"] == [other.title for other in staff.translations]

    def test_pictures_lie_in_the_editions_that_show_them(self, place):
        place.write("posts/secret.png", (place.content / "posts/harbour.png").read_bytes() + b"x")
        place.write("posts/minutes.md", "---\ntitle: M\nvisibility: draft\n---\n![p](secret.png)")

        place.rebuild()

        assert ["harbour.png"] == [p.name for p in place.files("public") if p.suffix == ".png"]
        names = {p.name for p in place.files("staff") if p.suffix == ".png"}
        assert {"harbour.png", "secret.png"} == names

    def test_the_editions_share_no_file(self, built):
        """
        A file with two names would be one file to whoever may change either.
        """
        public = {path.stat().st_ino for path in built.files("public")}

        assert public.isdisjoint(path.stat().st_ino for path in built.files("staff"))

    def test_a_theme_that_no_post_names_is_for_staff(self, built):
        themes = {
            edition: {term.slug for term in built.open(edition).terms(Kind.THEME)}
            for edition in ("public", "staff")
        }

        assert {"flood-alerts", "urban-security"} == themes["public"]
        assert {"flood-alerts", "urban-security", "never-used"} == themes["staff"]

    def test_folders_are_for_the_builder_and_its_group(self, built):
        def mode(path):
            return stat.S_IMODE(path.stat().st_mode)

        assert 0o750 == mode(built.folder)
        assert 0o750 == mode(built.folder / "generations")
        assert 0o700 == mode(built.folder / "builder")
        assert {0o600} == {mode(path) for path in (built.folder / "builder").iterdir()}

    @pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
    def test_the_group_can_read_what_answers_whatever_the_umask(self, place, umask):
        """
        The service of a builder with a strict umask had nothing to serve.
        """
        before = os.umask(umask)
        try:
            place.rebuild()
            place.write("posts/third.md", "---\ntitle: A third exercise\n---\nAgain.")
            place.update()
        finally:
            os.umask(before)

        assert {0o640} == {stat.S_IMODE(path.stat().st_mode) for path in place.files()}
        assert {0o640} == {stat.S_IMODE(path.stat().st_mode) for path in place.files("staff")}

    def test_the_service_cannot_hold_the_lock(self, built):
        """
        Who can read a file can lock it, and all builds would wait for the service.
        """
        (built.folder / "lock").chmod(0o640)

        built.rebuild()

        assert 0o600 == stat.S_IMODE((built.folder / "lock").stat().st_mode)

    def test_nothing_outside_the_index_folder_is_written(self, built):
        assert {"content", "idx"} == {path.name for path in built.root.iterdir()}
        assert {"CURRENT", "lock", "generations", "builder"} == {
            path.name for path in built.folder.iterdir()
        }

    def test_content_may_be_one_file_of_json_lines(self, empty, tmp_path):
        lines = [
            {"id": "a1", "title": "One", "body": "First **body**", "date": "2024-01-01"},
            {"id": "a2", "title": "Two", "body": "Second", "visibility": "draft"},
        ]
        packed = tmp_path / "posts.jsonl.gz"
        packed.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
        empty.content.rmdir()
        packed.rename(empty.root / "content.jsonl.gz")
        settings = empty.settings

        settings = replace(settings, content=empty.root / "content.jsonl.gz")
        report = rebuild(settings)

        assert (1, 2) == (report.public, report.staff)
        assert {"a1"} == empty.slugs("public", "body")
        assert verify(settings).ok

    def test_many_posts_are_written_by_two_processes(self, empty):
        """
        It is the same index, only sooner.
        """
        for number in range(320):
            empty.write(f"posts/p{number}.md", f"---\ntitle: Post {number}\n---\nWord{number}.")

        report = rebuild(replace(empty.settings, workers=2))

        assert (320, 320) == (report.public, report.staff)
        assert {"p77"} == empty.slugs("public", "word77")
        assert verify(replace(empty.settings, workers=2)).ok


class TestBadContent:
    def test_a_bad_file_is_skipped_and_named(self, place):
        place.write("posts/bad.md", "no front matter")

        report = place.rebuild()

        assert ["posts/bad.md"] == [problem.file for problem in report.skipped]
        assert {"harbour", "second"} == place.slugs()

    def test_strict_switches_nothing_and_says_why(self, built):
        before = current_generation(built.folder)
        built.write("posts/bad.md", "no front matter")

        report = built.rebuild(strict=True)

        assert report.refused
        assert not report.switched
        assert before == report.generation == current_generation(built.folder)
        assert ["posts/bad.md"] == [problem.file for problem in report.skipped]
        assert [before] == built.generations()

    def test_strict_builds_where_nothing_is_wrong(self, empty):
        empty.write("posts/one.md", "---\ntitle: One\nlanguage: en\n---\nText.")

        assert empty.rebuild(strict=True).switched

    def test_content_that_is_not_there_leaves_the_index_as_it_was(self, built):
        before = current_generation(built.folder)
        built.content.rename(built.root / "elsewhere")

        with pytest.raises(ContentMissing):
            built.rebuild()

        assert before == current_generation(built.folder)

    def test_an_empty_folder_does_not_blank_a_site(self, built):
        """
        A mistyped --content is likelier than the end of all news.
        """
        for path in (built.content / "posts").glob("*.md"):
            path.unlink()

        with pytest.raises(EmptyContent) as raised:
            built.rebuild()

        assert (
            f"no post in {built.content}, but 3 in the index; nothing was switched, name the"
            " right folder with --content or say --allow-empty"
        ) == str(raised.value)
        assert {"harbour", "second"} == built.slugs()
        assert built.rebuild(allow_empty=True).switched
        assert set() == built.slugs()

    def test_an_empty_folder_is_a_fine_beginning(self, empty):
        assert (0, 0) == (empty.rebuild().public, empty.rebuild().staff)

    def test_a_picture_that_changes_during_the_build_is_left_out_and_mended_later(self, place):
        """
        Its name promises other bytes.
        """

        def progress(step, done, total):
            if (step, done) == ("rendering", total):
                place.write("posts/harbour.png", b"half a picture")

        report = place.rebuild(progress=progress)

        assert ["media-changed"] == [
            problem.rule for problem in report.problems if problem.file.endswith(".png")
        ]
        assert [] == [path for path in place.files() if path.suffix == ".png"]
        assert place.update().switched
        assert [b"half a picture"] == [
            path.read_bytes() for path in place.files() if path.suffix == ".png"
        ]


class TestEmbargo:
    def test_a_post_is_public_from_its_moment_on(self, place, now, later):
        place.write("posts/soon.md", "---\ntitle: Soon\nembargo: 2026-06-01T14:00:00Z\n---\nText.")

        report = place.rebuild()

        assert "soon" not in place.slugs()
        assert "2026-06-01T14:00:00+00:00" == report.next_change.isoformat()
        assert not place.update().switched
        assert place.update(now=report.next_change).switched
        assert "soon" in place.slugs()


def test_a_reader_of_the_service_sees_the_generation_it_opened(built):
    """
    Two builds later its files are gone, and it still answers.
    """
    opened = open_current(built.folder, "public")
    before = opened.engine.search(Query(text="exercise"))

    built.rebuild()
    built.rebuild()
    built.rebuild()

    assert before == opened.engine.search(Query(text="exercise"))
    assert opened.engine.post("harbour").record.html
    opened.engine.close()
