"""What posts wish for, and whether another wishes for the same.

Most of what is wished for is kept as hashes.  Where two are equal by chance, two posts
are taken for rivals and read once too often; see `packed`.
"""

from __future__ import annotations

from array import array
from functools import cached_property

import numpy as np

from archive import Draft, Post, slug_of
from index.building.packed import Known, hash_of

_LONG = 180
"""Characters from which on a slug with an ending may have been cut to fit; `archive.slugs` ends
them at 200."""


class Wishes:
    """What all posts wish for: addresses, translations, old paths."""

    def __init__(self) -> None:
        self._slugs = array("Q")
        self._groups = array("Q")
        self._redirects = array("Q")
        self._contested: set[str] = set()

    def enter(self, draft: Draft, slug: str) -> None:
        """Take note of a post and of the slug that it got."""
        wished = draft.post.slug
        self._slugs.append(hash_of(wished))
        if slug != wished:
            # Of posts that wish for one slug all but one get another.
            self._contested.add(wished)
            self._slugs.append(hash_of(slug))
        if draft.translation_of:
            translated = slug_of(draft.translation_of)
            self._contested.add(translated)
            self._slugs.append(hash_of(translated))
        if draft.group is not None:
            self._groups.append(hash_of(draft.group))
        self._redirects.extend({hash_of(path) for path in _old_paths(draft.post)})

    def touch(self, draft: Draft) -> bool:
        """Tell whether another post wishes for the address, the group or an old path of one."""
        groups, redirects = self._shared_groups, self._shared_redirects
        return (
            self._touch_slug(draft.post.slug)
            or (bool(groups) and draft.group is not None and hash_of(draft.group) in groups)
            or any(hash_of(path) in redirects for path in _old_paths(draft.post))
        )

    @cached_property
    def _shared_groups(self) -> set[int]:
        return _twice(self._groups)

    @cached_property
    def _shared_redirects(self) -> set[int]:
        return _twice(self._redirects)

    def _touch_slug(self, slug: str) -> bool:
        """Tell whether a slug, or one that it may be with an ending, is wished for twice."""
        if len(slug) > _LONG:
            return True
        parts = slug.split("-") if self._contested else []
        starts = ("-".join(parts[:end]) for end in range(1, len(parts) + 1))
        return any(start in self._contested for start in starts)

    @property
    def slugs(self) -> Known:
        """Slugs, those that posts wished for, and those that translations name."""
        return _known(self._slugs)

    @property
    def groups(self) -> Known:
        """What translations have in common by their place."""
        return _known(self._groups)

    @property
    def redirects(self) -> Known:
        """Old paths."""
        return _known(self._redirects)


def _known(hashes: array[int]) -> Known:
    return Known(np.unique(np.frombuffer(hashes, np.uint64)))


def _twice(hashes: array[int]) -> set[int]:
    """Return the hashes that are there more than once."""
    found, counts = np.unique(np.frombuffer(hashes, np.uint64), return_counts=True)
    return set(found[counts > 1].tolist())


def _old_paths(post: Post) -> list[str]:
    return [path.rstrip("/") for path in post.redirects]
