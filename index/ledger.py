"""What a builder keeps of a generation, so that a change of one post costs one post.

The notes say what shaped each post, for an update that reads all of them.  The
ledger says what of a post touches others: its address, its names, the terms
that it names first.  A change that touches none is made by `amending`, which
reads the ledger, looks which files changed, and reads these alone.

A build writes the ledger; an amendment adds a short list of what it changed and
links the rest.  All of it lies where the service cannot read it, and is checked
by its hash; what is missing or damaged costs a longer update, nothing else.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar

from archive import Content, Draft, Post, Problem, Settings, Vocabulary, slug_of
from index import durable
from index.errors import DamagedIndex
from index.layout import Edition, Layout
from index.making import Work, written
from index.manifest import read_manifest
from index.notes import Again, Notes, PostNote, environment, fingerprint
from index.records import Audience
from index.scanning import Scan, Stamp, stamp_of
from index.staleness import link_names, searched

T = TypeVar("T")

_DIGEST = hashlib.sha256().digest_size
"""Bytes of the hash that a file begins with."""

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


Names = tuple[str, ...]
"""Names of one post."""


@dataclass(frozen=True, slots=True)
class Row:
    """What of a post touches others.

    Attributes:
        face: Fingerprint of all that other posts, or the vocabularies, depend on.
        alone: Whether nothing that is said of it depends on another post's front matter.
        note: What shaped it.
        problems: What rendering met.
    """

    slug: str
    face: str
    alone: bool
    note: PostNote
    problems: tuple[Problem, ...]

    @property
    def path(self) -> str:
        """Its file below the content folder."""
        return self.note.path

    @property
    def redirects(self) -> tuple[str, ...]:
        """Its old addresses."""
        return self.note.redirects

    @property
    def names(self) -> Names:
        """The names by which links may know it."""
        return tuple(sorted(link_names(self.slug, self.path, self.redirects)))


@dataclass(frozen=True, slots=True)
class Common:
    """What all posts make together.

    Attributes:
        taken: Slugs, those that posts wished for, and those that translations name.
        groups: What translations have in common by their place.
        redirects: Old paths.
        firsts: For each edition, the place of the first post that names a term
            that no file lists, by kind and slug.
        audiences: The two vocabularies of each edition.
        posts: How many each edition has.
    """

    taken: frozenset[str]
    groups: frozenset[str]
    redirects: frozenset[str]
    firsts: Mapping[Edition, Mapping[tuple[str, str], str]]
    audiences: Mapping[Edition, tuple[Vocabulary, Vocabulary]]
    posts: Mapping[Edition, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """What amendments changed since the ledger was written.

    Attributes:
        scan: Stamps of changed files.
        rows: Of changed posts, by path.
        files: SHA-256 of changed files.
        problems: All problems of the content.
        bodies: Texts of changed posts, as `staleness.searched` gives them.
        common: See `Common`.
        until: When something changes without any file changing, or None.
        sealed: Stamps of the files of both editions, by edition and path.
        ledger: Hash of the ledger that they change.
    """

    problems: tuple[Problem, ...]
    common: Common
    until: datetime | None
    scan: Scan = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    bodies: bytes = b""
    sealed: Mapping[Edition, Mapping[str, Stamp]] = field(default_factory=dict)
    ledger: bytes = b""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a builder keeps of a generation.

    Attributes:
        below: Folder of the posts below the content folder, or empty.
        scan: Stamps of all files when they were read.
        rows: By path, each packed, because hardly any is looked at.
        names: By which links may know posts, by path.
        problems: What rendering met, by path.
        settled: Whether no post must be rendered again though it did not change.
        changes: Since then.
        settings: Fingerprint of all settings and of the program.
        since: Moment of the build.
        bodies: File of the texts of all posts.
        texts: The stamp that it was written with.
    """

    below: str
    scan: Scan
    rows: Mapping[str, bytes]
    names: Mapping[str, Names]
    problems: Mapping[str, tuple[Problem, ...]]
    settled: bool
    changes: Changes
    settings: str = ""
    since: datetime | None = None
    bodies: Path = Path()
    texts: Stamp | None = None

    def row(self, path: str) -> Row | None:
        """Return what is known of the post of a file, or None."""
        if path in self.changes.rows:
            return self.changes.rows[path]
        packed = self.rows.get(path)
        row: Row | None = pickle.loads(packed) if packed else None  # noqa: S301 - checked as it was read
        return row

    def searched_bodies(self) -> bytes | None:
        """Return the texts of all posts, with those that were; None if they were touched."""
        try:
            data = self.bodies.read_bytes()
            if held_stamp(self.bodies) != self.texts:
                return None
        except OSError:
            return None
        return data + self.changes.bodies if self.changes.bodies else data

    def rows_named_in(self, text: str) -> dict[str, Row]:
        """Return the posts of which a name stands in a text, by path."""
        known = [(path, row.names) for path, row in self.changes.rows.items()]
        paths = (path for path, names in chain(self.names.items(), known) if _any(names, text))
        found = {path: self.row(path) for path in paths}
        return {path: row for path, row in found.items() if row is not None}


