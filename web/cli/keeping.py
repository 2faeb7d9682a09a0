"""`pressmark verify`, `generations` and `rollback`: knowing what is there, and going back.

Each prints what an operator wants to know first; `--json` has all of it.
"""

from __future__ import annotations

import click

from archive import Settings
from index import Generation
from index import generations as list_generations
from index import rollback as roll_back
from index import verify as verify_index
from web.cli.options import EX_FAILED, as_json, print_json, with_settings


@click.command()
@as_json
@with_settings
def verify(settings: Settings, *, as_json: bool) -> None:
    """Check the index against its checksums and against the content."""
    report = verify_index(settings)
    if as_json:
        print_json({"ok": report.ok, "problems": list(report.problems)})
    else:
        for problem in report.problems:
            click.echo(problem)
        if report.ok:
            click.echo(report.summary)
    if not report.ok:
        raise click.exceptions.Exit(EX_FAILED)


@click.command()
@as_json
@with_settings
def generations(settings: Settings, *, as_json: bool) -> None:
    """List the generations of the index that are kept."""
    kept = list_generations(settings.index)
    if as_json:
        print_json([generation.as_dict() for generation in kept])
        return
    for generation in kept:
        click.echo(_line(generation))


def _line(generation: Generation) -> str:
    facts = [f"{generation.public} posts public", f"{generation.staff} for staff"]
    facts.append(f"{generation.bytes / 1e6:.1f} MB")
    if not generation.good:
        facts.append("damaged or of another version")
    if generation.withheld:
        facts.append("shows posts withdrawn since")
    return f"{'*' if generation.current else ' '} {generation.id}  {', '.join(facts)}"


@click.command()
@click.option("--force", is_flag=True, help="Even if posts withdrawn since come back with it.")
@as_json
@with_settings
def rollback(settings: Settings, *, force: bool, as_json: bool) -> None:
    """Go back to the generation before the current one."""
    generation = roll_back(settings.index, force=force)
    if as_json:
        print_json({"generation": generation})
    else:
        click.echo(f"generation {generation} is current again")


COMMANDS = (verify, generations, rollback)
