"""Writing editions: whole, or brought up to date.

An edition is a folder with a Whoosh index, written by our own codec
(`index.columnar`), and a vocabulary file.  `index.opened` searches it.  It answers
the same however it came about, written at once in any order or updated a
hundred times: nothing in it depends on the order of writing, and numbers are
counted over the posts that are there.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from archive import Term, Vocabulary
from index.building.holdings import Holdings
from index.columnar import (
    ColumnarIndex,
    ColumnarWriter,
    create_in,
    open_dir,
    segment_arrays,
    segment_size,
    settle,
)
from index.editions.record import Label, Record
from index.editions.schema import TEXT_FIELDS, whoosh_schema
from index.editions.vocabularies import read_vocabularies, write_vocabularies
from index.editions.writing import STREAMS, document_of
from index.errors import DamagedIndex, TextTooLong
from index.learning import forget, learn
from index.searching.postings import PostingsReader
from index.searching.snapshot import read_documents

MEMORY = 256 * 2**20
"""Bytes for words while writing, if nothing else is asked."""

LONGEST = 16_000_000
"""Characters of a text at most: it then has fewer than 2 ** 24 words, and the place of a word is
kept in 24 bits while phrases are looked for.  No larger file is read, but Markdown may expand."""

TURN = 0.0005
"""Seconds after which a thread hands the interpreter on; a tenth of Python's own.  100,000
posts were written in 3 % less time, 20,000 in 10 %, with no more work for the processor."""


class RepeatedSlugError(ValueError):
    """Two posts of an edition have one address."""

    def __init__(self, slug: str) -> None:
        super().__init__(f'"{slug}" is the slug of two posts of one edition')
        self.slug = slug


def write_edition(  # noqa: PLR0913 - what an edition is made of
    folder: Path,
    records: Iterable[Record],
    partners: Vocabulary,
    themes: Vocabulary,
    *,
    language: str,
    unused: bool = False,
    memory: int = MEMORY,
    posts: int = 0,
) -> int:
    """Write a complete edition into an empty folder.

    Args:
        folder: Must exist.
        records: One at a time; memory does not grow with their number.
        partners: Terms that the records name, and others, which are left out.
        themes: Likewise.
        language: BCP 47 tag of the site.
        unused: Keep terms that no post names; not for an edition that everyone may see.
        memory: Bytes for words of posts that are sorted at a time.
        posts: How many there will be, if known: large archives get larger segments.

    Returns:
        The number of posts.

    Raises:
        RepeatedSlugError: If two records have the same slug.
        TextTooLong: If the text of a record is longer than `LONGEST`.
        OSError: If the file system refuses.
    """
    ix = create_in(folder, whoosh_schema())
    with _writer(ix, folder, memory, posts) as writer:
        _add(writer, records, partners, themes, set())
    return _finish(folder, partners, themes, language, unused=unused)


def update_edition(  # noqa: PLR0913 - as above, and what changed
    folder: Path,
    *,
    removed: Collection[str],
    records: Iterable[Record],
    partners: Vocabulary,
    themes: Vocabulary,
    language: str,
    unused: bool = False,
    memory: int = MEMORY,
) -> int:
    """Bring an edition up to date; it then answers as if all its posts were written anew.

    No file is changed in place, so links to the same files elsewhere stay as
    they are.  Segments that hold a post that is taken out or exchanged are
    written anew without it, so none of its words is left in any file; the
    others are not touched.  What was learnt of themes stays, but for words and
    themes that no post has any more.  Posts whose partners or themes have other names
    than before are
    read again from the edition itself.

    Args:
        folder: Holds an edition.
        removed: Slugs of posts to take out; ones that are not there are passed over.
        records: New and changed posts.
        partners: As for `write_edition`.
        themes: Likewise.
        language: Likewise.
        unused: Likewise.
        memory: Likewise.

    Returns:
        The number of posts.

    Raises:
        RepeatedSlugError: If two records have the same slug.
        TextTooLong: As above.
        DamagedIndex: If the folder holds no edition that can be read.
        OSError: If the file system refuses.
    """
    ix = opened_index(folder)
    with _writer(ix, folder, memory) as writer, ix.reader() as reader:
        held = Holdings(reader)
        changed = _renamed(folder, held, partners, themes)
        stale = {slug for kind, terms in changed.items() for slug in held.slugs_with(kind, terms)}
        added: set[str] = set()
        gone = set(removed)
        _add(writer, _deleting(writer, held, records), partners, themes, added)
        again = stale - added - gone
        kept = (_refreshed(held.record(slug), partners, themes) for slug in sorted(again))
        _add(writer, _deleting(writer, held, kept), partners, themes, added)
        for slug in gone - added:
            _delete(writer, held, slug)
        former = set(chain.from_iterable(held.documents("slug", slug) for slug in added | gone))
        stems = held.terms_of(former, [field.stems for field in TEXT_FIELDS])
    return _finish(
        folder, partners, themes, language, unused=unused, gone=stems if former else None
    )


def learn_themes(folder: Path, *, created: datetime) -> None:
    """Learn what texts on each theme of an edition are like, to suggest themes for others.

    For an edition that was written at once; `update_edition` keeps it.

    Args:
        folder: Holds an edition.
        created: The present moment, zone-aware.

    Raises:
        DamagedIndex: If it cannot be read.
        OSError: If the file system refuses.
    """
    with opened_index(folder).reader() as reader:
        documents = read_documents(reader)
        postings = PostingsReader(documents.segments, MEMORY // 2)
        learn(folder, documents, postings, created=created)


def opened_index(folder: Path) -> ColumnarIndex:
    """Return the Whoosh index of an edition.

    Raises:
        DamagedIndex: If there is none that can be read.
        OSError: If a file cannot be opened.
    """
    try:
        return open_dir(folder)
    except OSError:
        raise
    except Exception as error:
        # An empty table of contents is a TypeError, a damaged one anything.
        raise DamagedIndex(folder, f"cannot be read ({error!r})") from error


@contextmanager
def _quick_turns() -> Iterator[None]:
    """Let threads take turns more often while an edition is written.

    Those that help ask for the interpreter a thousand times a segment, between two
    operations on arrays, and would wait for up to 5 ms each time.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def _writer(
    ix: ColumnarIndex, folder: Path, memory: int, posts: int = 0
) -> Iterator[ColumnarWriter]:
    """Give a writer that commits at the end, or leaves everything as it was."""
    writer = ix.writer(streams=STREAMS, memory=memory, segment=segment_size(posts))
    try:
        with _quick_turns():
            yield writer
            writer.commit(mergetype=settle)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    finally:
        # Nobody else writes here; a lock file would be linked into the next edition.
        for lock in folder.glob("*_WRITELOCK"):
            lock.unlink()


