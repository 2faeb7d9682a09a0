"""The partners and themes of an edition, each with its posts and its relations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from archive import Term, Vocabulary
from index.editions.record import Label
from index.editions.schema import UNDATED
from index.results import TermView
from index.searching.facets import Table
from index.searching.postings import Ints
from index.searching.posts import Posts
from index.words.folding import fold


def term_views(vocabulary: Vocabulary, table: Table, days: Ints) -> tuple[TermView, ...]:
    """Return the terms of a vocabulary, by name.

    Args:
        vocabulary: Of the edition.
        table: Of the facet of the same kind.
        days: Day of each post, 0 for undated.
    """
    everything = Posts(len(days))
    counts = dict(zip(table.values, table.count(everything).tolist(), strict=True))
    spans = _spans(table, days)
    narrower: dict[str, list[Term]] = {}
    for term in sorted(vocabulary, key=_by_name):
        for slug in term.broader:
            narrower.setdefault(slug, []).append(term)
    views = [
        TermView(
            kind=term.kind,
            slug=term.slug,
            name=term.name,
            count=counts.get(term.slug, 0),
            language=term.language,
            aliases=term.aliases,
            acronyms=term.acronyms,
            country=term.country,
            links=term.links,
            description=term.description,
            first=spans.get(term.slug, (None, None))[0],
            last=spans.get(term.slug, (None, None))[1],
            broader=_labels(vocabulary.get(slug) for slug in term.broader),
            narrower=_labels(narrower.get(term.slug, ())),
            related=_labels(vocabulary.get(slug) for slug in term.related),
        )
        for term in vocabulary
    ]
    return tuple(sorted(views, key=lambda view: (fold(view.name), view.slug)))


def _spans(table: Table, days: Ints) -> dict[str, tuple[date, date]]:
    """Return the earliest and latest day of each value that has a dated post."""
    if not table.values:
        return {}
    by_value = np.argsort(
        table.numbers.astype(np.min_scalar_type(len(table.values))), kind="stable"
    )
    at = days[table.docs[by_value]]
    begins = np.cumsum(table.totals) - table.totals
    last = np.maximum.reduceat(at, begins)
    first = np.minimum.reduceat(np.where(at == UNDATED, last.max(), at), begins)
    return {
        value: (date.fromordinal(a), date.fromordinal(b))
        for value, a, b in zip(table.values, first.tolist(), last.tolist(), strict=True)
        if b != UNDATED
    }


def _labels(terms: Iterable[Term | None]) -> tuple[Label, ...]:
    return tuple(Label(term.slug, term.name, term.language) for term in terms if term)


def _by_name(term: Term) -> tuple[str, str]:
    return (fold(term.name), term.slug)
