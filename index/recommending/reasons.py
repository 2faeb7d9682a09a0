"""Why something is recommended, in plain words that a reader can check.

Every reason is a `Sentence`, so a page can say it in the reader's language; its
values are numbers and names that the archive holds, and words as the post has
them.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.sentence import Sentence


def posts(count: int) -> Sentence:
    """Say how many posts something has."""
    return Sentence.counted("%(n)s post", "%(n)s posts", count)


def says(words: Sequence[str]) -> Sentence:
    """Say which words of a text speak for something."""
    return Sentence("this text says: %(words)s", words=", ".join(words))


def joined(clauses: Sequence[Sentence]) -> Sentence:
    """Return some clauses, at least one, as one sentence."""
    found = clauses[0]
    for clause in clauses[1:]:
        found = Sentence("%(first)s; %(second)s", first=found, second=clause)
    return found
