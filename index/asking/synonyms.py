"""The names of a partner or a theme as ways to write one another.

Who types an acronym finds the posts that only spell the name out, and back, in
every language that the vocabulary has a name in.  Only whole names count: a word
that is part of a name means itself.  In quotation marks a name means itself too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from archive import Term, Vocabulary
from index.asking.tree import Node, Not, Phrase, Word
from index.asking.typed import phrase, words_of
from index.words.tokens import SPELLED

MOST_NAMES = 16
"""Other names that are looked for; a partner with more is looked for by its shortest ones."""

Key = tuple[str, ...]
"""The words of a name, folded."""


class Synonyms:
    """The names of the partners and themes of one edition.

    Args:
        vocabularies: Of both kinds.
    """

    def __init__(self, vocabularies: Iterable[Vocabulary]) -> None:
        self._vocabularies = tuple(vocabularies)
        self._known: dict[Key, tuple[Phrase, ...]] = {}

    def within(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Yield nodes that are asked for at once, words that make up a name with its others."""
        at = 0
        while at < len(nodes):
            node = nodes[at]
            run = self._named(_run(nodes[at : at + self._longest]))
            if isinstance(node, Not) and isinstance(node.node, Word):
                node = Not(self._named([node.node])[0])
            yield from run or (node,)
            at += len(run) or 1

    def _named(self, run: list[Word]) -> list[Word]:
        """Return as many of the first words as make up a name, else the first alone."""
        for size in range(len(run), 0, -1):
            others = self._others(tuple(_terms(run[:size])))
            if others:
                return [replace(word, names=others) for word in run[:size]]
        return run[:1]

    def _others(self, key: Key) -> tuple[Phrase, ...]:
        if key not in self._terms:
            return ()
        if key not in self._known:
            self._known[key] = tuple(_apart(key, self._terms[key]))
        return self._known[key]

    @cached_property
    def _terms(self) -> dict[Key, list[Term]]:
        """The terms with a name, by its words; those with one name only say nothing new."""
        found: dict[Key, list[Term]] = {}
        terms = (term for vocabulary in self._vocabularies for term in vocabulary)
        for term in (each for each in terms if len(each.names()) > 1):
            names = {key_of(name): name for name in term.names()}
            typed = (key for name in names.values() for key in _typed(name))
            for key in dict.fromkeys(typed) if len(names) > 1 else ():
                found.setdefault(key, []).append(term)
        return found

    @cached_property
    def _longest(self) -> int:
        """Words of the longest name."""
        return max(map(len, self._terms), default=1)


def _run(nodes: Sequence[Node]) -> list[Word]:
    """Return the first nodes as far as they are words in one field."""
    run: list[Word] = []
    for node in nodes:
        if not isinstance(node, Word) or (run and node.field != run[0].field):
            break
        run.append(node)
    return run


def _terms(words: Iterable[Word]) -> Iterator[str]:
    return (term for word in words for _, term in word.parts)


def key_of(name: str) -> Key:
    """Return the words of a name as a search for it would have them."""
    return tuple(_terms(word for chunk in name.split() for word in words_of(chunk)))


def _typed(name: str) -> Iterator[Key]:
    """Yield the words of a name in each way of typing it, hyphens and marks left out."""
    yield key_of(name)
    yield key_of(name.lower().translate(SPELLED))
    for word in words_of(name):
        yield from ((whole,) for whole in word.wholes)


def _apart(key: Key, terms: Iterable[Term]) -> Iterator[Phrase]:
    """Yield the other names of some terms, but for those that shorter ones or the words find."""
    names = {key_of(name): name for term in terms for name in reversed(term.names())}
    found = [key]
    for other in sorted(filter(None, names), key=len):
        if len(found) <= MOST_NAMES and not any(_is_within(each, other) for each in found):
            found.append(other)
    for other in reversed(names):
        if other in found[1:]:
            yield from phrase(names[other])


def _is_within(key: Key, other: Key) -> bool:
    """Tell whether the words of one name stand side by side in another, or are it in one."""
    size = len(key)
    parts = (other[at : at + size] for at in range(len(other) - size + 1))
    return "".join(key) == "".join(other) or key in parts
