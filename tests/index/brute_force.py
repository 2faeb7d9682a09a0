"""
An engine that is right by being simple: every post is looked at for every question.

It shares the grammar, the tokens and the stemmers with the engine that serves,
because those say what a word is.  It knows nothing of Whoosh, arrays,
postings, scores or files.
"""

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cached_property
from math import ceil

from archive import Kind, Unreadable, language_of, slug_of
from index import NONE, Facet, FacetValue, Match, MonthCount, Query, Results, Sort
from index.folding import fold
from index.grammar import Limits, parse
from index.languages import primary, stem
from index.names import Names
from index.reading import cut_short
from index.results import Completion, CompletionKind, Hit, Neighbour, PostView, Span
from index.stop_words import stop_words, stop_words_of
from index.tokens import tokens
from index.tree import And, Beginning, Dated, Has, Named, Not, Of, Or, Phrase, Word


class BruteForce:
    """
    Answers like `index.Engine`, except for scores, snippets, corrections, the details of terms
    and which completions come first.
    """

    def __init__(self, records, partners, themes, generation="g", *, limits=None, today=date.today):
        self.generation = generation
        self.limits = limits or Limits()
        self.today = today
        self.records = sorted(records, key=lambda record: record.slug)
        self.vocabularies = {Facet.PARTNER: partners, Facet.THEME: themes}
        values = {
            facet: {value for record in records for value in self.values(facet, record)}
            for facet in (Facet.LANGUAGE, Facet.CATEGORY)
        }
        self.names = Names(partners, themes, values, self.is_called)
        languages = {primary(record.language) for record in self.records}
        self.stop = stop_words_of(languages)
        self.no_half = frozenset().union(*map(stop_words, languages))
        self.fields = {record.slug: self._fields(record) for record in self.records}

    def search(self, query, *, counts=True, quotes=True):
        query = self.canonical(query)
        parsed = parse(
            query.text,
            stop=self.stop,
            limits=self.limits,
            today=self.today(),
            names=self.names,
            acronym=self.acronyms.__contains__,
        )
        found = [record for record in self.records if self.fits(record, parsed.tree, query.match)]
        chosen = [record for record in found if self.passes(record, query)]
        by = query.sort
        if by in {None, Sort.RELEVANCE}:
            by = Sort.RELEVANCE if parsed.tree.wanted else Sort.NEWEST
        ordered = sorted(chosen, key=lambda record: order(record, by))
        page = ordered[(query.page - 1) * query.size : query.page * query.size]
        undated = [r for r in found if self.passes(r, query, but={Facet.YEAR}, dates=False)]
        return Results(
            query=query,
            total=len(chosen),
            hits=tuple(map(hit, page)),
            facets={facet: self.facet(facet, found, query) for facet in Facet} if counts else {},
            timeline=timeline(undated) if counts else (),
            reading=self.read(parsed),
            generation=self.generation,
            sort=by,
            named=self.named(query.text) if query.text.strip() else (),
        )

    def read(self, parsed):
        notes, beyond = parsed.reading.notes, parsed.reading.beyond
        told = self.told(parsed.tree)
        return replace(parsed.reading, notes=(*notes, *told), beyond=(*beyond, *told))

    def scan(self, query):
        everything = replace(query, page=1, size=max(1, len(self.records)))
        slugs = {record.slug: record for record in self.records}
        return (slugs[found.slug] for found in self.search(everything).hits)

    def post(self, slug):
        line = sorted((r for r in self.records if r.date), key=lambda r: (r.date, r.slug))
        for record in self.records:
            if record.slug == slug:
                at = line.index(record) if record.date else None
                before = line[at - 1] if at else None
                after = line[at + 1] if at is not None and at + 1 < len(line) else None
                return PostView(record, neighbour(before), neighbour(after))
        return None

    def redirect(self, path):
        wanted = path.rstrip("/") or "/"
        old = (
            r.slug for r in self.records for p in r.redirects if (p.rstrip("/") or "/") == wanted
        )
        return min(old, default=None)

    def terms(self, kind):
        return tuple(
            sorted(self.vocabularies[Facet(kind.value)], key=lambda t: (fold(t.name), t.slug))
        )

    def suggest(self, text, size=8):
        wanted = called(text)
        last = wanted[-1] if wanted else ""
        if not last:
            return ()
        found = [
            Completion(CompletionKind(facet.value), term.name, count, slug=term.slug)
            for facet, vocabulary in self.vocabularies.items()
            for term in vocabulary
            if any(begun(called(name, beside=True), wanted) for name in term.names())
            if (count := self.total(**{facet.value: (term.slug,)}))
        ]
        start = text[: max(token.start for token in tokens(text) if not token.extra)]
        words = sorted({w for c in self.frequencies.values() for w in c if w.startswith(last)})
        found += [
            Completion(CompletionKind.WORD, start + word, count)
            for word in words
            if word != last and word.isalpha() and (count := self.total(text=start + word))
        ]
        return tuple(
            found
            + [
                Completion(CompletionKind.TITLE, record.title, 1, slug=record.slug)
                for record in self.records
                if begun(called(record.title), wanted)
            ]
        )[:size]

    def total(self, **asked):
        return self.search(Query(**asked)).total

    def named(self, text):
        return tuple(
            term
            for vocabulary in self.vocabularies.values()
            for term in sorted(vocabulary, key=lambda term: term.slug)
            if "".join(called(text)) in {"".join(called(name)) for name in term.names()}
            if self.total(**{term.kind.value: (term.slug,)})
        )

    def close(self):
        pass

    def canonical(self, query):
        def read(facet, value):
            if value.strip().lower() == NONE:
                return NONE
            if facet in self.vocabularies:
                term = self.vocabularies[facet].find(value)
                return term.slug if term else value
            if facet is Facet.CATEGORY:
                return slug_of(value) or value
            try:
                return language_of(value) if facet is Facet.LANGUAGE else value.strip()
            except Unreadable:
                return value

        lists = {f: tuple(dict.fromkeys(read(f, v) for v in query.chosen(f))) for f in Facet}
        return replace(query, **{facet.value: values for facet, values in lists.items()})

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
        The one rule of each node of `index.tree`.
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
            self.stands(record, node, half, exact=True) for half in node.halves(self.no_half)
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
        return set(words[: self.limits.expanded]), len(words)

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

    def passes(self, record, query, *, but=frozenset(), dates=True):
        for facet in set(Facet) - but:
            if query.chosen(facet) and not self.values(facet, record) & set(query.chosen(facet)):
                return False
        if not dates or (query.start is None and query.end is None):
            return True
        return record.date is not None and not (
            (query.start and record.date < query.start.first)
            or (query.end and record.date > query.end.last)
        )

    def facet(self, facet, found, query):
        counted = [record for record in found if self.passes(record, query, but={facet})]
        counts = Counter(value for record in counted for value in self.values(facet, record))
        counts.update(dict.fromkeys(query.chosen(facet), 0))
        finished = [self.value(facet, v, n, query) for v, n in counts.items()]
        return tuple(sorted(finished, key=lambda f: (-f.count, f.label, f.value)))

    def value(self, facet, value, count, query):
        label, language = value, None
        if facet in self.vocabularies and (term := self.vocabularies[facet].get(value)):
            label, language = term.name, term.language
        if facet is Facet.CATEGORY:
            written = Counter(
                r.category for r in self.records if slug_of(r.category or "") == value
            )
            label = min(written, key=lambda name: (-written[name], name), default=value)
        return FacetValue(value, label, count, value in query.chosen(facet), language)


