"""A web server in a process of its own, and one connection to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

SECONDS_TO_START = 60
SECONDS_TO_END = 10

HOST = "127.0.0.1"

PORT = "{port}"
"""Stands in a command for the port that the server is to listen on."""


class Server:
    """A server that runs until it is closed.

    Args:
        command: What starts it; `PORT` in it becomes a free port.
        ready: A path that answers with status 200 when the server is ready.
    """

    def __init__(self, command: Sequence[str], ready: str) -> None:
        self._port = _free_port()
        filled = [part.replace(PORT, str(self._port)) for part in command]
        # A file: a pipe that nobody reads would stop the server when it is full.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        # A session of its own, so that its workers can be ended with it.
        self._process = subprocess.Popen(
            filled,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            start_new_session=True,
        )
        self._connection = http.client.HTTPConnection(HOST, self._port, timeout=600)
        self._wait(ready)

    @property
    def pid(self) -> int:
        """The server's process; its workers are children of it."""
        return self._process.pid

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, for connections besides the server's own one."""
        return HOST, self._port

    def get(self, path: str) -> bytes:
        """Return what a path answers, over the one connection.

        Raises:
            RuntimeError: If it does not answer with status 200.
        """
        try:
            status, body = self._answer(path)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # It was idle for longer than the server keeps a connection: as a browser does.
            self._connection.close()
            status, body = self._answer(path)
        if status != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {status}: {body[:200]!r}")
        return body

    def get_json(self, path: str) -> Any:
        """Return what a path answers, read as JSON."""
        return json.loads(self.get(path))

    def close(self) -> None:
        """End the server and whatever it started."""
        self._connection.close()
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._said.close()

    def _answer(self, path: str) -> tuple[int, bytes]:
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def _wait(self, ready: str) -> None:
        ends = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < ends and self._process.poll() is None:
            try:
                self.get(ready)
            except (OSError, http.client.HTTPException, RuntimeError):  # refused, or not ready yet
                self._connection.close()
                time.sleep(0.02)
            else:
                return
        self._give_up()

    def _give_up(self) -> None:
        """End a server that did not start, and say what it said."""
        self._process.kill()
        self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode(errors="replace")
        self._said.close()
        raise RuntimeError(f"the server did not start: {said[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
