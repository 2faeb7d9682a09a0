"""A small change made to a generation, without reading the posts that did not change.

Files whose stamps changed are read, nothing else of the content.  That gives
what a reading of everything would if what changed touches no other post: a post
that keeps its address, its dates, its names and its terms, or a new one that
nobody has mentioned and that names nothing for the first time.  Whatever may
touch another post is left to the longer update: `amend` then returns None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from archive import (
    ContentMissing,
    Draft,
    Post,
    Problem,
    Rendered,
    Settings,
    Visibility,
    Wish,
    grant,
    is_post,
    order_of,
    read_again,
    render_all,
    render_context,
)
from index.layout import Edition, Layout
from index.ledger import Changes, Common, Ledger, Row, face_of, held_stamp, row_of, settings_of
from index.making import Work, work_for, written
from index.media import Wanted
from index.notes import Again
from index.planning import Plan, post_note
from index.records import Audience, finish
from index.scanning import Scan, is_plain_file
from index.staleness import link_names, searched

MOST = 100
"""Posts that are amended at once; of more, reading everything is not much dearer."""

MOST_KEPT = 1_000
"""Posts amended since everything was read; their list is read at every update."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A small change.

    Attributes:
        plans: What changes in each edition, public first.
        changes: To be kept with the ledger.
        problems: Everything wrong with the content now.
    """

    plans: tuple[Plan, Plan]
    changes: Changes
    problems: tuple[Problem, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether both editions stay as they are."""
        return not any(plan.changed for plan in self.plans)


def amend(ledger: Ledger, settings: Settings, now: datetime, seen: Scan) -> Amendment | None:
    """Return what changed since a generation was built, if it touches no other post.

    Args:
        ledger: Of the generation.
        settings: See `archive.Settings`.
        now: The moment by which embargoes are judged, zone-aware.
        seen: The files of the content as they are now.
    """
    since, until = ledger.since, ledger.changes.until
    if ledger.settings != settings_of(settings) or not ledger.settled:
        return None
    if since is None or now < since or (until is not None and now >= until):
        return None
    paths = _changed(ledger, seen)
    if paths is None:
        return None
    return _Amending(ledger, settings, now).amended(paths, seen)


def intact(layout: Layout, generation: str, ledger: Ledger) -> bool:
    """Tell whether all files of a generation have the stamps that they were written with."""
    try:
        return bool(ledger.changes.sealed) and all(
            held_stamp(layout.edition(generation, edition) / path) == stamp
            for edition, stamps in ledger.changes.sealed.items()
            for path, stamp in stamps.items()
        )
    except OSError:
        return False


def _changed(ledger: Ledger, seen: Scan) -> list[str] | None:
    """Return the paths of posts that are new or may have changed; None if other things did."""
    known = ledger.scan | ledger.changes.scan
    if not known.keys() <= seen.keys():
        return None
    paths = []
    for path, stamp in seen.items():
        if stamp is not None and known.get(path) == stamp:
            continue
        if not is_post(path, ledger.below) or (stamp is not None and not is_plain_file(stamp)):
            return None
        paths.append(path)
    return sorted(paths) if len(paths) <= MOST else None


