"""`pressmark serve`, as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from web.cli import main, serving

PATIENCE = 30
"""Seconds for a server to come up or go down on a busy machine."""


def free_port():
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def served(folder, *options):
    """A server over whatever is in a folder; its address and its process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "web", "serve", "--port", str(port), *options],
        cwd=folder,
        env={
            **os.environ,
            "PRESSMARK_INDEX": str(folder / "index"),
            "PRESSMARK_CONTENT": str(folder / "content"),
            "PRESSMARK_STATE": str(folder / "state"),
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while status(f"{address}/healthz") != 200:
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.05)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def status(address):
    try:
        with urlopen(address) as response:
            return response.status
    except HTTPError as error:
        with closing(error):
            return error.code
    except OSError:
        return None


def test_a_server_takes_the_longest_search_and_ends_when_told_to(tmp_path):
    """
    Five hundred characters of Greek or Chinese are many bytes in an address; and a
    service manager waits ten seconds before it kills.
    """
    with served(tmp_path) as (address, process):
        longest = status(f"{address}/search?q={quote('界' * 500)}")
        endless = status(f"{address}/search?q={'x' * 9_000}")

    assert (503, 414) == (longest, endless)  # 503: there is no index here, and it was asked
    assert 0 == process.returncode


def test_absolute_addresses_name_the_port_that_is_served(tmp_path):
    """
    Whoever tries it on another port must not be led to this one, nor by a request's word.
    """
    with served(tmp_path) as (address, _):
        asked = Request(f"{address}/robots.txt", headers={"Host": "evil.example"})
        with urlopen(asked) as response:
            rules = response.read().decode()

    assert f"Sitemap: {address}/sitemap.xml" in rules


@pytest.mark.parametrize(
    ("options", "environment", "expected"),
    [
        ([], {}, "http://127.0.0.1:8000"),
        (["--port", "9000"], {}, "http://127.0.0.1:9000"),
        (["--host", "localhost"], {}, "http://localhost:8000"),
        (["--host", "::1"], {}, "http://[::1]:8000"),
        (["--host", "0.0.0.0"], {}, "http://127.0.0.1:8000"),
        (["--host", "::", "--port", "9000"], {}, "http://127.0.0.1:9000"),
        (["--port", "9000"], {"PRESSMARK_SITE_URL": "http://127.0.0.1:8000"}, None),
        (["--host", "0.0.0.0"], {"PRESSMARK_SITE_URL": "https://x.example/kept"}, None),
    ],
)
def test_a_site_calls_itself_what_it_is_told_to_or_where_it_is(
    tmp_path, monkeypatch, options, environment, expected
):
    """
    An address that was set is the one, whatever port is behind it.
    """
    sites = []

    def run(server):
        sites.append(server.load().extensions["pressmark"].site)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serving.Server, "run", run)
    result = CliRunner().invoke(main, ["serve", *options], env=environment)
    (site,) = sites

    assert (expected or environment["PRESSMARK_SITE_URL"]) == site.url
    assert ("set site.url" in result.stderr) == (
        not environment and options[:1] == ["--host"] and options[1] in {"0.0.0.0", "::"}
    )


def total(address):
    """How many posts the site has; -1 where it has no index yet."""
    try:
        with urlopen(f"{address}/search.json") as response:
            return json.load(response)["total"]
    except HTTPError as error:
        error.close()
        return -1


def waited_for(answer, ask, *arguments):
    end = time.monotonic() + PATIENCE
    while (found := ask(*arguments)) != answer and time.monotonic() < end:
        time.sleep(0.1)
    return found


def running(text):
    """The processes that have a text among their arguments."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if text.encode() in path.read_bytes():
                found.append(path.parent.name)
    return found


def test_a_builder_beside_the_site_keeps_it_true_and_ends_with_it(tmp_path):
    """
    One command for a small archive; nobody is left behind when it ends.
    """
    posts = tmp_path / "content"
    posts.mkdir()
    (posts / "one.md").write_text("---\ntitle: One\n---\nWords.\n", encoding="utf-8")
    with served(tmp_path, "--watch", "--public-only") as (address, _):
        at_first = waited_for(1, total, address)
        (posts / "two.md").write_text("---\ntitle: Two\n---\nWords.\n", encoding="utf-8")
        then = waited_for(2, total, address)
        beside = running(f"--content={posts}")

    assert (1, 2) == (at_first, then)
    assert 1 == len(beside)
    assert [] == waited_for([], running, f"--content={posts}")


def test_watching_ends_at_once_when_it_is_told_to(tmp_path):
    """
    Half a build is thrown away, and what answered before answers on.
    """
    content = tmp_path / "content"
    content.mkdir()
    (content / "one.md").write_text("---\ntitle: One\n---\nWords.\n", encoding="utf-8")
    places = [f"--{name}={tmp_path / name}" for name in ("content", "index", "state")]
    process = subprocess.Popen(
        [sys.executable, "-m", "web", "watch", *places], stdout=subprocess.PIPE, text=True
    )
    line = process.stdout.readline()
    process.terminate()
    process.communicate(timeout=PATIENCE)

    assert line.startswith("generation ")
    assert "1 posts public, 1 for staff" in line
    assert 0 == process.returncode
