"""The static files, each at an address that changes with its content.

They are read once, when the application is made, and may be kept by browsers
for ever.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}

_DIGITS = 12
"""Hexadecimal digits of the hash in an address: no two files meet in 48 bits."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file."""

    path: str
    content: bytes
    mimetype: str


def asset_of(name: str, content: bytes) -> Asset:
    """Return a static file by its plain name, at an address that its content decides."""
    stem, _, extension = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    plain = re.sub(r"[^A-Za-z0-9-]+", "-", stem).strip("-") or "file"
    path = f"/static/{plain}.{digest}.{extension.lower()}"
    return Asset(path, content, TYPES[f".{extension.lower()}"])


def read_assets() -> dict[str, Asset]:
    """Return the static files by their plain names."""
    assets = {}
    for file in sorted(files("web").joinpath("static").iterdir(), key=lambda file: file.name):
        if file.name.partition(".")[2] and f".{file.name.rpartition('.')[2]}" in TYPES:
            assets[file.name] = asset_of(file.name, file.read_bytes())
    return assets
