"""
Whether a post has what a tree asks: the rules of `index.asking.tree`, one by one, on one post.

Tokens and stems are those of the engine that serves, because they say what a word is.
"""

from collections import Counter
from datetime import date
from functools import cached_property
from math import ceil

from archive import Kind, slug_of
from index import NONE, Facet, Match
from index.asking.halves import halves_of
from index.asking.reading import cut_short
from index.asking.tree import And, Beginning, Dated, Has, Named, Not, Of, Or, Phrase, Word
from index.words.folding import fold
from index.words.languages import primary, stem
from index.words.stop_words import stop_words
from index.words.tokens import tokens


class Judge:
    """
    Knows the texts and values of some posts and of nothing else.
    """

    def __init__(self, records, vocabularies, most_words):
        self.records = records
        self.vocabularies = vocabularies
        self.most_words = most_words
        self.no_half = frozenset().union(*(stop_words(primary(r.language)) for r in records))
        self.fields = {record.slug: self._fields(record) for record in records}

    def _fields(self, record) -> dict:
        """
        Every text of a post, field by field, as sets of words by place.
        """
        names = [name for label in record.partners for name in self._names(Kind.PARTNER, label)]
        names += [name for label in record.themes for name in self._names(Kind.THEME, label)]
        event = [record.event.name, record.event.place] if record.event else []
        written = {
            "title": [record.title if record.titled else None],
            "summary": [record.summary],
            "names": [*names, *record.people, *event],
            "body": [record.text],
        }
        return {field: [places(text or "") for text in texts] for field, texts in written.items()}

    def _names(self, kind, label):
        term = self.vocabularies[Facet(kind.value)].get(label.slug)
        return term.names() if term else (label.name,)

    def fits(self, record, tree, match):
        asked = [node for node in tree.wanted if not self.is_spared(record, node)]
        having = sum(self.has(record, node) for node in asked)
        wanted = len(asked)
        needed = {Match.ALL: wanted, Match.MOST: ceil(wanted * 2 / 3), Match.ANY: min(1, wanted)}[
            match
        ]
        return (
            having >= needed
            and all(self.has(record, node) for node in tree.filters)
            and not any(self.has(record, node) for node in tree.excluded)
        )

    def has(self, record, node):  # noqa: PLR0911 - one rule a node
        """
        The one rule of each node of `index.asking.tree`.
        """
        if isinstance(node, And):
            return all(self.has(record, each) for each in node.nodes)
        if isinstance(node, Or):
            return any(self.has(record, each) for each in node.nodes)
        if isinstance(node, Not):
            return not self.has(record, node.node)
        if isinstance(node, Has):
            return bool(self.values(node.facet, record) & set(node.values))
        if isinstance(node, Named):
            return self.names_one(record, node.field, node.parts)
        if isinstance(node, Dated):
            return self.took_place(record, node)
        if isinstance(node, Beginning):
            words = self.beginning(node)[0]
            return any(words & set().union(*t.values()) for t in self.texts(record, node.field))
        if isinstance(node, Phrase):
            return self.stands(record, node, node.parts, exact=True)
        if self.is_spared(record, node):
            return True
        ways = [node.parts, *(((0, whole),) for whole in node.wholes)]
        ways += [name.parts for name in node.names]
        return any(self.stands(record, node, way) for way in ways) or any(
            self.stands(record, node, half, exact=True) for half in halves_of(node, self.no_half)
        )

    def names_one(self, record, field, parts):
        place = [record.event.place] if record.event and record.event.place else []
        called = record.people if field == "person" else place
        return any(follow(places(name), parts) for name in called)

    def is_called(self, field, parts):
        return any(self.names_one(record, field, parts) for record in self.records)

    def is_spared(self, record, node):
        """
        Whether a word is one that posts in the language of this one need not have.
        """
        return isinstance(node, Word) and primary(record.language) in node.needless

    def texts(self, record, field):
        fields = self.fields[record.slug]
        return fields[field] if field else [text for texts in fields.values() for text in texts]

    def took_place(self, record, node):
        event = record.event
        days = [record.date] if node.of is Of.PUBLISHED else event and [event.start, event.end]
        days = [day for day in days or [] if day]
        if node.period is None:
            return not days
        first, last = node.period.first or date.min, node.period.last or date.max
        return bool(days) and max(days) >= first and min(days) <= last

    @cached_property
    def frequencies(self):
        """
        In how many posts each word stands, by field.
        """
        counts = {field: Counter() for field in ("title", "summary", "names", "body")}
        for fields in self.fields.values():
            for field, texts in fields.items():
                counts[field].update(set().union(*(w for text in texts for w in text.values())))
        return counts

    @cached_property
    def acronyms(self):
        """
        What one of fifty posts or more writes in capitals, in its body.
        """
        counts = self.frequencies["body"]
        return {
            word for word in counts if word.isupper() and 50 * counts[word] >= counts[fold(word)]
        }

    def beginning(self, node):
        """
        The words that a beginning stands for, and how many there would be without a limit.
        """
        fields = [node.field] if node.field else self.frequencies
        counts = sum((self.frequencies[field] for field in fields), Counter())
        words = [word for word in counts if word.startswith(node.start)]
        words.sort(key=lambda word: (-counts[word], word))
        return set(words[: self.most_words]), len(words)

    def told(self, tree):
        """
        The notes on beginnings that stand for too many words.
        """
        notes = []
        for node in beginnings(tree):
            words, count = self.beginning(node)
            if count > len(words):
                notes.append(cut_short(node.text, len(words), count))
        return dict.fromkeys(notes)

    def stands(self, record, node, parts, *, exact=False):
        language = primary(record.language)

        def same(word, term):
            return word == term or (not exact and stem(language, word) == stem(language, term))

        return any(follow(text, parts, same) for text in self.texts(record, node.field))

    def values(self, facet, record):
        """
        The values of a post in a facet, those of broader terms included.
        """
        if facet in self.vocabularies:
            labels = getattr(record, f"{facet.value}s")
            above = self.vocabularies[facet].ancestors
            return {slug for label in labels for slug in (label.slug, *above(label.slug))} or {NONE}
        if facet is Facet.YEAR:
            return {str(record.date.year) if record.date else NONE}
        value = record.language if facet is Facet.LANGUAGE else record.category
        return {(slug_of(value) or value if facet is Facet.CATEGORY else value) if value else NONE}


def places(text):
    """
    The words of a text by place.
    """
    found = {}
    for token in tokens(text):
        found.setdefault(token.position, set()).add(token.text)
    return found


def follow(text, parts, same=str.__eq__):
    return any(
        all(any(same(word, term) for word in text.get(first + place, ())) for place, term in parts)
        for first in text
    )


def beginnings(node):
    """
    The beginnings in a tree, wanted or not, in the order typed.
    """
    if isinstance(node, Beginning):
        yield node
    elif isinstance(node, Not):
        yield from beginnings(node.node)
    elif isinstance(node, And | Or):
        for each in node.nodes:
            yield from beginnings(each)
