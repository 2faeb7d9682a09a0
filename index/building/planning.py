"""What the two editions of a new generation hold, worked out from the content.

Every post is rendered once, for staff.  A post that mentions the name of one
which the public may not see is rendered once more for the public, with a
context that knows public posts only.

An update renders what is stale, compares fingerprints with those of the
generation before and writes what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from archive import Content, Post, Problem, Rendered, Settings, Visibility, render_all
from index.building.audience import Audience, finish
from index.building.fingerprints import environment, fingerprint
from index.building.making import Work, work_on
from index.building.phases import RENDERING, WRITING, Progress
from index.building.staleness import mentions, names_of_posts, stale_posts
from index.editions.record import Record
from index.store.layout import Edition
from index.store.media import SizeAndTime, Wanted, listing, size_and_time
from index.store.notes import (
    Again,
    Former,
    Notes,
    PostNote,
    Prints,
    unmoved,
)

_OF_THE_POST = frozenset({"link-nowhere", "link-scheme", "picture-elsewhere"})
"""Rules whose problems come and go with the post or with names of other posts alone."""

_OF_FILES = frozenset({"file-missing", "file-type", "link-outside"})
"""Rules whose problems may also go when a file comes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written of one edition.

    Attributes:
        changed: Records that are new or differ from the generation before;
            all of them where there is none.
        removed: Slugs that the generation before has and this one has not.
        posts: How many it will hold.
        media: Files that it shows, by name.
    """

    audience: Audience
    changed: tuple[Record, ...]
    removed: frozenset[str]
    posts: int
    media: Mapping[str, Wanted]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A new generation before it is written.

    Attributes:
        works: What both editions were made from.
    """

    public: Plan
    staff: Plan
    notes: Notes
    problems: tuple[Problem, ...]
    works: tuple[Work, ...] = ()

    @property
    def plans(self) -> tuple[Plan, Plan]:
        """Both plans."""
        return self.public, self.staff


def plan(
    content: Content,
    settings: Settings,
    now: datetime,
    former: Former | None,
    progress: Progress,
) -> Outlook:
    """Render what must be rendered and return what both editions will hold.

    Args:
        content: All posts and vocabularies.
        settings: See `archive.Settings`.
        now: The moment by which embargoes are judged, zone-aware.
        former: The generation that this one goes on from; None renders
            every post.
        progress: Told of every rendered post, and of what comes before and after.
    """
    if former is None:
        progress(RENDERING, 0, len(content.posts))
    staff = work_on(content, settings, Edition.STAFF, tuple(content.posts))
    shown = tuple(post for post in content.posts if post.is_public(now))
    public = work_on(content, settings, Edition.PUBLIC, shown)
    files = fingerprint(listing(content.root, settings.index) if staff.context.root else ())
    stale = stale_posts(content, staff, public, former, files) if former else content.posts
    _render(settings, staff, public, stale, progress)
    if stale:
        progress(WRITING, 0, len(stale))
    before = former.notes if former else None
    posts = _post_notes(content, staff, public, before)
    notes = Notes(
        environment=environment(settings),
        files={file.path: file.sha256 for file in content.files},
        posts=posts,
        vocabularies={work.audience.edition.value: _vocabularies(work) for work in (staff, public)},
        listing=files,
        stamps=_times(content, posts),
        next_change=_next_change(content.posts, now),
    )
    met = {
        problem for post in content.posts for problem in notes.posts[post.slug].reported(post.line)
    }
    return Outlook(
        public=_plan(content, public, notes, before),
        staff=_plan(content, staff, notes, before),
        notes=notes,
        problems=tuple(sorted(met.union(content.problems))),
        works=(staff, public),
    )


