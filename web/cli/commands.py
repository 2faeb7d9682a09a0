"""The `pressmark` command: the group that its subcommands belong to.

Expected failures end with one line on standard error that names place, thing
and remedy; a traceback means a defect of the program.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import click

from archive import ArchiveError
from index import BusyError, IndexProblem
from web.cli import building, content, recommending, searching, serving, watching
from web.cli.options import EX_BUSY, fail


class Commands(click.Group):
    """The group of all commands; says what failed in one line, without a traceback."""

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
@click.version_option(version("pressmark"), message="pressmark %(version)s")
def main() -> None:
    """Keep what an organisation has published, and make it findable."""


for _module in (building, searching, recommending, content, serving, watching):
    for _command in _module.COMMANDS:
        main.add_command(_command)
