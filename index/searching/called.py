"""The posts of the people, or of the places, that have some words in their names.

All posts of all names are made one array, name after name, when the first name is
asked for; from then on a search reads those of the names that it means, however
many names there are.
"""

from __future__ import annotations

import numpy as np

from index.asking.name_words import NameWords
from index.asking.tree import NameField, Parts
from index.searching.postings import Ints, Longs, ranges
from index.searching.snapshot import Documents


class Called:
    """The names in one field of an edition.

    Args:
        documents: The posts of the edition.
        field: Whose names.
    """

    def __init__(self, documents: Documents, field: NameField) -> None:
        names = documents.terms(field)
        self._words = NameWords(names)
        self._docs, self._starts = _by_name(documents, field, names)

    def any(self, parts: Parts) -> bool:
        """Tell whether anybody has some words in the name."""
        return len(self._words.called(parts)) > 0

    def docs(self, parts: Parts) -> Ints:
        """Return the live posts of all who have some words in the name, some more than once."""
        names = self._words.called(parts)
        begins = self._starts[names]
        return self._docs[ranges(begins, self._starts[names + 1] - begins)]


def _by_name(documents: Documents, field: NameField, names: list[str]) -> tuple[Ints, Longs]:
    """Return the live posts of each name, name after name, and where those of each begin."""
    numbers = {name.encode(): number for number, name in enumerate(names)}
    docs, of_posts = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for segment in documents.segments:
        known = segment.terms.field(field)
        if known is None:
            continue
        here = np.array([numbers[term] for term in known.vocabulary.all()], np.int32)
        found = segment.numbers[known.docs]
        live = found >= 0
        docs.append(found[live])
        of_posts.append(here.repeat(np.diff(known.starts))[live])
    every = np.concatenate(of_posts)
    starts = np.zeros(len(names) + 1, np.int64)
    np.bincount(every, minlength=len(names)).cumsum(out=starts[1:])
    return np.concatenate(docs)[every.argsort(kind="stable")], starts
