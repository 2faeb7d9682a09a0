"""
The same questions for Whoosh's own searcher: our trees as its queries, our formula as its model.

A word is the sum of what its fields give, which a weighting model does; that
sum is then saturated, which a matcher of our own does.  Everything else, who
has what and what is added up, is Whoosh's.
"""

import math
from datetime import date
from itertools import combinations

import numpy as np
import samples
from whoosh import matching, query, scoring
from whoosh.query.wrappers import WrappingQuery

from archive import slug_of
from index import NONE, Facet, Match
from index.asking.tree import And, Beginning, Dated, Has, Not, Of, Or, Phrase, Word
from index.columnar import segment_arrays
from index.words.languages import stem

K1 = 1.5
STEM, EXACT = 1.0, 0.3
FIELDS = {"title": (3.0, 0.4), "summary": (1.5, 0.5), "names": (1.0, 0.75), "body": (1.0, 0.6)}
"""
The formula once more, by hand: what a word counts in each field, and how far length lowers it.
"""

VOCABULARIES = {Facet.PARTNER: samples.PARTNERS, Facet.THEME: samples.THEMES}
FOREVER = 10**7
UNDATED = 0


class Lowered(scoring.WeightingModel):
    """
    An occurrence counts what its field is worth, lowered by the field's length.

    Averages are taken over the posts that are not deleted and have the field.  The
    lengths are ours, because Whoosh rounds them.
    """

    use_final = False

    def __init__(self, reader):
        leaves = [leaf for leaf, _ in reader.leaf_readers()]
        lives = [list(leaf.all_doc_ids()) for leaf in leaves]
        arrays = segment_arrays(reader)
        self.norms = {}
        for field, (weight, b) in FIELDS.items():
            rows = [each.lengths(field) for each in arrays]
            kept = np.concatenate([row[live] for row, live in zip(rows, lives, strict=True)])
            average = kept[kept > 0].mean() if kept.any() else 1.0
            for leaf, row in zip(leaves, rows, strict=True):
                lowered = 1.0 - b + b * row / average
                self.norms[leaf.segment().segment_id(), field] = weight / lowered

    def scorer(self, searcher, fieldname, text, qf=1):
        name = fieldname.removesuffix("_stem")
        worth = EXACT if name == fieldname else STEM
        segment = searcher.reader().segment().segment_id()
        norms = self.norms.get((segment, name), np.zeros(searcher.doc_count_all()))
        return Linear(worth * norms)


class Linear(scoring.BaseScorer):
    """
    Occurrences times what one counts in each document.
    """

    def __init__(self, norms):
        self.norms = norms

    def supports_block_quality(self):
        return False

    def score(self, matcher):
        return matcher.weight() * self.norms[matcher.id()]


class Saturated(WrappingQuery):
    """
    Something sought: the sum over its fields, saturated, times how rare it is.
    """

    def __init__(self, child, idf):
        super().__init__(child)
        self.idf = idf

    def matcher(self, searcher, context=None):
        return SaturatedMatcher(self.child.matcher(searcher, context), idf=self.idf)


class SaturatedMatcher(matching.wrappers.WrappingMatcher):
    def __init__(self, child, boost=1.0, *, idf=0.0):
        super().__init__(child, boost)
        self.idf = idf

    def _replacement(self, newchild):
        return SaturatedMatcher(newchild, idf=self.idf)

    def supports_block_quality(self):
        return False

    def score(self):
        weight = self.child.score()
        return weight * self.idf * (K1 + 1) / (weight + K1)


