"""Memory of a process and of those it started, as Linux tells it.

Elsewhere there is nothing to read, and the figures are left out.
"""

from __future__ import annotations

import os
import resource
from dataclasses import asdict, dataclass
from pathlib import Path

KIB = 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes, added up over processes.

    Attributes:
        resident: In memory now, mapped files included.
        anonymous: Of those, what no file on disk holds as well.
        peak: The most that was ever resident; since `forget_peak`.
    """

    resident: int
    anonymous: int
    peak: int

    def as_json(self) -> dict[str, int]:
        """Return the figures for another process."""
        return asdict(self)


def memory(process: int | None = None) -> Memory | None:
    """Return the memory of a process and its children; of this one alone if None."""
    try:
        pids = [os.getpid()] if process is None else list(_family(process))
        parts = [_of(pid) for pid in pids]
    except OSError:
        return None
    return Memory(*(sum(figures) for figures in zip(*parts, strict=True)))


def forget_peak() -> None:
    """Let this process's peak begin anew at what is resident now."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_of_children() -> int:
    """Return the bytes that the largest child was ever resident with, of those waited for."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KIB


def _of(pid: int) -> tuple[int, int, int]:
    facts = {}
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, value = line.partition(":")
        facts[name] = value.split()
    return tuple(int(facts[name][0]) * KIB for name in ("VmRSS", "RssAnon", "VmHWM"))


def _family(pid: int):
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))
