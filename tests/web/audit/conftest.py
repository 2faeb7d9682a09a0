"""
The sample archive on a real server, for judges from outside: `make audit`.
"""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

TOOLS = os.environ.get("PRESSMARK_AUDIT")
"""Folder with the packages of Node.js."""

CONTENT = Path(__file__).parents[3] / "content"

PATIENCE = 60
"""Seconds for the server to come up."""


def pytest_collection_modifyitems(items):
    if not TOOLS:
        skip = pytest.mark.skip(reason="the judges are not installed: make audit")
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def tools():
    return Path(TOOLS) / "node_modules"


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """
    Where the sample archive is served, by the command that operators use.
    """
    folder = tmp_path_factory.mktemp("audit")
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PRESSMARK_INDEX": str(folder / "index"),
        "PRESSMARK_STATE": str(folder / "state"),
    }
    program = [sys.executable, "-m", "web"]
    settings = ["--config", str(CONTENT / "pressmark.toml")]
    subprocess.run([*program, "rebuild", *settings], env=environment, check=True)
    server = subprocess.Popen([*program, "serve", *settings, "--port", str(port)], env=environment)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urlopen(f"{url}/readyz").close()
                break
            except OSError:
                assert time.monotonic() < end, "the server did not come up"
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait()


class Answer:
    """
    What a server said, whatever its status.
    """

    def __init__(self, url):
        try:
            response = urlopen(url)
        except HTTPError as error:
            response = error
        with closing(response):
            self.status = response.status
            self.headers = response.headers
            self.body = response.read()

    def json(self):
        return json.loads(self.body)


@pytest.fixture(scope="session")
def get(address):
    return lambda path: Answer(address + path)


@pytest.fixture(scope="session")
def slugs(get):
    """
    Every public post, as the interface for programs lists them.
    """
    found, page, pages = [], 1, 1
    while page <= pages:
        answer = get(f"/api/v1/search?size=100&page={page}").json()
        found += [hit["slug"] for hit in answer["hits"]]
        page, pages = page + 1, answer["pages"]
    return found
