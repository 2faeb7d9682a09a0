"""Small JSON files that prove their own bytes.

A sealed file holds one value and the SHA-256 of how it is written.  It is read
back only if writing its value again gives the very same bytes, so any changed
bit is found, in white space too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archive import Spool
from index.errors import DamagedIndex, UnreadableIndex


def seal(value: dict[str, Any]) -> bytes:
    """Return the bytes of a sealed file; equal values give equal bytes."""
    body = json.dumps(value, ensure_ascii=True, sort_keys=True, indent=1)
    digest = hashlib.sha256(body.encode()).hexdigest()
    return f'{{"sha256": "{digest}", "value":\n{body}}}\n'.encode()


def seal_in_pieces(value: Mapping[str, Any], folder: Path) -> Iterator[bytes]:
    """Yield the bytes of a sealed file, piece by piece.

    Args:
        value: What is a mapping in it is gone through entry by entry, in the order of
            its keys.
        folder: In whose file system the pieces wait until all of them are hashed.
    """
    pieces: Spool[bytes] = Spool(folder)
    digest = hashlib.sha256()
    for piece in _pieces(value):
        digest.update(piece)
        pieces.add_bytes(piece)
    yield f'{{"sha256": "{digest.hexdigest()}", "value":\n'.encode()
    yield from map(pieces.packed, range(len(pieces)))
    yield b"}\n"


def _pieces(value: Any, depth: int = 0) -> Iterator[bytes]:
    """Yield a value as `seal` writes it, mappings in it and in its own entry by entry."""
    if isinstance(value, Mapping) and not value:
        yield b"{}"
        return
    if depth > 1 or not isinstance(value, Mapping):
        written = json.dumps(value, ensure_ascii=True, sort_keys=True, indent=1)
        yield written.replace("\n", "\n" + " " * depth).encode()
        return
    start = b"{\n"
    for name in sorted(value):
        yield start + b" " * (depth + 1) + json.dumps(name).encode() + b": "
        yield from _pieces(value[name], depth + 1)
        start = b",\n"
    yield b"\n" + b" " * depth + b"}"


def read_sealed(path: Path) -> dict[str, Any]:
    """Return the value of a sealed file.

    Raises:
        UnreadableIndex: If this process may not read it.
        DamagedIndex: If it is missing or not as it was sealed.
    """
    try:
        data = path.read_bytes()
    except PermissionError as error:
        raise UnreadableIndex(path, error) from error
    except OSError as error:
        raise DamagedIndex(path, (error.strerror or str(error)).lower()) from error
    try:
        value = json.loads(data)["value"]
        if isinstance(value, dict) and seal(value) == data:
            return value
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise DamagedIndex(path, "not as it was written")
