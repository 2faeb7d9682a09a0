"""
A few documents exchanged in a segment give the segment that a merge gives, byte by byte.
"""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields

from index import columnar
from index.columnar import merge, splicing

POSTS = 25

EXCHANGES = st.tuples(
    st.integers(0, 10_000),
    st.sets(st.integers(1, POSTS), min_size=1, max_size=POSTS - 1),
    st.integers(0, 6),
)
"""
The seed of all posts, those that are taken out, and how many come in.
"""


def exchanged(folder, ix, posts, gone, new, *, after):
    """
    Write a segment, take some of its posts out and put new ones in.

    Returns:
        The bytes of the postings of the one segment that is left.
    """
    add(ix, [posts.post() for _ in range(POSTS)])
    more = [posts.post() for _ in range(new)]
    if after:
        add(ix, more)
    writer = ix.writer()
    for number in gone:
        writer.delete_by_term("slug", f"p{number}")
    for post in () if after else more:
        writer.add_document(**post)
    writer.commit(optimize=True)
    with ix.reader() as reader:
        (segment,) = columnar.segment_arrays(reader)
    return (folder / f"{segment.segment_id}.arr").read_bytes()


def add(ix, posts):
    writer = ix.writer()
    for post in posts:
        writer.add_document(**post)
    writer.commit(merge=False)


def always(monkeypatch):
    """
    Splice however much is exchanged, and count how often.
    """
    spliced = []
    write = splicing.Splice.write
    monkeypatch.setattr(splicing, "FEW", 0)
    monkeypatch.setattr(splicing.Splice, "write", lambda *given: spliced.append(1) or write(*given))
    return spliced


@pytest.mark.parametrize("after", [False, True], ids=["new posts first", "new posts last"])
@pytest.mark.parametrize("at_once", [1, 1 << 20])
@settings(max_examples=15)
@given(EXCHANGES)
def test_the_result_is_that_of_a_merge(tmp_path_factory, random_index, after, at_once, exchange):
    """
    Terms that appear and vanish, frequencies, positions, and what Whoosh asks of each term.
    """

    def result(name):
        folder = tmp_path_factory.mktemp(name)
        seed, gone, new = exchange
        return exchanged(folder, *random_index(folder, seed), gone, new, after=after)

    with pytest.MonkeyPatch.context() as patched:
        spliced = always(patched)
        patched.setattr(splicing, "AT_ONCE", at_once)
        found = result("spliced")
    assert spliced
    with patch.object(merge, "splice_of", lambda _: None):
        expected = result("merged")

    assert expected == found


@pytest.mark.parametrize("after", [False, True], ids=["new posts first", "new posts last"])
@pytest.mark.parametrize("size", [200, 256, 300])
def test_documents_keep_their_numbers_where_these_take_two_bytes(
    tmp_path, monkeypatch, size, after
):
    """
    Whether those that stay have such numbers, or only those that are added.
    """
    spliced = always(monkeypatch)
    ix = columnar.create_in(tmp_path, fields.Schema(slug=fields.ID(), word=fields.KEYWORD()))
    old = [{"slug": f"p{number}", "word": "often"} for number in range(size)]
    new = [{"word": "often"}] * 5
    add(ix, old)
    if after:
        add(ix, new)
    writer = ix.writer()
    writer.delete_by_term("slug", "p3")
    for post in () if after else new:
        writer.add_document(**post)
    writer.commit(optimize=True)

    assert spliced
    with ix.reader() as reader:
        assert list(range(size + 4)) == list(reader.postings("word", "often").all_ids())
