"""
Real archives, built with the real command line. `make corpora DIR=...` names the folder.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = os.environ.get("PRESSMARK_CORPORA")

DIGITALGOV = """
[site]
timezone = "America/New_York"

[fields]
themes = ["topics"]
partners = ["source"]
redirects = ["redirectto"]
source = ["source_url"]
"""


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
        self.index = folder / "built"
        self.settings = folder / "pressmark.toml"
        self.settings.write_text(settings, encoding="utf-8")
        self.places = [
            *("--content", str(content), "--index", str(self.index)),
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


@pytest.fixture(scope="session")
def digitalgov(corpora, build):
    return build(corpora / "digitalgov" / "news", DIGITALGOV)


@pytest.fixture(scope="session")
def digitalgov_before(corpora, build, tmp_path_factory):
    """
    The same archive before its newest 1 % were published.
    """
    content = tmp_path_factory.mktemp("before") / "news"
    shutil.copytree(corpora / "digitalgov" / "news", content)
    dated = sorted(content.rglob("[12]*-*-*.md"), key=lambda path: path.name)
    for path in dated[-(len(dated) // 100) :]:
        path.unlink()
    return build(content, DIGITALGOV)
