"""What is entered into the ledger of a generation: of each post, and of all together.

Whatever one post may change for another is entered, and nothing else.  `touching`
asks for it; `bookkeeping` writes and reads the files.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from archive import Content, Draft, Post, Problem, Settings, Spool, is_post
from index.building.audience import Audience
from index.building.fingerprints import fingerprint, settings_of
from index.building.ledger import Changes, Common, Ledger, Row
from index.building.packed import Drawers, NamesInMaking, hash_of
from index.building.planning import Outlook
from index.building.roll import Roll
from index.building.scanning import Scan
from index.building.staleness import searched
from index.store.layout import Layout
from index.store.media import DIGITS
from index.store.notes import Again, Notes, PostNote

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
        rows, bodies: What its two files will hold, piece by piece.
    """

    ledger: Ledger
    rows: Iterable[bytes]
    bodies: Iterable[bytes]


def face_of(draft: Draft, *, free: bool) -> str:
    """Return a fingerprint of what others depend on, but for its terms and who may see it.

    Args:
        draft: The post as it is without the others.
        free: Whether no other post wishes for anything that it has, see `Row`: then its
            date and its language, which decide who gets it, are its own affair.
    """
    post = draft.post
    return fingerprint(
        (post.slug, post.path, post.redirects, post.activity),
        (draft.translation_of, draft.group, draft.folder),
        () if free else (post.language, post.date),
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
    free = alone and not contested and post.activity is None
    return Row(
        slug=post.slug,
        face=face_of(draft, free=free),
        shown=(post.visibility.value, post.public_from),
        alone=alone,
        free=free,
        note=note,
        problems=tuple(problems),
    )


def common_of(roll: Roll, audiences: Iterable[Audience]) -> Common:
    """Return what all posts make together."""
    return Common(
        taken=roll.wishes.slugs,
        groups=roll.wishes.groups,
        redirects=roll.wishes.redirects,
        firsts=roll.firsts,
        audiences={each.edition: (each.partners, each.themes) for each in audiences},
    )


def open_book(
    content: Content,
    outlook: Outlook,
    *,
    seen: Scan,
    settings: Settings,
    now: datetime,
) -> Book:
    """Return the ledger of a generation.

    Args:
        content: All posts.
        outlook: On the generation.
        seen: The files as they were before they were read.
        settings: See `archive.Settings`.
        now: The moment of the build.
    """
    notes, wishes = outlook.notes, outlook.roll.wishes
    audiences = [work.audience for work in outlook.works]
    folder = Layout(settings.index).builder
    rows: Spool[Row] = Spool(folder)
    bodies: Spool[bytes] = Spool(folder)
    hashes, names = array("Q"), NamesInMaking()
    problems, shown, settled = {}, {}, True
    for number, post in enumerate(content.posts):
        draft, note = content.drafts[number], notes.posts[post.slug]
        row = row_of(draft, post, note, note.reported(post.line), contested=wishes.touch(draft))
        rows.add(row)
        bodies.add_bytes(searched(post).encode("utf-8", "replace"))
        hashes.append(hash_of(row.path))
        names.add(row.names)
        settled = settled and note.again is not Again.ALWAYS
        shown.update({path: name for name, path in note.media.items()})
        if row.problems:
            problems[row.path] = row.problems
    drawers, order = Drawers.of(hashes, rows.sizes)
    ledger = Ledger(
        below=content.below,
        scan=seen,
        hashes=_unsettled(content, seen, notes, shown),
        drawers=drawers,
        names=names.ordered(order),
        common=common_of(outlook.roll, audiences),
        problems=problems,
        settled=settled,
        changes=Changes(
            content.problems, {a.edition: len(a.posts) for a in audiences}, notes.next_change
        ),
        settings=settings_of(settings),
        since=now,
    )
    return Book(ledger, map(rows.packed, order.tolist()), _apart(bodies))


def _apart(texts: Spool[bytes]) -> Iterator[bytes]:
    """Yield texts with a line feed between each two."""
    for number in range(len(texts)):
        yield b"\n" + texts.packed(number) if number else texts.packed(number)


def _unsettled(
    content: Content, seen: Scan, notes: Notes, shown: Mapping[str, str]
) -> dict[str, str]:
    """Return how the hashes of the files begin that were changed too shortly before they were seen.

    Of a file that posts show, its name, looked up by its path, has the first digits; of one
    that nobody looks at, any bytes will do.
    """
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
