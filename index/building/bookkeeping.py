"""Writing the ledger of a generation, and reading what was written.

What `ledger` describes, as files in the builder's folder: `.rows` and `.bodies`
hold posts end to end, `.ledger` says where each is and what they make together,
`.changes` what amendments changed since.  The last two begin with a hash of
themselves; the first two are known by their stamps, as the files of an edition
are, because hashing them would take longer than an amendment.
"""

from __future__ import annotations

from dataclasses import replace

from index.building.entering import Book
from index.building.ledger import Changes, Ledger
from index.building.pickled import hash_of, read_value, write_private, write_value
from index.building.scanning import Stamp, held_stamp
from index.errors import DamagedIndex
from index.store import durable
from index.store.layout import Edition, Layout
from index.store.manifest import read_manifest

_FILES = ("rows", "bodies")
"""Ends of the names of the files that hold posts."""


def write_ledger(layout: Layout, generation: str, book: Book) -> None:
    """Write the ledger of a generation whose editions are written, synced."""
    for kind, data in zip(_FILES, (book.rows, book.bodies), strict=True):
        write_private(layout.ledger(generation, kind), data)
    changes = replace(book.ledger.changes, sealed=sealed_of(layout, generation))
    stamps = tuple(held_stamp(layout.ledger(generation, kind)) for kind in _FILES)
    ledger = replace(book.ledger, changes=changes, stamps=stamps)
    write_value(layout.ledger(generation, "ledger"), ledger)
    durable.discard(layout.ledger(generation, "changes"))


def write_changes(layout: Layout, generation: str, former: str, changes: Changes) -> None:
    """Write what amendments changed, and take the ledger itself over from the one before."""
    if generation != former:
        for kind in ("ledger", *_FILES):
            durable.remove(layout.ledger(generation, kind))
            durable.link(layout.ledger(former, kind), layout.ledger(generation, kind))
    changes = replace(
        changes,
        sealed=sealed_of(layout, generation),
        ledger=hash_of(layout.ledger(generation, "ledger")),
    )
    write_value(layout.ledger(generation, "changes"), changes)


def read_ledger(layout: Layout, generation: str) -> Ledger:
    """Return the ledger of a generation.

    Raises:
        DamagedIndex: If it is missing or not as it was written.
    """
    ledger = read_value(layout.ledger(generation, "ledger"), Ledger)
    rows, bodies = (layout.ledger(generation, kind) for kind in _FILES)
    ledger = replace(ledger, rows=rows, bodies=bodies)
    if not ledger.is_whole():
        raise DamagedIndex(rows, "not as it was written")
    path = layout.ledger(generation, "changes")
    if not path.exists():
        return ledger
    changes = read_value(path, Changes)
    if changes.ledger != hash_of(layout.ledger(generation, "ledger")):
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
