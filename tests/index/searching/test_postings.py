"""
Postings are read across segments, as if deleted posts had never been.
"""

import numpy as np
import pytest
from whoosh import fields

from index.columnar import create_in, segment_arrays
from index.searching.postings import POSITION_BITS, PostingsReader, Segment

SEGMENTS = (
    ("harbour alert harbour", "quiet days", "alert"),
    ("harbour", "days before alert harbour", "harbour harbour"),
    ("nothing", "more"),
)
"""The texts of the posts of each segment."""


@pytest.fixture(params=[set(), {0}, {1, 3}, {3, 4, 5}, set(range(8))], ids=str)
def reader_and_texts(request, tmp_path):
    """
    A reader of postings, and the texts of the posts that were not deleted.
    """
    ix = create_in(tmp_path, fields.Schema(body=fields.TEXT))
    for texts in SEGMENTS:
        with ix.writer(merge=False) as writer:
            for text in texts:
                writer.add_document(body=text)
    segments, texts, first = [], [], 0
    with ix.reader() as reader:
        for arrays, written in zip(segment_arrays(reader), SEGMENTS, strict=True):
            numbers = np.full(len(written), -1, np.int32)
            for place, text in enumerate(written):
                if first + place not in request.param:
                    numbers[place] = len(texts)
                    texts.append(text)
            segments.append(Segment(arrays.terms, numbers))
            first += len(written)
        yield PostingsReader(segments, memory=1 << 20), texts


@pytest.mark.parametrize("word", ["harbour", "alert", "days", "more", "missing", "\ud800"])
def test_postings_are_those_of_live_posts(reader_and_texts, word):
    """
    Their numbers have no gaps; half a character is in no post.
    """
    reader, texts = reader_and_texts

    found = reader.postings("body", word)

    counts = {number: text.split().count(word) for number, text in enumerate(texts)}
    expected = {number: count for number, count in counts.items() if count}
    assert expected == dict(zip(found.docs.tolist(), found.freqs.tolist(), strict=True))


@pytest.mark.parametrize("word", ["harbour", "alert", "missing"])
def test_occurrences_are_those_in_live_posts(reader_and_texts, word):
    """
    One after the other, by post and position.
    """
    reader, texts = reader_and_texts

    found = reader.occurrences("body", word)

    expected = [
        (number << POSITION_BITS) + place
        for number, text in enumerate(texts)
        for place, each in enumerate(text.split())
        if each == word
    ]
    assert expected == found.tolist()


@pytest.mark.parametrize("word", ["harbour", "alert", "missing"])
@pytest.mark.parametrize("every", [1, 2, 3, 1_000])
def test_occurrences_in_some_posts_are_read_without_the_others(reader_and_texts, word, every):
    """
    With deleted posts and without.
    """
    reader, texts = reader_and_texts
    mask = np.arange(len(texts)) % every == 0
    everywhere = reader.occurrences("body", word)

    found = reader.occurrences_in("body", word, mask)

    assert everywhere[mask[everywhere >> POSITION_BITS]].tolist() == found.tolist()


def test_a_term_is_there_if_any_segment_has_it(reader_and_texts):
    """
    Whoever only wants to know that need not read where.
    """
    reader, _ = reader_and_texts

    assert [True, True, False] == [
        reader.has("body", word) for word in ("harbour", "more", "missing")
    ]
    assert not reader.has("title", "harbour")
