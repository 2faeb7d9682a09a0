"""One builder at a time: a locked file that says who holds it.

The lock is the kernel's (`flock`), so it ends with the process that holds it,
however that ends.  What the file says is for people only; a stale file, one of
another host or one from the future is no obstacle.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from index.errors import BusyError
from index.store import durable

_held: set[int] = set()
"""Descriptors of the locks of this process."""


@contextlib.contextmanager
def building(folder: Path) -> Iterator[None]:
    """Hold the lock of an index folder, which is made when missing.

    Raises:
        BusyError: At once, if another process or thread holds it.
    """
    durable.make_folder(folder)
    path = folder / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, durable.PRIVATE_FILE_MODE)
    try:
        # Whoever can read it can hold it, and the service could keep all builds waiting.
        with contextlib.suppress(PermissionError):
            os.fchmod(descriptor, durable.PRIVATE_FILE_MODE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(folder, descriptor) from None
        _held.add(descriptor)
        _close_in_children()
        _sign(descriptor)
        yield
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": now}
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(holder).encode() + b"\n", 0)


def _busy(folder: Path, descriptor: int) -> BusyError:
    try:
        holder = json.loads(os.pread(descriptor, 1000, 0))
        return BusyError(folder, int(holder["pid"]), str(holder["host"]), str(holder["since"]))
    except (ValueError, KeyError, TypeError):
        # Its holder is just signing it, or it was written by somebody else.
        return BusyError(folder, None, None, None)


def _close_in_children() -> None:
    """Let forked children drop the lock, or one that outlives a killed builder would keep it."""
    global _registered  # noqa: PLW0603
    if not _registered:
        os.register_at_fork(after_in_child=_drop)
        _registered = True


_registered = False


def _drop() -> None:
    while _held:
        with contextlib.suppress(OSError):
            os.close(_held.pop())
