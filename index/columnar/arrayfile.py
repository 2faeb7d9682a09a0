"""A file of named arrays, mapped rather than read.

    header      8 bytes of magic, padded to 64
    sections    little-endian arrays, each on a 64-byte boundary
    directory   JSON: {"format", "sections": {name: [offset, dtype, count]}, "facts"}
    trailer     length of the directory (8 bytes), its CRC-32 (4), magic (4)

The directory comes last, so a file that was cut short has no trailer and is
refused when it is opened.  Damage inside a section is not looked for here:
whoever ships the file keeps a hash of the whole of it.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

FORMAT = 1
"""Version of the layout above and of the section names; raise it with either."""

MAGIC = b"PMARRAYS"
TRAILER_MAGIC = b"PMAR"
TRAILER = struct.Struct("<QI4s")

ALIGNMENT = 64
"""Bytes; a cache line, so that no array begins in the middle of one."""


class ArrayFileError(ValueError):
    """A file is not an array file, is cut short, or has another version."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}; rebuild the index")
        self.name = name
        self.problem = problem


class Section:
    """A part of an array file whose size is known, filled from front to back."""

    def __init__(self, file: Any, offset: int, dtype: np.dtype[Any], count: int) -> None:
        self._file = file
        self._offset = offset
        self._dtype = dtype
        self._missing = count

    def write(self, values: Array) -> None:
        """Add values at the end of what is there.

        Raises:
            ValueError: If there are more of them than were announced.
        """
        if len(values) > self._missing:
            raise ValueError(f"{len(values)} values for the last {self._missing} places")
        data = np.ascontiguousarray(values, self._dtype).data.cast("B") if len(values) else b""
        self._file.seek(self._offset)
        self._file.write(data)
        self._offset += len(data)
        self._missing -= len(values)

    def finish(self) -> None:
        """Check that everything announced was written."""
        if self._missing:
            raise ValueError(f"{self._missing} values of a section were never written")


class ArrayFileWriter:
    """Writes one array file; nothing can be read from it before `close`.

    Several sections can be filled in turns, because each knows its place.  One
    section of unknown size can be streamed with `stream`, before any other.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._sections: dict[str, tuple[int, str, int]] = {}
        self._open: list[Section] = []
        self._end = ALIGNMENT
        self._streamed = 0
        self.facts: dict[str, Any] = {}
        self.is_closed = False
        file.write(MAGIC.ljust(ALIGNMENT, b"\0"))

    def stream(self, data: bytes) -> None:
        """Append bytes to the section that `end_stream` will name."""
        self._file.write(data)
        self._streamed += len(data)

    def end_stream(self, name: str) -> None:
        """Call everything streamed so far a section of bytes."""
        self._place(name, np.dtype("u1"), self._streamed)

    def section(self, name: str, dtype: Any, count: int) -> Section:
        """Return a new section of `count` values, to be filled before `close`."""
        dtype = np.dtype(dtype).newbyteorder("<")
        section = Section(self._file, self._place(name, dtype, count), dtype, count)
        self._open.append(section)
        return section

    def add(self, name: str, values: Array) -> None:
        """Write a whole section."""
        self.section(name, values.dtype, len(values)).write(values)

    def close(self) -> None:
        """Write the directory and close the file."""
        for section in self._open:
            section.finish()
        directory = {"format": FORMAT, "sections": self._sections, "facts": self.facts}
        data = json.dumps(directory, separators=(",", ":")).encode()
        self._file.seek(self._end)
        self._file.write(data + TRAILER.pack(len(data), zlib.crc32(data), TRAILER_MAGIC))
        self.abandon()

    def abandon(self) -> None:
        """Close the file as it is; it can never be opened as an array file."""
        if not self.is_closed:
            self._file.close()
        self.is_closed = True

    def _place(self, name: str, dtype: np.dtype[Any], count: int) -> int:
        if name in self._sections:
            raise ValueError(f"section {name!r} is there already")
        offset = self._end
        self._sections[name] = (offset, dtype.str, count)
        size = count * dtype.itemsize
        self._end += size + -size % ALIGNMENT
        return offset


class ArrayFile:
    """The arrays of a closed file: views of a read-only map, made when asked for.

    The map lives as long as any array taken from it, so the file may be
    removed, and this object closed, while arrays are still in use.
    """

    def __init__(self, file: Any, name: str) -> None:
        self.name = name
        self._data: Any = _mapped(file)
        directory = _directory(memoryview(self._data), name)
        self._sections: dict[str, list[Any]] = directory["sections"]
        self.facts: dict[str, Any] = directory["facts"]

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def __getitem__(self, name: str) -> Array:
        offset, dtype, count = self._sections[name]
        return np.frombuffer(self._data, np.dtype(dtype), count, offset)

    def get(self, name: str) -> Array | None:
        """Return the array of that name, or None."""
        return self[name] if name in self._sections else None

    def names(self, prefix: str) -> list[str]:
        """Return what follows `prefix` in the names of sections that begin with it."""
        return [name[len(prefix) :] for name in self._sections if name.startswith(prefix)]

    def close(self) -> None:
        """Let go of the map."""
        self._data = b""
        self._sections = {}


def open_arrays(storage: Any, name: str) -> ArrayFile:
    """Open an array file in a Whoosh storage, on disk or in memory.

    Raises:
        ArrayFileError: If it is not an array file of this version.
    """
    file = storage.open_file(name)
    try:
        return ArrayFile(file, name)
    finally:
        file.close()


def _mapped(file: Any) -> Any:
    if getattr(file, "is_real", False):
        file.seek(0, 2)
        if file.tell():
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return b""
    file.seek(0)
    return file.read()


def _directory(data: memoryview, name: str) -> dict[str, Any]:
    if data[: len(MAGIC)] != MAGIC:
        raise ArrayFileError(name, "not an array file")
    if len(data) < ALIGNMENT + TRAILER.size:
        raise ArrayFileError(name, "cut short or damaged")
    length, checksum, magic = TRAILER.unpack(data[-TRAILER.size :])
    text = bytes(data[-TRAILER.size - length : -TRAILER.size])
    if magic != TRAILER_MAGIC or len(text) != length or zlib.crc32(text) != checksum:
        raise ArrayFileError(name, "cut short or damaged")
    directory: dict[str, Any] = json.loads(text)
    if directory["format"] != FORMAT:
        raise ArrayFileError(name, f"has format {directory['format']}, this is {FORMAT}")
    return directory
