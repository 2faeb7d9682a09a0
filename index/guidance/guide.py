"""Help for readers of one edition, made ready when it is first asked for.

Everything comes from what the edition itself holds: its words, names and
titles.  Whatever is offered was counted, with the search that it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial

from archive import Kind
from index.editions.record_json import from_json
from index.editions.writing import names_of
from index.guidance.completion import Completions, Title
from index.guidance.correction import Correction
from index.guidance.lexicon import Lexicon
from index.guidance.phrases import Phrases
from index.guidance.spelling import Spelling
from index.guidance.term_names import TermNames
from index.query import Query
from index.results import Completion, Suggestion, TermView
from index.searching.posts import Posts
from index.searching.prepared import Prepared
from index.words.stop_words import stop_words

DOUBTED = 10
"""Posts found from which on nobody needs other words: half a page of them."""

OFFERED = 256
"""Searches that are kept with the text that was offered for them."""

COMPLETED = 1024
"""Beginnings that are kept with what was offered for them; a kilobyte or two each."""

RECOGNISED = 256
"""Texts that are kept with the names that they are."""


class Guide:
    """Corrects, completes and recognises what is typed.

    What was offered is kept for the day, since `last 6 months` finds other posts tomorrow.

    Args:
        edition: Prepared.
        terms: Gives its partners and themes.
        found: Gives the posts that a query finds, filters included.
        today: Tells which day it is.
    """

    def __init__(
        self,
        edition: Prepared,
        *,
        terms: Callable[[], Sequence[TermView]],
        found: Callable[[Query], Posts],
        today: Callable[[], date],
    ) -> None:
        segments = edition.documents.segments
        self._lexicon = Lexicon(segments)
        self._phrases = Phrases(segments, edition.postings)
        self._spelling = Spelling(edition.postings, edition.orders.newest, self._text)
        self._newest = edition.orders.newest
        self._stored = edition.stored
        self._languages = tuple(edition.shelves.languages)
        self._terms = terms
        partners, themes = (edition.vocabularies[kind] for kind in (Kind.PARTNER, Kind.THEME))
        self._names = partial(names_of, partners=partners, themes=themes)
        self._found = found
        self._today = today
        self._stop = frozenset[str]().union(*map(stop_words, self._languages))
        self._correction = Correction(self._lexicon, self._spelling, self._stop, self._total)
        self._named = lru_cache(maxsize=RECOGNISED)(self._recognised)
        self._offered = lru_cache(maxsize=OFFERED)(self._offer)
        self._completed = lru_cache(maxsize=COMPLETED)(self._complete)

    def did_you_mean(self, query: Query, total: int) -> Suggestion | None:
        """Return a text that finds more than a query that finds so many posts, or None."""
        return self._offered(query, total, self._today()) if total < DOUBTED else None

    def _offer(self, query: Query, total: int, _today: date) -> Suggestion | None:
        return self._correction.offer(query, total)

    def named(self, text: str) -> tuple[TermView, ...]:
        """Return the partners and themes that a whole text is a name of."""
        return self._named(text)

    def _recognised(self, text: str) -> tuple[TermView, ...]:
        return self._term_names.whole(text) if text.strip() else ()

    def completions(self, text: str, size: int) -> tuple[Completion, ...]:
        """Return what somebody who has typed so far may want."""
        return self._completed(text, size, self._today())

    def _complete(self, text: str, size: int, _today: date) -> tuple[Completion, ...]:
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
