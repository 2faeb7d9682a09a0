"""The register of an edition: its posts by the day since when each is as it is now.

An author's dates say when a post was published; a harvester asks what is new to
it.  So the builder compares each post with the register of the generation
before: what is said of a post unchanged keeps its day, all else gets the day of
the build.  Posts that left are in it by a hash of their slug and a day.

Rows stand by day, then identity, as arrays of one file in the edition; nothing
of a post that left is in it but what the state folder keeps anyway.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage

from archive import Kind
from index.columnar import ArrayFile, ArrayFileError, ArrayFileWriter, open_arrays
from index.editions.record import Label, Record
from index.editions.rows import Array, Ragged, Rows
from index.errors import DamagedIndex

NAME = "register.arr"
"""Name of the file in its edition."""

NEVER = 0
"""Stands for the day of a change that nobody wrote down."""


@dataclass(frozen=True, slots=True)
class Departed:
    """A post that was public once.

    Attributes:
        identity: Of its slug, which is kept nowhere.
        day: When it left.
    """

    identity: str
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A post of the register.

    Attributes:
        since: The day since when it is as it is now, in UTC.
        changed: The day of its last change as its author wrote it down.
        terms: Its partners and themes.
    """

    slug: str
    since: date
    changed: date | None
    terms: tuple[tuple[Kind, str], ...]


def identity_of(slug: str) -> str:
    """Return what stands for a slug where it may not be kept: 16 hexadecimal digits."""
    return hashlib.sha256(slug.encode("utf-8", "replace")).hexdigest()[:16]


class Register:
    """The posts of an edition, read from its file.

    Args:
        arrays: Of a file that `write_register` wrote.

    Attributes:
        departed: Posts that were public once, newest first.
        terms: Partners and themes by their numbers.
        posts: Arrays; for this package alone.
    """

    def __init__(self, arrays: ArrayFile) -> None:
        self.departed = tuple(
            Departed(identity, date.fromordinal(day)) for identity, day in arrays.facts["departed"]
        )
        self.terms = [(Kind(kind), slug) for kind, slug in arrays.facts["terms"]]
        self.posts = Rows.read(arrays)

    def __len__(self) -> int:
        return len(self.posts.identities)

    def latest_change(self, start: int = 0, end: int | None = None) -> date | None:
        """Return the newest day that an author wrote down in some rows."""
        day = int(self.posts.changed[start:end].max(initial=NEVER))
        return date.fromordinal(day) if day != NEVER else None

    def changes(self, start: int, end: int) -> Iterator[tuple[str, date | None]]:
        """Yield the slugs of some rows, each with the day that its author wrote down."""
        slugs, days = self.posts.slugs, self.posts.changed[start:end].tolist()
        text = slugs.values[slugs.starts[start] : slugs.starts[end]].tobytes()
        places = (slugs.starts[start : end + 1] - slugs.starts[start]).tolist()
        for number, day in enumerate(days):
            slug = text[places[number] : places[number + 1]].decode()
            yield slug, date.fromordinal(day) if day != NEVER else None

    @property
    def earliest(self) -> date | None:
        """Return the first day that anything in it has."""
        days = [each.day for each in self.departed]
        if len(self):
            days.append(date.fromordinal(int(self.posts.since[0])))
        return min(days, default=None)

    def __getitem__(self, row: int) -> Entry:
        rows = self.posts
        changed = int(rows.changed[row])
        return Entry(
            slug=rows.slugs[row].tobytes().decode(),
            since=date.fromordinal(int(rows.since[row])),
            changed=date.fromordinal(changed) if changed != NEVER else None,
            terms=tuple(self.terms[number] for number in rows.terms[row].tolist()),
        )

    def named(self, identity: str) -> Entry | None:
        """Return the post that an identity stands for, or None."""
        found = np.flatnonzero(self.posts.identities == np.uint64(int(identity, 16)))
        return self[int(found[0])] if len(found) else None

    def missing_from(self, slugs: Iterable[str]) -> list[str]:
        """Return the identities of posts that are here and not among some slugs."""
        others = np.array([int(identity_of(slug), 16) for slug in slugs], np.uint64)
        return [f"{each:016x}" for each in np.setdiff1d(self.posts.identities, others).tolist()]

    def rows(
        self,
        first: date | None = None,
        last: date | None = None,
        terms: Collection[tuple[Kind, str]] | None = None,
        after: tuple[date, str] | None = None,
    ) -> Sequence[int]:
        """Return the rows of some days, both included, in order.

        Args:
            first: None for the beginning.
            last: None for the end.
            terms: Only posts of one of these.
            after: A day and an identity: only rows behind the place where such a post
                would stand, whether there is one or not.
        """
        since = self.posts.since
        start = int(np.searchsorted(since, first.toordinal())) if first else 0
        if after is not None:
            start = max(start, self._behind(*after))
        end = int(np.searchsorted(since, last.toordinal(), "right")) if last else len(self)
        if terms is None:
            return range(start, max(start, end))
        having = self._having(terms)
        found: list[int] = having[(having >= start) & (having < end)].tolist()
        return found

    def _behind(self, day: date, identity: str) -> int:
        """Return the first row that stands behind a place."""
        low, high = (
            int(np.searchsorted(self.posts.since, day.toordinal(), side))
            for side in ("left", "right")
        )
        of_day = self.posts.identities[low:high]
        return low + int(np.searchsorted(of_day, np.uint64(int(identity, 16)), "right"))

    def _having(self, terms: Collection[tuple[Kind, str]]) -> Array:
        wanted = [number for number, term in enumerate(self.terms) if term in terms]
        return np.unique(self._row_of_each_term[np.isin(self.posts.terms.values, wanted)])

    @cached_property
    def _row_of_each_term(self) -> Array:
        return np.repeat(np.arange(len(self)), np.diff(self.posts.terms.starts))


