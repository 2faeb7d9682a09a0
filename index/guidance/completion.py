"""What somebody who has begun to type may want: names, words, titles.

Every word typed counts as a beginning, the last one as the one to be finished.
Names of partners and themes come first, because they lead to a page of their
own; then words of the edition, the commonest among the posts that have the rest
of what was typed; then titles, newest first.  Nothing is offered that finds
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from index.editions.schema import TITLE_ORDER
from index.guidance.lexicon import Lexicon
from index.guidance.phrases import Phrases
from index.guidance.spelling import Spelling
from index.guidance.term_names import TermNames, begins, words_in
from index.query import Query
from index.results import Completion, CompletionKind
from index.searching.ordering import Order
from index.searching.posts import Posts
from index.words.folding import fold
from index.words.languages import stem
from index.words.tokens import tokens

NAMES = 3
"""Names offered at most, so that room is left for words and titles."""

WORDS = 3
"""Words offered at most."""

PHRASES = 2
"""Phrases offered at most."""

FREQUENT = 3
"""Titles that have a phrase which is offered; two may be the two versions of one post."""

SHORTEST = 3
"""Letters of the shortest word that is worth finishing."""

TRIED = 12
"""Words counted for those that are offered; each takes about a millisecond at worst."""


@dataclass(frozen=True, slots=True)
class Title:
    """A post as a list of titles shows it."""

    slug: str
    title: str
    language: str


class Completions:
    """Finishes what is typed, in one edition.

    Args:
        lexicon: Its words.
        spelling: How they are written.
        phrases: What follows what in its titles.
        term_names: Names of partners and themes.
        newest: Its posts, the newest first.
        stop: Folded words that say too little to be offered.
        languages: Primary subtags of the edition's languages.
        found: Gives the posts that a query finds.
        title: Gives the title of a post.
    """

    def __init__(  # noqa: PLR0913 - what an edition knows
        self,
        lexicon: Lexicon,
        spelling: Spelling,
        phrases: Phrases,
        term_names: TermNames,
        newest: Order,
        *,
        stop: frozenset[str],
        languages: tuple[str, ...],
        found: Callable[[Query], Posts],
        title: Callable[[int], Title],
    ) -> None:
        self._lexicon = lexicon
        self._spelling = spelling
        self._phrases = phrases
        self._term_names = term_names
        self._newest = newest
        self._stop = stop
        self._languages = languages
        self._found = found
        self._title = title

    def of(self, text: str, size: int) -> tuple[Completion, ...]:
        """Return what may be wanted, the likeliest of each kind first.

        Args:
            text: As typed so far.
            size: Most that are returned.
        """
        if not words_in(text):
            return ()
        offered = [*islice(self._names(text), NAMES), *islice(self._words(text), WORDS)]
        known = {words_in(each.text) for each in offered if each.slug is None}
        phrases = (each for each in self._phrases_of(text) if words_in(each.text) not in known)
        offered += islice(phrases, PHRASES)
        offered += islice(self._titles(text), max(0, size - len(offered)))
        return tuple(offered[:size])

    def _names(self, text: str) -> Iterator[Completion]:
        for term in self._term_names.begun(words_in(text)):
            kind = CompletionKind(term.kind.value)
            yield Completion(kind, term.name, term.count, slug=term.slug, language=term.language)

    def _words(self, text: str) -> Iterator[Completion]:
        """Yield the text with its last word finished; what follows in titles comes first."""
        *before, last = [token for token in tokens(text) if not token.extra]
        if not last.text.isalpha() or text[last.end :]:
            return
        among = self._found(Query(text=text[: last.start])).mask if before else None
        held = [each for each in self._lexicon.beginning(last.text, among) if self._says(each.word)]
        words = [each.word for each in held[:TRIED] if each.word != last.text]
        if before:
            follows = {word: self._phrases.titles(before[-1].text, word) for word in words}
            together = [word for word in words if follows[word]]
            words = sorted(together or words, key=lambda word: -follows[word])
        known = {stem(language, last.text) for language in self._languages}
        for word in words:
            stems = {stem(language, word) for language in self._languages}
            written = None if stems <= known else self._spelling.of(word)
            if written:
                known |= stems
                yield from self._counted(CompletionKind.WORD, text[: last.start] + written)

    def _phrases_of(self, text: str) -> Iterator[Completion]:
        """Yield phrases that begin as typed."""
        wanted = words_in(text)
        for words, titles in self._phrases.beginning(wanted[0], self._stop):
            if titles >= FREQUENT and len(wanted) <= len(words) and begins(words, wanted):
                written = self._spelling.of(*words)
                if written:
                    yield from self._counted(CompletionKind.PHRASE, written)

    def _counted(self, kind: CompletionKind, text: str) -> Iterator[Completion]:
        """Yield a search, if it finds anything."""
        asked = f'"{text}"' if kind is CompletionKind.PHRASE else text
        posts = len(self._found(Query(text=asked)))
        if posts:
            yield Completion(kind, text, posts)

    def _says(self, word: str) -> bool:
        """Tell whether a word is worth offering."""
        return len(word) >= SHORTEST and word not in self._stop

    def _titles(self, text: str) -> Iterator[Completion]:
        """Yield titles: those that begin as typed, then those with words that do."""
        begun = self._lexicon.having(TITLE_ORDER, fold(text.strip()))
        words = [self._lexicon.having("title", word) for word in words_in(text)]
        every = np.logical_and.reduce(words)
        seen: set[str] = set()
        for mask in (begun, every & ~begun):
            posts = Posts(len(mask), mask=mask)
            for doc in self._newest.first(posts, 2 * TRIED).tolist():
                found = self._title(doc)
                key = fold(found.title)
                if key not in seen:
                    seen.add(key)
                    yield Completion(
                        CompletionKind.TITLE,
                        found.title,
                        1,
                        slug=found.slug,
                        language=found.language,
                    )
