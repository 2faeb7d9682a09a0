"""An edition in the making: its posts, and what has become of them so far.

What can be made again of a post in no time is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from archive import Kind, Post, RenderContext, Rendered
from index.building.audience import Audience, finish, outline, shape
from index.building.fingerprints import fingerprint
from index.building.shelf import Shelf
from index.editions.record import Record
from index.store.layout import Edition
from index.store.notes import Prints


@dataclass(slots=True)
class Work:
    """One edition in the making.

    Attributes:
        audience: What it may know.
        context: What it may show; empty once all is rendered.
        rendered: What was rendered, by slug.
    """

    audience: Audience
    context: RenderContext
    rendered: dict[str, Rendered] | Shelf[Rendered]

    def record(self, slug: str) -> Record:
        """Return the record of a post that was rendered."""
        return finish(outline(self.audience.posts[slug], self.audience), self.rendered[slug])

    def reuse(self, slug: str, other: Work) -> None:
        """Take over how another edition, made from the same spool, shows a post."""
        if isinstance(self.rendered, Shelf) and isinstance(other.rendered, Shelf):
            self.rendered.share(slug, other.rendered)
        else:
            self.rendered[slug] = other.rendered[slug]

    def source(self, post: Post) -> str:
        """Return a fingerprint of all that shapes a post."""
        return _source(post, self._shape(post))

    def prints(self, post: Post, rendered: Rendered) -> Prints:
        """Return the fingerprints of a post as it was rendered."""
        shaped = self._shape(post)
        made = (rendered.html, rendered.text, rendered.image)
        return Prints(_source(post, shaped), fingerprint(shaped, made))

    def _shape(self, post: Post) -> str:
        """Return a fingerprint of what is kept of a post and of the terms it is found by."""
        return fingerprint(shape(post, outline(post, self.audience), self.audience))


def _source(post: Post, shaped: str) -> str:
    return fingerprint(shaped, post.body, post.markup.value, post.image, post.path)


class Records(Sequence[Record]):
    """Records of an edition, each made when it is asked for.

    Args:
        work: The edition.
        slugs: Of posts that were rendered.
    """

    def __init__(self, work: Work, slugs: Sequence[str]) -> None:
        self._work = work
        self._slugs = slugs

    def __len__(self) -> int:
        return len(self._slugs)

    @overload
    def __getitem__(self, which: int) -> Record: ...

    @overload
    def __getitem__(self, which: slice) -> list[Record]: ...

    def __getitem__(self, which: int | slice) -> Record | list[Record]:
        if isinstance(which, slice):
            return [self._work.record(slug) for slug in self._slugs[which]]
        return self._work.record(self._slugs[which])


def written(post: Post, kind: Kind) -> Iterator[tuple[str, str]]:
    """Return the partners or the themes of a post: slug, and name as it writes it."""
    if kind is Kind.PARTNER:
        return zip(post.partners, post.partner_names, strict=True)
    return zip(post.themes, post.theme_names, strict=True)


def named(post: Post, kind: Kind, edition: Edition) -> Iterator[tuple[str, str | None]]:
    """Return what an edition reads of partners or themes in a post, in the order of reading.

    Returns:
        Slug, and name as the post writes it; None for the lead of its activity, which
        only staff see and of which nothing but the slug is kept.
    """
    lead = post.activity.lead if post.activity else None
    if lead is not None and kind is Kind.PARTNER and edition is Edition.STAFF:
        yield lead, None
    yield from written(post, kind)
