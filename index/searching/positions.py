"""Where words stand in the posts of an edition, all text fields one after the other.

Every occurrence of a word is one number, so that what is near it is found by
looking for a number near it, in whichever field and post.

In an edition of 100 posts, with three decimal digits in the place of `POSITION_BITS`:
a word is in the title (field 0) of post 7 as its word 2, and in the body (field 3) of
the same post as its words 2 and 15.  Its rows are 0 * 100 + 7 and 3 * 100 + 7, and

    its occurrences     7002  307002  307015
    another word's              307016        next to the last of them

A row is as wide as the longest field may be, so the end of one is never near the
beginning of the next.

Those of a word that is asked for the first time are read in the posts in question only;
all of them are made when it is asked for again.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from index.editions.schema import TEXT_FIELDS
from index.searching.cache import Cache, FirstTimes
from index.searching.postings import POSITION_BITS, Longs, PostingsReader, ranges
from index.searching.posts import mask_of
from index.searching.snapshot import Documents

FIELDS = tuple(field.stems for field in TEXT_FIELDS)
"""The fields that are looked into, by their numbers."""


class Positions:
    """Reads occurrences of stems in an edition.

    An occurrence is its row times 2 ** POSITION_BITS plus its position; a row is the
    number of a field times the number of all posts plus that of a post.

    Args:
        documents: What is known of its posts.
        reader: Its postings.
        memory: Bytes that may be kept; those of a common word among 100,000 posts are 1 MB.
    """

    def __init__(self, documents: Documents, reader: PostingsReader, memory: int) -> None:
        self._reader = reader
        self._total = len(documents)
        self._known: Cache[str, Longs] = Cache(memory, lambda found: found.nbytes)
        self._asked: FirstTimes[str] = FirstTimes()

    def of(self, term: str, posts: Longs) -> Longs:
        """Return every occurrence of a stem in some posts, and any in others; all ascending."""
        kept = self._known.kept(term)
        if kept is not None:
            return kept
        if self._asked.is_first(term):
            return self._read_in(term, posts)
        return self._known.get(term, partial(self._read, term))

    def within(self, occurrences: Longs, posts: Longs) -> Longs:
        """Return which of some occurrences are in some posts, both ascending."""
        rows = (np.arange(len(FIELDS))[:, np.newaxis] * self._total + posts).ravel()
        begins = occurrences.searchsorted(rows << POSITION_BITS)
        counts = occurrences.searchsorted((rows + 1) << POSITION_BITS) - begins
        return occurrences[ranges(begins, counts)]

    def _read_in(self, term: str, posts: Longs) -> Longs:
        mask = mask_of(posts, self._total)
        read = []
        for number, field in enumerate(FIELDS):
            found = self._reader.occurrences_in(field, term, mask)
            found += number * self._total << POSITION_BITS
            read.append(found)
        return np.concatenate(read)

    def _read(self, term: str) -> Longs:
        read = []
        for number, field in enumerate(FIELDS):
            found = self._reader.read_occurrences(field, term)
            found += number * self._total << POSITION_BITS
            read.append(found)
        return np.concatenate(read)
