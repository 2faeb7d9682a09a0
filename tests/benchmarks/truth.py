"""What a search has to find, counted the slow and simple way.

Every post is read and looked at.  The count knows how an engine makes words,
so that a total that differs from another engine's can be explained, and one
that nothing explains is seen.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import count as count_up
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from parsed import Post, read_posts
from questions import FACETS, Kind, Question

if TYPE_CHECKING:
    from engines import Counts

_WORD = re.compile(r"[^\W_]+")
_IN_PARTS = re.compile(r"[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)+")
_LETTERS = {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
_MARKS = re.compile("[\u0300-\u036f]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Analysis:
    """How an engine makes words of a text.

    Attributes:
        stemmer: Snowball's name; None for that of the language.
        exact_phrases: Whether a phrase is found only in the forms typed.
        exact_beginnings: Whether a beginning is one of words as written, not of stems.
        joined: Whether a word with hyphens or apostrophes is found written as one, too.
        unseen: Whether what cannot be seen, such as a soft hyphen, parts no word.
        reason: What to say where totals differ for it.
    """

    stemmer: str | None = None
    exact_phrases: bool = False
    exact_beginnings: bool = False
    joined: bool = False
    unseen: bool = False
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

    Posts without all words of any question are passed over.

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


def count_in_file(
    path: Path,
    number: int,
    questions: Sequence[Question],
    analyses: Sequence[Analysis],
    language: str,
) -> dict[Analysis, list[Found]]:
    """Return the same for the first posts of a file, on all processors.

    A million posts take about a minute on two.
    """
    parts = os.cpu_count() or 1
    bounds = [(number * part // parts, number * (part + 1) // parts) for part in range(parts)]
    with ProcessPoolExecutor(parts, get_context("spawn")) as pool:
        counting = [
            pool.submit(_count_between, path, each, questions, analyses, language)
            for each in bounds
        ]
        counted = [each.result() for each in counting]
    return {
        analysis: [
            _joined(each) for each in zip(*(part[analysis] for part in counted), strict=True)
        ]
        for analysis in analyses
    }


def _count_between(
    path: Path,
    bounds: tuple[int, int],
    questions: Sequence[Question],
    analyses: Sequence[Analysis],
    language: str,
) -> dict[Analysis, list[Found]]:
    return count_each(islice(read_posts(path), *bounds), questions, analyses, language)


def _joined(parts: Sequence[Found]) -> Found:
    """Add up what one question finds in each part of the posts."""
    whole = Found()
    for part in parts:
        whole.slugs += part.slugs
        for facet, tally in part.counts.items():
            for value, number in tally.items():
                whole.counts[facet][value] = whole.counts[facet].get(value, 0) + number
    return whole


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
    """The words of a post's fields, as written but folded, and as stems.

    Those that are only found joined stand in no field, so that no phrase has them.
    """

    plain: list[list[str]]
    stems: list[list[str]]
    every_word: set[str]
    every_stem: set[str]


class _Reader:
    """Makes words as one engine does.

    Attributes:
        terms: Of each question, its words in the form that they are compared in.
    """

    def __init__(self, analysis: Analysis, questions: Sequence[Question], language: str) -> None:
        import Stemmer  # here: engines that need no stemmer must not carry it

        self._exact = analysis.exact_phrases
        self._written = analysis.exact_beginnings
        self._joins = analysis.joined
        self._unseen = analysis.unseen
        stemmer = Stemmer.Stemmer(analysis.stemmer or language)
        self._stem = cache(stemmer.stemWord)
        self._fold = cache(_folded)
        self.terms = [self._wanted(question) for question in questions]
        self._beginnings = [question.kind is Kind.PREFIX for question in questions]

    def _wanted(self, question: Question) -> tuple[str, ...]:
        folded = tuple(map(self._fold, question.words))
        if question.kind is Kind.PREFIX or (question.kind is Kind.PHRASE and self._exact):
            return folded
        return tuple(map(self._stem, folded))

    def bits(self, needed: Sequence[Sequence[int]]) -> Callable[[str], int]:
        """Return what tells the bits of the questions' words that a word of a text may be.

        Args:
            needed: A bit for each word of each question.
        """
        whole: dict[str, int] = {}
        begun: list[tuple[str, int]] = []
        for terms, begins, each in zip(self.terms, self._beginnings, needed, strict=True):
            for term, bit in zip(terms, each, strict=True):
                if begins:
                    begun.append((term, bit))
                whole[term] = whole.get(term, 0) | bit
        # Not kept: the words of a million posts would be in memory for good.
        stem = self._stem.__wrapped__

        def of(word: str) -> int:
            plain = _folded(word)
            forms = plain, stem(plain)
            found = whole.get(plain, 0) | whole.get(forms[1], 0)
            for beginning, bit in begun:
                if any(form.startswith(beginning) for form in forms):
                    found |= bit
            return found

        return of

    def words(self, post: Post) -> _Texts:
        fields = [post.title, post.summary, post.names, post.text]
        if self._unseen:
            fields = [_UNSEEN.sub("", text) for text in fields]
        plain = [[self._fold(word) for word in _words(text)] for text in fields]
        stems = [[self._stem(word) for word in words] for words in plain]
        joined = [self._fold(word) for word in _joined_words("\n".join(fields)) if self._joins]
        return _Texts(
            plain,
            stems,
            every_word=set(joined).union(*plain),
            every_stem=set(map(self._stem, joined)).union(*stems),
        )

    def matches(self, texts: _Texts, kind: Kind, terms: Sequence[str]) -> bool:
        if kind is Kind.PHRASE:
            fields = texts.plain if self._exact else texts.stems
            return any(_has_phrase(words, terms) for words in fields)
        if kind is Kind.PREFIX:
            known = texts.every_word if self._written else texts.every_stem
            return any(word.startswith(terms[0]) for word in known)
        return texts.every_stem.issuperset(terms)


class _Sieve:
    """Passes the posts that have all words of any question; the others match none.

    A bit stands for one word of one question; what a word of a text may be is looked
    up once.
    """

    def __init__(self, readers: Sequence[_Reader]) -> None:
        numbers = count_up()
        bits = [[1 << next(numbers) for _ in terms] for terms in readers[0].terms]
        self._needed = [sum(each) for each in bits]
        self._of = [reader.bits(bits) for reader in readers]
        self._known: set[str] = set()
        self._asked: dict[str, int] = {}

    def passes(self, post: Post) -> bool:
        text = f"{post.title}\n{post.summary}\n{post.names}\n{post.text}"
        if _UNSEEN.search(text):
            text = f"{text}\n{_UNSEEN.sub('', text)}"
        words = {*_words(text), *_joined_words(text)}
        for word in words - self._known:
            self._known.add(word)
            bits = 0
            for of in self._of:
                bits |= of(word)
            if bits:
                self._asked[word] = bits
        has = 0
        for word in words & self._asked.keys():
            has |= self._asked[word]
        return any(has & needed == needed for needed in self._needed)


def _words(text: str) -> list[str]:
    """Return the words of a text; one of ASCII is quicker to split."""
    return text.translate(_LETTERS).split() if text.isascii() else _WORD.findall(text)


def _joined_words(text: str) -> list[str]:
    """Return the words with hyphens or apostrophes as one word each."""
    return ["".join(_WORD.findall(found)) for found in _IN_PARTS.findall(text)]


def _has_phrase(words: list[str], phrase: Sequence[str]) -> bool:
    at = -1
    for _ in range(words.count(phrase[0])):
        at = words.index(phrase[0], at + 1)
        if words[at : at + len(phrase)] == list(phrase):
            return True
    return False


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", word.lower()))
    return unicodedata.normalize("NFC", plain)
