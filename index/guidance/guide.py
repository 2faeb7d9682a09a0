"""Help for readers of one edition, made ready when it is first asked for.

Everything comes from what the edition itself holds: its words, names and
titles.  Whatever is offered was counted, with the search that it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from index.editions.record import Record
from index.editions.record_json import from_json
from index.guidance.completion import Completions, Title
from index.guidance.correction import Correction
from index.guidance.lexicon import Lexicon
from index.guidance.phrases import Phrases
from index.guidance.spelling import Spelling
from index.guidance.term_names import TermNames
from index.query import Query
from index.results import Completion, Suggestion, TermView
from index.searching.ordering import Order
from index.searching.postings import PostingsReader, Segment
from index.searching.posts import Posts
from index.words.stop_words import stop_words

RECOGNISED = 256
"""Texts that are kept with the names that they are."""


class Guide:
    """Corrects, completes and recognises what is typed.

    Args:
        segments: Of the edition.
        postings: Of the edition.
        newest: Its posts, the newest first.
        stored: What is stored of a post.
        languages: Primary subtags of the edition's languages.
        terms: Gives its partners and themes.
        names: Gives the names under which a post may be looked for.
        found: Gives the posts that a query finds, filters included.
    """

    def __init__(  # noqa: PLR0913 - what an edition knows
        self,
        segments: list[Segment],
        postings: PostingsReader,
        newest: Order,
        *,
        stored: Any,
        languages: Sequence[str],
        terms: Callable[[], Sequence[TermView]],
        names: Callable[[Record], Iterable[str]],
        found: Callable[[Query], Posts],
    ) -> None:
        self._lexicon = Lexicon(segments)
        self._phrases = Phrases(segments, postings)
        self._spelling = Spelling(postings, newest, self._text)
        self._newest = newest
        self._stored = stored
        self._languages = tuple(languages)
        self._terms = terms
        self._names = names
        self._found = found
        self._stop = frozenset[str]().union(*map(stop_words, languages))
        self._named = lru_cache(maxsize=RECOGNISED)(self._recognised)
        self._correction = Correction(self._lexicon, self._spelling, self._stop, self._total)

    def did_you_mean(self, query: Query, total: int) -> Suggestion | None:
        """Return a text that finds more than a query that finds so many posts, or None."""
        return self._correction.offer(query, total)

    def named(self, text: str) -> tuple[TermView, ...]:
        """Return the partners and themes that a whole text is a name of."""
        return self._named(text)

    def _recognised(self, text: str) -> tuple[TermView, ...]:
        return self._term_names.whole(text) if text.strip() else ()

    def completions(self, text: str, size: int) -> tuple[Completion, ...]:
        """Return what somebody who has typed so far may want."""
        return self._completions.of(text, size)

    @cached_property
    def _term_names(self) -> TermNames:
        return TermNames(self._terms())

    @cached_property
    def _completions(self) -> Completions:
        return Completions(
            self._lexicon,
            self._spelling,
            self._phrases,
            self._term_names,
            self._newest,
            stop=self._stop,
            languages=self._languages,
            found=self._found,
            title=self._title,
        )

    def _total(self, query: Query) -> int:
        return len(self._found(query))

    def _title(self, doc: int) -> Title:
        record = from_json(self._stored[doc]["display"])
        return Title(record.slug, record.title, record.language)

    def _text(self, doc: int, field: str) -> str:
        stored: Mapping[str, str] = self._stored[doc]
        if field == "body":
            return stored["text"]
        record = from_json(stored["display"])
        if field == "names":
            return "\n".join(self._names(record))
        return record.title if field == "title" else record.summary or ""
