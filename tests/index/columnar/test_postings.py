"""
The postings of a field as arrays, and the numbers of each term.
"""

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage

from index.columnar.arrayfile import ArrayFileWriter, open_arrays
from index.columnar.postings import (
    Bulk,
    FieldPostings,
    FieldShape,
    FieldSink,
    measured,
    narrow,
    posting_weights,
    read_field,
)
from index.columnar.vocabulary import Vocabulary


def bulk(counts, docs, freqs=None, weights=None):
    freqs = None if freqs is None else np.array(freqs, np.uint8)
    weights = None if weights is None else np.array(weights, np.float32)
    return Bulk(np.array(counts), np.array(docs, np.uint8), freqs, None, None, weights)


def test_a_value_without_frequencies_is_there_once_in_each_document():
    """
    A post is filed under a theme or it is not.
    """
    field = FieldPostings(
        "existence", 1.0, Vocabulary.of([b"a", b"b"]), np.array([0, 1, 3]), np.array([4, 0, 2])
    )

    docs, freqs = field.postings_of(1)

    assert ([0, 2], [1, 1]) == (docs.tolist(), freqs.tolist())


@pytest.mark.parametrize(
    ("largest", "size"), [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (2**24, 4)]
)
def test_numbers_take_the_fewest_bytes_that_hold_the_largest(largest, size):
    """
    Most fields of most segments do with one byte or two; that is half of the index.
    """
    assert size == narrow(largest).itemsize


def test_a_term_of_very_many_occurrences_is_summed_exactly():
    """
    Single precision would stop counting at 16,777,216.
    """
    found = measured(bulk([100], range(100), weights=[2**24, *[1] * 99]), 1.0, None)

    assert [2**24 + 99] == found.weights.tolist()


@pytest.mark.parametrize(
    ("freqs", "weights", "expected"),
    [
        (None, None, [2.5, 2.5]),
        ([1, 3], None, [2.5, 7.5]),
        ([1, 3], [4.0, 5.0], [4.0, 5.0]),
    ],
    ids=["values", "words", "boosted one by one"],
)
def test_a_weight_is_what_was_written_or_follows_from_the_frequency(freqs, weights, expected):
    """
    The factor of the field counts where the postings have no weights of their own.
    """
    given = bulk([2], [0, 1], freqs, weights)

    assert expected == posting_weights(given.docs, given.freqs, given.weights, 2.5).tolist()


def test_terms_with_and_without_weights_of_their_own_come_into_one_field(tmp_path):
    """
    A merge may bring documents that were boosted to ones that were not.
    """
    kind = np.dtype(np.uint8)
    shape = FieldShape("frequency", 2.0, 3, None, kind, kind, None, weights=True)
    file = ArrayFileWriter((tmp_path / "field.arr").open("wb"))
    sink = FieldSink(file, "field", shape, None)
    sink.write(bulk([1], [0], [3]))
    sink.write(bulk([2], [0, 1], [1, 1], [5.0, 7.0]))
    sink.finish(Vocabulary.of([b"plain", b"raised"]))
    file.close()

    arrays = open_arrays(FileStorage(str(tmp_path)), "field.arr")

    assert [6.0, 5.0, 7.0] == read_field(arrays, "field").weights.tolist()
