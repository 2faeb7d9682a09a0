"""What a search has to find, counted the slow and simple way.

Every post is read and looked at.  The count knows how an engine makes words,
so that a total that differs from another engine's can be explained, and one
that nothing explains is seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from parsed import Post
from questions import FACETS, Kind, Question

if TYPE_CHECKING:
    from engines import Counts

_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Analysis:
    """How an engine makes words of a text.

    Attributes:
        stemmer: Snowball's name; None for that of the language.
        exact_phrases: Whether a phrase is found only in the forms typed.
        exact_beginnings: Whether a beginning is one of words as written, not of stems.
        reason: What to say where totals differ for it.
    """

    stemmer: str | None = None
    exact_phrases: bool = False
    exact_beginnings: bool = False
    reason: str = ""


@dataclass(slots=True)
class Found:
    """What one question finds."""

    slugs: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=lambda: {facet: {} for facet in FACETS})

    @property
    def total(self) -> int:
        """How many posts there are."""
        return len(self.slugs)


def count(
    posts: Iterable[Post], questions: Sequence[Question], analysis: Analysis, language: str
) -> list[Found]:
    """Return what each question finds among posts.

    Args:
        posts: Read once.
        questions: Any of them.
        analysis: How words are made.
        language: Snowball's name of the language of all posts.
    """
    return count_each(posts, questions, [analysis], language)[analysis]


def count_each(
    posts: Iterable[Post],
    questions: Sequence[Question],
    analyses: Iterable[Analysis],
    language: str,
) -> dict[Analysis, list[Found]]:
    """Return what each question finds, for several ways to make words, in one pass.

    A million posts take about a minute: those without any word that is asked for are
    passed over.

    Args:
        posts: Read once.
        questions: Any of them.
        analyses: How words are made.
        language: Snowball's name of the language of all posts.
    """
    readers = {analysis: _Reader(analysis, questions, language) for analysis in analyses}
    found = {analysis: [Found() for _ in questions] for analysis in readers}
    sieve = _Sieve(list(readers.values()))
    for post in filter(sieve.passes, posts):
        for analysis, reader in readers.items():
            words = reader.words(post)
            for asked, terms, result in zip(questions, reader.terms, found[analysis], strict=True):
                if reader.matches(words, asked.kind, terms):
                    _note(result, asked, post)
    return found


def values(post: Post) -> dict[str, tuple[str, ...]]:
    """Return the values of a post by facet."""
    year = (post.year,) if post.year else ()
    return {"partner": post.partners, "theme": post.themes, "year": year}


def _note(found: Found, question: Question, post: Post) -> None:
    """Count a post whose text matches, under every facet that would show it."""
    own = values(post)
    passes = {
        facet: not question.chosen(facet) or not set(own[facet]).isdisjoint(question.chosen(facet))
        for facet in FACETS
    }
    if all(passes.values()):
        found.slugs.append(post.slug)
    for facet in FACETS:
        if all(passes[other] for other in FACETS if other != facet):
            tally = found.counts[facet]
            for value in own[facet]:
                tally[value] = tally.get(value, 0) + 1


@dataclass(slots=True)
class _Texts:
    """The words of a post's fields, as written but folded, and as stems."""

    plain: list[list[str]]
    stems: list[list[str]]
    every_stem: set[str]

    @property
    def every_word(self) -> set[str]:
        """All words as written."""
        return set().union(*self.plain)


class _Reader:
    """Makes words as one engine does.

    Attributes:
        terms: Of each question, its words in the form that they are compared in.
    """

    def __init__(self, analysis: Analysis, questions: Sequence[Question], language: str) -> None:
        import Stemmer  # here: engines that need no stemmer must not carry it

        self._exact = analysis.exact_phrases
        self._written = analysis.exact_beginnings
        stemmer = Stemmer.Stemmer(analysis.stemmer or language)
        self._stem = cache(stemmer.stemWord)
        self._fold = cache(_folded)
        self.terms = [self._wanted(question) for question in questions]
        self.without_words = not all(self.terms)
        self._any = frozenset(term for terms in self.terms for term in terms)
        self._beginnings = tuple(
            terms[0]
            for question, terms in zip(questions, self.terms, strict=True)
            if question.kind is Kind.PREFIX
        )

    def _wanted(self, question: Question) -> tuple[str, ...]:
        folded = tuple(map(self._fold, question.words))
        if question.kind is Kind.PREFIX or (question.kind is Kind.PHRASE and self._exact):
            return folded
        return tuple(map(self._stem, folded))

    def asks_for(self, word: str) -> bool:
        """Whether a word of a text may be one of any question."""
        # Not kept: the words of a million posts would be in memory for good.
        plain = _folded(word)
        forms = plain, self._stem.__wrapped__(plain)
        return any(form in self._any or form.startswith(self._beginnings) for form in forms)

    def words(self, post: Post) -> _Texts:
        fields = (post.title, post.summary, post.names, post.text)
        plain = [[self._fold(word) for word in _WORD.findall(text)] for text in fields]
        stems = [[self._stem(word) for word in words] for words in plain]
        return _Texts(plain, stems, set().union(*stems))

    def matches(self, texts: _Texts, kind: Kind, terms: Sequence[str]) -> bool:
        if kind is Kind.PHRASE:
            fields = texts.plain if self._exact else texts.stems
            return any(_has_phrase(words, terms) for words in fields)
        if kind is Kind.PREFIX:
            known = texts.every_word if self._written else texts.every_stem
            return any(word.startswith(terms[0]) for word in known)
        return texts.every_stem.issuperset(terms)


class _Sieve:
    """Passes the posts that have a word of any question; the others match none."""

    def __init__(self, readers: Sequence[_Reader]) -> None:
        self._readers = readers
        self._all = any(reader.without_words for reader in readers)
        self._known: set[str] = set()
        self._asked: set[str] = set()

    def passes(self, post: Post) -> bool:
        words = set(_WORD.findall(f"{post.title}\n{post.summary}\n{post.names}\n{post.text}"))
        new = words - self._known
        self._known |= new
        self._asked.update(
            word for word in new if any(reader.asks_for(word) for reader in self._readers)
        )
        return self._all or not words.isdisjoint(self._asked)


def _has_phrase(words: Sequence[str], phrase: Sequence[str]) -> bool:
    first = phrase[0]
    return any(
        word == first and list(words[at : at + len(phrase)]) == list(phrase)
        for at, word in enumerate(words)
    )


def _folded(word: str) -> str:
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", word.lower()))
    return unicodedata.normalize("NFC", plain)
