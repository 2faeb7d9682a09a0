"""The headers of every response, whatever it is.

The policy allows nothing that is not on this site and nothing written into a
page: no inline script, no inline style, no frame, no request elsewhere.
"""

from __future__ import annotations

import gzip
import hashlib
from urllib.parse import urlsplit

from flask import Flask, Response, request

from web.editions import NoEdition
from web.shelf import premises, shelf, today
from web.speech import language

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

SECURITY = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

TRANSPORT = "max-age=31536000; includeSubDomains"
"""One year, for sites whose `[site] url` is https."""

FOR_EVER = "public, max-age=31536000, immutable"
"""For addresses that change with their content."""

ASK_AGAIN = "public, no-cache"
"""For pages: keep them, and ask whether they are still true."""

UNTAGGED = frozenset({"health.healthz", "health.readyz", "media.static", "media.media"})
"""Endpoints that say themselves how long they hold, or never."""

_LEAST_COMPRESSED = 600
"""Bytes below which compressing saves no packet."""

_LEVEL = 5
"""gzip's effort: 6 and above take twice as long for 2 % less."""

_COMPRESSED = (
    *("text/", "application/json", "application/javascript", "application/xml"),
    *("application/atom+xml", "application/feed+json", "image/svg+xml"),
)


def install(app: Flask) -> None:
    """Add the headers to an application, and answer 304 before any work."""
    app.before_request(_unchanged)
    app.after_request(_finish)


def _unchanged() -> Response | None:
    """Answer 304 where the page is known to be what the asker has."""
    if request.method not in {"GET", "HEAD"} or not request.if_none_match:
        return None
    if request.endpoint is None or request.endpoint in UNTAGGED:
        return None
    # Whether there is a page at all, which `*` asks, is only known when it was made.
    asked = request.if_none_match
    tag = _tag()
    if tag is None or asked.star_tag or not asked.contains_weak(tag):
        return None
    return _kept(tag)


def _kept(tag: str) -> Response:
    """Return the answer to who has a page already."""
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def _tag() -> str | None:
    """Return what identifies a page: the generation, the day, the program and the address.

    None where there is no index: what can be said without one may change any moment.
    """
    try:
        generation = shelf().engine.generation
    except NoEdition:
        return None
    parts = (generation, str(today()), premises().build, language(), request.path)
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace"))
    digest.update(b"?" + request.query_string)
    return digest.hexdigest()[:24]


def _finish(response: Response) -> Response:
    tagged = response.status_code == 200 and request.endpoint not in UNTAGGED
    tag = _tag() if tagged and request.method in {"GET", "HEAD"} else None
    if tag is not None and request.if_none_match.star_tag:
        response = _kept(tag)
    elif tag is not None:
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = ASK_AGAIN
    elif tagged or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if urlsplit(premises().links.base).scheme == "https":
        response.headers.setdefault("Strict-Transport-Security", TRANSPORT)
    return _compress(response)


def _compress(response: Response) -> Response:
    if response.direct_passthrough or response.is_streamed or response.status_code in {204, 304}:
        return response
    if (
        not (response.mimetype or "").startswith(_COMPRESSED)
        or "Content-Encoding" in response.headers
    ):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < _LEAST_COMPRESSED or request.accept_encodings["gzip"] <= 0:
        return response
    response.set_data(gzip.compress(body, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
