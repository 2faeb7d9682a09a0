"""Where every post of an edition stands: its facets, its language, its day.

Prepared once when an edition is opened.  A post on a narrower theme stands on
the shelves of the broader ones too, once on each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from archive import Kind, Vocabulary, slug_of
from index.facets import Mask, Name, Table, multiple_table, single_table
from index.languages import primary
from index.postings import Ints, Longs, PostingsReader
from index.query import Facet
from index.results import MonthCount
from index.snapshot import Documents

MONTHS = 12

NO_PLACE = -2
"""Place by day of an undated post; one after it is still no place."""


@dataclass(frozen=True)
class Shelves:
    """Where posts stand.

    Attributes:
        tables: By facet.
        languages: The posts of each language, by primary subtag.
        months: Month of each post, counted from the year 0; -1 for undated.
        by_day: Dated posts by day, then slug.
        place: The place of each post in that line.
    """

    tables: Mapping[Facet, Table]
    languages: Mapping[str, Mask]
    months: Ints
    by_day: Longs
    place: Ints

    def timeline(self, mask: Mask) -> tuple[MonthCount, ...]:
        """Return how many of some posts each month has, in order, undated last."""
        months, counts = np.unique(self.months[mask], return_counts=True)
        found = list(zip(months.tolist(), counts.tolist(), strict=True))
        dated = [
            MonthCount(f"{m // MONTHS:04d}-{m % MONTHS + 1:02d}", n) for m, n in found if m >= 0
        ]
        return (*dated, *(MonthCount(None, n) for m, n in found if m < 0))


def shelves_of(
    reader: Any,
    documents: Documents,
    postings: PostingsReader,
    vocabularies: Mapping[Kind, Vocabulary],
) -> Shelves:
    """Return where the posts of a Whoosh reader stand."""
    languages = _values(reader, "language", documents, postings)
    categories = _values(reader, "category", documents, postings)
    days = documents.days
    years, months = _years_and_months(days)
    tables = {
        Facet(kind.value): _table(reader, kind, documents, postings, vocabularies[kind])
        for kind in Kind
    }
    tables[Facet.CATEGORY] = single_table(
        [slug_of(c) or c for c in categories], _category_names(categories)
    )
    tables[Facet.LANGUAGE] = single_table(languages, {})
    tables[Facet.YEAR] = single_table(years, {})
    by_day = np.array(
        sorted(np.flatnonzero(days).tolist(), key=lambda doc: (days[doc], documents.slugs[doc])),
        np.int64,
    )
    place = np.full(len(documents), NO_PLACE, np.int32)
    place[by_day] = np.arange(len(by_day), dtype=np.int32)
    return Shelves(tables, _groups(languages), months, by_day, place)


def _groups(languages: Sequence[str]) -> dict[str, Mask]:
    subtags = np.array([primary(tag) for tag in languages], object)
    return {subtag: subtags == subtag for subtag in sorted(set(subtags.tolist()))}


def _years_and_months(days: Ints) -> tuple[list[str], Ints]:
    distinct, which = np.unique(days, return_inverse=True)
    dates = [date.fromordinal(day) if day else None for day in distinct.tolist()]
    years = [str(day.year) if day else "" for day in dates]
    months = np.array([day.year * MONTHS + day.month - 1 if day else -1 for day in dates], np.int32)
    return [years[number] for number in which.tolist()], months[which] if len(months) else months


def _lexicon(reader: Any, field: str) -> Iterable[str]:
    return [term.decode() for term in reader.lexicon(field)]


def _values(reader: Any, field: str, documents: Documents, postings: PostingsReader) -> list[str]:
    """Return the one value of each post in a field; "" for none."""
    values = [""] * len(documents)
    for term in _lexicon(reader, field):
        for doc in postings.postings(field, term).docs.tolist():
            values[doc] = term
    return values


def _category_names(categories: Sequence[str]) -> dict[str, Name]:
    """Return the label of each category by slug: its commonest spelling, else the first."""
    names: dict[str, Name] = {}
    for written, _ in sorted(
        Counter(filter(None, categories)).items(), key=lambda item: (-item[1], item[0])
    ):
        names.setdefault(slug_of(written) or written, Name(written))
    return names


def _table(
    reader: Any, kind: Kind, documents: Documents, postings: PostingsReader, vocabulary: Vocabulary
) -> Table:
    posts: dict[str, list[Ints]] = {}
    for slug in _lexicon(reader, kind.value):
        docs = postings.postings(kind.value, slug).docs
        for shelf in (slug, *vocabulary.ancestors(slug)):
            posts.setdefault(shelf, []).append(docs)
    names = {term.slug: Name(term.name, term.language) for term in vocabulary}
    return multiple_table(posts, len(documents), names)
