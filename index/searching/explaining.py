"""Why a post is where it is in an answer: its score taken apart by what put it together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.asking.as_typed import said
from index.asking.tree import And, Beginning, Node, Or, Phrase, Sought, Word, is_filter
from index.editions.schema import TEXT_FIELDS
from index.explanation import Explanation, FieldShare, NearShare, WordShare
from index.query import Sort
from index.searching.bm25 import K1
from index.searching.evaluation import Walk, needed
from index.searching.finding import Finder, Finding
from index.searching.nearness import Nearness
from index.searching.ranking import BEST
from index.searching.ways import Found
from index.sentence import Sentence
from index.words.function_words import WORTH


def explained(finder: Finder, found: Finding, slug: str, doc: int) -> Explanation:
    """Return why a post is where it is in what was found, or why it is not there.

    Args:
        finder: Of the edition.
        found: What the query finds.
        slug: Of the post.
        doc: Its number.
    """
    total = len(found.posts)
    explainer = Explainer(finder, found)
    words = explainer.words(doc)
    order, _ = finder.ordered(found, total)
    at = np.flatnonzero(order == doc).tolist()
    if not at:
        reasons = (*explainer.reasons(doc), *found.filtered.filters.reasons(doc))
        return Explanation(slug, None, total, words, reasons=reasons)
    is_near = found.sort is Sort.RELEVANCE and at[0] < BEST
    near = explainer.near(finder.ranking.nearness, doc) if is_near else ()
    return Explanation(slug, at[0] + 1, total, words, near)


class Explainer:
    """Explains what one query finds.

    Args:
        finder: Of the edition.
        found: What the query finds.
    """

    def __init__(self, finder: Finder, found: Finding) -> None:
        self._tree = found.parsed.tree
        self._match = found.query.match
        self._matcher = finder.matcher
        self._walk = Walk(finder.matcher, finder.facts)

    def words(self, doc: int) -> tuple[WordShare, ...]:
        """Return what each thing that is sought and is there adds to the score of a post."""
        return tuple(each for node in self._tree.wanted for each in self._shares(node, doc))

    def near(self, nearness: Nearness, doc: int) -> tuple[NearShare, ...]:
        """Return what words near each other add to the score of a post."""
        pairs = nearness.pairs(self._tree)
        gains = [float(gain[0]) for gain in nearness.gains(pairs, np.array([doc], np.int64))]
        return tuple(
            NearShare((pair.left.text, pair.right.text), gain)
            for pair, gain in zip(pairs, gains, strict=True)
            if gain
        )

    def reasons(self, doc: int) -> Iterator[str]:
        """Yield why the text of the query does not find a post; nothing if it does."""
        wanted = self._tree.wanted
        missing = [node for node in wanted if not self._has(node, doc)]
        asked = [node for node in wanted if not self._is_spared(node, doc)]
        least = needed(len(asked), self._match)
        had = len(asked) - len(missing)
        if had < least:
            for node in missing:
                yield Sentence("it has no %(text)s", text=said(node))
        if 0 < least < len(wanted) and had < least:
            yield Sentence(
                "it has %(had)s of %(all)s words; %(least)s are needed",
                had=had,
                all=len(asked),
                least=least,
            )
        for node in self._tree.filters:
            if not self._has(node, doc):
                yield Sentence("it does not fit %(text)s", text=said(node))
        for node in self._tree.excluded:
            if self._has(node, doc):
                yield Sentence("it has %(text)s, which is excluded", text=said(node))

    def _has(self, node: Node, doc: int) -> bool:
        return bool(self._walk.mask(node)[doc])

    def _is_spared(self, node: Node, doc: int) -> bool:
        spared = self._walk.spared(node)
        return spared is not None and bool(spared[doc])

    def _shares(self, node: Node, doc: int) -> Iterator[WordShare]:
        """Yield what a node adds; a group of words only if the post has all of it."""
        if isinstance(node, Word | Phrase | Beginning):
            if doc in self._matcher.evidence(node).docs:
                yield self._share(node, doc)
        elif isinstance(node, And | Or) and not is_filter(node) and self._has(node, doc):
            for each in node.nodes:
                yield from self._shares(each, doc)

    def _share(self, node: Sought, doc: int) -> WordShare:
        ways = [
            [each for part in way for each in _field(part, doc)]
            for way in self._matcher.ways.of(node)
        ]
        fields = max(ways, key=lambda way: sum(each.weight for each in way))
        weight = sum(each.weight for each in fields)
        idf = self._matcher.idf(node)
        worth = WORTH if self._matcher.says_little(node, doc) else 1.0
        return WordShare(
            text=node.text,
            times=node.times,
            posts=len(self._matcher.evidence(node)),
            idf=idf,
            worth=worth,
            weight=weight,
            score=node.times * worth * idf * weight * (K1 + 1.0) / (weight + K1),
            fields=tuple(fields),
        )


def _field(part: Found, doc: int) -> Iterator[FieldShare]:
    here, weights = part.weights_in(np.array([doc], np.int32))
    if len(here):
        occurrences = int(part.freqs[part.docs.searchsorted(np.int32(doc))])
        weight = float(weights[0])
        yield FieldShare(
            field=TEXT_FIELDS[part.field].name,
            form=part.form.value,
            occurrences=occurrences,
            worth=part.worth,
            length=weight / (occurrences * part.worth),
            weight=weight,
        )
