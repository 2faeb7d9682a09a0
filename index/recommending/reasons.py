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


def often_with(name: str, count: int, of: int) -> Sentence:
    """Say how many posts of something are filed under something else too."""
    if count == of:
        return Sentence("all with %(name)s", name=name)
    return Sentence("%(n)s of them with %(name)s", n=count, name=name)


def says(words: Sequence[str]) -> Sentence:
    """Say which words of a text speak for something."""
    return Sentence("this text says: %(words)s", words=", ".join(words))


def post_says(words: Sequence[str]) -> Sentence:
    """Say which words of a post speak for something."""
    return Sentence("this post says: %(words)s", words=", ".join(words))


def among(count: int, of: int) -> Sentence:
    """Say how many of some results something has."""
    return Sentence("%(count)s of these %(of)s posts", count=count, of=of)


def instead_of(expected: float) -> Sentence:
    """Say how many it would be if results were drawn by lot, in whole posts."""
    if expected < 1:
        return Sentence("fewer than one would be usual")
    return Sentence("about %(expected)s would be usual", expected=round(expected))


def same_event(name: str) -> Sentence:
    """Say that two posts speak of one event."""
    return Sentence("same event: %(name)s", name=name) if name else Sentence("same event")


def same_partners(names: Sequence[str]) -> Sentence:
    """Say which partners two posts share."""
    return Sentence("also with %(names)s", names=", ".join(names))


def same_themes(names: Sequence[str]) -> Sentence:
    """Say which themes two posts share."""
    return Sentence("also on %(names)s", names=", ".join(names))


def same_people(names: Sequence[str]) -> Sentence:
    """Say which people two posts name."""
    return Sentence("also names %(names)s", names=", ".join(names))


def same_words(words: Sequence[str]) -> Sentence:
    """Say which words two posts share."""
    return Sentence("both say: %(words)s", words=", ".join(words))


def much_in_common() -> Sentence:
    """Say that two posts share words of which none is worth naming."""
    return Sentence("many words in common")


def joined(clauses: Sequence[Sentence]) -> Sentence:
    """Return some clauses, at least one, as one sentence."""
    found = clauses[0]
    for clause in clauses[1:]:
        found = Sentence("%(first)s; %(second)s", first=found, second=clause)
    return found
