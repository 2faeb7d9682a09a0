"""
Texts cut into chunks, and these numbered.
"""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import Chunking, chunking
from index.columnar.chunking import ChunkTable

PLAIN = Chunking(" ,", "'.")

CHUNKS = st.lists(
    st.text("aé東", min_size=1, max_size=30)
    | st.sampled_from(["12345678", "1234567", "123456789", "1234567812345678", "1" * 17]),
    max_size=40,
)


def pieces(text):
    data = b"\0%s\0" % text.encode()
    return [
        data[start:end].decode()
        for start, end in zip(*map(np.ndarray.tolist, PLAIN.cut(data)), strict=True)
    ]


def numbered(table, chunks):
    data = b"\0%s\0" % b"\0".join(chunk.encode() for chunk in chunks)
    return table.numbers(data, *PLAIN.cut(data)).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ,  ", []),
        ("one, two", ["one", "two"]),
        ("'one.' it's 1.5", ["one.", "it's", "1.5"]),
        ("東京. été", ["東京", "été"]),
        ("a..", ["a."]),
        (".", []),
    ],
)
def test_a_text_is_cut_at_separators_and_the_edges_beside_them(text, expected):
    """
    What is left on a chunk is read by whoever gives its words; it need only be few.
    """
    assert expected == pieces(text)


def learning(learned):
    """
    What numbers chunks in the order in which they are met.
    """

    def learn(chunks):
        learned.extend(chunks)
        return range(len(learned) - len(chunks), len(learned))

    return learn


@given(st.lists(CHUNKS, min_size=1, max_size=4))
def test_every_chunk_has_one_number(batches):
    """
    Short or long, alone or several times in one text, and in a table that grows.
    """
    learned = []
    with patch.object(chunking, "SLOTS", 2):
        table = ChunkTable(learning(learned))

    for chunks in batches:
        found = numbered(table, chunks)

        assert chunks == [learned[number] for number in found]
    assert len(set(learned)) == len(learned)


def test_chunks_that_want_one_slot_are_told_apart():
    """
    Whoever knows how chunks are scattered must not make one word another.
    """
    learned = []
    table = ChunkTable(learning(learned))
    chunks = [f"w{number}" for number in range(300)]

    with patch.object(ChunkTable, "_slots", lambda self, low, high: np.zeros(len(low), np.int64)):
        first, again = numbered(table, chunks), numbered(table, chunks[::-1])

    assert list(range(300)) == first == again[::-1]