def _render(
    settings: Settings, staff: Work, public: Work, stale: Sequence[Post], progress: Progress
) -> None:
    _render_into(staff, stale, settings, partial(progress, RENDERING))
    hidden = names_of_posts(staff, staff.outlines.keys() - public.outlines.keys())
    again = []
    for post in stale:
        if post.slug not in public.outlines:
            continue
        rendered = staff.rendered[post.slug]
        if not rendered.links <= public.context.slugs or mentions(post, hidden):
            again.append(post)
        else:
            public.rendered[post.slug] = rendered
    both = len(stale) + len(again)
    _render_into(
        public,
        again,
        settings,
        lambda done, _: progress(RENDERING, len(stale) + done, both),
    )


def _render_into(
    work: Work, posts: Sequence[Post], settings: Settings, progress: Callable[[int, int], None]
) -> None:
    if not posts:
        return
    results = render_all(
        posts, work.context, workers=settings.workers, seconds=settings.limits.render_seconds
    )
    for done, (post, rendered) in enumerate(zip(posts, results, strict=True), start=1):
        work.rendered[post.slug] = rendered
        progress(done, len(posts))


def _post_notes(
    content: Content, staff: Work, public: Work, former: Notes | None
) -> dict[str, PostNote]:
    notes = {}
    for post in content.posts:
        rendered = staff.rendered.get(post.slug)
        if rendered is not None:
            shown = (rendered, public.rendered.get(post.slug, rendered))
            notes[post.slug] = post_note(content.root, post, staff, public, shown)
        elif former is not None:
            notes[post.slug] = former.posts[post.slug]
    return notes


def _times(content: Content, posts: Mapping[str, PostNote]) -> dict[str, SizeAndTime]:
    """Return size and time of all files that posts show, by path."""
    paths = {path for note in posts.values() for path in note.media.values()}
    return {path: size_and_time(content.root / path) for path in sorted(paths)}


def post_note(
    root: Path, post: Post, staff: Work, public: Work, shown: tuple[Rendered, Rendered]
) -> PostNote:
    """Return what shaped a post, rendered for staff and as the public may see it."""
    problems = {problem for rendered in shown for problem in rendered.problems}
    return PostNote(
        path=post.path,
        redirects=post.redirects,
        staff=_prints(staff, post.slug),
        public=_prints(public, post.slug) if post.slug in public.rendered else None,
        links=tuple(sorted(shown[0].links | shown[1].links)),
        media={
            file.name: file.source.relative_to(root).as_posix()
            for rendered in shown
            for file in rendered.media
        },
        problems=tuple(sorted(unmoved(problem, post.line) for problem in problems)),
        again=_again(shown, {problem.rule for problem in problems}),
    )


def _again(shown: tuple[Rendered, Rendered], rules: set[str]) -> Again:
    if any(rendered.failed for rendered in shown) or not rules <= _OF_THE_POST | _OF_FILES:
        return Again.ALWAYS
    return Again.FILES if rules & _OF_FILES else Again.NEVER


def _prints(work: Work, slug: str) -> Prints:
    rendered = work.rendered[slug]
    made = (rendered.html, rendered.text, rendered.image)
    return Prints(work.sources[slug], fingerprint(work.shapes[slug], made))


def _plan(content: Content, work: Work, notes: Notes, former: Notes | None) -> Plan:
    media = {
        name: Wanted(name, content.root / path, path)
        for slug in work.outlines
        for name, path in notes.posts[slug].media.items()
    }
    edition = work.audience.edition
    before = former.results(edition) if former is not None else {}
    after = notes.results(edition)
    changed = [slug for slug in work.outlines if before.get(slug) != after[slug]]
    return Plan(
        audience=work.audience,
        changed=tuple(finish(work.outlines[slug], work.rendered[slug]) for slug in changed),
        removed=frozenset(before.keys() - after.keys()),
        posts=len(work.outlines),
        media=media,
    )


def _vocabularies(work: Work) -> str:
    return fingerprint(tuple(work.audience.partners), tuple(work.audience.themes))


def _next_change(posts: Iterable[Post], now: datetime) -> datetime | None:
    """Return when the next embargo ends."""
    moments = [
        post.public_from
        for post in posts
        if post.visibility is Visibility.PUBLIC
        and post.public_from is not None
        and post.public_from > now
    ]
    return min(moments, default=None)
