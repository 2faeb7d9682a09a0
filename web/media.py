"""Pictures and files: those of the edition, and those of the site itself."""

from __future__ import annotations

import re

from flask import Blueprint, Response, abort, send_file

from web.headers import FOR_EVER
from web.shelf import premises, shelf

blueprint = Blueprint("media", __name__)

_HASH = re.compile(r"[0-9a-f]{8,64}", re.ASCII)
_NAME = re.compile(r"[^/\\\x00-\x1f]{1,255}")

SHOWN = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""Kinds of file that a browser may show; every other is offered for saving."""

SEALED = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; sandbox"
"""Policy for files that came with a post: whatever is in them, it runs nothing."""


@blueprint.get("/media/<digest>/<name>")
def media(digest: str, name: str) -> Response:
    """Give a picture or file that a post of this edition refers to."""
    if not _HASH.fullmatch(digest) or not _NAME.fullmatch(name) or name in {".", ".."}:
        abort(404)
    path = shelf().media / digest / name
    if not path.is_file() or path.is_symlink():
        abort(404)
    mimetype = SHOWN.get(path.suffix.lower())
    response = send_file(
        path,
        mimetype=mimetype or "application/octet-stream",
        as_attachment=mimetype is None,
        download_name=name,
        etag=False,
        conditional=True,
    )
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = SEALED
    return response


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Give a static file of the site by its present address."""
    for asset in premises().assets.values():
        if asset.path == f"/static/{name}":
            break
    else:
        abort(404)
    response = Response(asset.content, content_type=asset.mimetype)
    response.headers["Cache-Control"] = FOR_EVER
    return response
