"""`pressmark serve`, as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

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
        env={**os.environ, "PRESSMARK_INDEX": str(folder / "index")},
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
