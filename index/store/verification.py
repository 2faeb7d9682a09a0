"""Whether an index is what it was when it was built, and whether the content still is.

Nothing is changed and nothing stops at the first finding.  Files are compared
with their checksums before any of them is opened, because what is in them is
run as code.  Then both editions are asked for every post.  Last the content is
compared with what the builder noted, if this process may read both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive import ContentMissing, Settings, read_content
from index.editions.record import Record
from index.engine import Engine
from index.errors import IndexProblem, NoIndex, UnreadableIndex
from index.opened import open_edition
from index.query import Query
from index.store.checking import identified
from index.store.current import current_generation
from index.store.layout import Edition, Layout
from index.store.manifest import NAME, Manifest, differences
from index.store.media import FOLDER
from index.store.notes import Notes, read_notes

_MEDIA = re.compile(r"/media/([0-9a-f]{16}/[\w.-]+)")
"""How a record refers to a file of its edition."""

_OURS = frozenset({"CURRENT", "CURRENT.new", "lock", "generations", "builder"})
"""What may lie in an index folder."""

_OF_A_GENERATION = frozenset({"public", "staff", "withdrawing"})
"""What may lie in the folder of a generation."""

_REBUILD = "run `pressmark rebuild`"
_UPDATE = "run `pressmark update`"


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found.

    Attributes:
        problems: One line each, with place, thing and remedy.
        summary: One line: what was looked at, and what could not be.
        generation: The generation that is current, or None.
        content_compared: Whether the index was compared with the content.
    """

    problems: tuple[str, ...]
    summary: str
    generation: str | None
    content_compared: bool

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


@dataclass(slots=True)
class _Findings:
    """What was found so far."""

    layout: Layout
    problems: list[str] = field(default_factory=list)
    counts: dict[Edition, int] = field(default_factory=dict)
    learnt: dict[Edition, str] = field(default_factory=dict)
    slugs: dict[Edition, set[str]] = field(default_factory=dict)

    def add(self, place: str, message: str, remedy: str = _REBUILD) -> None:
        self.problems.append(f"{place}: {message}; {remedy}")


def verify(settings: Settings, *, now: datetime | None = None) -> VerifyReport:
    """Check an index file by file and post by post, and against the content.

    Args:
        settings: Where index and content are.
        now: The moment by which embargoes are judged, zone-aware; None is
            the present one.

    Returns:
        Everything that is wrong.  A file of content that was added, removed
        or changed since the build counts as wrong, as does an embargo that
        has ended since.
    """
    layout = Layout(settings.index)
    findings = _Findings(layout)
    try:
        current = current_generation(layout.folder)
        if current is None:
            raise NoIndex(layout.folder)
    except IndexProblem as problem:
        return VerifyReport((str(problem),), "nothing to look at", None, content_compared=False)
    _check_strays(findings, current)
    for generation in layout.known():
        if generation == current or _is_finished(layout, generation, current):
            _check_generation(findings, generation, asked=generation == current)
    why_not = _check_content(findings, settings, current, now or datetime.now(UTC))
    counts = [findings.counts.get(edition, 0) for edition in (Edition.PUBLIC, Edition.STAFF)]
    learnt = findings.learnt.get(Edition.PUBLIC, "themes not looked at")
    summary = (
        f"generation {current}: {counts[0]} posts public, {counts[1]} for staff; {learnt}; "
        + (f"content not compared: {why_not}" if why_not else "compared with the content")
    )
    return VerifyReport(tuple(findings.problems), summary, current, content_compared=not why_not)


def _is_finished(layout: Layout, generation: str, current: str) -> bool:
    """Tell a generation from what a build that was killed, or is going on, has left."""
    if generation < current:
        return True
    return all((layout.edition(generation, edition) / NAME).exists() for edition in Edition)


def _check_strays(findings: _Findings, current: str) -> None:
    """Report what nobody put into the index folder."""
    layout = findings.layout
    for folder, known in (
        (layout.folder, _OURS),
        (layout.generation(current), _OF_A_GENERATION),
    ):
        try:
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            findings.add(str(folder), (error.strerror or str(error)).lower())
            continue
        for name in names:
            if name not in known:
                findings.add(str(folder / name), "no file of the index", "take it away")


