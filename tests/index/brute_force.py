"""
An engine that is right by being simple: every post is looked at for every question.

It shares the grammar, the tokens and the stemmers with the engine that serves,
because those say what a word is.  It knows nothing of Whoosh, arrays,
postings, scores or files.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

from judging import Judge

from archive import Unreadable, language_of, slug_of
from index import NONE, Facet, FacetValue, MonthCount, Query, Results, Sort
from index.asking.grammar import parse
from index.asking.limits import Limits
from index.asking.names import Names
from index.results import Completion, CompletionKind, Hit, Neighbour, PostView, Span
from index.words.folding import fold
from index.words.languages import primary
from index.words.stop_words import stop_words_of
from index.words.tokens import tokens


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
        self.judge = Judge(self.records, self.vocabularies, self.limits.expanded)
        values = {
            facet: {value for record in records for value in self.judge.values(facet, record)}
            for facet in (Facet.LANGUAGE, Facet.CATEGORY)
        }
        self.names = Names(partners, themes, values, self.judge.is_called)
        self.stop = stop_words_of({primary(record.language) for record in self.records})

    def search(self, query, *, counts=True, quotes=True):
        query = self.canonical(query)
        parsed = parse(
            query.text,
            stop=self.stop,
            limits=self.limits,
            today=self.today(),
            names=self.names,
            acronym=self.judge.acronyms.__contains__,
        )
        found = [
            record for record in self.records if self.judge.fits(record, parsed.tree, query.match)
        ]
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
        told = self.judge.told(parsed.tree)
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
        every = set().union(*self.judge.frequencies.values())
        words = sorted(word for word in every if word.startswith(last))
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

    def passes(self, record, query, *, but=frozenset(), dates=True):
        for facet in set(Facet) - but:
            chosen = set(query.chosen(facet))
            if chosen and not self.judge.values(facet, record) & chosen:
                return False
        if not dates or (query.start is None and query.end is None):
            return True
        return record.date is not None and not (
            (query.start and record.date < query.start.first)
            or (query.end and record.date > query.end.last)
        )

    def facet(self, facet, found, query):
        counted = [record for record in found if self.passes(record, query, but={facet})]
        counts = Counter(value for record in counted for value in self.judge.values(facet, record))
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
