"""What a builder keeps of a generation, so that a change of one post costs one post.

The notes say what shaped each post, for an update that reads all of them.  The
ledger says what of a post touches others: its address, its names, the terms
that it names first.  A change that touches none is made by `amending`, which
asks the ledger, looks which files changed, and reads these alone.

A ledger is opened rather than read: posts lie end to end in one file, their
texts in another, and only those that are asked for are looked at.  A build
writes it (`bookkeeping`); an amendment adds a short list of what it changed and
links the rest.  All of it lies where the service cannot read it; what is missing
or not as it was written costs a longer update, nothing else.
"""

from __future__ import annotations

import mmap
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive import Problem, Vocabulary
from index.building.packed import Drawers, Known, Names
from index.building.scanning import Scan, Stamp, held_stamp
from index.building.staleness import link_names
from index.errors import DamagedIndex
from index.store.layout import Edition
from index.store.notes import PostNote


@dataclass(frozen=True, slots=True)
class Row:
    """What of a post touches others.

    Attributes:
        face: Fingerprint of all that other posts depend on, but for its terms and
            for whether the public may see it.
        shown: Its visibility, and since when it is public.
        alone: Whether nothing that is said of it depends on another post's front matter.
        free: Whether, besides, nothing said of another post would change if it
            were hidden or gone, links, terms and files apart.
        note: What shaped it.
        problems: What rendering met.
    """

    slug: str
    face: str
    shown: tuple[str, datetime | None]
    alone: bool
    free: bool
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
    def names(self) -> set[str]:
        """The names by which links may know it."""
        return link_names(self.slug, self.path, self.redirects)


@dataclass(frozen=True, slots=True)
class Common:
    """What all posts make together.

    Attributes:
        taken: Slugs, those that posts wished for, and those that translations name.
        groups: What translations have in common by their place.
        redirects: Old paths.
        firsts: For each edition, the place of the first post that names a term,
            by kind and slug.
        audiences: The two vocabularies of each edition.
    """

    taken: Known
    groups: Known
    redirects: Known
    firsts: Mapping[Edition, Mapping[tuple[str, str], str]]
    audiences: Mapping[Edition, tuple[Vocabulary, Vocabulary]]


@dataclass(frozen=True, slots=True)
class Changes:
    """What amendments changed since the ledger was written.

    Attributes:
        problems: All problems of the content.
        posts: How many each edition has.
        until: When something changes without any file changing, or None.
        scan: Listings of folders in which something changed.
        rows: Of changed posts, by path.
        gone: Paths of posts that are no more, by slug.
        files: SHA-256 of changed files.
        bodies: Texts of changed posts, as `staleness.searched` gives them.
        taken, groups, redirects: As `Common` has them, of changed posts.
        sealed: Stamps of the files of both editions, by edition and path.
        ledger: Hash of the ledger that they change.
    """

    problems: tuple[Problem, ...]
    posts: Mapping[Edition, int]
    until: datetime | None
    scan: Scan = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    bodies: bytes = b""
    taken: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    redirects: frozenset[str] = frozenset()
    sealed: Mapping[Edition, Mapping[str, Stamp]] = field(default_factory=dict)
    ledger: bytes = b""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a builder keeps of a generation.

    Attributes:
        below: Folder of the posts below the content folder, or empty.
        scan: What there was when it was read.
        hashes: How the SHA-256 of the files begins that had no stamp then, by path.
        drawers: Where the row of each post is in the file of rows, by path.
        names: By which links may know posts, in the order of the drawers.
        common: What all posts make together.
        problems: What rendering met, by path.
        settled: Whether no post must be rendered again though it did not change.
        changes: Since then.
        settings: Fingerprint of all settings and of the program.
        since: Moment of the build.
        stamps: Of the files of rows and bodies as they were written.
        rows, bodies: These files.
    """

    below: str
    scan: Scan
    hashes: Mapping[str, str]
    drawers: Drawers
    names: Names
    common: Common
    problems: Mapping[str, tuple[Problem, ...]]
    settled: bool
    changes: Changes
    settings: str = ""
    since: datetime | None = None
    stamps: tuple[Stamp, ...] = ()
    rows: Path = Path()
    bodies: Path = Path()

    def is_whole(self) -> bool:
        """Tell whether the files of rows and bodies are those that were written with it."""
        try:
            return tuple(map(held_stamp, (self.rows, self.bodies))) == self.stamps
        except OSError:
            return False

    def row(self, path: str) -> Row | None:
        """Return what is known of the post of a file, or None."""
        if path in self.changes.rows or path in self.changes.gone.values():
            return self.changes.rows.get(path)
        found = map(self._read, self.drawers.places(path))
        return next((row for row in found if row.path == path), None)

    def _read(self, place: slice) -> Row:
        try:
            with self.rows.open("rb", buffering=0) as file:
                file.seek(place.start)
                row = pickle.loads(file.read(place.stop - place.start))  # noqa: S301 - the builder's own
        except Exception as error:
            # A damaged pickle is whatever its bytes lead to.
            raise DamagedIndex(self.rows, "not as it was written") from error
        if not isinstance(row, Row):
            raise DamagedIndex(self.rows, "not as it was written")
        return row

    def rows_named_in(self, text: str) -> dict[str, Row]:
        """Return the posts of which a name stands in a text, by path."""
        found = [row for row in self.changes.rows.values() if _any(row.names, text)]
        for number in self.names.perhaps_in(text):
            written = self._read(self.drawers.place(number))
            row = self.row(written.path)
            if row is not None and _any(row.names, text):
                found.append(row)
        return {row.path: row for row in found}

    def is_mentioned(self, names: Iterable[str]) -> bool:
        """Tell whether any of some names stands in the text of a post, or in one that it had."""
        wanted = [name.encode("utf-8", "replace") for name in _shortest(names)]
        if any(name in self.changes.bodies for name in wanted):
            return True
        if not wanted or not self.bodies.stat().st_size:
            return False
        with self.bodies.open("rb") as file, _mapped(file.fileno()) as texts:
            return any(texts.find(name) >= 0 for name in wanted)


def _mapped(descriptor: int) -> mmap.mmap:
    return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)


def _any(names: Iterable[str], text: str) -> bool:
    return any(name in text for name in names)


def _shortest(names: Iterable[str]) -> Iterator[str]:
    """Yield the names without those that hold another one: where they stand, it does."""
    found: list[str] = []
    for name in sorted(set(names), key=len):
        if not any(other in name for other in found):
            found.append(name)
            yield name
