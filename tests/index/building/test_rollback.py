"""
Going back to the generation before.
"""

import pytest
from faults import spoil

from index import (
    DamagedIndex,
    NoIndex,
    NothingToRollBack,
    RollbackWithheld,
    current_generation,
    generations,
    open_current,
    rollback,
    verify,
)


class TestRollback:
    def test_it_goes_back_to_the_one_before(self, built):
        first = current_generation(built.folder)
        built.write("posts/third.md", "---\ntitle: Third\n---\nText.")
        built.rebuild()

        assert first == rollback(built.folder)

        assert {"harbour", "second"} == built.slugs()
        assert first == current_generation(built.folder)

    def test_the_next_build_goes_on_from_the_content(self, built):
        built.write("posts/third.md", "---\ntitle: Third\n---\nText.")
        built.rebuild()
        rollback(built.folder)

        built.update()

        assert {"harbour", "second", "third"} == built.slugs()
        assert 2 == len(built.generations())

    def test_there_may_be_none(self, built):
        name = current_generation(built.folder)

        with pytest.raises(NothingToRollBack) as raised:
            rollback(built.folder)

        assert (
            f"{built.folder}: no good generation before {name}; run `pressmark rebuild`"
        ) == str(raised.value)

    def test_a_damaged_one_is_refused(self, built):
        damaged = built.files()[0]
        built.rebuild()
        spoil(damaged)

        with pytest.raises(NothingToRollBack):
            rollback(built.folder)

        assert {"harbour", "second"} == built.slugs()

    def test_without_an_index_it_makes_no_folder(self, empty):
        with pytest.raises(NoIndex):
            rollback(empty.folder)

        assert not empty.folder.exists()

    @pytest.mark.parametrize("build", ["update", "rebuild"])
    def test_it_does_not_publish_what_was_withdrawn(self, built, build):
        """
        Whoever took a post down may not know that there is a generation before.
        """
        first = current_generation(built.folder)
        built.write("posts/second.md", "---\ntitle: S\nvisibility: draft\n---\nText.")
        getattr(built, build)()

        with pytest.raises(RollbackWithheld) as raised:
            rollback(built.folder)

        assert (
            f"{first} would publish second again, withdrawn since; say --force if that is meant"
        ) == str(raised.value)
        assert {"harbour"} == built.slugs()
        assert {first: True} == {
            g.id: g.withheld for g in generations(built.folder) if not g.current
        }

    def test_it_does_if_told_to(self, built):
        """
        Half a content folder, built by mistake, withdraws half the site.
        """
        built.write("posts/second.md", "---\ntitle: S\nvisibility: draft\n---\nText.")
        built.update()

        rollback(built.folder, force=True)

        assert {"harbour", "second"} == built.slugs()
        assert verify(built.settings).problems == (
            "posts/second.md: changed since the index was built; run `pressmark update`",
        )

    def test_what_was_withdrawn_is_out_of_the_reach_of_the_service(self, built):
        first = current_generation(built.folder)
        built.remove("posts/second.md")

        built.rebuild()

        assert first not in built.generations()
        assert 0 == (built.folder / "builder").stat().st_mode & 0o077
        assert (built.folder / "builder/withdrawn/generations" / first).is_dir()

    def test_a_reader_never_falls_back_to_what_was_withdrawn(self, built, monkeypatch):
        """
        Not even if the builder was killed before it had put it away.
        """
        monkeypatch.setattr("index.building.build.tidy", lambda *_: None)
        built.remove("posts/second.md")
        built.rebuild()
        assert 2 == len(built.generations())
        spoil(built.files()[0])

        with pytest.raises(DamagedIndex):
            open_current(built.folder, "public")

    def test_an_old_withdrawn_one_goes_with_the_next_build(self, built):
        built.remove("posts/second.md")
        built.rebuild()

        built.rebuild()

        assert 2 == len(generations(built.folder))
        assert not any(generation.withheld for generation in generations(built.folder))
