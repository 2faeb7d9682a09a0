"""
An update answers exactly as a rebuild would, and does less.
"""

import re
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from small_site import TORTURE, Place, answers

from archive import default_settings
from index import Query, update
from index.building import scanning

THREE_THEMES = """
- {{slug: urban-security, name: {}}}
- {{slug: flood-alerts, name: Flood alerts, broader: urban-security}}
- {{slug: sirens, name: Sirens, broader: flood-alerts, aliases: [{}]}}
"""


class TestUpdate:
    def test_nothing_changed_makes_no_generation(self, built):
        before = built.generations()

        report = built.update()

        assert not report.switched
        assert before == built.generations() == [report.generation]

    def test_a_new_post_is_added_to_the_files_that_are_there(self, built):
        """
        Ten thousand posts are not written again for one.
        """
        before = {path.stat().st_ino for path in built.files("public")}
        built.write("posts/third.md", "---\ntitle: A third exercise\n---\nAgain.")

        report = built.update()

        assert report.switched
        assert report.full is None
        assert {"harbour", "second", "third"} == built.slugs()
        shared = before & {path.stat().st_ino for path in built.files("public")}
        assert len(shared) >= 2  # a segment and the picture

    def test_only_changed_posts_are_rendered(self, built):
        seen = []
        built.write("posts/second.md", "---\ntitle: A second exercise\n---\nBriefer.")

        built.update(progress=lambda step, done, total: seen.append((step, total)))

        assert {("rendering", 1)} == {pair for pair in seen if pair[0] == "rendering"}

    def test_a_post_that_links_to_a_new_address_follows_it(self, built):
        built.write("posts/second.md", "---\ntitle: S\nslug: elsewhere\n---\nText.")

        built.update()

        record = built.open().post("harbour").record
        assert '<a href="/news/elsewhere/">the second exercise</a>' in record.html

    def test_a_link_comes_alive_when_its_post_does(self, built):
        built.write("posts/second.md", "---\ntitle: S\n---\nSee [that](to%20come.md).")
        built.update()
        assert "<a" not in built.open().post("second").record.html

        built.write("posts/to come.md", "---\ntitle: Came\n---\nText.")
        built.update()

        assert 'href="/news/to-come/"' in built.open().post("second").record.html

    def test_a_picture_that_comes_later_is_shown(self, built):
        built.write("posts/second.md", "---\ntitle: S\n---\n![p](later.png)")
        built.update()

        built.write("posts/later.png", (built.content / "posts/harbour.png").read_bytes() + b"1")
        built.update()

        assert "later.png" in built.open().post("second").record.html
        assert "later.png" in {path.name for path in built.files()}

    def test_a_picture_that_changed_is_exchanged(self, built):
        before = built.open().post("harbour").record.image
        path = built.content / "posts/harbour.png"
        path.write_bytes(path.read_bytes() + b"2")

        built.update()

        after = built.open().post("harbour").record.image
        assert before != after
        assert [after.split("/")[-2]] == [
            p.parent.name for p in built.files() if p.suffix == ".png"
        ]

    def test_a_picture_that_became_huge_is_left_out_unread(self, built):
        """
        A terabyte, or it would take the memory of the builder.
        """
        with (built.content / "posts/harbour.png").open("r+b") as file:
            file.truncate(1 << 40)

        report = built.update()

        assert built.open().post("harbour").record.image is None
        assert "file-large" in {problem.rule for problem in report.problems}
        assert [] == [path for path in built.files() if path.suffix == ".png"]

    def test_a_theme_renamed_is_renamed_in_its_posts(self, built):
        built.write("themes.yaml", "- {slug: flood-alerts, name: High water}")

        built.update()

        labels = built.open().post("harbour").record.themes
        assert ["High water"] == [label.name for label in labels]
        found = built.open().search(Query(theme=("High water",)))
        assert ["harbour"] == [hit.slug for hit in found.hits]

    def test_problems_of_posts_that_stay_are_reported_again(self, built):
        """
        `update --strict` must not be content with what `rebuild --strict` refuses.
        """
        built.write("posts/second.md", "---\ntitle: S\n---\n![p](missing.png)")
        first = built.update()
        built.write("posts/third.md", "---\ntitle: Third\nlanguage: en\n---\nText.")

        second = built.update()

        mine = [problem for problem in first.problems if problem.rule == "file-missing"]
        assert mine
        assert mine == [problem for problem in second.problems if problem.rule == "file-missing"]

    @pytest.mark.parametrize(
        ("harm", "reason"),
        [
            (lambda place: shutil.rmtree(place.folder), "there is no index yet"),
            (lambda place: shutil.rmtree(place.folder / "builder"), "no such file"),
            (
                lambda place: place.files("staff")[0].write_bytes(b""),
                "not as it was written|bytes long",
            ),
            (lambda place: (place.folder / "CURRENT").write_text("?"), "there is no index yet"),
        ],
        ids=["no index", "no notes", "damaged", "no CURRENT"],
    )
    def test_without_a_good_generation_all_is_built(self, built, harm, reason):
        """
        The reason is told without the remedy, which has just been applied.
        """
        harm(built)

        report = built.update()

        assert report.switched
        assert re.search(reason, report.full)
        assert "run `pressmark" not in report.full
        assert {"harbour", "second"} == built.slugs()

    def test_other_settings_build_all_anew(self, built):
        """
        Which links lead to a post depends on the address of the site.
        """
        settings = default_settings(
            {
                "content": built.content,
                "index": built.folder,
                "build.workers": 1,
                "site.url": "https://example.org/archive",
            }
        )

        report = update(settings)

        assert "program, libraries or settings are not those of the last build" == report.full
        assert '"/news/second/"' in built.open().post("harbour").record.html

    def test_the_public_edition_keeps_nothing_of_a_post_that_left(self, built):
        built.write("posts/second.md", "---\ntitle: S\nvisibility: draft\n---\nText.")

        built.update()

        assert {"harbour"} == built.slugs()
        assert all(b"went better than" not in path.read_bytes() for path in built.files())

    def test_the_last_post_may_go(self, empty):
        """
        An archive of no post has notes and answers, too.
        """
        empty.write("posts/one.md", "---\ntitle: One\n---\nText.")
        empty.rebuild()
        empty.remove("posts/one.md")

        report = empty.update(allow_empty=True)

        assert report.switched
        assert set() == empty.slugs()


