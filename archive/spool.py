"""Values that wait in a file until they are needed again, not in memory.

The file has no name.  Nobody else can open it, and the disk has its room back when
the last process that holds it ends, however it ends: there may be texts in it that
nobody is to read yet.  Values are read by their places, so that a forked process can
read what was put aside before, at the same time as others.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Generic, TypeVar, overload

T = TypeVar("T")

_WRITTEN_AT_ONCE = 1 << 17
"""Bytes that are gathered before they are written."""


class Spool(Sequence[T], Generic[T]):
    """Values in the order in which they were put aside.

    Args:
        folder: In whose file system the file is.

    Raises:
        OSError: If there is no room, here and in `add`.
    """

    def __init__(self, folder: Path) -> None:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._starts = array("q", [0])
        self._waiting = bytearray()
        self._written = 0

    def add(self, value: T) -> int:
        """Put a value aside and return its number."""
        return self.add_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def add_bytes(self, data: bytes) -> int:
        """Put a value aside as it was packed, or bytes that only `packed` will be asked for."""
        self._waiting += data
        self._starts.append(self._written + len(self._waiting))
        if len(self._waiting) >= _WRITTEN_AT_ONCE:
            self.flush()
        return len(self._starts) - 2

    def flush(self) -> None:
        """Write what waits; to be called before a fork."""
        view = memoryview(self._waiting)
        while view:
            count = os.pwrite(self._file, view, self._written)
            self._written += count
            view = view[count:]
        self._waiting = bytearray()

    def packed(self, number: int) -> bytes:
        """Return a value as it is in the file."""
        start, end = self._starts[number], self._starts[number + 1]
        if end > self._written:
            self.flush()
        return os.pread(self._file, end - start, start)

    @property
    def sizes(self) -> Iterator[int]:
        """Bytes of each value."""
        return (end - start for start, end in pairwise(self._starts))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, which: int) -> T: ...

    @overload
    def __getitem__(self, which: slice) -> list[T]: ...

    def __getitem__(self, which: int | slice) -> T | list[T]:
        numbers = range(len(self))[which]
        if isinstance(numbers, range):
            return [self._value(number) for number in numbers]
        return self._value(numbers)

    def _value(self, number: int) -> T:
        value: T = pickle.loads(self.packed(number))  # noqa: S301 - what this process put there
        return value
