"""Small JSON files that prove their own bytes.

A sealed file holds one value and the SHA-256 of how it is written.  It is read
back only if writing its value again gives the very same bytes, so any changed
bit is found, in white space too.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from index.errors import DamagedIndex, UnreadableIndex


def seal(value: dict[str, Any]) -> bytes:
    """Return the bytes of a sealed file; equal values give equal bytes."""
    body = json.dumps(value, ensure_ascii=True, sort_keys=True, indent=1)
    digest = hashlib.sha256(body.encode()).hexdigest()
    return f'{{"sha256": "{digest}", "value":\n{body}}}\n'.encode()


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
