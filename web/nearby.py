"""What a results page offers where a search found little: its neighbours, counted.

Everything here is a search of its own with a total of its own; nothing of it is
mixed into the results above it, and programs are not given it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from index import Engine, Hit, Match, Query, Results
from web.facets import Chip

FEW = 3
"""Posts with all words below which those with most of them are shown too."""

FROM_WORDS = 3
"""Words from which on most of them are fewer than all."""

SHOWN = 10
"""Posts with most of the words on one page; a link leads to all of them."""

COUNTED = 8
"""Chosen filters for which it is counted what is found without them; each is a search."""


@dataclass(frozen=True, slots=True)
class Most:
    """Posts with most of the words, those with all of them not among them.

    Attributes:
        needed, wanted: How many words they have at least, of how many.
        query: For all posts with most of the words.
    """

    hits: tuple[Hit, ...]
    total: int
    needed: int
    wanted: int
    query: Query


def most(engine: Engine, results: Results) -> Most | None:
    """Return the posts that have most of the words, where hardly any has all."""
    query, reading = results.query, results.reading
    wanted = len(reading.words) + len(reading.phrases)
    if query.match is not Match.ALL or results.total >= FEW or wanted < FROM_WORDS:
        return None
    if reading.asked or query.page > 1:
        return None
    wider = query.but(match=Match.MOST)
    found = engine.search(replace(wider, size=SHOWN + FEW), counts=False)
    exact = {hit.slug for hit in results.hits}
    hits = tuple(hit for hit in found.hits if hit.slug not in exact)[:SHOWN]
    if not hits:
        return None
    return Most(hits, found.total - results.total, ceil(wanted * 2 / 3), wanted, wider)


def without_each(engine: Engine, chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Return chosen filters, each with what is found without it."""
    return tuple(
        replace(chip, brings=_total(engine, chip.without)) if number < COUNTED else chip
        for number, chip in enumerate(chips)
    )


def _total(engine: Engine, query: Query) -> int:
    return engine.search(query.but(size=1), counts=False, quotes=False).total
