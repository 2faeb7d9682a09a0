"""Topics beside a post: themes near the ones it is filed under.

Each comes with one sentence that a reader can check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive import Kind
from index import NONE, Engine, Facet, Label, Query, Record, Sentence, TermView, Topic

MOST = 6
"""Topics under a post: two rows of three."""


def topics_near(
    record: Record, themes: Mapping[str, TermView], engine: Engine
) -> tuple[Topic, ...]:
    """Return topics that a reader of a post may want next, nearest first."""
    own = {label.slug for label in record.themes}
    found: dict[str, Topic] = {}
    for slug, reason in (*_neighbours(record, themes), *_company(record, engine)):
        if slug not in own and slug not in found and slug in themes:
            theme = themes[slug]
            found[slug] = Topic(Kind.THEME, slug, theme.name, theme.count, 0.0, reason)
    return tuple(found.values())[:MOST]


def _neighbours(record: Record, themes: Mapping[str, TermView]) -> Iterator[tuple[str, str]]:
    """Yield the themes that the vocabulary puts next to a post's own."""
    relations = (
        ("narrower", Sentence("Narrower than %(name)s", name="")),
        ("related", Sentence("Listed beside %(name)s", name="")),
        ("broader", Sentence("Broader than %(name)s", name="")),
    )
    for relation, reason in relations:
        for label in record.themes:
            if label.slug in themes:
                near: tuple[Label, ...] = getattr(themes[label.slug], relation)
                yield from (
                    (other.slug, Sentence(reason.message, name=label.name)) for other in near
                )


def _company(record: Record, engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield the themes that a post's partners write about most."""
    for partner in record.partners[:1]:
        results = engine.search(Query(partner=(partner.slug,), size=1))
        for value in results.facets.get(Facet.THEME, ())[: 2 * MOST]:
            if value.value != NONE:
                reason = Sentence.counted(
                    "%(n)s post there by %(partner)s",
                    "%(n)s posts there by %(partner)s",
                    value.count,
                    partner=partner.name,
                )
                yield value.value, reason
