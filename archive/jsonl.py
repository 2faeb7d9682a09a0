"""JSON Lines: one post a line, plain or packed with gzip, of any length.

The file is read as a stream.  A line that cannot be read is one problem, with
its number; a packed file that unpacks to far more than a text ever would, or to
more posts than anybody wrote, is read no further.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from archive.fields import Names, Values
from archive.post import Markup
from archive.records import Record
from archive.report import FormError, Report, quoted
from archive.settings import Limits
from archive.text import cleaned, text_of
from archive.tree import MAX_DEPTH, Listing, Node, Scalar, Table

SUFFIXES = (".jsonl", ".jsonl.gz")

RATIO_COUNTS_FROM = 50_000_000
"""Unpacked bytes below which no ratio is a danger."""

MAX_BLANK_LINES = 1_000_000
"""Empty lines after which a file is read no further; packed, they weigh nothing."""

MAX_LOST = 10_000
"""Lines without a post after which a file that is mostly such lines is read no further:
nobody reads so many problems, and packed, millions of them weigh nothing."""

_CHUNK = 1 << 20


def is_jsonl(path: Path) -> bool:
    """Tell whether a path names a file of posts, one a line."""
    return path.name.casefold().endswith(SUFFIXES)


def digest(path: Path) -> tuple[str, int, int | None]:
    """Return the SHA-256 of a file in hexadecimal, its size in bytes, and its lines.

    A file that ends without an end of line has one more than are told; of one that
    is packed nobody knows how many there are.
    """
    checksum = hashlib.sha256()
    size = lines = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            checksum.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
    is_packed = path.name.casefold().endswith(".gz")
    return checksum.hexdigest(), size, None if is_packed else lines


def records(path: Path, names: Names, limits: Limits, report: Report) -> Iterator[Record]:
    """Yield the posts of a file in its order.

    Args:
        path: A plain file.
        names: Which keys mean what.
        limits: How long a line and how large a file may be.
        report: Told of lines that gave no post.
    """
    read = 0
    for number, data in _lines(path, limits, report):
        if not data.strip():
            continue
        if report.lost >= MAX_LOST and report.lost > number // 2:
            report.skipped(
                number,
                "lines-unreadable",
                f"{report.lost} lines before hold no post; the rest is not read",
                "is every line a post?",
            )
            return
        try:
            table = _table(text_of(data, report, line=number), report, number)
        except FormError as error:
            report.given_up(error)
            continue
        if read == limits.posts:
            report.skipped(
                number,
                "posts-many",
                f"{read} posts stand before; the rest is not read",
                "raise limits.posts, or split the archive",
            )
            return
        read += 1
        body = table.entries.pop("body", None)
        yield Record(
            path=report.file,
            place="",
            line=number,
            values=Values(table, names, report),
            body=_body(body, report, number),
            body_line=number,
            markup=Markup.MARKDOWN,
            report=report,
        )


def _body(node: Node | None, report: Report, number: int) -> str:
    if node is not None and not isinstance(node, Scalar):
        report.warning(number, "body-unreadable", '"body" is not a text', "write one text")
    return node.text if isinstance(node, Scalar) else ""


def _lines(path: Path, limits: Limits, report: Report) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not too long, with their numbers, as far as they can be read."""
    number = 0
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as packed:
            status = os.fstat(packed.fileno())
            if not stat.S_ISREG(status.st_mode):
                report.skipped(0, "file-special", "is not a plain file", "name a plain file")
                return
            is_packed = path.name.casefold().endswith(".gz")
            stream = cast("IO[bytes]", gzip.GzipFile(fileobj=packed)) if is_packed else packed
            allowed = limits.unpacked_bytes
            if is_packed:
                allowed = min(
                    allowed, max(RATIO_COUNTS_FROM, status.st_size * limits.unpacked_ratio)
                )
            for number, line in _numbered(stream, limits.file_bytes, allowed):
                if line is None:
                    report.skipped(
                        number,
                        "line-long",
                        f"is longer than {limits.file_bytes} bytes",
                        "raise limits.file_bytes",
                    )
                else:
                    yield number, line
    except FormError as error:
        report.given_up(error)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or "it is cut off"
        report.skipped(
            number + 1,
            "file-unreadable",
            f"cannot be read further: {reason}",
            "save the file again",
        )


def _numbered(stream: IO[bytes], longest: int, allowed: int) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    size = 0
    blank = 0
    while line := stream.readline(longest + 2):
        number += 1
        size += len(line)
        blank += line.isspace()
        whole = len(line.rstrip(b"\r\n")) <= longest
        yield number, line if whole else None
        while not whole and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
            size += len(line)
            if not line or size > allowed:
                break
        if blank > MAX_BLANK_LINES:
            raise FormError(
                number,
                "lines-blank",
                "holds a million empty lines; the rest is not read",
                "delete them",
            )
        if size > allowed:
            raise FormError(
                number,
                "file-large",
                f"unpacks to more than {allowed} bytes; the rest is not read",
                "raise limits.unpacked_bytes and limits.unpacked_ratio",
            )


def _table(text: str, report: Report, number: int) -> Table:
    """Return what one line says; numbers keep their digits, null is absent."""

    def table_of(pairs: list[tuple[str, Any]]) -> Table:
        entries: dict[str, Node] = {}
        seen: set[str] = set()
        for name, value in pairs:
            if name in seen:
                report.warning(
                    number,
                    "key-repeated",
                    f"{quoted(name)} is written twice; the last one counts",
                    "delete one",
                )
                entries.pop(name, None)
            seen.add(name)
            node = _node(value, report, number)
            if node is not None:
                entries[name] = node
        return Table(entries, number)

    try:
        found = json.loads(
            text, object_pairs_hook=table_of, parse_int=str, parse_float=str, parse_constant=str
        )
    except ValueError as error:
        what = getattr(error, "msg", str(error))
        raise FormError(
            number, "json", f"is not JSON: {what[:1].lower()}{what[1:]}", "write one object a line"
        ) from None
    except RecursionError:
        raise FormError(
            number, "json", f"is nested more than {MAX_DEPTH} deep", "make it flat"
        ) from None
    if not isinstance(found, Table):
        raise FormError(number, "json", "is not an object of names and values", "write {...}")
    return found


def _node(value: Any, report: Report, number: int, depth: int = 0) -> Node | None:
    if isinstance(value, str):
        return Scalar(cleaned(value, report, line=number), number)
    if value is None or isinstance(value, Table):
        return value
    if isinstance(value, list):
        if depth > MAX_DEPTH:
            raise FormError(number, "json", f"is nested more than {MAX_DEPTH} deep", "make it flat")
        nodes = [_node(item, report, number, depth + 1) for item in value]
        return Listing(tuple(node for node in nodes if node is not None), number)
    return Scalar("true" if value else "false", number)
