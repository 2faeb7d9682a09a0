"""`pressmark check` and `pressmark new`: for those who write the posts."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from archive import Problem, Settings, Severity, check_content, draft_of
from index import Edition, open_current
from web.cli.missing_themes import theme_notices
from web.cli.options import EX_FAILED, as_json, fail, print_json, with_settings


@click.command()
@click.option(
    "--suggest-themes",
    is_flag=True,
    help="Name likely themes of posts without any; asks the index.",
)
@as_json
@with_settings
def check(settings: Settings, *, suggest_themes: bool, as_json: bool) -> None:
    """List every problem of the content, with file, line and remedy.

    Notices are listed too, but alone they are no failure.
    """
    content, problems = check_content(settings)
    if suggest_themes:
        recommender = open_current(settings.index, Edition.STAFF).engine.recommender
        problems = tuple(sorted({*problems, *theme_notices(content.posts, recommender)}))
    if as_json:
        print_json([problem.as_dict() for problem in problems])
    else:
        for problem in problems:
            notice = "notice: " if problem.severity is Severity.NOTICE else ""
            click.echo(f"{notice}{problem}")
        click.echo(_summary(len(content.posts), problems), err=True)
    if any(problem.severity is not Severity.NOTICE for problem in problems):
        raise click.exceptions.Exit(EX_FAILED)


def _summary(posts: int, problems: tuple[Problem, ...]) -> str:
    notices = sum(problem.severity is Severity.NOTICE for problem in problems)
    real = len(problems) - notices
    found = f"{real} problem{'s' * (real != 1)}" if real else "no problems"
    return f"{posts} posts, {found}" + (f", {notices} notice{'s' * (notices != 1)}" * bool(notices))


@click.command()
@click.argument("title")
@with_settings
def new(settings: Settings, title: str) -> None:
    """Write a post to fill in, and print where it is."""
    folder = settings.content
    if not folder.is_dir():
        fail(f"{folder} is not a folder; name one with --content")
    today = datetime.now(tz=settings.site.zone).date()
    name, text = draft_of(title, today, settings)
    path = _posts_folder(folder) / name
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        fail(f"{path} is there already; choose another title")
    click.echo(path)


def _posts_folder(folder: Path) -> Path:
    posts = folder / "posts"
    return posts if posts.is_dir() else folder


COMMANDS = (check, new)
