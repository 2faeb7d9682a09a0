"""A small change made to a generation, without reading the posts that did not change.

Files whose stamps changed are read, nothing else of the content.  That gives
what a reading of everything would if what changed touches no other post: a post
that keeps its address, its dates, its names and its terms; a new one, or one
that is published now, that nobody has mentioned and that names nothing for the
first time; one that is hidden now or gone, likewise.  Whatever may touch
another post is left to the longer update: `amend` then returns None.
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
    read_again,
    render_all,
    render_context,
)
from index.building.audience import Audience
from index.building.entering import row_of
from index.building.fingerprints import settings_of
from index.building.ledger import Changes, Ledger, Row
from index.building.making import Work
from index.building.noticing import Changed, changed_posts
from index.building.planning import Plan, post_note
from index.building.scanning import Scan
from index.building.staleness import searched
from index.building.touching import Touching
from index.store.layout import Edition
from index.store.media import Wanted
from index.store.notes import Again

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
        return not any(plan.changed or plan.removed for plan in self.plans)


def amend(ledger: Ledger, settings: Settings, now: datetime, seen: Scan) -> Amendment | None:
    """Return what changed since a generation was built, if it touches no other post.

    Args:
        ledger: Of the generation.
        settings: See `archive.Settings`.
        now: The moment by which embargoes are judged, zone-aware.
        seen: The files of the content as they are now.

    Raises:
        DamagedIndex: If the ledger turns out not to be as it was written.
    """
    since, until = ledger.since, ledger.changes.until
    if ledger.settings != settings_of(settings) or not ledger.settled:
        return None
    if since is None or now < since or (until is not None and now >= until):
        return None
    changed = changed_posts(ledger, settings.content, seen)
    return _Amending(ledger, settings, now).amended(changed) if changed is not None else None


class _Amending:
    """One attempt; every step answers None where another post may be touched."""

    def __init__(self, ledger: Ledger, settings: Settings, now: datetime) -> None:
        self.ledger = ledger
        self.settings = settings
        self.now = now
        self.common = ledger.common
        self.touching = Touching(ledger, now)

    def amended(self, changed: Changed) -> Amendment | None:
        paths = changed.paths
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
        gone = [self.ledger.row(path) for path in changed.gone]
        posts = [self.touching.post_of(draft) for draft in read.drafts.values()]
        if None in posts or not all(row and self.touching.may_leave(row) for row in gone):
            return None
        leaving = [row for row in gone if row]
        if not self.touching.stand_apart(read.drafts.values(), leaving):
            return None
        problems = [
            problem
            for problem in self.ledger.changes.problems
            if problem.file not in files and problem.file not in changed.gone
        ]
        made = _Made(
            drafts=read.drafts,
            posts=[post for post in posts if post],
            leaving=leaving,
            problems=tuple(sorted([*problems, *read.problems])),
            files=files,
            folders=changed.folders,
        )
        return self._made(made)

    def _named_before(self, paths: list[str]) -> list[tuple[str, str]]:
        """Return the terms, by kind and slug, that a post which is not read again names first."""
        firsts = self.common.firsts[Edition.STAFF]
        return [term for term, first in firsts.items() if first not in paths]

    def _made(self, made: _Made) -> Amendment | None:
        posts = made.posts
        named = self.ledger.rows_named_in("\n".join(map(searched, posts)))
        away = {*made.drafts, *(row.path for row in made.leaving)}
        linked = [row for path, row in named.items() if path not in away]
        staff, public = (
            self._work(edition, posts, linked) for edition in (Edition.STAFF, Edition.PUBLIC)
        )
        rows = {}
        for post in posts:
            shown = (staff.rendered[post.slug], public.rendered.get(post.slug))
            note = post_note(self._root, post, staff, public, (shown[0], shown[1] or shown[0]))
            before = self.ledger.row(post.path)
            if note.again is not Again.NEVER or not _keeps_media(before, note.media):
                return None
            contested = before is not None and not before.free
            rows[post.path] = row_of(
                made.drafts[post.path],
                post,
                note,
                note.reported(post.line),
                contested=contested,
            )
        changes = self._with(made, rows)
        plans = tuple(self._plan(work, rows, made.leaving) for work in (public, staff))
        changes = replace(changes, posts={plan.audience.edition: plan.posts for plan in plans})
        if len(changes.rows) + len(changes.gone) > MOST_KEPT or not min(changes.posts.values()):
            return None
        return Amendment((plans[0], plans[1]), changes, self._all_problems(changes))

    @property
    def _root(self) -> Path:
        return self.settings.content.resolve()

    def _work(self, edition: Edition, posts: list[Post], named: Iterable[Row]) -> Work:
        """Return an edition of some posts, rendered; they may link to those that they name."""
        shown = [post for post in posts if edition in self.touching.shown(post)]
        partners, themes = self.common.audiences[edition]
        audience = Audience(edition, {post.slug: post for post in shown}, partners, themes)
        linked = [r for r in named if edition is Edition.STAFF or r.note.public is not None]
        work = Work(audience, render_context(self._root, [*linked, *shown], self.settings), {})
        if shown:
            results: Iterable[Rendered] = render_all(
                shown, work.context, workers=1, seconds=self.settings.limits.render_seconds
            )
            work.rendered = dict(zip((post.slug for post in shown), results, strict=True))
        return work

    def _plan(self, work: Work, rows: Mapping[str, Row], leaving: Iterable[Row]) -> Plan:
        edition = work.audience.edition
        changed = []
        media = {}
        removed = {row.slug for row in leaving if row.note.prints(edition) is not None}
        new = 0
        for path, row in rows.items():
            before = self.ledger.row(path)
            was, now = before.note.prints(edition) if before else None, row.note.prints(edition)
            if now is None:
                removed.update([row.slug] if was is not None else [])
                continue
            if was is None or was.result != now.result:
                changed.append(work.record(row.slug))
            new += was is None
            known = before.note.media if before and was is not None else {}
            for name, place in row.note.media.items():
                if name not in known:
                    media[name] = Wanted(name, self._root / place, place)
        return Plan(
            audience=work.audience,
            changed=tuple(changed),
            removed=frozenset(removed),
            posts=self.ledger.changes.posts[edition] + new - len(removed),
            media=media,
        )

    def _with(self, made: _Made, rows: Mapping[str, Row]) -> Changes:
        """Return what changed since the ledger was written, with this."""
        before = self.ledger.changes
        gone = {row.path for row in made.leaving}
        files = {**before.files, **made.files}
        drafts = made.drafts.values()
        bodies = [searched(post).encode("utf-8", "replace") for post in made.posts]
        return replace(
            before,
            scan={**before.scan, **made.folders},
            rows={path: row for path, row in {**before.rows, **rows}.items() if path not in gone},
            gone={**before.gone, **{row.slug: row.path for row in made.leaving}},
            files={path: digest for path, digest in files.items() if path not in gone},
            problems=made.problems,
            bodies=b"\n".join([before.bodies, *bodies]),
            taken=before.taken | {draft.post.slug for draft in drafts},
            groups=before.groups | {draft.group for draft in drafts if draft.group},
            redirects=before.redirects
            | {path.rstrip("/") for draft in drafts for path in draft.post.redirects},
            until=self._until(made.posts),
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

    def _all_problems(self, changes: Changes) -> tuple[Problem, ...]:
        gone = changes.gone.values()
        met = {path: found for path, found in self.ledger.problems.items() if path not in gone}
        met.update({path: row.problems for path, row in changes.rows.items()})
        return tuple(sorted({*changes.problems, *chain.from_iterable(met.values())}))


@dataclass(frozen=True, slots=True)
class _Made:
    """What an amendment is made from.

    Attributes:
        drafts: Of the posts that were read, by path.
        posts: These posts.
        leaving: Of the posts that are gone.
        problems: Of reading all content.
        files: SHA-256 of the files that were read.
        folders: Listings of the folders in which something changed.
    """

    drafts: Mapping[str, Draft]
    posts: list[Post]
    leaving: list[Row]
    problems: tuple[Problem, ...]
    files: Mapping[str, str]
    folders: Scan


def _keeps_media(before: Row | None, media: Mapping[str, str]) -> bool:
    """Tell whether a post still shows all files that it did."""
    return before is None or before.note.media.items() <= media.items()
