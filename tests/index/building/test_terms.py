"""
Partners and themes are corrected every day: what nobody else sees of that costs one post.
"""

import tempfile
import time
from pathlib import Path
from unittest.mock import patch

import pytest
from changes import assert_as_rebuilt, lone, remove, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_site import NOW, PNG, SECOND, THEMES, TORTURE, Place

from index.building import build, scanning


def memo(*lines):
    """A post that only staff see; it is read before the one that names `silence`."""
    front_matter = "\n".join(("title: Memo", *lines))
    return write("posts/memo.md", f"---\n{front_matter}\n---\nzyxnote")


def harbour(partners):
    """The post that names its partners first."""
    return write(
        "posts/harbour.md",
        f"---\ntitle: Partners\npartners: {partners}\nthemes: [flood-alerts]\n"
        "image: harbour.png\n---\nWhat they said.",
    )


ALONE = {
    "one theme more": write(
        "posts/lone.md", "---\ntitle: Alone\nthemes: [flood-alerts, urban-security]\n---\nText."
    ),
    "one theme less": write("posts/lone.md", "---\ntitle: Alone\n---\nText."),
    "a partner that no file lists": lone("partners: [Harbour Lab]"),
    "the same, written otherwise": lone("partners: [HARBOUR LAB]"),
    "a listed theme before the first post with it": write(
        "posts/00.md", "---\ntitle: Nought\nthemes: [flood-alerts]\n---\nText."
    ),
    "a listed theme of nobody, for staff": memo("visibility: staff", "themes: [never-used]"),
    "names in another order": harbour("[Gmina Źrębowo, harbour-lab]"),
    "another language": lone("language: de"),
    "another date": lone("date: 2020-01-01"),
}

TOUCHING = {
    "a theme that no post has": lone("partners: [Somebody new]"),
    "a listed theme that no public post has": write(
        "posts/lone.md", "---\ntitle: Alone\nthemes: [flood-alerts, never-used]\n---\nText."
    ),
    "a theme that only staff know": write(
        "posts/x2.md", "---\ntitle: X 2\nthemes: [Silence]\n---\nText."
    ),
    "a name that a later post is the first to write": memo(
        "visibility: staff", "themes: [Silence]"
    ),
    "the first to name a partner does not": harbour("[harbour-lab]"),
    "the first to name a partner spells it otherwise": harbour("[Harbour Lab, Gmina Źrębowo]"),
    "the first public post with a theme has it no more": write(
        "posts/second.md", SECOND.replace("urban-security", "flood-alerts")
    ),
    "the language of a post whose address another wishes for": write(
        "posts/twin/x.md", "---\ntitle: X\nlanguage: de\n---\nOther."
    ),
    "hidden, with a picture": write(
        "posts/pictured.md", "---\ntitle: Seen\nvisibility: staff\n---\n![p](other.png)"
    ),
    "gone, with a picture": remove("posts/pictured.md"),
}


@pytest.mark.usefixtures("settled")
class TestTerms:
    @pytest.mark.parametrize("change", ALONE)
    def test_what_nobody_else_sees_costs_one_post(self, site, reading, change):
        """
        Other posts name what it gained, and what it lost.
        """
        ALONE[change](site)

        report = site.update()

        assert report.switched
        assert not report.reread
        assert not reading
        assert_as_rebuilt(site, report)

    @pytest.mark.parametrize("change", TOUCHING)
    def test_what_an_edition_would_list_otherwise_is_read_anew(self, site, reading, change):
        """
        A term comes, goes or is called by another name.
        """
        TOUCHING[change](site)

        report = site.update()

        assert reading
        assert report.reread
        assert_as_rebuilt(site, report)

    def test_a_post_with_a_picture_is_published(self, site, reading):
        """
        Its picture comes into the public edition with it.
        """
        text = "---\ntitle: Draft\nvisibility: {}\n---\n![p](seen.png)"
        site.write("posts/seen.png", PNG + b"seen")
        site.write("posts/shot.md", text.format("staff"))
        site.update()
        reading.clear()
        site.write("posts/shot.md", text.format("public"))
        time.sleep(0.05)

        report = site.update()

        assert not reading
        assert "seen.png" in {path.name for path in site.files()}
        assert_as_rebuilt(site, report)

    def test_who_leads_an_activity_names_a_partner(self, site, reading):
        """
        Its name comes before that of a post that is read later, and so does its notice.
        """
        site.write(
            "posts/act.md",
            "---\ntitle: Act\nactivity: {id: a-7, kind: event, lead: Quay Office}\n---\nIt.",
        )
        site.write("posts/zoo.md", "---\ntitle: Zoo\npartners: [QUAY OFFICE]\n---\nIt.")
        site.update()
        reading.clear()
        site.write("posts/zoo.md", "---\ntitle: Zoo\npartners: [Quay office]\n---\nThat.")

        first = site.update()
        assert_as_rebuilt(site, first)
        site.write(
            "posts/act.md",
            "---\ntitle: Act\nactivity: {id: a-7, kind: event, lead: QUAY office}\n---\nIt.",
        )
        second = site.update()

        assert reading
        assert_as_rebuilt(site, second)


paths = st.sampled_from(["a", "c", "e", "g", "i"])
front_matter = st.fixed_dictionaries(
    {},
    optional={
        "themes": st.sampled_from(
            ["[flood-alerts]", "[Tide, sirens]", "[TIDE]", "['flood-alerts, urban-security']"]
        ),
        "partners": st.sampled_from(["[Quay]", "[QUAY, Lab]", "[lab]"]),
        "language": st.sampled_from(["de", "fr"]),
        "visibility": st.sampled_from(["staff", "draft"]),
    },
)
edits = st.lists(st.tuples(paths, front_matter), min_size=4, max_size=6)


class TestAnyTerms:
    def test_a_small_update_answers_as_a_rebuild(self):
        """
        Terms come and go, listed and not, as do languages and posts; often it costs one post.
        """
        counts = {"small": 0, "all": 0}

        @settings(
            max_examples=TORTURE or 6,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(edits)
        def run(steps):
            with (
                tempfile.TemporaryDirectory() as folder,
                patch.object(scanning, "UNSETTLED", 20_000_000),
            ):
                place = Place(Path(folder))
                begin(place)
                for step in steps:
                    small = change(place, *step)
                    counts["small"] += small
                    counts["all"] += 1

        run()

        assert counts["small"] > counts["all"] / 3


def begin(place):
    place.write("themes.yaml", THEMES)
    named = "themes: [flood-alerts, urban-security, Tide]\npartners: [Quay, Lab]"
    for name in ("b", "d", "h"):
        place.write(f"posts/{name}.md", f"---\ntitle: Post {name}\n{named}\n---\nSirens.")
    place.write("posts/f.md", "---\ntitle: F\nvisibility: staff\nthemes: [sirens]\n---\nQuay.")
    place.rebuild()
    time.sleep(0.03)


def change(place, name, values):
    """
    Write a post and update; tell whether that was possible without reading the others.
    """
    lines = "\n".join(f"{key}: {value}" for key, value in values.items())
    place.write(f"posts/{name}.md", f"---\ntitle: Post {name}\n{lines}\n---\nSirens.")
    time.sleep(0.03)
    with patch.object(build, "read_content", wraps=build.read_content) as read:
        report = place.update(now=NOW)
    small = not read.called
    if small:
        assert_as_rebuilt(place, report)
    return small
