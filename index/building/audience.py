"""What an edition may know, and the record that it keeps of a post.

Whatever a record says of other posts, of partners and of themes comes from the
`Audience` of its edition, so a hidden post is not even named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive import Post, Rendered, Term, Vocabulary
from index.editions.record import Label, Record, StaffFacts, Translation
from index.store.layout import Edition


@dataclass(frozen=True, slots=True)
class Audience:
    """What an edition may know.

    Attributes:
        posts: Every post that it shows, by slug, in a fixed order.
        partners, themes: The vocabularies that it shows.
    """

    edition: Edition
    posts: Mapping[str, Post]
    partners: Vocabulary
    themes: Vocabulary


def outline(post: Post, audience: Audience) -> Record:
    """Return the record of a post for an audience, without what rendering gives."""
    return Record(
        slug=post.slug,
        title=post.title,
        titled=post.titled,
        language=post.language,
        date=post.date,
        updated=post.updated,
        category=post.category,
        partners=_labels(post.partners, audience.partners),
        themes=_labels(post.themes, audience.themes),
        people=post.people,
        summary=post.summary,
        image_alt=post.image_alt,
        source=post.source,
        redirects=post.redirects,
        translations=_translations(post, audience.posts),
        event=post.event,
        expires=post.expires,
        staff=_staff_facts(post) if audience.edition is Edition.STAFF else None,
    )


def finish(record: Record, rendered: Rendered) -> Record:
    """Return the record with what rendering gave."""
    return replace(record, html=rendered.html, text=rendered.text, image=rendered.image)


def shape(post: Post, record: Record, audience: Audience) -> tuple[object, ...]:
    """Return all that an edition keeps of a post and by which it is found, but for rendering.

    That is the outline and the terms with their broader ones, whose names lead
    to the post too.
    """
    return (
        record,
        *_with_broader(post.partners, audience.partners),
        *_with_broader(post.themes, audience.themes),
    )


def _with_broader(slugs: tuple[str, ...], vocabulary: Vocabulary) -> list[Term | None]:
    return [vocabulary.get(name) for slug in slugs for name in (slug, *vocabulary.ancestors(slug))]


def _labels(slugs: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Label, ...]:
    labels = []
    for slug in slugs:
        term = vocabulary.get(slug)
        labels.append(Label(slug, term.name, term.language) if term else Label(slug, slug))
    return tuple(labels)


def _translations(post: Post, posts: Mapping[str, Post]) -> tuple[Translation, ...]:
    return tuple(
        Translation(slug, posts[slug].language, posts[slug].title)
        for slug in post.translations
        if slug in posts
    )


def _staff_facts(post: Post) -> StaffFacts:
    return StaffFacts(post.visibility.value, post.public_from, post.activity, post.path)