def _check_generation(findings: _Findings, generation: str, *, asked: bool) -> None:
    for edition in Edition:
        manifest = _check_files(findings, generation, edition)
        if manifest is not None and asked:
            findings.counts[edition] = manifest.posts
            _check_posts(findings, generation, edition, manifest)
    if asked and len(findings.slugs) == len(Edition):
        only_public = findings.slugs[Edition.PUBLIC] - findings.slugs[Edition.STAFF]
        for slug in sorted(only_public):
            place = findings.layout.edition(generation, Edition.PUBLIC)
            findings.add(str(place), f'"{slug}" is in the public edition alone')


def _check_files(findings: _Findings, generation: str, edition: Edition) -> Manifest | None:
    """Compare the files of an edition; return its manifest if all are as they were written."""
    folder = findings.layout.edition(generation, edition)
    try:
        manifest = identified(findings.layout, generation, edition)
    except IndexProblem as problem:
        findings.problems.append(str(problem))
        return None
    broken = False
    for path, message in differences(folder, manifest):
        broken = True
        findings.add(str(folder / path), message)
    return None if broken else manifest


def _check_posts(
    findings: _Findings, generation: str, edition: Edition, manifest: Manifest
) -> None:
    folder = findings.layout.edition(generation, edition)
    try:
        engine = open_edition(folder, generation)
        try:
            findings.learnt[edition] = _learnt(engine, manifest)
            for message in _wrong_answers(engine, edition, manifest, findings):
                findings.add(str(folder), message)
        finally:
            engine.close()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        findings.add(str(folder), f"cannot be searched ({error!r})")


def _learnt(engine: Engine, manifest: Manifest) -> str:
    """Say when the themes of texts were learnt, and how long before the edition was made."""
    learnt = engine.recommender.learnt
    if learnt is None:
        return "no themes learnt"
    days = (manifest.created - learnt).days
    before = f", {days} days before" if days > 0 else ""
    return f"themes learnt {learnt:%Y-%m-%d %H:%M} UTC{before}"


def _wrong_answers(
    engine: Engine, edition: Edition, manifest: Manifest, findings: _Findings
) -> Iterator[str]:
    """Yield what an edition answers otherwise than it should."""
    total = engine.search(Query()).total
    if total != manifest.posts:
        yield f"holds {total} posts instead of {manifest.posts}"
    slugs = findings.slugs.setdefault(edition, set())
    for record in engine.scan(Query()):
        if record.slug in slugs:
            yield f'holds "{record.slug}" twice'
        slugs.add(record.slug)
        yield from _wrong_record(engine, record, edition, manifest)
    if len(slugs) != manifest.posts:
        yield f"lists {len(slugs)} posts instead of {manifest.posts}"


def _wrong_record(
    engine: Engine, record: Record, edition: Edition, manifest: Manifest
) -> Iterator[str]:
    if (record.staff is None) != (edition is Edition.PUBLIC):
        yield f'"{record.slug}" has staff facts in the public edition, or none for staff'
    view = engine.post(record.slug)
    if view is None or view.record != record:
        yield f'"{record.slug}" is not found by its address'
    for name in _MEDIA.findall(f"{record.html} {record.image or ''}"):
        if f"{FOLDER}/{name}" not in manifest.files:
            yield f'"{record.slug}" shows {name}, which is not there'


def _check_content(
    findings: _Findings, settings: Settings, current: str, now: datetime
) -> str | None:
    """Compare the content with the builder's notes, or return why that cannot be."""
    try:
        notes = read_notes(findings.layout, current)
    except UnreadableIndex:
        return "only the builder may read its notes"
    except IndexProblem as problem:
        findings.problems.append(str(problem))
        return "the builder's notes are damaged"
    if findings.slugs.get(Edition.PUBLIC, notes.public) != notes.public:
        place = findings.layout.edition(current, Edition.PUBLIC)
        findings.add(str(place), "does not hold the posts that the builder noted")
    try:
        content = read_content(settings.content, settings, now=now)
    except ContentMissing as error:
        return str(error)
    _compare_files(findings, notes, {file.path: file.sha256 for file in content.files})
    if notes.next_change is not None and notes.next_change <= now:
        since = notes.next_change.isoformat()
        findings.add(str(settings.content), f"an embargo ended at {since}", _UPDATE)
    return None


def _compare_files(findings: _Findings, notes: Notes, found: dict[str, str]) -> None:
    for path in sorted(notes.files.keys() | found.keys()):
        if path not in found:
            findings.add(path, "removed since the index was built", _UPDATE)
        elif path not in notes.files:
            findings.add(path, "added since the index was built", _UPDATE)
        elif notes.files[path] != found[path]:
            findings.add(path, "changed since the index was built", _UPDATE)
