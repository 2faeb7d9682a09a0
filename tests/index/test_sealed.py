"""
A sealed file is the same whether it is written at once or piece by piece.
"""

from hypothesis import given
from hypothesis import strategies as st

from index.store.sealed import seal, seal_in_pieces

PLAIN = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_pieces_are_what_is_written_at_once(tmp_path_factory, value):
    """
    Byte for byte, whatever is in it and however deep.
    """
    pieces = seal_in_pieces(value, tmp_path_factory.getbasetemp())

    assert seal(value) == b"".join(pieces)


def test_a_piece_is_an_entry_of_an_entry(tmp_path):
    """
    What is never in memory as one text is a vocabulary with the long texts of its terms.
    """
    value = {"terms": {str(number): {"name": "n" * 1000} for number in range(9)}}

    pieces = list(seal_in_pieces(value, tmp_path))

    assert max(map(len, pieces)) < 1100
