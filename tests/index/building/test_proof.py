"""A new edition is asked for what is new in it before it may answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive import Kind, Vocabulary
from index.building.audience import Audience
from index.building.edition import write_edition
from index.building.planning import Plan
from index.building.proof import prove_changed, prove_searched
from index.editions.record import Record
from index.errors import BuildFailed, DamagedIndex
from index.opened import open_edition
from index.store.layout import Edition

NONE = Vocabulary(Kind.PARTNER, ()), Vocabulary(Kind.THEME, ())
POSTS = [
    Record(
        slug="pump", title="Pump-house, opened: No. 7", titled=True, language="en", text="Water."
    ),
    Record(slug="quay", title="The quay", titled=True, language="en", text="Boats."),
]


def proved(way, folder, posts, *, total, removed=()):
    audience = Audience(Edition.PUBLIC, {}, *NONE)
    plan = Plan(
        audience=audience, changed=tuple(posts), removed=frozenset(removed), posts=total, media={}
    )
    if way == "searched":
        prove_searched(folder, plan, "g")
    else:
        prove_changed(folder, plan)


@pytest.mark.parametrize("way", ["searched", "changed"])
class TestProof:
    @pytest.fixture(autouse=True)
    def edition(self, tmp_path):
        for name in ("untitled", "many"):
            (tmp_path / name).mkdir()
        write_edition(tmp_path, POSTS, *NONE, language="en")

    def test_what_was_written_is_there(self, way, tmp_path):
        """
        Each post as it was written, found by every word of its title.
        """
        proved(way, tmp_path, POSTS, total=2)

    def test_another_number_of_posts_is_refused(self, way, tmp_path):
        """
        A post too few was lost, a post too many should have left.
        """
        with pytest.raises(BuildFailed, match="holds 2 posts instead of 3"):
            proved(way, tmp_path, POSTS, total=3)

    def test_a_post_that_is_not_as_it_was_written_is_refused(self, way, tmp_path):
        """
        Readers must see what the author wrote, to the letter.
        """
        with pytest.raises(BuildFailed, match="quay as it was written"):
            proved(way, tmp_path, [replace(POSTS[1], text="Ships.")], total=2)

    def test_a_post_without_a_title_of_its_own_is_not_looked_for_by_it(self, way, tmp_path):
        """
        What stands above it was made of its text, and is no field.
        """
        untitled = [replace(post, titled=False) for post in POSTS]
        write_edition(tmp_path / "untitled", untitled, *NONE, language="en")

        proved(way, tmp_path / "untitled", untitled, total=2)

    @pytest.mark.parametrize(("count", "harmed"), [(2, 1), (10, 8)])
    def test_posts_from_the_whole_change_are_asked_for(self, way, tmp_path, count, harmed):
        """
        Five of them, far from each other: a fault is rarely in the first alone.
        """
        posts = [replace(POSTS[1], slug=f"{number:02}") for number in range(count)]
        write_edition(tmp_path / "many", posts, *NONE, language="en")
        posts[harmed] = replace(posts[harmed], text="Ships.")

        with pytest.raises(BuildFailed, match=f"{harmed:02} as it was written"):
            proved(way, tmp_path / "many", posts, total=count)

    def test_a_missing_post_is_refused(self, way, tmp_path):
        """
        As one that is another.
        """
        with pytest.raises(BuildFailed, match="mill as it was written"):
            proved(way, tmp_path, [replace(POSTS[1], slug="mill")], total=2)

    def test_a_post_that_should_have_left_is_refused(self, way, tmp_path):
        """
        It may have been withdrawn for a reason.
        """
        proved(way, tmp_path, POSTS, total=2, removed=["mill"])
        with pytest.raises(BuildFailed, match="still holds quay"):
            proved(way, tmp_path, POSTS[:1], total=2, removed=["quay"])


@pytest.mark.parametrize(("way", "title"), [("searched", "Mill"), ("changed", "Pump-house: No. 7")])
def test_a_post_that_is_not_found_by_its_title_is_refused(way, title, tmp_path, monkeypatch):
    """
    Stored fields and postings are written apart: one may be right without the other.

    A search for any of the words finds the post if one is there, so postings
    are asked for every word.
    """
    write_edition(tmp_path, [replace(POSTS[0], title=title)], *NONE, language="en")
    monkeypatch.setattr("index.building.proof.Holdings.record", lambda _self, _slug: POSTS[0])
    monkeypatch.setattr("index.searching.records.from_json", lambda *_, **__: POSTS[0])

    with pytest.raises(BuildFailed, match="does not find pump by its title"):
        proved(way, tmp_path, [POSTS[0]], total=1)


@pytest.mark.parametrize("name", ["*.arr", "*.doc", "vocabulary.json"])
@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_an_edition_that_cannot_be_opened_is_refused(name, harm, tmp_path):
    """
    Readers would be left with the generation before, and after one more update with none.
    """
    write_edition(tmp_path, POSTS, *NONE, language="en")
    (path,) = tmp_path.glob(name)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:3])

    with pytest.raises(BuildFailed, match="cannot be opened"):
        proved("changed", tmp_path, POSTS, total=2)


def test_an_edition_whose_days_cannot_be_read_is_refused(tmp_path):
    """
    Whoosh opens it all the same; an engine would not.
    """
    write_edition(tmp_path, [replace(POSTS[0], date=date(2024, 5, 6))], *NONE, language="en")
    (path,) = tmp_path.glob("*.day.col")
    path.write_bytes(path.read_bytes()[:3])

    with pytest.raises(BuildFailed, match="cannot be opened"):
        proved("changed", tmp_path, [], total=1)


@pytest.mark.parametrize("values", [-1, 1])
def test_an_edition_with_days_too_few_or_too_many_is_refused(values, tmp_path):
    """
    A column that was cut at a whole number reads well: its last posts would be undated.
    """
    posts = [replace(post, date=date(2024, 5, 6)) for post in POSTS]
    write_edition(tmp_path, posts, *NONE, language="en")
    (path,) = tmp_path.glob("*.day.col")
    path.write_bytes(path.read_bytes() + b"\0\0\0\1" if values > 0 else path.read_bytes()[:-4])

    with pytest.raises(BuildFailed, match=f"has {2 + values} values instead of 2"):
        proved("changed", tmp_path, posts, total=2)
    with pytest.raises(DamagedIndex, match="instead of 2"):
        open_edition(tmp_path, "g")


def test_posts_without_a_day_at_the_end_are_no_damage(tmp_path):
    """
    A column ends with the last day that somebody wrote down.
    """
    posts = [replace(POSTS[0], date=date(2024, 5, 6)), POSTS[1]]
    write_edition(tmp_path, posts, *NONE, language="en")

    proved("changed", tmp_path, posts, total=2)


@pytest.mark.parametrize("column", ["day", "event_start", "event_end"])
def test_an_edition_without_a_column_is_refused(column, tmp_path):
    """
    Whoosh takes a column that is not there for one without values: no post would have a date.
    """
    write_edition(tmp_path, POSTS, *NONE, language="en")
    (path,) = tmp_path.glob(f"*.{column}.col")
    path.unlink()

    with pytest.raises(BuildFailed, match=f"cannot be opened .* has no {column}"):
        proved("changed", tmp_path, POSTS, total=2)
