"""Living below a path: `https://x.example/archive` as `[site] url`.

A web server in front passes the whole path on, or mounts the application with
`SCRIPT_NAME`; both give the same pages, because addresses are made of the
settings and not of the request.
"""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Mounted:
    """A WSGI application that is asked for below a prefix.

    Requests that do not begin with the prefix reach the application as they
    are, so health checks need not know it.
    """

    def __init__(self, application: WSGIApplication, prefix: str) -> None:
        self._application = application
        self._prefix = prefix.rstrip("/")

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request, its prefix moved to where WSGI keeps it."""
        path: str = environ.get("PATH_INFO", "")
        if not environ.get("SCRIPT_NAME") and (path + "/").startswith(self._prefix + "/"):
            environ["SCRIPT_NAME"] = self._prefix
            environ["PATH_INFO"] = path[len(self._prefix) :] or "/"
        return self._application(environ, start)
