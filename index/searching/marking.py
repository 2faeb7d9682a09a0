"""Where the words of a query stand in a text as written.

Words are marked by the same reading of text that found them, so a mark is
never on a word that did not match, in whatever form or script it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from index.asking.tree import And, Beginning, Parts, Phrase, Word, sought
from index.searching.openings import BLANKS, Sieve, openings, sieve
from index.words.languages import CUTS_BEGINNINGS, stem
from index.words.surfaces import has_word, surfaces
from index.words.tokens import read

LENGTH = 300
"""Characters of the longest snippet, ellipses included."""

ELLIPSIS = "…"

ROOM = LENGTH - 2 * len(f"{ELLIPSIS} ")
"""Characters of a text that a snippet has room for."""

NEAR = 64
"""Marks that are looked back on; a passage rarely has more."""

SCANNED = 100_000
"""Characters of a text that are looked at for the best passage: some fifty pages."""


class Mark(NamedTuple):
    """A place in a text that matches, and which node of the query it is for."""

    start: int
    end: int
    node: int


class _Part(NamedTuple):
    """A token that may be part of a match.

    Attributes:
        way: Number of the way of writing.
        step: Number of the part in it.
        position: Of the token, within its piece of text.
        start, end: Within its piece of text.
    """

    way: int
    step: int
    position: int
    start: int
    end: int


class _Way(NamedTuple):
    """One way in which a node may be written."""

    node: int
    parts: Parts
    inflected: bool
    begins: bool = False


class Marker:
    """Finds the words of one query in texts.

    Args:
        tree: The query.
        halves: Gives the pairs of words that a word may be written as.
        field: The text field that the texts are of; words asked for in another are not marked.
    """

    def __init__(
        self, tree: And, halves: Callable[[Word], Sequence[Parts]], field: str | None = None
    ) -> None:
        nodes = [node for node in sought(tree) if node.field in {None, field}]
        self._ways = list(_ways(nodes, halves))
        self._beginnings = [
            (number, way.parts[0][1]) for number, way in enumerate(self._ways) if way.begins
        ]
        self._several = any(len(way.parts) > 1 for way in self._ways)
        self._needless = [node.needless if isinstance(node, Word) else () for node in nodes]
        self._sieves: dict[str, Sieve] = {}
        self._terms: dict[str, list[tuple[int, int, str, str | None]]] = {}
        self._known: dict[str, dict[str, tuple[int, tuple[_Part, ...]]]] = {}

    def marks(self, text: str, language: str, *, passage: bool = False) -> list[Mark]:
        """Return the places of a text that match, in order, none within another.

        Args:
            text: As written.
            language: Primary subtag of the text's language.
            passage: Stop behind the first passage that has all of the query.
        """
        if not self._ways:
            return []
        known = self._known.setdefault(language, {})
        found: list[Mark] = []
        begun: dict[tuple[int, int, int], int] = {}
        text = text[:SCANNED]
        stop = SCANNED
        position = done = 0
        passed_over = False
        for start, end in self._candidates(text, language):
            if start > stop:
                break
            chunk = text[start:end]
            here = known.get(chunk)
            if here is None:
                here = known[chunk] = self._read(chunk, language)
            width, parts = here
            if not parts:
                passed_over = True
                continue
            if self._several:
                position += passed_over or has_word(text, done, start)
            for part in parts:
                self._follow(part, start, position, begun, found)
            if passage and stop == SCANNED and self._complete(found, language):
                stop = start + LENGTH
            position += width
            done = end
            passed_over = False
        return _apart(sorted(found))

    def _complete(self, found: list[Mark], language: str) -> bool:
        """Tell whether the last marks show all of the query in one passage."""
        if not found:
            return False
        near = {mark.node for mark in found[-NEAR:] if found[-1].end - mark.start <= ROOM}
        return len(near) == sum(language not in needless for needless in self._needless)

    def _candidates(self, text: str, language: str) -> Iterator[tuple[int, int]]:
        """Yield where what may match begins and ends; never within a word."""
        if language in CUTS_BEGINNINGS:
            yield from ((start, start + len(surface)) for start, surface in surfaces(text))
            return
        done = 0
        for start, end in self._sieve(language).spans(text):
            inside = start > done and text[start - 1] not in BLANKS
            begin = max(text.rfind(blank, done, start) + 1 for blank in BLANKS) if inside else start
            yield max(done, begin), end
            done = end

    def _sieve(self, language: str) -> Sieve:
        """Return the sieve for texts of a language; every language has its own stems."""
        if language not in self._sieves:
            self._sieves[language] = sieve(
                frozenset(
                    opening
                    for way in self._ways
                    for _, term in way.parts
                    for opening in openings(term, stem(language, term) if way.inflected else None)
                )
            )
        return self._sieves[language]

    def _follow(
        self,
        part: _Part,
        start: int,
        position: int,
        begun: dict[tuple[int, int, int], int],
        found: list[Mark],
    ) -> None:
        """Take a token as the next part of a way of writing, if the parts before it are there."""
        way = self._ways[part.way]
        origin = position + part.position - way.parts[part.step][0]
        first = (
            start + part.start if part.step == 0 else begun.pop((part.way, part.step, origin), -1)
        )
        if first < 0:
            return
        if part.step + 1 == len(way.parts):
            found.append(Mark(first, start + part.end, way.node))
        else:
            begun[part.way, part.step + 1, origin] = first

    def _read(self, chunk: str, language: str) -> tuple[int, tuple[_Part, ...]]:
        """Return how many positions a piece of text takes, and what in it may match."""
        if language not in self._terms:
            self._terms[language] = list(self._listed(language))
        parts = []
        width = 0
        for offset, surface in surfaces(chunk):
            tokens = read(surface)
            for token in tokens:
                stemmed = stem(language, token.text)
                position = width + token.position
                start, end = offset + token.start, offset + token.end
                parts += [
                    _Part(way, step, position, start, end)
                    for way, step, term, stem_of_term in self._terms[language]
                    if token.text == term or stemmed == stem_of_term
                ]
                parts += [
                    _Part(way, 0, position, start, end)
                    for way, term in self._beginnings
                    if token.text != term and token.text.startswith(term)
                ]
            width += tokens[-1].position + 1 if tokens else 1
        return width, tuple(parts)

    def _listed(self, language: str) -> Iterator[tuple[int, int, str, str | None]]:
        """Yield the number and the step of each term, itself, and its stem if that will do."""
        for number, way in enumerate(self._ways):
            if language in self._needless[way.node]:
                continue
            for step, (_, term) in enumerate(way.parts):
                yield number, step, term, stem(language, term) if way.inflected else None


def _ways(
    nodes: Sequence[Word | Phrase | Beginning], halves: Callable[[Word], Sequence[Parts]]
) -> Iterator[_Way]:
    for number, node in enumerate(nodes):
        if isinstance(node, Beginning):
            yield _Way(number, ((0, node.start),), inflected=False, begins=True)
            continue
        yield _Way(number, node.parts, not isinstance(node, Phrase))
        if not isinstance(node, Phrase):
            yield from (_Way(number, ((0, whole),), inflected=True) for whole in node.wholes)
            yield from (_Way(number, half, inflected=False) for half in halves(node))
            yield from (_Way(number, name.parts, inflected=True) for name in node.names)


def _apart(marks: list[Mark]) -> list[Mark]:
    """Return marks without those that begin inside an earlier one, which grows if it must."""
    apart: list[Mark] = []
    for mark in marks:
        if apart and mark.start < apart[-1].end:
            if mark.end > apart[-1].end:
                apart[-1] = apart[-1]._replace(end=mark.end)
        else:
            apart.append(mark)
    return apart
