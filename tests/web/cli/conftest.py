"""
A small folder of posts, and the command line asked as its users ask it.
"""

import json

import pytest
from click.testing import CliRunner

from web.cli import main

POSTS = {
    "2024-03-18-alert.md": """
title: Sirens over the harbour
date: 2024-03-18
category: News
language: en
partners: [harbour-lab]
themes: [Alerts]
""",
    "2024-06-02-ferry.md": """
title: The ferry crew rehearses
date: 2024-06-02
category: Event
language: en
partners: [Harbour Lab, Łódź Ferries]
themes: [Alerts, Boats]
""",
    "2023-11-05-nets.md": """
title: Nets are mended on Sundays
date: 2023-11-05
category: News
language: en
themes: [Boats]
""",
    "secret.md": """
title: Not yet for everybody
date: 2024-07-01
language: en
visibility: staff
""",
}

BODY = "Four minutes of sirens were heard from the quay to the lighthouse.\n"


class CommandLine:
    """
    `pressmark` with the places of one test.
    """

    def __init__(self, folder):
        self.content = folder / "content"
        self.index = folder / "built"
        self.places = [
            *("--content", str(self.content), "--index", str(self.index)),
            *("--state", str(folder / "state")),
        ]

    def run(self, command, *arguments):
        return CliRunner().invoke(main, [command, *self.places, *arguments])

    def json(self, command, *arguments):
        result = self.run(command, "--json", *arguments)

        assert "" == result.stderr
        return json.loads(result.stdout)

    def write(self, name, front_matter, body=BODY):
        self.content.mkdir(exist_ok=True)
        (self.content / name).write_text(f"---\n{front_matter.strip()}\n---\n{body}", "utf-8")


@pytest.fixture
def command_line(tmp_path, monkeypatch):
    """
    Content is there; nothing has been built.
    """
    monkeypatch.chdir(tmp_path)
    line = CommandLine(tmp_path)
    for name, front_matter in POSTS.items():
        line.write(name, front_matter)
    return line


@pytest.fixture
def built(command_line):
    """
    Content is there, and an index of it.
    """
    assert 0 == command_line.run("rebuild").exit_code
    return command_line
