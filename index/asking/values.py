"""What a value given for a facet means: slug, name, alias or tag.

Filters beside the text and filters within it are read by the same rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from archive import Unreadable, Vocabulary, language_of, slug_of
from index.query import NONE, Facet, Query


def canonical(query: Query, meant: Callable[[Facet, str], str]) -> Query:
    """Return a query with slugs for names, tags in their usual case, and nothing twice.

    Args:
        query: As somebody sent it.
        meant: Gives the value that is meant by what was sent for a facet.
    """
    ticked = query.ticked
    values = {
        facet: tuple(dict.fromkeys([meant(facet, value) for value in chosen]))
        for facet, chosen in ticked.items()
    }
    if values == ticked:
        return query
    changed: dict[str, Any] = {facet.value: chosen for facet, chosen in values.items()}
    return replace(query, **changed)


def value_of(facet: Facet, given: str, partners: Vocabulary, themes: Vocabulary) -> str:
    """Return the value of a facet that somebody gave by slug, name, alias or tag."""
    if given.strip().lower() == NONE:
        return NONE
    if facet is Facet.PARTNER:
        return _term(given, partners)
    if facet is Facet.THEME:
        return _term(given, themes)
    if facet is Facet.CATEGORY:
        return slug_of(given) or given
    return _tag(given) if facet is Facet.LANGUAGE else given.strip()


def _term(value: str, vocabulary: Vocabulary) -> str:
    term = vocabulary.find(value)
    return term.slug if term else value


def _tag(value: str) -> str:
    try:
        return language_of(value)
    except Unreadable:
        return value
