"""`pressmark serve`: the site, by gunicorn, on this machine unless told otherwise.

One worker with several threads is enough for a small archive; each further
worker is a process with an engine of its own over the same mapped files.
"""

from __future__ import annotations

import sys
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from archive import Settings
from web.app import create_app
from web.cli.options import with_settings

THREADS = 8
"""Threads of one worker: a reader on a slow line holds a thread, not the site."""

LONGEST_REQUEST_LINE = 8_190
"""Bytes: the most that gunicorn takes.  A search of 500 characters in letters that
take nine bytes each in an address does not fit into its default of 4,094."""

GRACE_SECONDS = 8
"""Time for requests under way after SIGTERM; service managers commonly wait ten."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn around one application, configured by code alone."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the options, and nothing from the environment or a file."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application."""
        return self._app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True)
@with_settings
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the public edition until told to stop."""
    app = create_app(settings)
    click.echo(f"serving {settings.site.name} on http://{host}:{port} (Ctrl-C stops)", err=True)
    sys.stderr.flush()
    Server(
        app,
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": LONGEST_REQUEST_LINE,
            "loglevel": "warning",
            "proc_name": "pressmark",
        },
    ).run()


COMMANDS = (serve,)
