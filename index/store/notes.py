"""What a builder remembers of a generation, so that an update need not render every post.

The notes hold fingerprints, no texts, but they name hidden posts and files, so
they lie where the service cannot read them.  Notes that are missing or damaged
cost a full build, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from archive import Problem, Severity
from index.errors import DamagedIndex
from index.store import durable
from index.store.layout import Edition, Layout
from index.store.media import SizeAndTime
from index.store.sealed import read_sealed, seal, seal_in_pieces

_BASE = "base.json"
"""End of the name of the notes that others amend."""


class Again(StrEnum):
    """When a post that did not change must be rendered again."""

    NEVER = "never"
    """Unless one of its files, or the name of another post that it mentions, changes."""
    FILES = "files"
    """When any file comes or goes: it refers to one that was not there."""
    ALWAYS = "always"
    """It failed, which may have been chance."""


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints of a post in one edition.

    Attributes:
        source: Of all that shapes the post, rendering included.
        result: Of what the edition keeps and of how it is found.
    """

    source: str
    result: str


@dataclass(frozen=True, slots=True)
class PostNote:
    """What shaped one post.

    Attributes:
        path: Its file below the content folder.
        redirects: Its old paths.
        staff: Fingerprints in the staff edition.
        public: Those in the public edition; None if it is not in there.
        links: Posts that its body links to, in either edition.
        media: Files that it shows: path below the content folder by name.
        problems: What rendering met; lines count from the body's first.
        again: When it must be rendered again though it did not change.
    """

    path: str
    redirects: tuple[str, ...]
    staff: Prints
    public: Prints | None
    links: tuple[str, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    again: Again = Again.NEVER

    def prints(self, edition: Edition) -> Prints | None:
        """Return its fingerprints in an edition, or None if it is not in there."""
        return self.public if edition is Edition.PUBLIC else self.staff

    def reported(self, line: int) -> tuple[Problem, ...]:
        """Return the problems for a body that begins in a line of its file."""
        return tuple(_moved(problem, line) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Notes:
    """What shaped a generation.

    Attributes:
        environment: Fingerprint of what shapes every post alike.
        files: SHA-256 of each content file, by path.
        posts: By slug.
        vocabularies: Fingerprint of the vocabularies, by edition.
        listing: Fingerprint of which files there are beside the posts.
        stamps: Size and time of change of each file that posts show, by path.
        next_change: When the next embargo ends, or None.
    """

    environment: str
    files: Mapping[str, str]
    posts: Mapping[str, PostNote]
    vocabularies: Mapping[str, str]
    listing: str = ""
    stamps: Mapping[str, SizeAndTime] = field(default_factory=dict)
    next_change: datetime | None = None

    @property
    def public(self) -> frozenset[str]:
        """Slugs of the public edition."""
        return frozenset(slug for slug, note in self.posts.items() if note.public is not None)

    def results(self, edition: Edition) -> dict[str, str]:
        """Return the fingerprints of what an edition keeps, by slug."""
        return results_of(self.posts, edition)


def results_of(posts: Mapping[str, PostNote], edition: Edition) -> dict[str, str]:
    """Return the fingerprints of what an edition keeps of some posts, by slug."""
    prints = {slug: note.prints(edition) for slug, note in posts.items()}
    return {slug: found.result for slug, found in prints.items() if found is not None}


def unmoved(problem: Problem, line: int) -> Problem:
    """Return a problem with its line counted from the first of the body."""
    return _moved(problem, -line)


def _moved(problem: Problem, by: int) -> Problem:
    return replace(problem, line=problem.line + by) if problem.line else problem


@dataclass(frozen=True, slots=True)
class Former:
    """The generation that an update goes on from, checked.

    Attributes:
        media: Names of the files that it holds.
    """

    generation: str
    notes: Notes
    media: frozenset[str]


def write_notes(layout: Layout, generation: str, notes: Notes) -> None:
    """Write the notes on a generation, synced, readable for the builder alone."""
    durable.make_folder(layout.builder, durable.PRIVATE_FOLDER_MODE)
    value = {
        "generation": generation,
        "environment": notes.environment,
        "files": dict(notes.files),
        "posts": _Lists(notes.posts),
        "vocabularies": dict(notes.vocabularies),
        "listing": notes.listing,
        "stamps": {path: list(found) for path, found in notes.stamps.items()},
        "next_change": notes.next_change.isoformat() if notes.next_change else None,
    }
    pieces = seal_in_pieces(value, layout.builder)
    durable.replace_in_pieces(layout.notes(generation), pieces, durable.PRIVATE_FILE_MODE)


def write_amended_notes(
    layout: Layout, generation: str, former: str, notes: Notes, gone: Mapping[str, str]
) -> None:
    """Write the notes on a generation as what changed since the notes on an earlier one.

    Args:
        layout: The index.
        generation: On which they are.
        former: The generation that it goes on from, whose notes are kept under
            another name, or those that these went on from.
        notes: Posts and files that changed since, and the next change.
        gone: Paths of posts that are no more since, by slug.
    """
    base = layout.ledger(generation, _BASE)
    if not base.exists():
        before = layout.ledger(former, _BASE)
        durable.link(before if before.exists() else layout.notes(former), base)
    value = {
        "generation": generation,
        "amends": True,
        "gone": dict(gone),
        "files": dict(notes.files),
        "posts": {slug: _as_list(note) for slug, note in notes.posts.items()},
        "stamps": {path: list(found) for path, found in notes.stamps.items()},
        "next_change": notes.next_change.isoformat() if notes.next_change else None,
    }
    durable.replace(layout.notes(generation), seal(value), durable.PRIVATE_FILE_MODE)


def _whole(layout: Layout, generation: str, value: dict[str, Any]) -> dict[str, Any]:
    """Return notes with those that they amend."""
    if "amends" not in value:
        return value
    base = read_sealed(layout.ledger(generation, _BASE))
    gone = value["gone"]
    posts = {slug: note for slug, note in base["posts"].items() if slug not in gone}
    files = {path: digest for path, digest in base["files"].items() if path not in gone.values()}
    before = {"posts": posts, "files": files, "stamps": base["stamps"]}
    merged = {name: found | value[name] for name, found in before.items()}
    return base | merged | {"next_change": value["next_change"]}


def read_notes(layout: Layout, generation: str) -> Notes:
    """Return the notes on a generation.

    Raises:
        DamagedIndex: If they are missing or not as they were written.
        UnreadableIndex: If this process is not the builder.
    """
    path = layout.notes(generation)
    value = read_sealed(path)
    try:
        if value["generation"] != generation:
            raise DamagedIndex(path, f"notes on {value['generation']}")
        value = _whole(layout, generation, value)
        return Notes(
            environment=value["environment"],
            files=value["files"],
            posts={slug: _from_list(fields) for slug, fields in value["posts"].items()},
            vocabularies=value["vocabularies"],
            listing=value["listing"],
            stamps={path: SizeAndTime(*found) for path, found in value["stamps"].items()},
            next_change=_moment(value["next_change"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedIndex(path, "no notes that this version knows") from error


class _Lists(Mapping[str, list[Any]]):
    """Notes as they are written, each made when it is asked for."""

    def __init__(self, posts: Mapping[str, PostNote]) -> None:
        self._posts = posts

    def __getitem__(self, slug: str) -> list[Any]:
        return _as_list(self._posts[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self._posts)

    def __len__(self) -> int:
        return len(self._posts)


def _as_list(note: PostNote) -> list[Any]:
    return [
        note.path,
        list(note.redirects),
        _pair(note.staff),
        _pair(note.public) if note.public else None,
        list(note.links),
        dict(note.media),
        [list(problem.as_dict().values()) for problem in note.problems],
        note.again.value,
    ]


def _from_list(fields: list[Any]) -> PostNote:
    path, redirects, staff, public, links, media, problems, again = fields
    met = tuple(
        Problem(file, line, rule, message, remedy, Severity(severity))
        for file, line, rule, message, remedy, severity in problems
    )
    return PostNote(
        path=path,
        redirects=tuple(redirects),
        staff=Prints(*staff),
        public=Prints(*public) if public else None,
        links=tuple(links),
        media=media,
        problems=met,
        again=Again(again),
    )


def _pair(prints: Prints) -> list[str]:
    return [prints.source, prints.result]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
