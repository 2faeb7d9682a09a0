"""Whether a post that came, changed or went touches another one.

The same content must give the same index whichever way it is read, so whatever
one post may change for another is asked here: addresses, translations, old
paths, links, and terms that a post is the first to name.  Where the answer is
not known it is yes, and all of the content is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from archive import Draft, Post, Wish, grant, order_of
from index.building.entering import face_of
from index.building.ledger import Ledger, Row
from index.building.making import written
from index.building.staleness import link_names
from index.store.layout import Edition


class Touching:
    """What posts have to do with each other.

    Args:
        ledger: What is known of all of them.
        now: The moment by which embargoes are judged, zone-aware.
    """

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self._ledger = ledger
        self._common = ledger.common
        self._now = now

    def post_of(self, draft: Draft) -> Post | None:
        """Return the post of a draft, if it is what the draft says and touches no other."""
        row = self._ledger.row(draft.post.path)
        if row is not None:
            alike = row.alone and row.face == face_of(draft)
            return draft.post if alike and self._may_be_shown(row, draft.post) else None
        post = draft.post
        wish = Wish(post.slug, post.language, post.date, post.path, post.line)
        old = [path.rstrip("/") for path in post.redirects]
        common, since = self._common, self._ledger.changes
        touches = (
            post.slug in common.taken
            or post.slug in since.taken
            or grant([wish])[0].slug != post.slug
            or (draft.group is not None and draft.group in common.groups)
            or draft.group in since.groups
            or draft.translation_of is not None
            or post.activity is not None
            or any(path in common.redirects or path in since.redirects for path in old)
            or len(set(old)) < len(old)
            or not all(self._names_nothing_first(post, edition) for edition in self.shown(post))
        )
        return None if touches else post

    def _may_be_shown(self, row: Row, post: Post) -> bool:
        """Tell whether that a post is shown to the public, or hidden from it, touches no other."""
        if row.shown == (post.visibility.value, post.public_from):
            return True
        public, was_public = post.is_public(self._now), row.note.public is not None
        if not row.free or row.shown[1] != post.public_from or self._waits(row):
            return False
        if public == was_public:
            return True
        if public:
            return self._names_nothing_first(post, Edition.PUBLIC)
        return self.may_leave(row, Edition.PUBLIC)

    def may_leave(self, row: Row, edition: Edition) -> bool:
        """Tell whether a post may leave an edition, and those above it, without touching others.

        Nobody stands by its words or its files, and no term is first named by it.
        """
        editions = [Edition.PUBLIC] if edition is Edition.PUBLIC else list(Edition)
        firsts = chain.from_iterable(self._common.firsts[each].values() for each in editions)
        return row.free and not self._waits(row) and row.path not in firsts

    def _waits(self, row: Row) -> bool:
        """Tell whether something changes when an embargo ends."""
        return row.shown[1] is not None and row.shown[1] > self._now

    def shown(self, post: Post) -> list[Edition]:
        """Return the editions that a post is in now."""
        return list(Edition) if post.is_public(self._now) else [Edition.STAFF]

    def _names_nothing_first(self, post: Post, edition: Edition) -> bool:
        """Tell whether an edition knows all terms of a post from posts before it."""
        firsts = self._common.firsts[edition]
        for vocabulary in self._common.audiences[edition]:
            for slug, _ in written(post, vocabulary.kind):
                first = firsts.get((vocabulary.kind.value, slug))
                if (
                    slug not in vocabulary
                    or first is None
                    or order_of(post.path) <= order_of(first)
                ):
                    return False
        return True

    def stand_apart(self, drafts: Iterable[Draft], leaving: Iterable[Row]) -> bool:
        """Tell whether posts that come or go touch neither each other nor who mentions them."""
        drafts = list(drafts)
        new = [draft for draft in drafts if self._ledger.row(draft.post.path) is None]
        slugs = {draft.post.slug for draft in new}
        groups = [draft.group for draft in new if draft.group]
        old = [path.rstrip("/") for draft in new for path in draft.post.redirects]
        names = {name for draft in new for name in _names_of(draft.post)}
        names.update(name for draft in drafts for name in self._names_if_turned(draft.post))
        names.update(name for row in leaving for name in row.names)
        return (
            len(slugs) == len(new)
            and len(set(groups)) == len(groups)
            and len(set(old)) == len(old)
            and not self._ledger.is_mentioned(names)
        )

    def _names_if_turned(self, post: Post) -> set[str]:
        """Return the names of a post if it is hidden now and was not, or the other way round."""
        row = self._ledger.row(post.path)
        if row is None or (row.note.public is not None) == post.is_public(self._now):
            return set()
        return _names_of(post)


def _names_of(post: Post) -> set[str]:
    return link_names(post.slug, post.path, post.redirects)
