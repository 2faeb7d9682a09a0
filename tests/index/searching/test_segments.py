"""
Segments of an edition: which are written anew, and what is left of a post in them.
"""

from itertools import pairwise

import pytest
import samples

from index.building.edition import update_edition, write_edition
from index.columnar import open_dir, policies, segment_arrays, writer
from index.columnar.segments import largest_field
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

    @pytest.mark.parametrize("words", [40, 60])
    def test_segments_of_many_terms_are_not_made_one(self, tmp_path, monkeypatch, words):
        """
        What makes one of several takes memory for the terms of each.  Where no two of
        them fit, they are not even written anew.
        """
        monkeypatch.setattr(writer, "LEAST_MEMORY", 0)
        monkeypatch.setattr(policies, "SEGMENT", 100)
        folder, most = edition(tmp_path / "a", []), 100
        kept = [set()]

        for number in range(policies.PILE + 2):
            post = samples.post(f"p{number}", "", " ".join(f"w{number}x{n}" for n in range(words)))
            memory = most * writer.TERM_MEMORY
            update_edition(folder, removed=(), records=[post], memory=memory, **WORDS)
            kept.append(segments(folder).keys())

        with open_dir(folder).reader() as reader:
            terms = [largest_field(leaf) for leaf, _ in reader.leaf_readers()]
        assert max(terms) <= most
        assert (2 * words < most) == (len(kept[-1]) < len(kept) - 1)
        assert (2 * words >= most) == (kept[-2] <= kept[-1])

    def test_a_segment_of_which_nothing_is_left_is_gone(self, tmp_path):
        """
        An empty one would cost every search a little, for nothing.
        """
        folder = edition(tmp_path / "a", samples.chance(60))
        before = segments(folder)
        with open_dir(folder).reader() as reader:
            held = segment_arrays(reader)[1]
            slugs = [term.decode() for term in held.terms.vocabulary("slug").all()]

        update_edition(folder, removed=slugs, records=[], **WORDS)

        del before[held.segment_id]
        assert before == segments(folder)

    def test_segments_of_half_the_size_are_left_alone(self, tmp_path):
        """
        Two of them would make one that is hardly larger than it should be, or two again.
        """
        folder = edition(tmp_path / "a", [])
        kept = [{}]

        for first in range(0, 6 * (policies.PILE + 2), 6):
            posts = [samples.post(f"p{first + n}") for n in range(6)]
            update_edition(folder, removed=(), records=posts, **WORDS)
            kept.append(segments(folder))

        assert all(earlier.items() <= later.items() for earlier, later in pairwise(kept))

    def test_large_archives_have_larger_segments(self):
        """
        There are never many of them, because each costs every search a little.
        """
        assert 10 == policies.segment_size(0)
        assert 10 == policies.segment_size(10 * policies.FEW)
        assert 1_000 == policies.segment_size(1_000 * policies.FEW)
