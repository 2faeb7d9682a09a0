"""The `pressmark` command: the group that its subcommands belong to.

A subcommand is imported when it is run, so that none waits for what another
needs; the list of all of them needs none.  Expected failures end with one line on
standard error that names place, thing and remedy; a traceback means a defect of
the program.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from archive import ArchiveError
from index import BusyError, IndexProblem
from web.cli.options import EX_BUSY, fail

COMMANDS = {
    "check": ("content", "List every problem of the content."),
    "events": ("recommending", "List announced events with their reports."),
    "generations": ("keeping", "List the generations of the index that are kept."),
    "new": ("content", "Write a post to fill in, and print where it is."),
    "rebuild": ("building", "Build the index anew from all posts, and switch to it."),
    "related": ("recommending", "Name topics and posts for the reader of a post."),
    "rollback": ("keeping", "Go back to the generation before the current one."),
    "search": ("searching", "Search the archive."),
    "serve": ("serving", "Serve the public edition until told to stop."),
    "suggest": ("searching", "Finish what was typed so far."),
    "topics": ("recommending", "Name the themes that a text is about."),
    "update": ("building", "Bring the index up to date with what changed."),
    "verify": ("keeping", "Check the index against checksums and content."),
    "watch": ("watching", "Keep the index true to the content until told to stop."),
}
"""The module of `web.cli` in which each subcommand is, and what it does in a line."""


class Commands(click.Group):
    """The group of all commands; says what failed in one line, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Return the names of all subcommands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a subcommand, imported now; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"web.cli.{COMMANDS[cmd_name][0]}")
        commands: tuple[click.Command, ...] = module.COMMANDS
        return next(each for each in commands if each.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what each subcommand does."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; expected failures end it with their exit code."""
        try:
            return super().invoke(ctx)
        except BusyError as error:
            fail(str(error), EX_BUSY)
        except (ArchiveError, IndexProblem) as error:
            fail(str(error))
        except BrokenPipeError:
            raise  # whoever reads has seen enough; click ends quietly
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            fail(f"{place}{error.strerror or error}")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pressmark", message="pressmark %(version)s")
def main() -> None:
    """Keep what an organisation has published, and make it findable."""
