"""The content, read: every post, both vocabularies, and all that is wrong.

Reading never raises for bad content.  The same content gives the same value,
whatever order the disk lists it in.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from archive import jsonl
from archive.errors import ContentMissing
from archive.fields import JSON_BUILT_IN, Names, Values
from archive.frontmatter import document_of
from archive.kept import Drafts, Posts
from archive.post import Markup, Post
from archive.posts import Draft, PostReader
from archive.problems import Problem
from archive.records import Record
from archive.relations import related
from archive.report import FormError, Report
from archive.settings import Settings
from archive.text import text_of
from archive.vocabulary import Kind, Vocabulary
from archive.vocabulary_file import vocabulary_of
from archive.walk import Found, order_of, read_bytes, walk

POSTS = "posts"
"""Folder of the posts below the content folder, if there is one."""

_VOCABULARIES = {
    Kind.PARTNER: ("partners.yaml", "partners.yml"),
    Kind.THEME: ("themes.yaml", "themes.yml"),
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was read.

    Attributes:
        path: Below the content folder, with forward slashes.
        sha256: In hexadecimal.
        bytes: Its size.
    """

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the content holds.

    Attributes:
        posts: Sorted by path, then line; slugs are unique.
        partners: Those listed, then those that posts name besides.
        themes: The same.
        problems: Sorted by file and line.
        root: The content folder; pictures are looked for below it.
        files: Every file that was read, sorted by path, bad ones too.
        drafts: The same posts, each as it is without the others.
        below: The folder of the posts below the content folder, or empty.
    """

    posts: Sequence[Post]
    partners: Vocabulary
    themes: Vocabulary
    problems: tuple[Problem, ...]
    root: Path
    files: tuple[SourceFile, ...]
    drafts: Sequence[Draft] = ()
    below: str = ""


Progress = Callable[[int, int | None], None]
"""Told how many posts are read and how many there are, more or less, if that is known."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Some posts of a content folder, read without the others.

    Attributes:
        drafts: By path; files that give no post have none.
        problems: Of these files.
        files: Those that could be read.
    """

    drafts: Mapping[str, Draft]
    problems: tuple[Problem, ...]
    files: tuple[SourceFile, ...]


def read_content(
    source: Path,
    settings: Settings,
    *,
    now: datetime | None = None,
    progress: Progress | None = None,
    aside: Path | None = None,
) -> Content:
    """Return all that a content folder or a file of JSON Lines holds.

    Args:
        source: A folder, or a `.jsonl` or `.jsonl.gz` file.
        settings: See `Settings`; its own `content` is not looked at.
        now: Moment that publication dates in the future are told by,
            zone-aware; None is the present one.
        progress: Told of every post that is read.
        aside: A folder in whose file system posts wait in a file without a name until
            they are asked for; None keeps them in memory.

    Raises:
        ContentMissing: If `source` is neither.
        OSError: If there is no room for that file.
    """
    root = _root_of(source)
    reading = _Reading(root, settings, now or datetime.now(UTC), progress, aside)
    return reading.folder() if root.is_dir() else reading.lines()


def read_again(  # noqa: PLR0913 - what reading all of them makes of one
    source: Path,
    paths: Iterable[str],
    settings: Settings,
    partners: Vocabulary,
    themes: Vocabulary,
    *,
    reported: Iterable[tuple[str, str]],
    below: str,
    now: datetime,
) -> ReadAgain:
    """Return some posts of a content folder, as `read_content` would read them.

    Args:
        source: The folder.
        paths: Of plain files below it that are posts.
        settings: See `Settings`.
        partners: As reading all posts made them; not changed.
        themes: The same.
        reported: Kind and slug of terms that no file lists and that an earlier
            post names.
        below: As `Content` has it.
        now: As for `read_content`.

    Raises:
        ContentMissing: If `source` is no folder that can be read.
    """
    reading = _Reading(_root_of(source), settings, now)
    known = [Vocabulary(each.kind, each.terms) for each in (partners, themes)]
    reader = PostReader(settings, known[0], known[1], now, reported)
    names = Names(settings.fields)
    drafts = {}
    for path in sorted(paths, key=order_of):
        place = path[len(below) + 1 :] if below else path
        draft = reading.file(Found(path, reading.root / path), place, names, reader)
        if draft is not None:
            drafts[path] = draft
    return ReadAgain(drafts, reading.problems, tuple(reading.files))


def _root_of(source: Path) -> Path:
    """Return the folder or file of the content without links in its path."""
    try:
        root = source.resolve(strict=True)
        kind = root.stat().st_mode
        if stat.S_ISDIR(kind):
            next(root.iterdir(), None)
            return root
        if stat.S_ISREG(kind) and jsonl.is_jsonl(root):
            with root.open("rb"):
                return root
    except (OSError, RuntimeError, ValueError):
        pass
    raise ContentMissing(str(source))


class _Reading:
    """One reading of the content, from beginning to end."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        now: datetime,
        progress: Progress | None = None,
        aside: Path | None = None,
    ) -> None:
        self.aside = aside
        self.root = root
        self.progress = progress or (lambda *_: None)
        self.settings = settings
        self.now = now
        self.reports: list[Report] = []
        self.files: list[SourceFile] = []

    def folder(self) -> Content:
        partners, themes = self._vocabulary(Kind.PARTNER), self._vocabulary(Kind.THEME)
        reader = PostReader(self.settings, partners, themes, self.now)
        names = Names(self.settings.fields)
        walking = self._report("")
        below = (
            POSTS if (self.root / POSTS).is_dir() and not (self.root / POSTS).is_symlink() else ""
        )
        drafts = self._drafts()
        files = list(walk(self.root, below, walking))
        for done, found in enumerate(files, start=1):
            self.progress(done, len(files))
            place = found.path[len(below) + 1 :] if below else found.path
            draft = self.file(found, place, names, reader)
            if draft is not None:
                drafts.append(draft)
        return self._content(drafts, partners, themes, self.root, below)

    def _drafts(self) -> Drafts:
        return Drafts(self.aside)

    def lines(self) -> Content:
        partners, themes = Vocabulary(Kind.PARTNER), Vocabulary(Kind.THEME)
        reader = PostReader(self.settings, partners, themes, self.now)
        report = self._report(self.root.name)
        checksum, size, lines = jsonl.digest(self.root)
        self.files.append(SourceFile(self.root.name, checksum, size))
        names = Names(self.settings.fields, JSON_BUILT_IN)
        records = jsonl.records(self.root, names, self.settings.limits, report)
        drafts = self._drafts()
        for draft in _drafts(self._counted(records, lines), reader):
            drafts.append(draft)
        return self._content(drafts, partners, themes, self.root.parent)

    def _counted(self, records: Iterable[Record], total: int | None) -> Iterator[Record]:
        for done, record in enumerate(records, start=1):
            yield record
            self.progress(done, total)

    def _content(
        self,
        drafts: Drafts,
        partners: Vocabulary,
        themes: Vocabulary,
        root: Path,
        below: str = "",
    ) -> Content:
        relations = related(drafts.heads, self.now)
        drafts.forget_heads()
        posts = Posts(drafts, relations)
        return Content(
            posts=posts if self.aside else tuple(posts),
            partners=partners,
            themes=themes,
            problems=self.problems,
            root=root,
            files=tuple(sorted(self.files, key=lambda file: file.path)),
            drafts=drafts if self.aside else tuple(drafts),
            below=below,
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was reported so far, by file and line."""
        return tuple(sorted(problem for report in self.reports for problem in report.problems))

    def _report(self, path: str) -> Report:
        report = Report(path)
        self.reports.append(report)
        return report

    def _bytes(self, found: Found) -> bytes:
        data = read_bytes(found, max_bytes=self.settings.limits.file_bytes)
        self.files.append(SourceFile(found.path, hashlib.sha256(data).hexdigest(), len(data)))
        return data

    def _vocabulary(self, kind: Kind) -> Vocabulary:
        for name in _VOCABULARIES[kind]:
            file = self.root / name
            if not file.exists() and not file.is_symlink():
                continue
            report = self._report(name)
            try:
                return vocabulary_of(
                    text_of(self._bytes(Found(name, self._inside(file))), report), kind, report
                )
            except FormError as error:
                report.given_up(error)
        return Vocabulary(kind)

    def _inside(self, file: Path) -> Path:
        """Return what a link leads to, if that is inside the content folder."""
        try:
            target = file.resolve(strict=True)
        except (OSError, RuntimeError):
            raise FormError(
                0, "link-broken", "link leads nowhere, or in a circle", "delete the link"
            ) from None
        if not target.is_relative_to(self.root):
            raise FormError(
                0, "link-outside", "link leads out of the content folder", "copy the file here"
            )
        return target

    def file(self, found: Found, place: str, names: Names, reader: PostReader) -> Draft | None:
        report = self._report(found.path)
        try:
            text = text_of(self._bytes(found), report)
            document = document_of(text, report, max_bytes=self.settings.limits.front_matter_bytes)
            is_html = PurePosixPath(found.path).suffix.casefold() == ".html"
            record = Record(
                path=found.path,
                place=place,
                line=document.values.line,
                values=Values(document.values, names, report),
                body=document.body,
                body_line=document.line,
                markup=Markup.HTML if is_html else Markup.MARKDOWN,
                report=report,
            )
            return reader.draft(record)
        except FormError as error:
            # Whoever mends the one reason will see the rest.
            report.problems.clear()
            report.given_up(error)
            return None


def _drafts(records: Iterator[Record], reader: PostReader) -> Iterator[Draft]:
    for record in records:
        try:
            yield reader.draft(record)
        except FormError as error:
            record.report.given_up(error)
