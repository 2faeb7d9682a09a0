"""
Whatever is wrong with an index, `verify` says so.
"""

import shutil
from dataclasses import replace

import pytest
from small_site import TORTURE, Place

from index import DamagedIndex, verify
from index.store.sealed import read_sealed, seal

PLACES = max(2, TORTURE // 10)
"""Places of each file that are damaged in each way."""


def flip(data, other, part):
    if not data:
        return data
    at = int(part * (len(data) - 1))
    return data[:at] + bytes([data[at] ^ (1 << (at % 8))]) + data[at + 1 :]


def truncate(data, other, part):
    return data[: int(part * (len(data) - 1))]


def zeros(data, other, part):
    at = int(part * max(0, len(data) - 512))
    return data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :]


def delete(data, other, part):
    return None


def swap(data, other, part):
    return other


class TestDamage:
    @pytest.mark.parametrize("harm", [flip, truncate, zeros, delete, swap])
    def test_every_damage_to_every_file_is_found(self, built, harm):
        """
        An engine on damaged files gives wrong answers without an error.
        """
        older = dict(self.by_role(built))
        built.write("posts/third.md", "---\ntitle: A third exercise\n---\nOf sirens.")
        built.rebuild()
        assert verify(built.settings).ok
        missed = []
        for role, path in self.by_role(built):
            data = path.read_bytes()
            other = older[role].read_bytes() if role in older and older[role].exists() else None
            for number in range(PLACES):
                harmed = harm(data, other, (number + 0.5) / PLACES)
                if (harm is swap and harmed is None) or harmed == data:
                    continue  # there is none, or it is the same file
                if harmed is None:
                    path.unlink()
                else:
                    path.write_bytes(harmed)
                if verify(built.settings).ok:
                    missed.append((role, number))
                path.write_bytes(data)
            path.chmod(0o640)

        assert [] == missed
        assert verify(built.settings).ok

    def by_role(self, place):
        """Every file of the current generation, by what it is rather than by its name."""
        for edition in ("public", "staff"):
            for path in place.files(edition):
                below = path.relative_to(place.edition(edition)).as_posix()
                kind = path.suffix if below.startswith("MAIN_") else below
                yield f"{edition}/{kind}", path
        name = place.edition().parent.name
        yield "notes", place.folder / "builder" / f"{name}.json"
        if (place.folder / "CURRENT").read_text().strip() == name:
            # An older pointer is a rollback: that is found by comparing with the content.
            yield "CURRENT", place.folder / "CURRENT"

    def test_damage_to_the_generation_before_is_found_too(self, built):
        path = built.files()[0]
        built.rebuild()
        path.write_bytes(b"")

        problems = verify(built.settings).problems

        assert 1 == len(problems)
        assert problems[0].startswith(f"{path}: 0 bytes long, was written with ")

    def test_every_bit_of_a_sealed_file_counts(self, tmp_path):
        """
        White space too.
        """
        path = tmp_path / "sealed.json"
        data = seal({"a": 1, "b": ["x", None, {"c": "ü"}]})
        path.write_bytes(data)
        assert {"a": 1, "b": ["x", None, {"c": "ü"}]} == read_sealed(path)
        accepted = []
        for at in range(len(data)):
            for bit in range(8):
                path.write_bytes(data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :])
                try:
                    read_sealed(path)
                except DamagedIndex:
                    continue
                accepted.append((at, bit))

        assert [] == accepted

    def test_a_file_too_many_is_found(self, built):
        (built.edition() / "media" / "stray.png").write_bytes(b"x")
        (built.folder / "stray").write_bytes(b"x")
        (built.edition().parent / "stray").write_bytes(b"x")

        problems = verify(built.settings).problems

        assert 3 == len(problems)
        assert all("stray" in problem for problem in problems)

    def test_two_editions_exchanged_are_found(self, built):
        generation = built.edition().parent
        (generation / "public").rename(generation / "x")
        (generation / "staff").rename(generation / "public")
        (generation / "x").rename(generation / "staff")

        assert not verify(built.settings).ok

    def test_no_index_is_a_problem(self, empty):
        report = verify(empty.settings)

        assert (f"no index in {empty.folder}; run `pressmark rebuild`",) == report.problems
        assert not report.ok


class TestContent:
    def test_all_is_well_after_a_build(self, built):
        report = verify(built.settings)

        assert () == report.problems
        assert report.content_compared
        name = report.generation
        assert report.summary.startswith(f"generation {name}: 2 posts public, 3 for staff; themes ")
        assert report.summary.endswith(" UTC; compared with the content")

    def test_files_added_removed_and_changed_are_named(self, built):
        built.write("posts/new.md", "---\ntitle: N\n---\nText.")
        built.remove("posts/second.md")
        built.write("themes.yaml", "[]")

        assert (
            "posts/new.md: added since the index was built; run `pressmark update`",
            "posts/second.md: removed since the index was built; run `pressmark update`",
            "themes.yaml: changed since the index was built; run `pressmark update`",
        ) == verify(built.settings).problems

    def test_it_says_if_there_is_no_content(self, built):
        """
        A machine that only serves has none.
        """
        settings = replace(built.settings, content=built.root / "nowhere")

        report = verify(settings)

        assert report.ok
        assert not report.content_compared
        assert "content not compared: no content in" in report.summary

    def test_an_embargo_that_ended_is_named(self, built, later):
        built.write("posts/soon.md", "---\ntitle: S\nembargo: 2026-06-02T00:00:00Z\n---\nText.")
        built.rebuild()

        ended = f"{built.content}: an embargo ended at 2026-06-02T00:00:00+00:00"
        assert (f"{ended}; run `pressmark update`",) == verify(built.settings, now=later).problems

    def test_it_changes_nothing(self, built):
        before = sorted((path, path.stat().st_mtime_ns) for path in built.root.rglob("*"))

        verify(built.settings)

        assert before == sorted((path, path.stat().st_mtime_ns) for path in built.root.rglob("*"))


class TestEditions:
    def test_staff_facts_in_a_public_edition_are_found(self, built, monkeypatch):
        """
        Whatever mistake in a later version might put them there.
        """
        from index.building import audience

        outline = audience.outline

        def careless(post, whom):
            return replace(outline(post, whom), staff=audience._staff_facts(post))

        monkeypatch.setattr("index.building.making.outline", careless)
        built.rebuild()

        problems = verify(built.settings).problems

        assert 2 == len(problems)
        assert all("has staff facts in the public edition" in problem for problem in problems)

    def test_a_copy_elsewhere_is_as_good(self, built):
        copy = Place(built.root / "copy")
        shutil.copytree(built.content, copy.content)
        shutil.copytree(built.folder, copy.folder)

        assert verify(copy.settings).ok
