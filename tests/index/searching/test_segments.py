"""
Segments of an edition: which are written anew, and what is left of a post in them.
"""

import pytest
import samples

from index.building.edition import update_edition, write_edition
from index.columnar import open_dir, policies, segment_arrays, writer
from index.columnar.stored import StoredReader

WORDS = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    """
    Segments of ten posts, where there are ten thousand otherwise.
    """
    monkeypatch.setattr(policies, "SEGMENT", 10)
    monkeypatch.setattr(writer, "SEGMENT", 10)


def segments(folder):
    """
    The names of the segments, and the number of posts of each.
    """
    with open_dir(folder).reader() as reader:
        return {segment.segment_id: len(segment) for segment in segment_arrays(reader)}


def everything(folder):
    """
    All terms and stored texts of all segments, deleted posts included.
    """
    found = set()
    with open_dir(folder).reader() as reader:
        for segment in segment_arrays(reader):
            for field in segment.terms.indexed_field_names():
                found.update(segment.terms.vocabulary(field).all())
            stored = StoredReader(segment.documents._file)
            found.update(stored.pickled(number) for number in range(len(segment)))
    return b"\n".join(sorted(found))


def edition(folder, records):
    folder.mkdir()
    write_edition(folder, records, **WORDS)
    return folder


class TestUpdates:
    def test_only_the_segment_of_a_changed_post_is_written_anew(self, tmp_path):
        """
        One post of a hundred thousand must not cost what all of them cost.
        """
        folder = edition(tmp_path / "a", samples.chance(60))
        before = segments(folder)
        with open_dir(folder).reader() as reader:
            held = segment_arrays(reader)[1]
            slug = held.terms.vocabulary("slug")[0].decode()

        update_edition(folder, removed=(), records=[samples.post(slug, "New")], **WORDS)

        after = segments(folder)
        assert len(before) > 3
        assert before.keys() - after.keys() == {held.segment_id}
        assert len(after.keys() - before.keys()) == 1

    def test_a_new_post_leaves_all_segments_as_they_are(self, tmp_path):
        """
        It stands in one of its own.
        """
        folder = edition(tmp_path / "a", samples.chance(60))
        before = segments(folder)

        update_edition(folder, removed=(), records=[samples.post("new", "New")], **WORDS)

        after = segments(folder)
        assert before.items() <= after.items()
        assert [1] == [after[name] for name in after.keys() - before.keys()]

    def test_what_was_taken_out_or_changed_is_in_no_file(self, tmp_path):
        """
        A file that readers may open holds no word of a post that was withdrawn.
        """
        posts = [
            samples.post("gone", "Gone", "zyxcanary"),
            samples.post("changed", "Changed", "zyxcanary"),
        ]
        folder = edition(tmp_path / "a", [*samples.chance(40), *posts])
        before = everything(folder)
        changed = samples.post("changed", "Changed", "harmless")

        update_edition(folder, removed=["gone"], records=[changed], **WORDS)

        assert b"zyxcanary" in before
        assert b"zyxcanary" not in everything(folder)
        assert b"harmless" in everything(folder)

    def test_many_small_segments_become_one(self, tmp_path, monkeypatch):
        """
        Every segment costs every search a little.
        """
        monkeypatch.setattr(policies, "SEGMENT", 100)
        folder = edition(tmp_path / "a", [])
        counts = []

        for number in range(15):
            update_edition(folder, removed=(), records=[samples.post(f"p{number}")], **WORDS)
            counts.append(len(segments(folder)))

        assert 15 == sum(segments(folder).values())
        assert policies.PILE + 1 == max(counts)

    def test_segments_do_not_grow_beyond_what_is_written_anew_quickly(self, tmp_path):
        """
        Small ones are put together as long as they make no large one.
        """
        folder = edition(tmp_path / "a", [])

        for first in range(0, 60, 4):
            posts = [samples.post(f"p{first + n}") for n in range(4)]
            update_edition(folder, removed=(), records=posts, **WORDS)

        assert 60 == sum(segments(folder).values())
        assert max(segments(folder).values()) <= 10