def _any(names: Names, text: str) -> bool:
    return any(name in text for name in names)


def settings_of(settings: Settings) -> str:
    """Return a fingerprint of whatever may shape a post or an edition."""
    shaping = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return fingerprint(environment(settings), sorted(shaping.items(), key=lambda pair: pair[0]))


def face_of(draft: Draft) -> str:
    """Return a fingerprint of what others depend on."""
    post = draft.post
    return fingerprint(
        (post.slug, post.language, post.date, post.path, post.redirects, post.activity),
        (draft.translation_of, draft.group, draft.folder, post.visibility.value, post.public_from),
        (post.partners, post.partner_names, post.themes, post.theme_names),
    )


def row_of(draft: Draft, post: Post, note: PostNote, problems: Iterable[Problem]) -> Row:
    """Return what of a post touches others."""
    related = any(problem.rule in RELATED for problem in draft.report.problems)
    own = post.slug == draft.post.slug and post.redirects == draft.post.redirects
    return Row(
        slug=post.slug,
        face=face_of(draft),
        alone=own and not related and not post.translations and draft.translation_of is None,
        note=note,
        problems=tuple(problems),
    )


def common_of(content: Content, works: Iterable[Work]) -> Common:
    """Return what all posts make together."""
    drafts = content.drafts
    translated = (slug_of(draft.translation_of) for draft in drafts if draft.translation_of)
    audiences = [work.audience for work in works]
    return Common(
        taken=frozenset(post.slug for post in content.posts)
        | frozenset(draft.post.slug for draft in drafts)
        | frozenset(translated),
        groups=frozenset(draft.group for draft in drafts if draft.group is not None),
        redirects=frozenset(path.rstrip("/") for draft in drafts for path in draft.post.redirects),
        firsts={audience.edition: _firsts(audience) for audience in audiences},
        audiences={each.edition: (each.partners, each.themes) for each in audiences},
        posts={audience.edition: len(audience.posts) for audience in audiences},
    )


def _firsts(audience: Audience) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for vocabulary in (audience.partners, audience.themes):
        for post in audience.posts.values():
            for slug, _ in written(post, vocabulary.kind):
                found.setdefault((vocabulary.kind.value, slug), post.path)
    return found


def open_ledger(
    content: Content, works: Iterable[Work], notes: Notes, seen: Scan
) -> tuple[Ledger, bytes]:
    """Return the ledger of a generation without settings and moment, and its posts' texts.

    Args:
        content: All posts.
        works: Both editions.
        notes: On the generation.
        seen: The files as they were before they were read.
    """
    rows = {}
    for draft, post in zip(content.drafts, content.posts, strict=True):
        note = notes.posts[post.slug]
        rows[post.path] = row_of(draft, post, note, note.reported(post.line))
    bodies = b"\n".join(searched(post).encode("utf-8", "replace") for post in content.posts)
    changes = Changes(content.problems, common_of(content, works), notes.next_change)
    settled = all(note.again is not Again.ALWAYS for note in notes.posts.values())
    packed = {path: pickle.dumps(row, pickle.HIGHEST_PROTOCOL) for path, row in rows.items()}
    names = {path: row.names for path, row in rows.items()}
    problems = {path: row.problems for path, row in rows.items() if row.problems}
    return Ledger(content.below, seen, packed, names, problems, settled, changes), bodies


