"""What is entered into the ledger of a generation: of each post, and of all together.

Whatever one post may change for another is entered, and nothing else.  `touching`
asks for it; `bookkeeping` writes and reads the files.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from archive import Content, Draft, Post, Problem, Settings, is_post, slug_of
from index.building.audience import Audience
from index.building.fingerprints import environment, fingerprint
from index.building.ledger import Changes, Common, Ledger, Row
from index.building.making import Work, written
from index.building.packed import Drawers, Known, Names
from index.building.scanning import Scan
from index.building.staleness import searched
from index.store.media import DIGITS
from index.store.notes import Again, Notes, PostNote

_LONG = 180
"""Characters from which on a slug with an ending may have been cut to fit; `archive.slugs` ends
them at 200."""

RELATED = frozenset(
    [
        "activity-contradicts",
        "redirect-taken",
        "slug-reserved",
        "slug-taken",
        "translation-unknown",
    ]
)
"""Rules whose problems come and go with other posts."""


@dataclass(frozen=True, slots=True)
class Book:
    """A ledger that is not written yet.

    Attributes:
        ledger: Without stamps.
        rows, bodies: What its two files will hold.
    """

    ledger: Ledger
    rows: bytes
    bodies: bytes


def settings_of(settings: Settings) -> str:
    """Return a fingerprint of whatever may shape a post or an edition.

    Which settings were given is left out: it is a set, in another order in every
    process, and says nothing that their values do not.
    """
    shaping = {
        each.name: getattr(settings, each.name) for each in fields(settings) if each.name != "given"
    }
    return fingerprint(environment(settings), sorted(shaping.items(), key=lambda pair: pair[0]))


def face_of(draft: Draft) -> str:
    """Return a fingerprint of what others depend on, but for whether the public may see it."""
    post = draft.post
    return fingerprint(
        (post.slug, post.language, post.date, post.path, post.redirects, post.activity),
        (draft.translation_of, draft.group, draft.folder),
        (post.partners, post.partner_names, post.themes, post.theme_names),
    )


def row_of(
    draft: Draft, post: Post, note: PostNote, problems: Iterable[Problem], *, contested: bool
) -> Row:
    """Return what of a post touches others.

    Args:
        draft: The post as it is without the others.
        post: As it is among them.
        note: What shaped it.
        problems: What rendering met.
        contested: Whether another post wishes for something that this one has.
    """
    related = any(problem.rule in RELATED for problem in draft.report.problems)
    own = post.slug == draft.post.slug and post.redirects == draft.post.redirects
    alone = own and not related and not post.translations and draft.translation_of is None
    return Row(
        slug=post.slug,
        face=face_of(draft),
        shown=(post.visibility.value, post.public_from),
        alone=alone,
        free=alone and not contested and post.activity is None and not note.media,
        note=note,
        problems=tuple(problems),
    )


class _Contests:
    """What more than one post wishes for."""

    def __init__(self, content: Content) -> None:
        drafts = content.drafts
        wishes = Counter(draft.post.slug for draft in drafts)
        moved = {
            draft.post.slug
            for draft, post in zip(drafts, content.posts, strict=True)
            if draft.post.slug != post.slug
        }
        named = {slug_of(draft.translation_of) for draft in drafts if draft.translation_of}
        self._slugs = {slug for slug, count in wishes.items() if count > 1} | moved | named
        self._groups = Counter(draft.group for draft in drafts if draft.group is not None)
        self._redirects = Counter(old for draft in drafts for old in set(_old_paths(draft.post)))

    def touch(self, draft: Draft) -> bool:
        """Tell whether another post wishes for the address, the group or an old path of one."""
        return (
            self._touch_slug(draft.post.slug)
            or (draft.group is not None and self._groups[draft.group] > 1)
            or any(self._redirects[old] > 1 for old in _old_paths(draft.post))
        )

    def _touch_slug(self, slug: str) -> bool:
        """Tell whether a slug, or one that it may be with an ending, is wished for twice."""
        parts = slug.split("-")
        starts = ("-".join(parts[:end]) for end in range(1, len(parts) + 1))
        return len(slug) > _LONG or any(start in self._slugs for start in starts)


def _old_paths(post: Post) -> list[str]:
    return [path.rstrip("/") for path in post.redirects]


def common_of(content: Content, works: Iterable[Work]) -> Common:
    """Return what all posts make together."""
    drafts = content.drafts
    translated = (slug_of(draft.translation_of) for draft in drafts if draft.translation_of)
    audiences = [work.audience for work in works]
    return Common(
        taken=Known.of(
            {post.slug for post in content.posts}
            | {draft.post.slug for draft in drafts}
            | set(translated)
        ),
        groups=Known.of(draft.group for draft in drafts if draft.group is not None),
        redirects=Known.of(old for draft in drafts for old in _old_paths(draft.post)),
        firsts={audience.edition: _firsts(audience) for audience in audiences},
        audiences={each.edition: (each.partners, each.themes) for each in audiences},
    )


def _firsts(audience: Audience) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for vocabulary in (audience.partners, audience.themes):
        for post in audience.posts.values():
            for slug, _ in written(post, vocabulary.kind):
                found.setdefault((vocabulary.kind.value, slug), post.path)
    return found


def open_book(  # noqa: PLR0913 - all that a build knows
    content: Content,
    works: tuple[Work, ...],
    notes: Notes,
    *,
    seen: Scan,
    settings: Settings,
    now: datetime,
) -> Book:
    """Return the ledger of a generation.

    Args:
        content: All posts.
        works: Both editions.
        notes: On the generation.
        seen: The files as they were before they were read.
        settings: See `archive.Settings`.
        now: The moment of the build.
    """
    contests = _Contests(content)
    rows = {}
    for draft, post in zip(content.drafts, content.posts, strict=True):
        note = notes.posts[post.slug]
        contested = contests.touch(draft)
        rows[post.path] = row_of(draft, post, note, note.reported(post.line), contested=contested)
    packed = {path: pickle.dumps(row, pickle.HIGHEST_PROTOCOL) for path, row in rows.items()}
    drawers, values, paths = Drawers.of(packed)
    counts = {work.audience.edition: len(work.audience.posts) for work in works}
    ledger = Ledger(
        below=content.below,
        scan=seen,
        hashes=_unsettled(content, seen, notes),
        drawers=drawers,
        names=Names.of([rows[path].names for path in paths]),
        common=common_of(content, works),
        problems={path: row.problems for path, row in rows.items() if row.problems},
        settled=all(note.again is not Again.ALWAYS for note in notes.posts.values()),
        changes=Changes(content.problems, counts, notes.next_change),
        settings=settings_of(settings),
        since=now,
    )
    bodies = b"\n".join(searched(post).encode("utf-8", "replace") for post in content.posts)
    return Book(ledger, values, bodies)


def _unsettled(content: Content, seen: Scan, notes: Notes) -> dict[str, str]:
    """Return how the hashes of the files begin that were changed too shortly before they were seen.

    Of a file that posts show, its name has the first digits; of one that nobody
    looks at, any bytes will do.
    """
    shown = {path: name for note in notes.posts.values() for name, path in note.media.items()}
    found = {}
    for folder, listing in seen.items():
        if listing.is_settled:
            continue
        for name, stamp in listing.entries().items():
            path = folder + name
            if stamp is None and path in notes.files:
                found[path] = notes.files[path]
            elif stamp is None and not is_post(path, content.below):
                found[path] = shown.get(path, "")[:DIGITS]
    return found
