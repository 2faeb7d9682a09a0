"""What operators ask: does the process live, and what does it serve."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from web.errors import RETRY_AFTER
from web.shelf import premises

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer as long as the process lives."""
    response = jsonify(status="ok")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/readyz")
def readyz() -> Response:
    """Tell which generation serves, and whether it is the current one."""
    state = premises().editions.state()
    status = "previous" if state.serving != state.current else "ok"
    response = jsonify(
        status=status if state.serving is not None else "unavailable",
        generation=state.serving,
        current=state.current,
    )
    response.headers["Cache-Control"] = "no-store"
    if state.serving is None:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