def write_ledger(layout: Layout, generation: str, ledger: Ledger, bodies: bytes) -> None:
    """Write the ledger of a generation whose editions are written, synced."""
    sealed = sealed_of(layout, generation)
    changes = replace(ledger.changes, sealed=sealed)
    _write(layout.ledger(generation, "bodies"), bodies)
    written = held_stamp(layout.ledger(generation, "bodies"))
    ledger = replace(ledger, changes=changes, texts=written)
    _write(layout.ledger(generation, "ledger"), _sealed(ledger))
    durable.discard(layout.ledger(generation, "changes"))


def write_changes(layout: Layout, generation: str, former: str, changes: Changes) -> None:
    """Write what amendments changed, and take the ledger itself over from the one before."""
    if generation != former:
        for kind in ("ledger", "bodies"):
            durable.remove(layout.ledger(generation, kind))
            durable.link(layout.ledger(former, kind), layout.ledger(generation, kind))
    changes = replace(
        changes,
        sealed=sealed_of(layout, generation),
        ledger=_hash_of(layout.ledger(generation, "ledger")),
    )
    _write(layout.ledger(generation, "changes"), _sealed(changes))


def read_ledger(layout: Layout, generation: str) -> Ledger:
    """Return the ledger of a generation.

    Raises:
        DamagedIndex: If it is missing or not as it was written.
    """
    ledger = _read(layout.ledger(generation, "ledger"), Ledger)
    ledger = replace(ledger, bodies=layout.ledger(generation, "bodies"))
    path = layout.ledger(generation, "changes")
    if not path.exists():
        return ledger
    changes = _read(path, Changes)
    if changes.ledger != _hash_of(layout.ledger(generation, "ledger")):
        # A builder was killed between writing the one and removing the other.
        raise DamagedIndex(path, "changes of another ledger")
    return replace(ledger, changes=changes)


def sealed_of(layout: Layout, generation: str) -> dict[Edition, dict[str, Stamp]]:
    """Return the stamps of the files of both editions, times of their entries left out."""
    return {
        edition: {path: held_stamp(layout.edition(generation, edition) / path) for path in files}
        for edition in Edition
        for files in [read_manifest(layout.edition(generation, edition)).files]
    }


def held_stamp(path: Path) -> Stamp:
    """Return the stamp of a file of an edition; links to it come and go with generations."""
    kind, size, modified, _, number = stamp_of(path.stat())
    return (kind, size, modified, 0, number)


def _hash_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_DIGEST)


def _sealed(value: Ledger | Changes) -> bytes:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return hashlib.sha256(data).digest() + data


def _write(path: Path, data: bytes) -> None:
    durable.make_folder(path.parent, durable.PRIVATE_FOLDER_MODE)
    durable.replace(path, data, durable.PRIVATE_FILE_MODE)


def _read(path: Path, kind: type[T]) -> T:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DamagedIndex(path, (error.strerror or str(error)).lower()) from error
    digest, data = data[:_DIGEST], data[_DIGEST:]
    if hashlib.sha256(data).digest() != digest:
        raise DamagedIndex(path, "not as it was written")
    try:
        value = pickle.loads(data)  # noqa: S301 - the builder's own, checked
    except Exception as error:
        # Another version of the program may have had other classes.
        raise DamagedIndex(path, "no ledger that this version knows") from error
    if not isinstance(value, kind):
        raise DamagedIndex(path, "no ledger that this version knows")
    return value