def read_register(folder: Path) -> Register:
    """Return the register of an edition.

    Raises:
        DamagedIndex: If there is none, or none that this version wrote.
    """
    try:
        return Register(open_arrays(FileStorage(str(folder)), NAME))
    except FileNotFoundError as error:
        raise DamagedIndex(folder / NAME, "is missing") from error
    except (ArrayFileError, KeyError, ValueError, TypeError) as error:
        raise DamagedIndex(folder / NAME, "is no register that this version knows") from error


def write_register(  # noqa: PLR0913 - what a register is made of
    folder: Path,
    records: Iterable[Record],
    today: date,
    *,
    before: Register | None = None,
    gone: Collection[str] | None = None,
    departed: Iterable[Departed] = (),
) -> None:
    """Write the register of an edition.

    Args:
        folder: Of the edition.
        records: Its posts, or those that are new or changed.
        today: In UTC.
        before: The register of the generation before, if there is one.
        gone: Slugs of `before` that do not stay as they are, changed ones
            included; None if `records` are all posts.
        departed: Posts that were public once, newest first.
    """
    names: dict[tuple[Kind, str], int] = {}
    if before is not None and gone is not None:
        names = {term: number for number, term in enumerate(before.terms)}
    rows = _since(_rows_of(records, names), before, today)
    if before is not None and gone is not None:
        rows = _staying(before.posts, gone).followed_by(rows)
    rows = rows.taken(np.lexsort((rows.identities, rows.since)))
    known = list(names)
    used = np.flatnonzero(np.bincount(rows.terms.values, minlength=len(known)))
    numbers = np.zeros(len(known), np.uint32)
    numbers[used] = np.arange(len(used))
    rows = replace(rows, terms=Ragged(rows.terms.starts, numbers[rows.terms.values]))
    writer = ArrayFileWriter((folder / NAME).open("wb"))
    try:
        rows.write(writer)
        writer.facts = {
            "terms": [(known[n][0].value, known[n][1]) for n in used.tolist()],
            "departed": [(each.identity, each.day.toordinal()) for each in departed],
        }
        writer.close()
    finally:
        writer.abandon()


def _since(rows: Rows, before: Register | None, today: date) -> Rows:
    """Return rows with the day since when each is so: today, unless it was before."""
    since = np.full(len(rows.identities), today.toordinal(), np.int32)
    if before is not None:
        former = before.posts
        # Few are looked for as they are; a build of everything sorts both anyway.
        there = np.flatnonzero(np.isin(former.identities, rows.identities))
        order = np.argsort(rows.identities)
        here = order[np.searchsorted(rows.identities, former.identities[there], sorter=order)]
        alike = rows.prints[here] == former.prints[there]
        since[here[alike]] = former.since[there[alike]]
    return replace(rows, since=since)


def _staying(rows: Rows, gone: Collection[str]) -> Rows:
    left = np.array([int(identity_of(slug), 16) for slug in gone], np.uint64)
    return rows.taken(np.flatnonzero(~np.isin(rows.identities, left)))


def _rows_of(records: Iterable[Record], names: dict[tuple[Kind, str], int]) -> Rows:
    """Return the rows of records, `since` left open; terms get the next free number."""
    identities, changed, prints, slugs, terms = [], [], [], [], []
    for record in records:
        identities.append(int(identity_of(record.slug), 16))
        day = record.updated or record.date
        changed.append(day.toordinal() if day else NEVER)
        prints.append(_print(record))
        slugs.append(np.frombuffer(record.slug.encode("utf-8", "replace"), np.uint8))
        terms.append([names.setdefault(term, len(names)) for term in _terms(record)])
    return Rows(
        np.array(identities, np.uint64),
        np.zeros(len(identities), np.int32),
        np.array(changed, np.int32),
        np.array(prints, np.uint64),
        Ragged.of(slugs, np.uint8),
        Ragged.of(terms, np.uint32),
    )


def _terms(record: Record) -> Iterator[tuple[Kind, str]]:
    pairs: tuple[tuple[Kind, tuple[Label, ...]], ...] = (
        (Kind.PARTNER, record.partners),
        (Kind.THEME, record.themes),
    )
    for kind, labels in pairs:
        yield from ((kind, label.slug) for label in labels)


def _print(record: Record) -> int:
    """Return a number that differs where anything said of a post differs, its body apart."""
    said = replace(record, html="", text="", image=None, staff=None)
    digest = hashlib.blake2b(repr(said).encode("utf-8", "backslashreplace"), digest_size=8)
    return int.from_bytes(digest.digest())
