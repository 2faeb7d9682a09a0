"""`pressmark serve`: the site, by gunicorn, on this machine unless told otherwise.

One worker with several threads is enough for a small archive; each further
worker is a process with an engine of its own over the same mapped files.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from archive import Settings
from web import warming
from web.app import create_app
from web.cli.options import with_settings

THREADS = 8
"""Threads of one worker: a reader on a slow line holds a thread, not the site."""

LONGEST_REQUEST_LINE = 8_190
"""Bytes: the most that gunicorn takes.  A search of 500 characters in letters that
take nine bytes each in an address does not fit into its default of 4,094."""

LOCAL = "127.0.0.1"
"""This machine, as it calls itself."""

EVERYWHERE = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - what operators write, not what we do
"""Hosts that are all addresses of this machine, and so the name of none."""

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
@click.option("--host", default=LOCAL, show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True)
# Nothing else is served so far; whoever says so now is not surprised later.
@click.option(
    "--public-only", is_flag=True, expose_value=False, help="Never serve pages for staff."
)
@click.option("--watch", "watching", is_flag=True, help="Run a builder beside the site.")
@with_settings
def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    workers: int,
    watching: bool,
) -> None:
    """Serve the public edition until told to stop."""
    if watching:
        _start_builder(settings)
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    settings = _at_home(settings, place)
    app = create_app(settings)
    click.echo(f"serving {settings.site.name} on http://{place} (Ctrl-C stops)", err=True)
    if "site.url" not in settings.given and not _is_local(host):
        told = f"feeds and citations name {settings.site.url}; set site.url to the public address"
        click.echo(f"pressmark: {told}", err=True)
    sys.stderr.flush()
    warming.prepare(app)
    Server(
        app,
        {
            "bind": place,
            "workers": workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "graceful_timeout": GRACE_SECONDS,
            "limit_request_line": LONGEST_REQUEST_LINE,
            "loglevel": "warning",
            "proc_name": "pressmark",
            "post_worker_init": lambda _worker: warming.begin(app),
        },
    ).run()


def _at_home(settings: Settings, place: str) -> Settings:
    """Return settings whose absolute addresses lead to where the site is served, if none are set.

    What a request says of its host is no reason to believe it.
    """
    if "site.url" in settings.given:
        return settings
    host, _, port = place.rpartition(":")
    here = f"{LOCAL}:{port}" if host.strip("[]") in EVERYWHERE else place
    return replace(settings, site=replace(settings.site, url=f"http://{here}"))


def _is_local(host: str) -> bool:
    """Tell whether only this machine is listened to."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _start_builder(settings: Settings) -> None:
    """Start `pressmark watch` in a process of its own, which ends with this one.

    The site stays a reader: what it could write to, an attacker could.
    """
    places = ("content", "index", "state")
    options = [f"--{name}={Path(getattr(settings, name)).absolute()}" for name in places]
    if settings.file is not None:
        options.append(f"--config={settings.file.absolute()}")
    # -P: a folder called web where the operator happens to stand is not our program.
    command = [sys.executable, "-P", "-m", "web", "watch", f"--while-runs={os.getpid()}", *options]
    subprocess.Popen(command)  # noqa: S603 - our own program, with paths that the operator gave


COMMANDS = (serve,)
