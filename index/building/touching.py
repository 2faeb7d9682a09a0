"""Whether a post that came, changed or went touches another one.

The same content must give the same index whichever way it is read, so whatever
one post may change for another is asked here: addresses, translations, old
paths, links, and terms that a post is the first to name.  Where the answer is
not known it is yes, and all of the content is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from archive import Draft, Post, Term, Wish, grant, order_of
from index.building.entering import face_of
from index.building.ledger import Ledger, Row
from index.building.making import named
from index.building.staleness import link_names
from index.store.layout import Edition

_Name = tuple[str, str]
"""Kind and slug of a term."""


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
        post = draft.post
        row = self._ledger.row(post.path)
        stays = self._stays(row, draft) if row is not None else self._may_come(draft)
        return post if stays and self._leaves_terms(post.path, post) else None

    def _may_come(self, draft: Draft) -> bool:
        """Tell whether a new post has what it wishes for, and takes it from no other."""
        post = draft.post
        wish = Wish(post.slug, post.language, post.date, post.path, post.line)
        old = [path.rstrip("/") for path in post.redirects]
        common, since = self._common, self._ledger.changes
        return not (
            post.slug in common.taken
            or post.slug in since.taken
            or grant([wish])[0].slug != post.slug
            or (draft.group is not None and draft.group in common.groups)
            or draft.group in since.groups
            or draft.translation_of is not None
            or post.activity is not None
            or any(path in common.redirects or path in since.redirects for path in old)
            or len(set(old)) < len(old)
        )

    def _stays(self, row: Row, draft: Draft) -> bool:
        """Tell whether a post that is there goes on having what it has, terms apart."""
        post = draft.post
        if not row.alone or row.face != face_of(draft, free=row.free):
            return False
        if row.shown == (post.visibility.value, post.public_from):
            return True
        if not row.free or row.shown[1] != post.public_from or self._waits(row):
            return False
        # A file that the public edition need not show any more would stay in it.
        return post.is_public(self._now) or row.note.public is None or not row.note.media

    def may_leave(self, row: Row) -> bool:
        """Tell whether a post may go without touching others.

        Nobody stands by its words or its files, and others name its terms.
        """
        return (
            row.free
            and not row.note.media
            and not self._waits(row)
            and self._leaves_terms(row.path, None)
        )

    def _waits(self, row: Row) -> bool:
        """Tell whether something changes when an embargo ends."""
        return row.shown[1] is not None and row.shown[1] > self._now

    def shown(self, post: Post) -> list[Edition]:
        """Return the editions that a post is in now."""
        return list(Edition) if post.is_public(self._now) else [Edition.STAFF]

    def _leaves_terms(self, path: str, post: Post | None) -> bool:
        """Tell whether the vocabularies of both editions are the same with a post as it is now.

        Args:
            path: Its file.
            post: What that says now; None if the file is gone.
        """
        for edition in Edition:
            here = self._named(post, edition) if post is not None else set()
            if here is None or not self._held[edition].get(path, set()) <= here:
                return False
        return True

    def _named(self, post: Post, edition: Edition) -> set[_Name] | None:
        """Return the terms that an edition has from a post, or None if one is new to it."""
        found: set[_Name] = set()
        if edition not in self.shown(post):
            return found
        for vocabulary in self._common.audiences[edition]:
            kind = vocabulary.kind
            for slug, name in named(post, kind, edition):
                first = self._common.firsts[edition].get((kind.value, slug))
                if not _is_known(vocabulary.get(slug), name, post.path, first):
                    return None
                found.add((kind.value, slug))
        return found

    @cached_property
    def _held(self) -> Mapping[Edition, Mapping[str, set[_Name]]]:
        """The terms of each edition that might change if a post ceased to name them, by its path.

        Nobody else may name them, or somebody otherwise.  What a file lists is known to
        staff whether a post names it or not.
        """
        found: dict[Edition, dict[str, set[_Name]]] = {}
        for edition, firsts in self._common.firsts.items():
            held = found.setdefault(edition, {})
            listed = {
                (vocabulary.kind.value, term.slug)
                for vocabulary in self._common.audiences[edition]
                for term in vocabulary
                if edition is Edition.STAFF and term.listed
            }
            for term, path in firsts.items():
                if term not in listed:
                    held.setdefault(path, set()).add(term)
        return found

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


def _is_known(term: Term | None, name: str | None, path: str, first: str | None) -> bool:
    """Tell whether an edition has a term, named as it is, without a post that names it now.

    What a file lists is called as listed, whoever names it; anything else is called as the
    first post calls it, and a post before that one would have been read without knowing it.

    Args:
        term: As the edition has it, or None.
        name: As the post writes it; None if that is not kept.
        path: Of the post.
        first: Path of the first post that names it when the ledger was written, or None.
    """
    if term is not None and term.listed:
        return True
    if term is None or first is None:
        return False
    return name == term.name if first == path else order_of(first) < order_of(path)


def _names_of(post: Post) -> set[str]:
    return link_names(post.slug, post.path, post.redirects)
