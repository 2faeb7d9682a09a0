"""The sets of the harvest: partners and themes, as the pages of the site have them.

A set is called `partner:harbour-lab`; in front of the colon stands the set of all
posts with any partner.  A post on a narrower theme is in the broader sets too, as
it stands on their pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from archive import Kind
from index import Entry, TermView
from web.shelf import terms

Term = tuple[Kind, str]

WHOLE = {Kind.PARTNER: "Posts with partners", Kind.THEME: "Posts with themes"}
"""Names of the sets of one kind."""


def all_sets() -> tuple[tuple[str, str], ...]:
    """Return the specification and the name of every set that holds a post."""
    found = []
    for kind, name in WHOLE.items():
        having = [view for view in terms(kind).values() if view.count]
        if having:
            found.append((kind.value, name))
        found += [(_spec((kind, view.slug)), view.name) for view in having]
    return tuple(found)


def terms_of(spec: str) -> frozenset[Term]:
    """Return the terms of which a post has one if it is in a set; none if there is no such set."""
    name, colon, slug = spec.partition(":")
    kind = next((kind for kind in Kind if kind.value == name), None)
    if kind is None:
        return frozenset()
    views = terms(kind)
    if not colon:
        return frozenset((kind, each) for each in views)
    return frozenset((kind, each) for each in _closure(views, slug, "narrower"))


def sets_of(entry: Entry) -> tuple[str, ...]:
    """Return the specifications of the sets that a post is in."""
    found = {
        _spec((kind, slug)): None
        for kind, own in entry.terms
        for slug in _closure(terms(kind), own, "broader")
    }
    return tuple(found)


def _spec(term: Term) -> str:
    return f"{term[0].value}:{term[1]}"


def _closure(views: dict[str, TermView], slug: str, direction: str) -> Iterator[str]:
    """Yield a term and all that are broader or narrower, each once."""
    seen: set[str] = set()
    waiting = [slug] if slug in views else []
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting += [
                label.slug for label in getattr(views[one], direction) if label.slug in views
            ]
