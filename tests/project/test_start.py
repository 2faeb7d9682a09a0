"""
How a command starts: with what it needs, and without what others need.
"""

import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

import archive
import index
import web
from web.cli import main
from web.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]

FRAMEWORK = {"flask", "jinja2", "werkzeug", "babel", "flask_babel", "gunicorn"}

SEARCHING = {
    "index.whoosh_engine",
    "index.guidance",
    "index.recommending",
    "index.searching.snippets",
}

POST = "---\ntitle: {title}\ndate: 2024-03-18\nlanguage: en\n---\nThe lanterns were lit again.\n"


PLACES = ["--content=content", "--index=index", "--state=state"]


def imported(*arguments, folder, seed="1"):
    """
    The modules that `pressmark` imports when it is run with some arguments.
    """
    command = [sys.executable, "-X", "importtime", "-m", "web", *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr.decode()[-500:]
    lines = done.stderr.decode().splitlines()
    # In the order in which they were ready.
    return [line.split("|")[2].strip() for line in lines if line.startswith("import time:")]


@pytest.fixture
def site(tmp_path):
    """
    An archive of three posts, built, with one post changed a while after.
    """
    posts = tmp_path / "content"
    posts.mkdir()
    for number in range(3):
        (posts / f"{number}.md").write_text(POST.format(title=f"Lanterns {number}"))
    time.sleep(1.1)  # until the stamps of the files are trusted
    imported("rebuild", *PLACES, folder=tmp_path)
    (posts / "1.md").write_text(POST.format(title="Lanterns again"))
    return tmp_path


def test_an_update_of_one_post_imports_no_engine_and_no_framework(site):
    """
    Importing what only readers of the site need took longer than the update.
    """
    modules = imported("update", *PLACES, folder=site, seed="2")

    assert "index.building.amending" in modules
    assert list((site / "index/builder").glob("*.changes")), "everything was read"
    assert set() == {*modules} & (FRAMEWORK | SEARCHING | {"numpy.ma"})


def test_an_update_looks_at_the_files_before_it_imports_what_builds(site):
    """
    Other processes look meanwhile; in a large archive that takes as long.
    """
    modules = imported("update", *PLACES, folder=site)

    before = modules[: modules.index("index.building.looking")]
    assert set() == {*before} & {"numpy", "whoosh", "markdown", "yaml", "archive.rendering"}
    assert {"numpy", "whoosh", "markdown", "yaml"} <= {*modules}


def test_an_update_that_has_nothing_to_do_imports_nothing_that_builds(site):
    """
    With one process that looks and imports, nothing is imported while others look.
    """
    (site / "pressmark.toml").write_text("[build]\nworkers = 1\n")
    time.sleep(1.1)
    for _ in ("the change", "nothing"):
        imported("update", *PLACES, folder=site)

    modules = imported("update", *PLACES, folder=site)

    assert "index.building.glance" in modules
    assert set() == {*modules} & {"numpy", "whoosh", "markdown", "yaml", "index.building.build"}


def test_help_imports_neither_arrays_nor_framework(tmp_path):
    """
    Whoever asks how a command is called waits for nothing else.
    """
    modules = imported("--help", folder=tmp_path)

    assert set() == {*modules} & (FRAMEWORK | SEARCHING | {"numpy", "whoosh", "markdown"})


def test_searching_imports_no_server(tmp_path, site):
    """
    A search on the command line is over before a server would have started.
    """
    modules = imported("search", "lanterns", *PLACES, folder=site)

    assert "index.whoosh_engine" in modules
    assert set() == {*modules} & {"flask", "jinja2", "gunicorn", "index.building.build"}


def test_every_command_is_where_the_list_says():
    """
    The list of commands is read without them, so it could name one that is not there.
    """
    context = click.Context(main)

    assert sorted(COMMANDS) == [main.get_command(context, name).name for name in sorted(COMMANDS)]


def test_no_command_is_left_out_of_the_list():
    """
    A command that is written and not listed could not be run.
    """
    written = {
        command.name
        for module, _ in COMMANDS.values()
        for command in __import__(f"web.cli.{module}", fromlist=["COMMANDS"]).COMMANDS
    }

    assert set(COMMANDS) == written


@pytest.mark.parametrize("package", [archive, index, web])
class TestDoors:
    def test_every_name_can_be_had(self, package):
        """
        Names are looked up when they are asked for, so a wrong place would be noticed late.
        """
        assert [] == [name for name in package.__all__ if getattr(package, name, None) is None]

    def test_no_name_is_that_of_a_module(self, package):
        """
        Python puts a module that was imported under its name into its package, over the door's.
        """
        modules = {path.stem for path in (ROOT / package.__name__).glob("*")}

        assert set() == modules & set(package.__all__)

    def test_there_are_no_other_names(self, package):
        """
        A slip is an error where it is made.
        """
        with pytest.raises(AttributeError, match="has no attribute 'reubild'"):
            package.reubild  # noqa: B018
