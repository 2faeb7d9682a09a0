"""`pressmark rebuild` and `pressmark update`: making the index.

Both print what an operator wants to know first; `--json` has all of it.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click

from archive import Problem, Settings, Severity
from index import BuildReport
from index import rebuild as rebuild_index
from index import update as update_index
from web.cli.options import EX_FAILED, as_json, print_json, with_settings
from web.cli.progress import Progress

MOST_LISTED = 20
"""Problems listed after a build; `pressmark check` lists them all."""

ALONE = {"OPENBLAS_NUM_THREADS": "1"}
"""Set before numpy is imported, which else starts a thread a processor for products of matrices.
An update needs none, and starting them takes 24 ms."""

strict = click.option(
    "--strict", is_flag=True, help="Switch nothing if a file is skipped or a value unreadable."
)
allow_empty = click.option(
    "--allow-empty", is_flag=True, help="Switch even if there is no post at all any more."
)


@click.command()
@strict
@allow_empty
@as_json
@with_settings
def rebuild(settings: Settings, *, strict: bool, allow_empty: bool, as_json: bool) -> None:
    """Build a new generation of the index from all posts, and switch to it."""
    with Progress(sys.stderr) as progress:
        report = rebuild_index(settings, strict=strict, allow_empty=allow_empty, progress=progress)
    _say(report, as_json=as_json)


@click.command()
@strict
@allow_empty
@as_json
@with_settings
def update(settings: Settings, *, strict: bool, allow_empty: bool, as_json: bool) -> None:
    """Bring the index up to date with what changed; answers as a rebuild would."""
    os.environ.update(ALONE)
    with Progress(sys.stderr) as progress:
        report = update_index(settings, strict=strict, allow_empty=allow_empty, progress=progress)
    # Nothing that is in memory by now has to be looked through once more when the process ends.
    gc.freeze()
    _say(report, as_json=as_json)


def _say(report: BuildReport, *, as_json: bool) -> None:
    if as_json:
        print_json(_report_answer(report))
    else:
        _print_report(report)
    if report.refused:
        raise click.exceptions.Exit(EX_FAILED)


def _report_answer(report: BuildReport) -> dict[str, Any]:
    return {
        "generation": report.generation,
        "posts": {"public": report.public, "staff": report.staff},
        "skipped": [_brief(problem) for problem in report.skipped],
        "problems": [problem.as_dict() for problem in report.problems],
        "seconds": round(report.seconds, 3),
    }


def _brief(problem: Problem) -> dict[str, str | int]:
    facts = problem.as_dict()
    return {name: facts[name] for name in ("file", "line", "rule", "message")}


def _print_report(report: BuildReport) -> None:
    posts = f"{report.public} posts public, {report.staff} for staff, {report.seconds:.1f} s"
    if report.switched:
        click.echo(f"generation {report.generation}: {posts}")
    elif report.refused:
        click.echo("nothing was switched: --strict, and the content has problems", err=True)
    else:
        click.echo(f"nothing has changed since generation {report.generation}: {posts}")
    if report.full:
        click.echo(f"everything was built anew: {report.full}")
    if report.reread and report.switched:
        click.echo("every post was read again: the change may reach beyond the posts that changed")
    worth_saying = [p for p in report.problems if p.severity is not Severity.NOTICE]
    for problem in worth_saying[:MOST_LISTED]:
        skipped = "skipped " if problem.severity is Severity.SKIPPED else ""
        click.echo(f"{skipped}{problem}", err=True)
    if len(worth_saying) > MOST_LISTED:
        more = len(worth_saying) - MOST_LISTED
        click.echo(f"and {more} more; `pressmark check` lists all", err=True)


COMMANDS = (rebuild, update)
