"""
Real archives, built with the real command line. `make corpora DIR=...` names the folder.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = os.environ.get("PRESSMARK_CORPORA")


def pytest_collection_modifyitems(items):
    if not FOLDER:
        reason = "real archives are not shipped: make corpora DIR=FOLDER"
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


class Built:
    """
    One archive, built, and asked through the command line.
    """

    def __init__(self, content, folder, settings=""):
        self.content = content
        self.settings = folder / "pressmark.toml"
        self.settings.write_text(settings, encoding="utf-8")
        self.places = [
            *("--content", str(content), "--index", str(folder / "built")),
            *("--state", str(folder / "state"), "--config", str(self.settings)),
        ]
        self.report = self.ask("rebuild")

    def ask(self, command, *arguments, codes=(0,)):
        """
        The JSON answer of a command.
        """
        done = subprocess.run(
            [sys.executable, "-m", "web", command, *self.places, "--json", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode in codes, done.stderr
        return json.loads(done.stdout)

    def search(self, *arguments):
        return self.ask("search", *arguments)


@pytest.fixture(scope="session")
def corpora():
    return Path(FOLDER)


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    def build_it(content, settings=""):
        return Built(content, tmp_path_factory.mktemp("corpus"), settings)

    return build_it
