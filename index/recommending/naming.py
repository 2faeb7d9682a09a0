"""Which events a text may speak of: those with words in common with it in their names.

Only posts with the days of an event are looked at, and they are few, so their names
are kept apart from all others, when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from index.columnar import Vocabulary
from index.recommending.lookup import Lookup
from index.searching.postings import Longs, Segment
from index.searching.posts import Mask
from index.searching.term_keys import keys_of_terms

FIELD = "names"
"""Holds the name of an event, with other names of its post."""


class Naming:
    """The names of some posts.

    Args:
        segments: Of the edition.
        posts: Tells for each post whether it is one of them.
    """

    def __init__(self, segments: Collection[Segment], posts: Mask) -> None:
        self._posts = posts
        parts = list(_parts(segments, posts))
        self._lookup = Lookup(
            [vocabulary for vocabulary, _, _ in parts], [np.diff(starts) for _, starts, _ in parts]
        )
        self._parts = [(starts, docs) for _, starts, docs in parts]

    def common(self, words: Collection[str]) -> Longs:
        """Return for each post of the edition how many of some different words its names have."""
        found = self._lookup.find(keys_of_terms([word.encode(errors="replace") for word in words]))
        docs = [np.zeros(0, np.int64)]
        for part, number in zip(found.vocabularies.tolist(), found.numbers.tolist(), strict=True):
            starts, having = self._parts[part]
            docs.append(having[starts[number] : starts[number + 1]])
        return np.bincount(np.concatenate(docs), minlength=len(self._posts))


def _parts(segments: Collection[Segment], posts: Mask) -> Iterator[tuple[Vocabulary, Longs, Longs]]:
    """Yield the terms that some posts of a segment have, where their postings begin, and those."""
    for segment in segments:
        field = segment.terms.field(FIELD)
        if field is None:
            continue
        docs = segment.numbers[field.docs].astype(np.int64)
        chosen = np.flatnonzero((docs >= 0) & posts[docs])
        terms, firsts = np.unique(
            np.searchsorted(field.starts, chosen, "right") - 1, return_index=True
        )
        yield field.vocabulary.only(terms), np.append(firsts, len(chosen)), docs[chosen]