def _add(
    writer: ColumnarWriter,
    records: Iterable[Record],
    partners: Vocabulary,
    themes: Vocabulary,
    seen: set[str],
) -> None:
    writer.add_batch(document_of(record, partners, themes) for record in _different(records, seen))


def _different(records: Iterable[Record], seen: set[str]) -> Iterator[Record]:
    """Yield records, no two of one slug and none that phrases could be found wrongly in."""
    for record in records:
        if len(record.text) > LONGEST:
            raise TextTooLong(record.slug, len(record.text), LONGEST)
        if record.slug in seen:
            raise RepeatedSlugError(record.slug)
        seen.add(record.slug)
        yield record


def _deleting(
    writer: ColumnarWriter, held: Holdings, records: Iterable[Record]
) -> Iterator[Record]:
    """Yield records, each after the post that it replaces was deleted."""
    for record in records:
        _delete(writer, held, record.slug)
        yield record


def _delete(writer: ColumnarWriter, held: Holdings, slug: str) -> None:
    for document in held.documents("slug", slug):
        writer.delete_document(document)


def _renamed(
    folder: Path, held: Holdings, partners: Vocabulary, themes: Vocabulary
) -> dict[str, list[str]]:
    """Return the slugs whose names are not what they were when posts were written, by kind."""
    renamed = {}
    for old, new in zip(read_vocabularies(folder), (partners, themes), strict=True):
        field = old.kind.value
        pairs = ((slug, old.get(slug), new.get(slug)) for slug in held.terms(field))
        renamed[field] = [slug for slug, was, now in pairs if _shown(was) != _shown(now)]
    return renamed


def _shown(term: Term | None) -> tuple[str | None, ...]:
    return (*term.names(), term.language) if term else ()


def _refreshed(record: Record, partners: Vocabulary, themes: Vocabulary) -> Record:
    """Return a record with its labels as the vocabularies have them now."""
    return replace(
        record,
        partners=_labels(record.partners, partners),
        themes=_labels(record.themes, themes),
    )


def _labels(labels: tuple[Label, ...], vocabulary: Vocabulary) -> tuple[Label, ...]:
    terms = ((label, vocabulary.get(label.slug)) for label in labels)
    return tuple(Label(t.slug, t.name, t.language) if t else label for label, t in terms)


def _finish(  # noqa: PLR0913 - as above
    folder: Path,
    partners: Vocabulary,
    themes: Vocabulary,
    language: str,
    *,
    unused: bool,
    gone: Collection[bytes] | None = None,
) -> int:
    """Write the vocabulary file, forget `gone` stems that no post has, and count the posts."""
    with opened_index(folder).reader() as reader:
        held = Holdings(reader)
        if gone is not None:
            forget(folder, segment_arrays(reader), gone, set(held.terms("theme")))
        if not unused:
            partners = partners.restricted_to(held.terms("partner"))
            themes = themes.restricted_to(held.terms("theme"))
        write_vocabularies(folder, partners, themes, language)
        return len(held)
