"""Topics that stand out in results: of more of these posts than chance would have it.

Not the commonest themes, which are the commonest of every search, but those that
are significantly commoner here than in the archive (Dunning's likelihood ratio).
It is worked out from the counts that the results show anyway.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from archive import Kind
from index.query import NONE, Facet, Query
from index.recommending import reasons
from index.recommending.overlap import SAME, overlap
from index.results import FacetValue, Topic
from index.searching.cache import Cache
from index.searching.facets import Table

SURE = 10.83
"""Likelihood ratio that chance alone reaches once in a thousand times."""

LEAST_POSTS = 3
"""Posts of the results that a topic must have."""

LIFT = 1.5
"""How much commoner than in the archive a topic must be: with many results, the slightest
excess is significant and tells nobody anything."""

NEARLY = 0.999
"""Share of `LIFT` from which on a topic is worth a closer look."""

LOOKED_AT = 40
"""Commonest values of a facet that are looked at; a rarer one cannot stand out by much."""

THEMES, PARTNERS = 4, 2
"""Most topics of each kind."""

KEPT_BYTES = 2**20
"""Memory for overlaps of topics that were asked for: some thousands."""


class StandingOut:
    """Finds topics that stand out in results of one edition.

    Args:
        tables: By facet.
    """

    def __init__(self, tables: Mapping[Facet, Table]) -> None:
        self._tables = tables
        self._totals: dict[Facet, dict[str, int]] = {
            facet: dict(zip(table.values, table.totals.tolist(), strict=True))
            for facet, table in tables.items()
            if facet in {Facet.THEME, Facet.PARTNER}
        }
        self._least = {
            facet: {
                value: math.inf if value == NONE else NEARLY * LIFT * number / tables[facet].posts
                for value, number in totals.items()
            }
            for facet, totals in self._totals.items()
        }
        self._overlaps: Cache[tuple[tuple[str, str], tuple[str, str]], float] = Cache(
            KEPT_BYTES, lambda _: 8
        )

    def topics(
        self, query: Query, total: int, facets: Mapping[Facet, Sequence[FacetValue]]
    ) -> tuple[Topic, ...]:
        """Return topics for the reader of results: themes, then partners, the surest first.

        A facet of which something is chosen has none: its counts are of other posts.

        Args:
            query: What was asked.
            total: Posts that were found.
            facets: Their counts.
        """
        shown: list[Topic] = []
        for kind, most in ((Kind.THEME, THEMES), (Kind.PARTNER, PARTNERS)):
            facet = Facet(kind.value)
            if query.chosen(facet):
                continue
            of_kind = 0
            for topic in self._significant(kind, total, facets.get(facet, ())):
                if of_kind == most:
                    break
                if all(self._overlap(topic, other) <= SAME for other in shown):
                    shown.append(topic)
                    of_kind += 1
        return tuple(shown)

    def _significant(self, kind: Kind, total: int, values: Sequence[FacetValue]) -> Iterator[Topic]:
        """Yield the values that are commoner than chance would have it, the surest first."""
        facet = Facet(kind.value)
        whole = self._tables[facet].posts
        found = []
        least = self._least[facet]
        for value in [v for v in values[:LOOKED_AT] if v.count >= total * least[v.value]]:
            expected = total * self._totals[facet][value.value] / whole
            if value.count < max(LEAST_POSTS, LIFT * expected):
                continue
            sureness = _likelihood_ratio(value.count, total, expected)
            if sureness >= SURE:
                found.append((sureness, value, expected))
        for _, value, expected in sorted(found, key=lambda each: (-each[0], each[1].value)):
            reason = reasons.joined(
                [reasons.among(value.count, total), reasons.instead_of(expected)]
            )
            score = round(1.0 - expected / value.count, 4)
            yield Topic(kind.value, value.value, value.label, value.count, score, reason)

    def _overlap(self, one: Topic, other: Topic) -> float:
        pair = (one.kind, one.slug), (other.kind, other.slug)
        return self._overlaps.get(pair, lambda: self._compared(one, other))

    def _compared(self, one: Topic, other: Topic) -> float:
        first, second = (self._tables[Facet(t.kind)].having([t.slug]) for t in (one, other))
        return overlap(first, second)


def _likelihood_ratio(count: int, total: int, expected: float) -> float:
    """Return how much likelier a count is if its topic is not as common here as elsewhere."""
    others, expected_others = total - count, total - expected
    ratio = count * math.log(count / expected)
    if others and expected_others > 0:
        ratio += others * math.log(others / expected_others)
    return 2.0 * ratio
