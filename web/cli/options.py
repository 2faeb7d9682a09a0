"""What every subcommand shares: the four places, `--json`, and how it fails.

`--content`, `--index`, `--state` and `--config` belong to every subcommand;
`with_settings` turns them into one `Settings` value, so a command never looks
at the environment itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from archive import load_settings

EX_FAILED = 1
EX_BUSY = 75
"""`EX_TEMPFAIL` of sysexits.h: the same command may succeed later."""

FOLDER = click.Path(path_type=Path)


def fail(message: str, code: int = EX_FAILED) -> NoReturn:
    """Say on standard error what is wrong, and end."""
    click.echo(f"pressmark: {message}", err=True)
    raise click.exceptions.Exit(code)


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the four options of place, and the settings they lead to."""

    @wraps(command)
    def run(
        *,
        config: Path | None,
        content: Path | None,
        index_folder: Path | None,
        state: Path | None,
        **rest: Any,
    ) -> None:
        places = {"content": content, "index": index_folder, "state": state}
        given = {name: str(path) for name, path in places.items() if path is not None}
        command(load_settings(config, os.environ, given), **rest)

    for option in (
        click.option("--config", type=FOLDER, help="Settings file [pressmark.toml, if there]."),
        click.option("--state", type=FOLDER, help="Folder of accounts, saved searches, reports."),
        click.option("--index", "index_folder", type=FOLDER, help="Folder of the index."),
        click.option("--content", type=FOLDER, help="Folder of posts, or a .jsonl(.gz) file."),
    ):
        run = option(run)
    return run


as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output, letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
