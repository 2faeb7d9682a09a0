"""What people see when there is nothing else to show.

Every error is a page of the site, with its search box and a way on.  It never
says more than the reader can use; the rest goes to the log under a number.
"""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from web.editions import NoEdition
from web.rendering import render, render_ours
from web.shelf import engine, links
from web.speech import asked

log = logging.getLogger(__name__)

RETRY_AFTER = 30
"""Seconds after which to ask again when there is no index: about as long as a rebuild takes."""

_PAGES = {400, 404, 405, 500, 503}

_TOLD = {
    405: "this address is read only; ask with GET",
    500: "a fault of the archive; tell its operator the id",
    503: "the archive has no index yet; ask again later",
}


def install(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NoEdition, _no_edition)
    app.register_error_handler(Exception, _bug)


def _http_error(error: HTTPException) -> AnyResponse:
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    if error.code == 404:
        elsewhere = moved()
        if elsewhere is not None:
            return elsewhere
    response = _page(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def moved() -> AnyResponse | None:
    """Return a redirect where a post once had the address asked for."""
    path = request.path
    # An old address may begin as the pages of an interface language do.
    paths = [f"/{asked()}{path}", path] if asked() else [path]
    paths += [each[:-1] if each.endswith("/") else each + "/" for each in paths]
    try:
        slug = next(filter(None, map(engine().redirect, paths)), None)
    except NoEdition:
        return None
    return redirect(links().post(slug), 301) if slug else None


def _no_edition(_error: NoEdition) -> Response:
    response = _page(503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _bug(error: Exception) -> Response:
    number = secrets.token_hex(4)
    log.error("error %s at %r", number, request.path, exc_info=error)
    return _page(500, number)


def _page(code: int, number: str | None = None) -> Response:
    if request.path.endswith(".json") or request.path.startswith("/api/"):
        response = jsonify(error={"status": code, "id": number, "message": _told(code)})
    else:
        response = make_response(_html(code, number))
    response.status_code = code
    return response


def _html(code: int, number: str | None) -> str:
    """Return the page of an error; where a site's own template has a fault, a plain one."""
    known = code if code in _PAGES else 400 if code < 500 else 500
    try:
        return render("error.html", code=known, number=number)
    except Exception:  # whatever a template may raise
        log.exception("the page of error %s at %r cannot be made", number or code, request.path)
        return render_ours("plain_error.html", code=known, number=number)


def _told(code: int) -> str:
    """Return what a program's author reads: what is wrong, and what to do about it."""
    if code == 404:
        what_there_is = links().absolute("/api/v1/openapi.json")
        return f"there is nothing at this address; {what_there_is} says what can be asked for"
    return _TOLD.get(code, HTTPStatus(code).phrase.lower())
