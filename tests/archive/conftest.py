"""
A content folder in a temporary place, and what is read from it.
"""

from datetime import UTC, datetime

import pytest

from archive import default_settings, read_content

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


class Folder:
    """A content folder that a test fills, then reads."""

    def __init__(self, root):
        self.root = root

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def post(self, path, *lines, body="Some words."):
        return self.write(path, "\n".join(["---", *lines, "---", "", body, ""]))

    def read(self, source=None, now=NOW, **overrides):
        names = {name.replace("__", "."): value for name, value in overrides.items()}
        return read_content(source or self.root, default_settings(names), now=now)

    def only(self, *lines, body="Some words.", path="one.md", **overrides):
        """Return the one post that these lines of front matter give."""
        (post,) = self.post(path, *lines, body=body).read(**overrides).posts
        return post

    def problems(self, **overrides):
        """Return the problems as people see them."""
        return [str(problem) for problem in self.read(**overrides).problems]

    def rules(self, **overrides):
        """Return file, line and rule of each problem."""
        found = self.read(**overrides).problems
        return [(problem.file, problem.line, problem.rule) for problem in found]


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "content"
    root.mkdir()
    return Folder(root)
