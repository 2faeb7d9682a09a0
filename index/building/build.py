"""One build: whole or an update, from the lock to the last file removed.

It happens aside.  The last thing it does is to rename `CURRENT`; whatever goes
wrong before that, the generation that answered goes on answering.  After it, older
generations and what killed builds left are removed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from archive import Content, Problem, Settings, Severity, read_content
from index.building.amending import Amendment, amend
from index.building.assembling import Target
from index.building.bookkeeping import read_ledger, write_changes, write_ledger
from index.building.build_report import BuildReport
from index.building.entering import Book, open_book
from index.building.fingerprints import environment
from index.building.former import former_of, is_unchanged, register_of
from index.building.glance import write_glance
from index.building.looking import Look
from index.building.noticing import intact
from index.building.pair import write_both
from index.building.phases import READING, SWITCHING, Progress, untold
from index.building.planning import Outlook, plan
from index.building.scanning import Scan
from index.editions.departures import keep_departed
from index.editions.register import Departed, Register, identity_of, read_register
from index.errors import CannotWrite, DamagedIndex, EmptyContent, IndexProblem
from index.store import durable, media
from index.store.checking import identified
from index.store.layout import Edition, Layout
from index.store.lock import building
from index.store.manifest import installed, read_manifest
from index.store.notes import Former, Notes, write_amended_notes, write_notes
from index.store.retention import mark, mark_withdrawn, predecessor, remove_unfinished, tidy
from index.store.switching import current_generation_or_none, new_generation, switched


class Build:
    """One build, from the lock to the last file removed.

    Args:
        settings: Where content and index are, and how to read and build.
        look: At the content, begun before any of it is read.
        strict, allow_empty, now, progress: See `builder.rebuild`.
    """

    def __init__(  # noqa: PLR0913 - what a build is told
        self,
        settings: Settings,
        look: Look,
        *,
        strict: bool = False,
        allow_empty: bool = False,
        now: datetime | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.settings = settings
        self.look = look
        self.strict = strict
        self.allow_empty = allow_empty
        self.now = now or datetime.now(UTC)
        self.progress = progress or untold
        self.layout = Layout(settings.index)
        self.began = time.monotonic()

    def locked(self, run: Callable[[], BuildReport]) -> BuildReport:
        """Run while no other build does."""
        current_generation_or_none(self.layout)
        try:
            with building(self.layout.folder):
                return run()
        except OSError as error:
            raise CannotWrite(self.layout.folder, error) from error

    def update(self) -> BuildReport:
        """Go on from the current generation if that can be."""
        current = current_generation_or_none(self.layout)
        if current is None:
            return self.run(None, "there is no index yet")
        amended = self._amended(current)
        if amended is not None:
            return amended
        try:
            former, libraries = former_of(self.layout, current)
        except IndexProblem as problem:
            return self.run(None, problem.fact)
        if libraries != installed() or former.notes.environment != environment(self.settings):
            return self.run(None, "program, libraries or settings are not those of the last build")
        return replace(self.run(former, None), reread=True)

    def _amended(self, current: str) -> BuildReport | None:
        """Make a change that touches few posts; None where it may touch more."""
        try:
            ledger = read_ledger(self.layout, current)
            register = read_register(self.layout.edition(current, Edition.PUBLIC))
            manifests = [identified(self.layout, current, edition) for edition in Edition]
        except IndexProblem:
            return None
        if any(each.libraries != installed() for each in manifests):
            return None
        if not intact(self.layout, current, ledger) or self.layout.mark(current).exists():
            return None
        try:
            amendment = amend(ledger, self.settings, self.now, self.look.settled())
        except DamagedIndex:
            return None
        if amendment is None:
            return None
        known = amendment.changes == ledger.changes
        return self._publish(current, amendment, register, known=known)

    def _publish(
        self, current: str, amendment: Amendment, register: Register, *, known: bool
    ) -> BuildReport:
        """Make an amended generation current.

        Args:
            current: The generation that is.
            amendment: What changes.
            register: What the public can see of the current one.
            known: Whether the ledger says all that the amendment does.
        """
        layout = self.layout
        public, staff = amendment.plans
        report = BuildReport(
            generation=current,
            public=public.posts,
            staff=staff.posts,
            problems=amendment.problems,
            seconds=0.0,
            previous=current,
            switched=False,
            next_change=amendment.changes.until,
        )
        if self.strict and any(p.severity is not Severity.NOTICE for p in amendment.problems):
            return self._done(report, refused=True)
        if amendment.is_nothing:
            if not known:
                self._note(current, current, amendment)
            seen = self.look.settled()
            write_glance(self.layout, self.settings, seen, self.now, report)
            return self._done(report)
        remove_unfinished(layout)
        generation = new_generation(layout, current)
        there = (record.slug for record in public.changed)
        gone = [identity_of(slug) for slug in public.removed]
        departed = keep_departed(self.settings.state, gone, there, self._today)
        target = self._target(generation, current, register, departed)
        with switched(layout, generation):
            lost = write_both(replace(target, trusted=True), amendment.plans, self.settings.workers)
            self._note(generation, current, amendment)
            if public.removed:
                mark(layout, current, public.removed)
        tidy(layout, generation, current)
        problems = tuple(sorted({*amendment.problems, *lost}))
        return self._done(report, generation=generation, switched=True, problems=problems)

    def _note(self, generation: str, former: str, amendment: Amendment) -> None:
        """Write the notes and the ledger of an amended generation, and sync its folder."""
        changes = amendment.changes
        rows = changes.rows.values()
        paths = {path for row in rows for path in row.note.media.values()}
        notes = Notes(
            environment=environment(self.settings),
            files=changes.files,
            posts={row.slug: row.note for row in rows},
            vocabularies={},
            stamps={
                path: media.size_and_time(self.settings.content / path) for path in sorted(paths)
            },
            next_change=changes.until,
        )
        layout = self.layout
        durable.at_once(
            [
                partial(write_amended_notes, layout, generation, former, notes, changes.gone),
                partial(write_changes, layout, generation, former, changes),
                partial(durable.sync_folder, layout.generation(generation)),
            ]
        )

    def _target(
        self,
        generation: str,
        former: str | None,
        register: Register | None,
        departed: tuple[Departed, ...],
    ) -> Target:
        return Target(
            layout=self.layout,
            generation=generation,
            former=former,
            created=datetime.now(UTC),
            language=self.settings.site.language,
            memory=self.settings.memory_bytes,
            today=self._today,
            register=register,
            departed=departed,
        )

    def run(self, former: Former | None, full: str | None) -> BuildReport:
        """Build a generation and make it current.

        Args:
            former: The generation to go on from, or None.
            full: Why an update could not go on from one.
        """
        remove_unfinished(self.layout)
        previous = current_generation_or_none(self.layout)
        seen = self.look.settled() if self.settings.content.is_dir() else None
        durable.make_folder(self.layout.builder, durable.PRIVATE_FOLDER_MODE)
        content = read_content(
            self.settings.content,
            self.settings,
            now=self.now,
            progress=partial(self.progress, READING),
            aside=self.layout.builder,
        )
        if not content.posts and not self.allow_empty:
            self._refuse_empty(previous)
        outlook = plan(content, self.settings, self.now, former, self.progress)
        report = BuildReport(
            generation=previous,
            public=outlook.public.posts,
            staff=outlook.staff.posts,
            problems=outlook.problems,
            seconds=0.0,
            previous=previous,
            switched=False,
            full=full,
            next_change=outlook.notes.next_change,
        )
        if self.strict and any(p.severity is not Severity.NOTICE for p in outlook.problems):
            return self._done(report, refused=True)
        book = self._book(content, outlook, seen) if seen is not None else None
        if former is not None and is_unchanged(former, outlook):
            if outlook.notes != former.notes:
                write_notes(self.layout, former.generation, outlook.notes)
            if book is not None:
                write_ledger(self.layout, former.generation, book)
            return self._done(report)
        generation = new_generation(self.layout, previous)
        lost = self._make(generation, previous, former, outlook, book)
        problems = tuple(sorted({*outlook.problems, *lost}))
        return self._done(report, generation=generation, switched=True, problems=problems)

    def _book(self, content: Content, outlook: Outlook, seen: Scan) -> Book:
        return open_book(content, outlook, seen=seen, settings=self.settings, now=self.now)

    def _done(self, report: BuildReport, **changes: Any) -> BuildReport:
        return replace(report, seconds=time.monotonic() - self.began, **changes)

    def _refuse_empty(self, previous: str | None) -> None:
        if previous is None:
            return
        try:
            posts = read_manifest(self.layout.edition(previous, Edition.STAFF)).posts
        except IndexProblem:
            return
        if posts:
            raise EmptyContent(self.settings.content, posts)

    def _make(
        self,
        generation: str,
        previous: str | None,
        former: Former | None,
        outlook: Outlook,
        book: Book | None,
    ) -> list[Problem]:
        """Write a generation, make it current and remove what is too old."""
        layout = self.layout
        before = register_of(layout, previous)
        departed = self._departed(before, former, outlook)
        target = self._target(generation, former.generation if former else None, before, departed)
        with switched(layout, generation):
            lost = write_both(target, outlook.plans, self.settings.workers, self.progress)
            self.progress(SWITCHING, 0, None)
            durable.sync_folder(layout.generation(generation))
            write_notes(layout, generation, outlook.notes)
            if book is not None:
                write_ledger(layout, generation, book)
            kept = predecessor(layout, previous)
            if kept is not None:
                mark_withdrawn(layout, kept, outlook.notes.public)
        tidy(layout, generation, kept)
        return lost

    @property
    def _today(self) -> date:
        return self.now.astimezone(UTC).date()

    def _departed(
        self, before: Register | None, former: Former | None, outlook: Outlook
    ) -> tuple[Departed, ...]:
        """Take note of the posts that leave the public edition, and return all such."""
        if former is not None:
            gone = [identity_of(slug) for slug in outlook.public.removed]
        else:
            gone = before.missing_from(outlook.notes.public) if before else []
        there = outlook.public.audience.posts
        return keep_departed(self.settings.state, gone, there, self._today)
