"""Where every post of an edition stands: its facets, its language, its day.

Prepared once when an edition is opened.  A post on a narrower theme stands on
the shelves of the broader ones too, once on each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from archive import Kind, Vocabulary, slug_of
from index.editions.schema import UNDATED
from index.query import NONE, Facet
from index.results import MonthCount
from index.searching.facets import Name, Table, multiple_table, single_table
from index.searching.ordering import Orders
from index.searching.postings import Ints, PostingsReader
from index.searching.posts import Mask, Posts
from index.searching.snapshot import Documents
from index.words.languages import primary

NO_PLACE = -2
"""Place by day of an undated post; one after it is still no place."""


@dataclass(frozen=True)
class Shelves:
    """Where posts stand.

    Attributes:
        tables: By facet.
        languages: The posts of each language, by primary subtag.
        months: Of publication, `YYYY-MM`.
        by_day: Dated posts by day, then slug.
        place: The place of each post in that line.
    """

    tables: Mapping[Facet, Table]
    languages: Mapping[str, Mask]
    months: Table
    by_day: Ints
    place: Ints

    def timeline(self, posts: Posts) -> tuple[MonthCount, ...]:
        """Return how many of some posts each month has, in order, undated last."""
        counts = self.months.count(posts)
        used = counts.nonzero()[0]
        months = map(self._shown.__getitem__, used.tolist())
        return tuple(map(MonthCount, months, counts[used].tolist()))

    @cached_property
    def _shown(self) -> list[str | None]:
        return [None if month == NONE else month for month in self.months.values]


@dataclass(frozen=True, slots=True)
class _Values:
    """The one value that each post has of something.

    Attributes:
        choices: The values, "" among them for none.
        which: By post, the place of its value among the choices.
    """

    choices: Sequence[str]
    which: Ints

    def table(self, names: Mapping[str, Name]) -> Table:
        return single_table(self.choices, self.which, names)


def shelves_of(
    documents: Documents,
    orders: Orders,
    postings: PostingsReader,
    vocabularies: Mapping[Kind, Vocabulary],
) -> Shelves:
    """Return where the posts of an edition stand."""
    languages = _values("language", documents, postings)
    categories = _values("category", documents, postings)
    years, months = _years_and_months(documents.days)
    tables = {
        Facet(kind.value): _table(kind, documents, postings, vocabularies[kind]) for kind in Kind
    }
    slugs = [slug_of(written) or written for written in categories.choices]
    names = _category_names(categories, slugs)
    tables[Facet.CATEGORY] = single_table(slugs, categories.which, names)
    tables[Facet.LANGUAGE] = languages.table({})
    tables[Facet.YEAR] = years.table({})
    by_day = orders.oldest.docs[: np.count_nonzero(documents.days)]
    place = np.full(len(documents), NO_PLACE, np.int32)
    place[by_day] = np.arange(len(by_day), dtype=np.int32)
    return Shelves(tables, _groups(languages), months.table({}), by_day, place)


def _groups(languages: _Values) -> dict[str, Mask]:
    """Return the posts of each language, whatever its region."""
    groups: dict[str, Mask] = {}
    present = np.unique(languages.which).tolist()
    for subtag, number in sorted((primary(languages.choices[n]), n) for n in present):
        having = languages.which == number
        groups[subtag] = groups[subtag] | having if subtag in groups else having
    return groups


def _years_and_months(days: Ints) -> tuple[_Values, _Values]:
    distinct, which = np.unique(days, return_inverse=True)
    dates = [date.fromordinal(day) if day != UNDATED else None for day in distinct.tolist()]
    numbers = which.astype(np.int32)
    years = [str(day.year) if day else "" for day in dates]
    months = [f"{day.year:04d}-{day.month:02d}" if day else "" for day in dates]
    return _Values(years, numbers), _Values(months, numbers)


def _values(field: str, documents: Documents, postings: PostingsReader) -> _Values:
    terms = documents.terms(field)
    which = np.zeros(len(documents), np.int32)
    for number, term in enumerate(terms, 1):
        which[postings.postings(field, term).docs] = number
    return _Values(["", *terms], which)


def _category_names(categories: _Values, slugs: Sequence[str]) -> dict[str, Name]:
    """Return the label of each category by slug: its commonest spelling, else the first."""
    counts = np.bincount(categories.which, minlength=len(slugs)).tolist()
    spellings = zip(counts, categories.choices, slugs, strict=True)
    names: dict[str, Name] = {}
    for count, written, slug in sorted(spellings, key=lambda each: (-each[0], each[1])):
        if count and written:
            names.setdefault(slug, Name(written))
    return names


def _table(
    kind: Kind, documents: Documents, postings: PostingsReader, vocabulary: Vocabulary
) -> Table:
    posts: dict[str, list[Ints]] = {}
    for slug in documents.terms(kind.value):
        docs = postings.postings(kind.value, slug).docs
        for shelf in (slug, *vocabulary.ancestors(slug)):
            posts.setdefault(shelf, []).append(docs)
    names = {term.slug: Name(term.name, term.language) for term in vocabulary}
    return multiple_table(posts, len(documents), names)