START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)

NAMES = ("alpha", "beta", "gamma", "delta")
names = st.sampled_from(NAMES)
titles = st.sampled_from(["Sirens", "Boats and sirens", "The quay", "Źrębowo"])
bodies = st.sampled_from(
    [
        "The sirens were heard.",
        "See [alpha](alpha.md) and [beta](/news/beta/).",
        "![picture](picture.png) of the [gamma](gamma.md).",
        "<!-- secret --> Boats, boats, *boats*. [old](/old/delta/)",
    ]
)
extras = st.sampled_from(
    [
        "",
        "visibility: draft",
        "visibility: staff",
        "embargo: 2026-06-03T00:00:00Z",
        "themes: [sirens]",
        "themes: [flood-alerts, own-theme]\npartners: [Harbour Lab]",
        "themes: [Own Theme]\npartners: [HARBOUR LAB]\nvisibility: staff",
        "slug: beta",
        "redirects: [/old/delta/]",
        "translation_of: alpha\nlanguage: de",
        "image: picture.png",
        "date: 2024-05-01",
    ]
)


class Edits(RuleBasedStateMachine):
    """
    Any sequence of edits to content, each followed by an update.
    """

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.place = Place(self.folder)
        self.place.content.mkdir()
        self.now = START
        self.number = 0
        self.place.write("posts/alpha.md", "---\ntitle: Alpha\n---\nThe sirens were heard.")
        self.place.rebuild(now=self.now)

    @rule(name=names, title=titles, body=bodies, extra=extras)
    def write(self, name, title, body, extra):
        self.place.write(f"posts/{name}.md", f"---\ntitle: {title}\n{extra}\n---\n{body}\n")

    @rule(name=names)
    def delete(self, name):
        (self.place.content / f"posts/{name}.md").unlink(missing_ok=True)

    @rule(old=names, new=names)
    def rename(self, old, new):
        path = self.place.content / f"posts/{old}.md"
        if path.exists():
            path.rename(self.place.content / f"posts/{new}.md")

    @rule(data=st.sampled_from([b"", b"\x89PNG one", b"\x89PNG two"]))
    def draw(self, data):
        self.place.write("posts/picture.png", data)

    @rule(label=titles, alias=titles)
    def name_themes(self, label, alias):
        self.place.write("themes.yaml", THREE_THEMES.format(label, alias))

    @rule(name=names, body=bodies)
    def write_on(self, name, body):
        path = self.place.content / f"posts/{name}.md"
        if path.exists():
            path.write_text(f"{path.read_text()}\n{body}\n")

    @rule(body=bodies, extra=extras)
    def publish(self, body, extra):
        self.number += 1
        name = f"zz-{self.number}"
        self.place.write(f"posts/{name}.md", f"---\ntitle: {name}\n{extra}\n---\n{body}\n")

    @rule(days=st.integers(0, 2))
    def wait(self, days):
        self.now += timedelta(days=days)

    @invariant()
    def an_update_answers_as_a_rebuild_does(self):
        # Only what was left alone for a moment is trusted to be as it was.
        time.sleep(0.03)
        with patch.object(scanning, "UNSETTLED", 20_000_000):
            report = self.place.update(now=self.now, allow_empty=True)
        fresh = Place(self.folder, "fresh")
        expected = fresh.rebuild(now=self.now, allow_empty=True)
        assert expected.problems == report.problems
        for edition in ("public", "staff"):
            assert answers(fresh.open(edition)) == answers(self.place.open(edition))

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=TORTURE or 8,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
