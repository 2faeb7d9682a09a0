"""Which posts were public and no longer are, in the file that outlives the index.

A harvester that comes once a year must learn that a post is gone, even if the
index was deleted and rebuilt meanwhile.  The file holds a hash of each slug and
a day, nothing else, and exists only once a post has left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from index.editions.register import Departed, identity_of
from index.errors import CannotWrite

FILE = "state.db"
"""Name of the file in the state folder; other tables may be in it."""

KEPT = timedelta(days=400)
"""How long a departure is told: more than a year, for harvesters who come once a year."""

_TABLE = """
create table if not exists departed (identity text primary key, day text not null) without rowid
"""

PATIENCE = 5.0
"""Seconds to wait for another process that writes to the file."""


def keep_departed(
    state: Path, gone: Collection[str], there: Iterable[str], today: date
) -> tuple[Departed, ...]:
    """Take note of posts that left, and return all that are to be told, newest first.

    It is called before a generation becomes current.  Should that fail, the next
    build finds the posts among those that are there, and forgets the note.

    Args:
        state: The state folder; made when the first post leaves.
        gone: Identities of posts that were public until now.
        there: Slugs of public posts that may have come back.
        today: In UTC.

    Raises:
        CannotWrite: If the file cannot be read or written.
    """
    path = state / FILE
    if not gone and not path.exists():
        return ()
    try:
        state.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as database, database:
            database.execute(_TABLE)
            _change(database, gone, there, today)
            rows = database.execute(
                "select identity, day from departed order by day desc, identity"
            )
            return tuple(Departed(identity, date.fromisoformat(day)) for identity, day in rows)
    except sqlite3.Error as error:
        raise CannotWrite(path, OSError(str(error))) from error
    except OSError as error:
        raise CannotWrite(path, error) from error


def _change(
    database: sqlite3.Connection, gone: Collection[str], there: Iterable[str], today: date
) -> None:
    known = {identity for (identity,) in database.execute("select identity from departed")}
    if known:
        back = known.intersection(map(identity_of, there))
        database.executemany("delete from departed where identity = ?", ((each,) for each in back))
    database.executemany(
        "insert or replace into departed values (?, ?)",
        ((identity, today.isoformat()) for identity in sorted(gone)),
    )
    database.execute("delete from departed where day < ?", ((today - KEPT).isoformat(),))
