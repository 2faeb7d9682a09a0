"""The static files, each at an address that changes with its content.

They are read once, when the application is made, and may be kept by browsers
for ever.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

_DIGITS = 12
"""Hexadecimal digits of the hash in an address: no two files meet in 48 bits."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file."""

    path: str
    content: bytes
    mimetype: str


def read_assets() -> dict[str, Asset]:
    """Return the static files by their plain names."""
    assets = {}
    for file in sorted(files("web").joinpath("static").iterdir(), key=lambda file: file.name):
        stem, dot, extension = file.name.rpartition(".")
        if f".{extension}" not in TYPES or not dot:
            continue
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
        path = f"/static/{stem}.{digest}.{extension}"
        assets[file.name] = Asset(path, content, TYPES[f".{extension}"])
    return assets
