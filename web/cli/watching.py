"""`pressmark watch`: a builder that stays, and says in a line what it did."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import NoReturn

import click

from archive import ArchiveError, Settings
from index import BuildReport, IndexProblem, Watcher
from web.cli.options import with_settings

RETRY_SECONDS = 30.0
"""Seconds after a failure: as long as a rebuild by somebody else may take."""


@click.command()
@click.option("--while-runs", type=int, metavar="PID", help="End when this process has ended.")
@with_settings
def watch(settings: Settings, *, while_runs: int | None) -> None:
    """Keep the index true to the content until told to stop.

    It updates within seconds of a change and at the moment an embargo ends, and
    rebuilds where the current generation is damaged.  Changed settings count
    after a new start.
    """
    signal.signal(signal.SIGTERM, _stop)
    watcher = Watcher(settings)
    failure = ""
    click.echo(f"watching {settings.content} (Ctrl-C stops)", err=True)
    while while_runs is None or _runs(while_runs):
        pause = RETRY_SECONDS
        try:
            report = watcher.look()
        except (ArchiveError, IndexProblem) as problem:
            if str(problem) != failure:
                failure = str(problem)
                click.echo(f"pressmark: {failure}", err=True)
        else:
            failure, pause = "", watcher.pause
            if report is not None and report.switched:
                click.echo(_line(report))
        sys.stdout.flush()
        _sleep(pause, while_runs)


def _line(report: BuildReport) -> str:
    posts = f"{report.public} posts public, {report.staff} for staff"
    why = f", anew: {report.full}" if report.full else ""
    skipped = f", {len(report.skipped)} skipped" if report.skipped else ""
    return f"generation {report.generation}: {posts}{skipped}, {report.seconds:.1f} s{why}"


def _sleep(seconds: float, while_runs: int | None) -> None:
    """Sleep, but no longer than a process that is gone should be outlived."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and (while_runs is None or _runs(while_runs)):
        time.sleep(min(left, 1.0) if while_runs is not None else left)


def _runs(process: int) -> bool:
    """Tell whether a process is still the one that started this."""
    return os.getppid() == process


def _stop(_signal: int, _frame: object) -> NoReturn:
    # A build that is under way removes what it has begun.
    raise SystemExit(0)


COMMANDS = (watch,)
