"""What operators ask: does the process live, and what does it serve."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify

from web.editions import State
from web.errors import RETRY_AFTER
from web.shelf import premises
from web.warming import is_warm

WARM_AFTER = 1
"""Seconds after which to ask again while a worker warms up: about as long as that takes."""

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer as long as the process lives."""
    response = jsonify(status="ok")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/readyz")
def readyz() -> Response:
    """Tell which generation serves, whether it is the current one, and whether at full speed."""
    state, warm = premises().editions.state(), is_warm(current_app)
    status = _status(state, warm=warm)
    response = jsonify(status=status, generation=state.serving, current=state.current)
    response.headers["Cache-Control"] = "no-store"
    if status in {"warming", "unavailable"}:
        response.status_code = 503
        response.headers["Retry-After"] = str(WARM_AFTER if not warm else RETRY_AFTER)
    return response


def _status(state: State, *, warm: bool) -> str:
    if not warm:
        return "warming"
    if state.serving is None:
        return "unavailable"
    return "ok" if state.serving == state.current else "previous"
