"""Values that the builder keeps for itself: pickled, behind a hash of what follows.

They lie where only the builder may write.  The hash tells whether the disk kept
them; a value of another version of the program is as good as none.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from index.errors import DamagedIndex
from index.store import durable

T = TypeVar("T")

_DIGEST = hashlib.sha256().digest_size
"""Bytes of the hash that a file begins with."""


def write_value(path: Path, value: object) -> None:
    """Write a value in one step, synced, readable for the builder alone."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    write_private(path, [hashlib.sha256(data).digest(), data])


def write_private(path: Path, data: Iterable[bytes]) -> None:
    """Write pieces likewise, end to end, without a hash."""
    durable.make_folder(path.parent, durable.PRIVATE_FOLDER_MODE)
    durable.replace_in_pieces(path, data, durable.PRIVATE_FILE_MODE)


def read_value(path: Path, kind: type[T]) -> T:
    """Return a value that was written.

    Args:
        path: Its file.
        kind: What it must be.

    Raises:
        DamagedIndex: If it is missing, not as it was written, or of another kind.
    """
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


def hash_of(path: Path) -> bytes:
    """Return the hash that a file begins with."""
    with path.open("rb") as file:
        return file.read(_DIGEST)
