"""All recommendations of one edition.

An engine has one; what it answers holds as long as the engine is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from archive import Kind, detected
from index.learning.suggester import Suggester, ThemeScore
from index.learning.texts import ReadText, says_something, written
from index.query import Facet
from index.recommending.events import Events
from index.recommending.holding import Holding
from index.recommending.one_event import EventPair, pair_of, with_event
from index.recommending.reasons import joined, posts, says
from index.recommending.related import RELATED_POSTS, RelatedPost, closest, related, spelling
from index.recommending.topics import topics_beside
from index.results import Topic
from index.searching.facets import Table
from index.words.languages import primary

THEMES_OF_TEXT = 20
"""Themes that are suggested for a text."""

WORDS_SHOWN = 3
"""Words of a text that are named as the reason for a theme."""

WORDS_WEIGHED = 12
"""Words that those are chosen from: stop words and numbers tell a reader nothing."""


@dataclass(frozen=True, slots=True)
class Recommendations:
    """What to read after a post.

    Attributes:
        topics: Themes first, then partners, then phrases.
        posts: Those on the same event, then the closest first.
        event: The event that it announces or reports on, if other posts do the opposite.
    """

    topics: tuple[Topic, ...]
    posts: tuple[RelatedPost, ...]
    event: EventPair | None = None


class Recommender:
    """What one edition recommends.

    Args:
        holding: The edition.
        suggester: What was learnt of its themes; None if nothing was.
    """

    def __init__(self, holding: Holding, suggester: Suggester | None) -> None:
        self._holding = holding
        self._suggester = suggester
        self._events = Events(holding)
        self._languages = _languages(holding.tables[Facet.LANGUAGE])

    @property
    def learnt(self) -> datetime | None:
        """When the themes of texts were learnt; None if they were not."""
        return self._suggester.learnt if self._suggester else None

    def post(self, slug: str, *, size: int = RELATED_POSTS) -> Recommendations | None:
        """Return what to read after a post, or None if there is no such post.

        Args:
            slug: Of the post.
            size: How many related posts at most.
        """
        holding = self._holding
        doc = holding.number(slug)
        if doc is None:
            return None
        record = holding.record(doc)
        profile = holding.profiles.profile(doc, record)
        said = holding.profiles.said(profile)
        near = closest(holding, profile, said, record)
        spelled = spelling(record, profile)
        told = self._events.told(doc, record)
        first = self._events.put_first(near, told, record)
        found = related(holding, profile, said, record, first, spelled, size=size)
        pair = pair_of(told, record)
        return Recommendations(
            topics_beside(holding, profile, said, record, near, spelled),
            tuple(with_event(post, told) for post in found),
            pair if pair and pair.reported else None,
        )

    def events(self) -> Iterator[EventPair]:
        """Yield every event that was announced with the reports on it, the earliest first."""
        return self._events.announced()

    def themes_of(
        self,
        title: str | None,
        body: str | None,
        *,
        language: str | None = None,
        size: int = THEMES_OF_TEXT,
    ) -> tuple[ThemeScore, ...]:
        """Return the themes of this edition that a text is most likely about, the likeliest first.

        Args:
            title: Of the text; None where there is none.
            body: Likewise.
            language: BCP 47 tag; None to tell it from the words.
            size: How many themes at most.
        """
        if self._suggester is None:
            return ()
        read = self._language_of(title, body, language)
        return self._suggester.suggest(title, body, read, size=size)

    def topics_of(
        self,
        title: str | None,
        body: str | None,
        *,
        language: str | None = None,
        size: int = THEMES_OF_TEXT,
        unfiled: bool = False,
    ) -> tuple[Topic, ...]:
        """Return the same as topics, each with its reason.

        Args:
            title: As for `themes_of`.
            body: Likewise.
            language: Likewise.
            size: Likewise.
            unfiled: Whether it is the text of a post of this edition on no theme.
        """
        if self._suggester is None:
            return ()
        read = self._language_of(title, body, language)
        found = self._suggester.suggest(
            title, body, read, size=size, words=WORDS_WEIGHED, unfiled=unfiled
        )
        texts = [ReadText(text, read) for text in (title, body)]
        wanted = {stem for theme in found for stem in theme.words if says_something(stem)}
        spelled = written(texts, wanted)
        table = self._holding.tables[Facet.THEME]
        counts = dict(zip(table.values, table.totals.tolist(), strict=True))
        return tuple(self._topic(theme, counts.get(theme.slug, 0), spelled) for theme in found)

    def _topic(self, theme: ThemeScore, count: int, spelled: Mapping[str, str]) -> Topic:
        words = [spelled[stem] for stem in theme.words if stem in spelled][:WORDS_SHOWN]
        clauses = [posts(count), *([says(words)] if words else [])]
        name = self._holding.tables[Facet.THEME].label(theme.slug)
        return Topic(Kind.THEME, theme.slug, name, count, theme.score, joined(clauses))

    def _language_of(self, title: str | None, body: str | None, tag: str | None) -> str:
        if tag:
            return primary(tag)
        text = "\n".join(filter(None, (title, body)))
        return detected(text, self._languages) or next(iter(self._languages), "")


def _languages(table: Table) -> list[str]:
    """Return the languages of an edition as primary subtags, the commonest first."""
    counts = zip(table.totals.tolist(), table.values, strict=True)
    ordered = [tag for _, tag in sorted(counts, key=lambda each: (-each[0], each[1]))]
    return list(dict.fromkeys(map(primary, ordered)))