def places(text):
    """
    The words of a text by place.
    """
    found = {}
    for token in tokens(text):
        found.setdefault(token.position, set()).add(token.text)
    return found


def called(name, *, beside=False):
    """
    The words of a name, joined forms of hyphenated ones among them if asked for.
    """
    return [token.text for token in tokens(name) if beside or not token.extra]


def begun(name, wanted):
    """
    Whether each word wanted begins a word of a name.
    """
    return all(any(word.startswith(each) for word in name) for each in wanted)


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


def order(record, by):
    """
    What a post is sorted by; relevance is not known here.
    """
    day = record.date.toordinal() if record.date else 0
    return {
        Sort.OLDEST: (not day, day, record.slug),
        Sort.TITLE: (fold(record.title), record.slug),
    }.get(by, (not day, -day, record.slug))


def timeline(records):
    months = Counter(record.date.strftime("%Y-%m") if record.date else None for record in records)
    ordered = sorted(months, key=lambda month: (month is None, month or ""))
    return tuple(MonthCount(month, months[month]) for month in ordered)


def neighbour(record):
    return record and Neighbour(record.slug, record.title, record.language, record.date)


def hit(record):
    shown = ("language", "date", "updated", "event", "category", "partners", "themes", "summary")
    values = {name: getattr(record, name) for name in shown}
    return Hit(slug=record.slug, title=(Span(record.title),), snippet=(), score=0.0, **values)