class _Amending:
    """One attempt; every step answers None where another post may be touched."""

    def __init__(self, ledger: Ledger, settings: Settings, now: datetime) -> None:
        self.ledger = ledger
        self.settings = settings
        self.now = now
        self.common = ledger.changes.common

    def amended(self, paths: list[str], seen: Scan) -> Amendment | None:
        partners, themes = self.common.audiences[Edition.STAFF]
        try:
            read = read_again(
                self.settings.content,
                paths,
                self.settings,
                partners,
                themes,
                reported=self._named_before(paths),
                below=self.ledger.below,
                now=self.now,
            )
        except ContentMissing:
            return None
        files = {file.path: file.sha256 for file in read.files}
        if set(files) != set(paths) or set(read.drafts) != set(paths):
            return None
        posts = [self._post(draft) for draft in read.drafts.values()]
        if None in posts or not self._stand_apart(read.drafts.values()):
            return None
        problems = [p for p in self.ledger.changes.problems if p.file not in files]
        everything = tuple(sorted([*problems, *read.problems]))
        return self._made(read.drafts, [post for post in posts if post], everything, files, seen)

    def _named_before(self, paths: list[str]) -> list[tuple[str, str]]:
        """Return the terms, by kind and slug, that a post which is not read again names first."""
        firsts = self.common.firsts[Edition.STAFF]
        return [term for term, first in firsts.items() if first not in paths]

    def _post(self, draft: Draft) -> Post | None:
        """Return the post of a draft, if it is what the draft says and touches no other."""
        row = self.ledger.row(draft.post.path)
        if row is not None:
            return draft.post if row.alone and row.face == face_of(draft) else None
        post, common = draft.post, self.common
        wish = Wish(post.slug, post.language, post.date, post.path, post.line)
        old = [path.rstrip("/") for path in post.redirects]
        touches = (
            post.slug in common.taken
            or grant([wish])[0].slug != post.slug
            or draft.group in common.groups
            or draft.translation_of is not None
            or post.activity is not None
            or not common.redirects.isdisjoint(old)
            or len(set(old)) < len(old)
            or not all(self._names_nothing_first(post, edition) for edition in self._shown(post))
        )
        return None if touches else post

    def _shown(self, post: Post) -> list[Edition]:
        return list(Edition) if post.is_public(self.now) else [Edition.STAFF]

    def _names_nothing_first(self, post: Post, edition: Edition) -> bool:
        """Tell whether an edition knows all terms of a post from posts before it."""
        firsts = self.common.firsts[edition]
        for vocabulary in self.common.audiences[edition]:
            for slug, _ in written(post, vocabulary.kind):
                first = firsts.get((vocabulary.kind.value, slug))
                if (
                    slug not in vocabulary
                    or first is None
                    or order_of(post.path) <= order_of(first)
                ):
                    return False
        return True

    def _stand_apart(self, drafts: Iterable[Draft]) -> bool:
        """Tell whether new posts touch neither each other nor a post that mentions them."""
        new = [draft.post for draft in drafts if self.ledger.row(draft.post.path) is None]
        slugs = {post.slug for post in new}
        groups = [draft.group for draft in drafts if draft.post in new and draft.group]
        old = [path.rstrip("/") for post in new for path in post.redirects]
        names = {name for post in new for name in link_names(post.slug, post.path, post.redirects)}
        return (
            len(slugs) == len(new)
            and len(set(groups)) == len(groups)
            and len(set(old)) == len(old)
            and not self._is_mentioned(names)
        )

    def _is_mentioned(self, names: Iterable[str]) -> bool:
        wanted = [name.encode("utf-8", "replace") for name in _shortest(names)]
        if not wanted:
            return False
        bodies = self.ledger.searched_bodies()
        return bodies is None or any(name in bodies for name in wanted)

    # Making

    def _made(
        self,
        drafts: Mapping[str, Draft],
        posts: list[Post],
        problems: tuple[Problem, ...],
        files: dict[str, str],
        seen: Scan,
    ) -> Amendment | None:
        named = self.ledger.rows_named_in("\n".join(map(searched, posts)))
        staff, public = (
            self._work(edition, posts, named.values())
            for edition in (Edition.STAFF, Edition.PUBLIC)
        )
        rows = {}
        for post in posts:
            shown = (staff.rendered[post.slug], public.rendered.get(post.slug))
            note = post_note(self._root, post, staff, public, (shown[0], shown[1] or shown[0]))
            before = self.ledger.row(post.path)
            if note.again is not Again.NEVER or not _keeps_media(before, note.media):
                return None
            rows[post.path] = row_of(drafts[post.path], post, note, note.reported(post.line))
        kept = {**self.ledger.changes.rows, **rows}
        if len(kept) > MOST_KEPT:
            return None
        plans = tuple(self._plan(work, rows) for work in (public, staff))
        bodies = b"\n".join(searched(post).encode("utf-8", "replace") for post in posts)
        changes = replace(
            self.ledger.changes,
            scan={**self.ledger.changes.scan, **{path: seen[path] for path in files}},
            rows=kept,
            files={**self.ledger.changes.files, **files},
            problems=problems,
            bodies=self.ledger.changes.bodies + b"\n" + bodies,
            common=self._with(drafts.values(), plans),
            until=self._until(posts),
        )
        return Amendment((plans[0], plans[1]), changes, self._all_problems(problems, kept))

    @property
    def _root(self) -> Path:
        return self.settings.content.resolve()

    def _work(self, edition: Edition, posts: list[Post], named: Iterable[Row]) -> Work:
        """Return an edition of some posts, rendered; they may link to those that they name."""
        shown = [post for post in posts if edition in self._shown(post)]
        partners, themes = self.common.audiences[edition]
        audience = Audience(edition, {post.slug: post for post in shown}, partners, themes)
        linked = [r for r in named if edition is Edition.STAFF or r.note.public is not None]
        work = work_for(audience, render_context(self._root, [*linked, *shown], self.settings))
        if shown:
            results: Iterable[Rendered] = render_all(
                shown, work.context, workers=1, seconds=self.settings.limits.render_seconds
            )
            work.rendered.update(zip((post.slug for post in shown), results, strict=True))
        return work

    def _plan(self, work: Work, rows: Mapping[str, Row]) -> Plan:
        edition = work.audience.edition
        changed = []
        media = {}
        new = 0
        for post in work.audience.posts.values():
            before = self.ledger.row(post.path)
            note = rows[post.path].note
            was, now = before.note.prints(edition) if before else None, note.prints(edition)
            if was is None or now is None or was.result != now.result:
                changed.append(finish(work.outlines[post.slug], work.rendered[post.slug]))
            new += was is None
            known = before.note.media if before else {}
            for name, path in note.media.items():
                if name not in known:
                    media[name] = Wanted(name, self._root / path, path)
        return Plan(
            audience=work.audience,
            changed=tuple(changed),
            removed=frozenset(),
            posts=self.common.posts[edition] + new,
            media=media,
        )

    def _with(self, drafts: Iterable[Draft], plans: Iterable[Plan]) -> Common:
        drafts = list(drafts)
        return replace(
            self.common,
            taken=self.common.taken | {draft.post.slug for draft in drafts},
            groups=self.common.groups | {draft.group for draft in drafts if draft.group},
            redirects=self.common.redirects
            | {path.rstrip("/") for draft in drafts for path in draft.post.redirects},
            posts={plan.audience.edition: plan.posts for plan in plans},
        )

    def _until(self, posts: Iterable[Post]) -> datetime | None:
        moments = [
            post.public_from
            for post in posts
            if post.visibility is Visibility.PUBLIC
            and post.public_from is not None
            and post.public_from > self.now
        ]
        known = self.ledger.changes.until
        return min([*moments, *([known] if known else [])], default=None)

    def _all_problems(
        self, problems: tuple[Problem, ...], kept: Mapping[str, Row]
    ) -> tuple[Problem, ...]:
        met = {**self.ledger.problems, **{path: row.problems for path, row in kept.items()}}
        return tuple(sorted({*problems, *chain.from_iterable(met.values())}))


def _shortest(names: Iterable[str]) -> list[str]:
    """Return the names without those that hold another one: where they stand, it does."""
    found: list[str] = []
    for name in sorted(set(names), key=len):
        if not any(other in name for other in found):
            found.append(name)
    return found


def _keeps_media(before: Row | None, media: Mapping[str, str]) -> bool:
    """Tell whether a post still shows all files that it did."""
    return before is None or before.note.media.items() <= media.items()
