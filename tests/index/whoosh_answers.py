"""
Whole results pages as Whoosh would give them: its searcher, its filters, its grouping.

What Whoosh cannot know is said here: that equal posts come newest first, undated
last, then by slug.
"""

from collections import defaultdict
from datetime import date

from whoosh import query
from whoosh.sorting import FieldFacet
from whoosh_oracle import (
    FOREVER,
    UNDATED,
    Lowered,
    Translator,
    Unscored,
    days_between,
    having,
    shelves_of,
)

from index import Facet, Sort

SCORE_DIGITS = 9
"""
Scores that differ less are equal: sums of the same numbers in another order.
"""


class WhooshAnswers:
    """
    One state of an edition, asked by way of Whoosh alone.

    Args:
        searcher: Whoosh's own.
        languages: Of the posts, primary subtags.
    """

    def __init__(self, searcher, languages):
        self.searcher = searcher
        reader = searcher.reader()
        searcher.weighting = Lowered(reader)
        self.translator = Translator(searcher, languages)
        self.slugs = self.terms("slug")
        self.titles = self.terms("folded_title")
        days = reader.column_reader("day")
        self.days = {doc: days[doc] for doc in self.slugs}

    def terms(self, field):
        """
        The one term of a field that each post has.
        """
        reader = self.searcher.reader()
        return {
            doc: term.decode()
            for term in reader.lexicon(field)
            for doc in reader.postings(field, term).all_ids()
        }

    def text(self, tree, match):
        """
        The query of Whoosh's for a text.
        """
        return self.translator.whole(tree, match)

    def scores(self, text):
        """
        The posts that a text finds, with what its words count in them.
        """
        return scores_of(self.searcher.search(text, limit=None))


class WhooshPage:
    """
    The answer to one query.

    Args:
        answers: Of the edition.
        text: The query's, as Whoosh takes it.
        tree: The same as we take it.
        asked: The query.
    """

    def __init__(self, answers, text, tree, asked):
        self.answers = answers
        self.asked = asked
        self.text = text
        self.by_words = bool(tree.wanted) and asked.sort in {None, Sort.RELEVANCE}
        self.known = {}
        self.scores = scores_of(self.found())

    def found(self, *, but=None, dates=True):
        """
        Whoosh's results, grouped, with one filter or the dates passed over; each asked once.
        """
        but = but if but in self.asked.ticked else None
        dates = dates and bool(self.asked.start or self.asked.end)
        if (but, dates) not in self.known:
            self.known[but, dates] = self.find(but, dates)
        return self.known[but, dates]

    def find(self, but, dates):
        parts = [
            Unscored(having(self.answers.searcher, facet, values))
            for facet, values in self.asked.ticked.items()
            if facet is not but
        ]
        if dates:
            first = self.asked.start.first.toordinal() if self.asked.start else 1
            last = self.asked.end.last.toordinal() if self.asked.end else FOREVER
            parts.append(days_between("day", "day", first, last))
        fields = {
            facet.value: FieldFacet(facet.value, allow_overlap=True)
            for facet in Facet
            if facet is not Facet.YEAR
        }
        return self.answers.searcher.search(
            query.And([self.text, *parts]),
            limit=None,
            groupedby={**fields, "day": FieldFacet("day")},
        )

    def counts(self, facet):
        """
        How many posts each value has, its own filter passed over.
        """
        groups = self.found(but=facet).groups("day" if facet is Facet.YEAR else facet.value)
        shelves = defaultdict(set)
        for value, docs in groups.items():
            for shelf in shelves_of(facet, value):
                shelves[shelf].update(docs)
        counts = dict.fromkeys(self.asked.chosen(facet), 0)
        return counts | {value: len(docs) for value, docs in shelves.items()}

    def months(self):
        counts = defaultdict(int)
        for day, docs in self.found(but=Facet.YEAR, dates=False).groups("day").items():
            counts[date.fromordinal(day).isoformat()[:7] if day else None] += len(docs)
        return counts

    def slugs(self):
        """
        Those of the page, in order.
        """
        last = self.asked.page * self.asked.size
        docs = sorted(self.scores, key=self.order)
        return [self.answers.slugs[doc] for doc in docs[last - self.asked.size : last]]

    def order(self, doc):
        """
        What posts are sorted by.
        """
        slug, day = self.answers.slugs[doc], self.answers.days[doc]
        if self.asked.sort is Sort.TITLE:
            return (self.answers.titles[doc], slug)
        if self.asked.sort is Sort.OLDEST:
            return (day == UNDATED, day, slug)
        score = round(self.scores[doc], SCORE_DIGITS) if self.by_words else 0
        return (-score, day == UNDATED, -day, slug)


def scores_of(results):
    return {results.docnum(n): results.score(n) for n in range(results.scored_length())}
