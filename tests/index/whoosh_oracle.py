"""
The same questions for Whoosh's own searcher: our trees as its queries, our formula as its model.

A word is the sum of what its fields give, which a weighting model does; that
sum is then saturated, which a matcher of our own does.  Everything else, who
has what and what is added up, is Whoosh's.
"""

import math

import numpy as np
from whoosh import matching, query, scoring
from whoosh.query.wrappers import WrappingQuery

from index.bm25 import K1
from index.columnar import segment_arrays
from index.languages import stem
from index.schema import DAY, EVENT_DAYS, TEXT_FIELDS
from index.tree import And, Beginning, Dated, Has, Not, Of, Or, Phrase, Word
from index.ways import EXACT, STEM

FOREVER = 10**7


class Lowered(scoring.WeightingModel):
    """
    An occurrence counts what its field is worth, lowered by the field's length.
    """

    use_final = False

    def __init__(self, reader):
        leaves = [leaf for leaf, _ in reader.leaf_readers()]
        arrays = segment_arrays(reader)
        lives = [each.live() for each in arrays]
        self.norms = {}
        for field in TEXT_FIELDS:
            rows = [each.lengths(field.name) for each in arrays]
            kept = [r if on is None else r[on] for r, on in zip(rows, lives, strict=True)]
            known = np.concatenate([*kept, [0]])
            average = known.sum() / max(1, np.count_nonzero(known)) or 1.0
            for leaf, row in zip(leaves, rows, strict=True):
                lowered = 1.0 - field.b + field.b * row / average
                self.norms[leaf.segment().segment_id(), field.name] = field.weight / lowered

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

    def whole(self, tree, *, every):
        wanted = [self.node(node) for node in tree.wanted]
        parts = [(query.And if every else Either)(wanted)] if wanted else [Unscored(query.Every())]
        parts += [Unscored(self.node(node)) for node in tree.filters]
        parts += [Unscored(query.Not(self.node(node))) for node in tree.excluded]
        return query.And(parts)

    def node(self, node):
        if isinstance(node, And | Or):
            kind = query.And if isinstance(node, And) else Either
            return kind([self.node(each) for each in node.nodes])
        if isinstance(node, Not):
            return Unscored(query.Not(self.node(node.node)))
        if isinstance(node, Has):
            kept = [query.Term(node.facet.value, value) for value in node.values]
            return Unscored(Either(kept))
        if isinstance(node, Dated):
            return Unscored(dated(node))
        assert node.times == 1
        return self.saturated(Either(list(self.sought(node))))

    def saturated(self, linear):
        total = self.searcher.doc_count()
        having = len(set(self.searcher.docs_for_query(linear)))
        return Saturated(linear, math.log1p((total - having + 0.5) / (having + 0.5)))

    def sought(self, node):
        for field in TEXT_FIELDS:
            if node.field not in {None, field.name}:
                continue
            if isinstance(node, Phrase):
                yield query.Phrase(field.name, [term for _, term in node.parts])
            elif isinstance(node, Beginning):
                yield from self.begun(field.name, node.start)
            else:
                yield from self.inflected(field.name, node)

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
    """

    def estimate_size(self, ixreader):
        return ixreader.doc_count_all()

    def matcher(self, searcher, context=None):
        docs = list(self.child.matcher(searcher, context).all_ids())
        return matching.ListMatcher(docs, [0.0] * len(docs))


class Either(query.Or):
    """
    Whoosh's automatic choice loses what has a score of 0.
    """

    matcher_type = query.Or.DEFAULT_MATCHER


def dated(node):
    first = node.period.first.toordinal() if node.period.first else 1
    last = node.period.last.toordinal() if node.period.last else FOREVER
    starts, ends = (DAY, DAY) if node.of is Of.PUBLISHED else EVENT_DAYS
    return query.And(
        [
            Unscored(query.ColumnQuery(ends, lambda day: first <= day)),
            Unscored(query.ColumnQuery(starts, lambda day: day <= last)),
        ]
    )
