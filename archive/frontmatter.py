"""Front matter: the values that open a file, and where its body begins.

YAML stands between two `---` lines, TOML between two `+++` lines.  A
byte-order mark, other systems' line ends and blank lines before it are read;
whatever else is wrong with the form is said, because a file that is quietly
read as having no values at all is the worst that can happen to a post.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.report import FormError, Report
from archive.toml_tree import toml_tree
from archive.tree import Listing, Scalar, Table
from archive.yaml_tree import yaml_tree

_CLOSINGS = {"---": ("---", "..."), "+++": ("+++",)}


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read but not yet understood.

    Attributes:
        values: What its front matter says.
        body: What comes after, as written.
        line: Line that the body begins in.
    """

    values: Table
    body: str
    line: int


def document_of(text: str, report: Report, *, max_bytes: int) -> Document:
    """Return the values and the body of a file.

    Args:
        text: The file, line ends being newlines.
        report: Told what was wrong and could be read nevertheless.
        max_bytes: Longest front matter, in bytes of UTF-8.

    Raises:
        FormError: If there is no front matter, or none that can be read.
    """
    if not text.strip():
        raise FormError(1, "empty-file", "is empty", "write a post or delete the file")
    opening = len(text) - len(text.lstrip(" \t\n\ufeff"))
    opening = text.rfind("\n", 0, opening) + 1
    first = text.count("\n", 0, opening) + 1
    mark, start = _line_at(text, opening)
    mark = mark.strip("\ufeff \t") if opening == 0 else mark.rstrip()
    if mark not in _CLOSINGS:
        raise _no_front_matter(mark, first)
    end, after = _closing(text, start, _CLOSINGS[mark])
    if end is None:
        raise FormError(
            first,
            "front-matter-unclosed",
            f'the "{mark}" that closes the front matter is missing',
            f"write {mark} on a line of its own below the last value",
        )
    source = text[start:end]
    if len(source) * 4 > max_bytes and len(source.encode("utf-8", "replace")) > max_bytes:
        raise FormError(
            first,
            "front-matter-long",
            f"front matter is longer than {max_bytes} bytes",
            "move text into the body",
        )
    values = _values(source, mark, report, first + 1)
    body = text[after:]
    stripped = body.lstrip("\n")
    line = text.count("\n", 0, after) + 1 + len(body) - len(stripped)
    return Document(values, stripped, line)


def _line_at(text: str, start: int) -> tuple[str, int]:
    end = text.find("\n", start)
    if end < 0:
        return text[start:], len(text)
    return text[start:end], end + 1


def _closing(text: str, start: int, marks: tuple[str, ...]) -> tuple[int | None, int]:
    """Return where the closing line begins, or None, and where the line after it does."""
    position = start
    while position < len(text):
        source, following = _line_at(text, position)
        if source[:3] in marks and source.rstrip() in marks:
            return position, following
        position = following
    return None, len(text)


def _no_front_matter(opening: str, line: int) -> FormError:
    if opening.startswith(("---", "+++", "—")) or opening.strip() in {"---", "+++", "--", "- - -"}:
        return FormError(
            line,
            "front-matter-missing",
            "the first line is not exactly --- or +++",
            "write nothing else on that line",
        )
    return FormError(
        line,
        "front-matter-missing",
        "has no front matter",
        "begin the file with a line ---, the values, and another line ---",
    )


def _values(source: str, mark: str, report: Report, line: int) -> Table:
    if mark == "+++":
        return toml_tree(source, report, line=line)
    # Two more marks at which YAML would begin a new line, and count one.
    source = source.replace("\u2028", " ").replace("\u2029", " ")
    values = yaml_tree(source, report, line=line)
    if values is None:
        return Table(line=line)
    if isinstance(values, Listing):
        raise FormError(
            values.line,
            "front-matter-list",
            "front matter is a list, not names with values",
            "write `title: ...` without a hyphen",
        )
    if isinstance(values, Scalar):
        raise FormError(
            values.line,
            "front-matter-text",
            "front matter is a text, not names with values",
            "write `title: ...`",
        )
    return values
