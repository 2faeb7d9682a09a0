"""What the two editions of a new generation hold, worked out from the content.

Every post is rendered once, for staff.  A post that mentions the name of one
which the public may not see is rendered once more for the public, with a
context that knows public posts only.

What was rendered waits in a file, and records are made when they are written.

An update renders what is stale, compares fingerprints with those of the
generation before and writes what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import tee
from pathlib import Path

from archive import (
    Content,
    Post,
    Problem,
    RenderContext,
    Rendered,
    Settings,
    Spool,
    render_all,
)
from index.building.audience import Audience
from index.building.fingerprints import environment, fingerprint
from index.building.making import Records, Work
from index.building.phases import RENDERING, WRITING, Progress
from index.building.roll import Roll, called
from index.building.shelf import Shelf
from index.building.staleness import mentions, names_of_posts, stale_posts
from index.editions.record import Record
from index.store.layout import Edition, Layout
from index.store.media import SizeAndTime, Wanted, listing, size_and_time
from index.store.notes import Again, Former, Notes, PostNote, results_of, unmoved

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
    changed: Sequence[Record]
    removed: frozenset[str]
    posts: int
    media: Mapping[str, Wanted]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A new generation before it is written.

    Attributes:
        roll: What is known of all posts.
        works: What both editions were made from.
    """

    public: Plan
    staff: Plan
    notes: Notes
    problems: tuple[Problem, ...]
    roll: Roll
    works: tuple[Work, ...]

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
        settings: See `archive.Settings`; what is rendered waits in the builder's folder
            of its index.
        now: The moment by which embargoes are judged, zone-aware.
        former: The generation that this one goes on from; None renders
            every post.
        progress: Told of every rendered post, and of what comes before and after.
    """
    folder = Layout(settings.index).builder
    if former is None:
        progress(RENDERING, 0, len(content.posts))
    roll, staff, public = called(content, settings, now, folder)
    files = fingerprint(listing(content.root, settings.index) if staff.context.root else ())
    stale: Sequence[Post] = content.posts
    noted = _Noted(content.root, staff, public)
    if former is None:
        noted.posts = Shelf(roll.numbers, Spool(folder))
    else:
        stale = stale_posts(content, staff, public, former, files)
    _render(settings, noted, stale, progress)
    if former is not None:
        noted.take_over(content.posts, former.notes)
    if stale:
        progress(WRITING, 0, len(stale))
    # Addresses of posts were for rendering; they take half of the memory.
    staff.context = public.context = RenderContext()
    notes = Notes(
        environment=environment(settings),
        files={file.path: file.sha256 for file in content.files},
        posts=noted.posts,
        vocabularies={work.audience.edition.value: _vocabularies(work) for work in (staff, public)},
        listing=files,
        stamps=_times(content, noted.media[Edition.STAFF]),
        next_change=roll.next_change,
    )
    before = former.notes if former else None
    return Outlook(
        public=_plan(content.root, public, noted, before),
        staff=_plan(content.root, staff, noted, before),
        notes=notes,
        problems=tuple(sorted(noted.problems.union(content.problems))),
        roll=roll,
        works=(staff, public),
    )


class _Noted:
    """What was noted of the posts of both editions so far.

    Attributes:
        posts: By slug.
        media: For each edition, the files that it shows: path by name.
        problems: That rendering met.
    """

    def __init__(self, root: Path, staff: Work, public: Work) -> None:
        self.staff = staff
        self.public = public
        self.posts: dict[str, PostNote] | Shelf[PostNote] = {}
        self.media: dict[Edition, dict[str, str]] = {edition: {} for edition in Edition}
        self.problems: set[Problem] = set()
        self._root = root

    def rendered(self, post: Post, *shown: Rendered) -> None:
        """Take note of a post that was rendered for staff and as the public may see it."""
        note = post_note(self._root, post, self.staff, self.public, (shown[0], shown[-1]))
        self._take(post, note)

    def take_over(self, posts: Iterable[Post], former: Notes) -> None:
        """Take over the notes on posts that were not rendered again."""
        for post in posts:
            if post.slug not in self.posts:
                self._take(post, former.posts[post.slug])

    def _take(self, post: Post, note: PostNote) -> None:
        self.posts[post.slug] = note
        for edition in Edition:
            if note.media and note.prints(edition) is not None:
                self.media[edition].update(note.media)
        self.problems.update(note.reported(post.line))


def _render(settings: Settings, noted: _Noted, stale: Sequence[Post], progress: Progress) -> None:
    staff, public = noted.staff, noted.public
    hidden = names_of_posts(
        staff, (slug for slug in staff.audience.posts if slug not in public.audience.posts)
    )
    again = []
    told = partial(progress, RENDERING)
    for post, rendered in _rendered(staff, stale, len(stale), settings, told):
        if post.slug not in public.audience.posts:
            noted.rendered(post, rendered)
        elif not rendered.links <= public.context.slugs or mentions(post, hidden):
            again.append(post.slug)
        else:
            public.reuse(post.slug, staff)
            noted.rendered(post, rendered)
    both = len(stale) + len(again)
    posts = (public.audience.posts[slug] for slug in again)
    for post, rendered in _rendered(
        public,
        posts,
        len(again),
        settings,
        lambda done, _: progress(RENDERING, len(stale) + done, both),
    ):
        noted.rendered(post, staff.rendered[post.slug], rendered)


def _rendered(
    work: Work,
    posts: Iterable[Post],
    count: int,
    settings: Settings,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[Post, Rendered]]:
    """Render some posts for an edition and yield each with what was rendered."""
    if not count:
        return
    ours, theirs = tee(posts)
    results = render_all(
        theirs, work.context, workers=settings.workers, seconds=settings.limits.render_seconds
    )
    for done, (post, rendered) in enumerate(zip(ours, results, strict=True), start=1):
        work.rendered[post.slug] = rendered
        yield post, rendered
        progress(done, count)


def _times(content: Content, media: Mapping[str, str]) -> dict[str, SizeAndTime]:
    """Return size and time of all files that posts show, by path."""
    return {path: size_and_time(content.root / path) for path in sorted(set(media.values()))}


def post_note(
    root: Path, post: Post, staff: Work, public: Work, shown: tuple[Rendered, Rendered]
) -> PostNote:
    """Return what shaped a post, rendered for staff and as the public may see it."""
    problems = {problem for rendered in shown for problem in rendered.problems}
    return PostNote(
        path=post.path,
        redirects=post.redirects,
        staff=staff.prints(post, shown[0]),
        public=public.prints(post, shown[1]) if post.slug in public.rendered else None,
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


def _plan(root: Path, work: Work, noted: _Noted, former: Notes | None) -> Plan:
    edition = work.audience.edition
    media = noted.media[edition]
    changed = list(work.audience.posts)
    before: dict[str, str] = {}
    if former is not None:
        before, after = former.results(edition), results_of(noted.posts, edition)
        changed = [slug for slug in changed if before.get(slug) != after[slug]]
    return Plan(
        audience=work.audience,
        changed=Records(work, changed),
        removed=frozenset(slug for slug in before if slug not in work.audience.posts),
        posts=len(work.audience.posts),
        media={name: Wanted(name, root / path, path) for name, path in media.items()},
    )


def _vocabularies(work: Work) -> str:
    return fingerprint(tuple(work.audience.partners), tuple(work.audience.themes))