class Translator:
    """
    From our trees to Whoosh's queries.
    """

    def __init__(self, searcher, languages):
        self.searcher = searcher
        self.languages = languages

    def whole(self, tree, match):
        wanted = [self.node(node) for node in tree.wanted]
        parts = [self.enough(wanted, match)] if wanted else [Unscored(query.Every())]
        parts += [Unscored(self.node(node)) for node in tree.filters]
        parts += [Unscored(query.Not(self.node(node))) for node in tree.excluded]
        return query.And(parts)

    def enough(self, wanted, match):
        if match is Match.ALL:
            return query.And(wanted)
        if match is Match.ANY:
            return Either(wanted)
        least = math.ceil(2 * len(wanted) / 3)
        enough = Either([query.And(list(some)) for some in combinations(wanted, least)])
        return query.And([Unscored(enough), Either(wanted)])

    def node(self, node):
        if isinstance(node, And | Or):
            kind = query.And if isinstance(node, And) else Either
            return kind([self.node(each) for each in node.nodes])
        if isinstance(node, Not):
            return Unscored(query.Not(self.node(node.node)))
        if isinstance(node, Has):
            return Unscored(having(self.searcher, node.facet, node.values))
        if isinstance(node, Dated):
            return Unscored(dated(node))
        return self.saturated(Either(list(self.sought(node))), node.times)

    def saturated(self, linear, times):
        total = self.searcher.doc_count()
        having = len(set(self.searcher.docs_for_query(linear)))
        return Saturated(linear, times * math.log1p((total - having + 0.5) / (having + 0.5)))

    def sought(self, node):
        for field in FIELDS:
            if node.field not in {None, field}:
                continue
            if isinstance(node, Phrase):
                yield query.Phrase(field, [term for _, term in node.parts])
            elif isinstance(node, Beginning):
                yield from self.begun(field, node.start)
            else:
                yield from self.inflected(field, node)

    def begun(self, name, start):
        for term in self.searcher.reader().expand_prefix(name, start):
            yield query.Term(name, term.decode(), boost=STEM / EXACT)

    def inflected(self, name, node):
        assert isinstance(node, Word)
        ((_, word),) = node.parts
        yield query.Term(name, word)
        for language in self.languages:
            there = Unscored(query.Term("language", language))
            yield query.And([query.Term(f"{name}_stem", stem(language, word)), there])


class Unscored(WrappingQuery):
    """
    Narrows and gives nothing; Whoosh's own takes a score of 0 for none given.

    Whoosh's queries of columns, and what is not found, may find deleted posts.
    """

    def estimate_size(self, ixreader):
        return ixreader.doc_count_all()

    def matcher(self, searcher, context=None):
        gone = searcher.reader().is_deleted
        docs = [doc for doc in self.child.matcher(searcher, context).all_ids() if not gone(doc)]
        return matching.ListMatcher(docs, [0.0] * len(docs))


class Either(query.Or):
    """
    Whoosh's automatic choice loses what has a score of 0.
    """

    matcher_type = query.Or.DEFAULT_MATCHER


def dated(node):
    starts, ends = ("day", "day") if node.of is Of.PUBLISHED else ("event_start", "event_end")
    if node.period is None:
        return days_between(ends, ends, UNDATED, UNDATED)
    first = node.period.first.toordinal() if node.period.first else 1
    last = node.period.last.toordinal() if node.period.last else FOREVER
    return days_between(starts, ends, first, last)


def days_between(starts, ends, first, last):
    """
    What began on or before the last of some days and ended on the first or after it.
    """
    return query.And(
        [
            Unscored(query.ColumnQuery(ends, lambda day: first <= day)),
            Unscored(query.ColumnQuery(starts, lambda day: day <= last)),
        ]
    )


def having(searcher, facet, values):
    """
    The posts on any of some shelves.
    """
    return Either([on_shelf(searcher, facet, value) for value in values])


def on_shelf(searcher, facet, value):
    if facet is Facet.YEAR:
        if value == NONE:
            return days_between("day", "day", UNDATED, UNDATED)
        ends = (date(int(value), 1, 1), date(int(value), 12, 31))
        return days_between("day", "day", *(day.toordinal() for day in ends))
    if value == NONE:
        return query.Not(query.Every(facet.value))
    terms = [term.decode() for term in searcher.reader().lexicon(facet.value)]
    kept = [term for term in terms if value in shelves_of(facet, term)]
    return Either([query.Term(facet.value, term) for term in kept])


def shelves_of(facet, term):
    """
    The values that a post is counted under which has a term; None and no day are none.
    """
    if not term:
        return (NONE,)
    if facet in VOCABULARIES:
        return (term, *VOCABULARIES[facet].ancestors(term))
    if facet is Facet.YEAR:
        return (str(date.fromordinal(term).year),)
    return (slug_of(term),) if facet is Facet.CATEGORY else (term,)
