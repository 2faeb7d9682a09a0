"""
The rules of ARCHITECTURE.md about who may import whom, checked.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FORBIDDEN = {
    "archive": {"index", "web", "flask", "whoosh", "numpy"},
    "index": {"web", "flask", "markdown", "nh3"},
    "web": {"whoosh", "numpy", "markdown", "nh3"},
}

BELOW = {"archive": set(), "index": {"archive"}, "web": {"archive", "index"}}


def imports(path):
    """
    The dotted name of every module that a file imports.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def modules(package):
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", FORBIDDEN)
def test_packages_import_only_downwards(package):
    """
    What may be exchanged (engine, framework) stays exchangeable only while
    nothing above or beside it reaches in.
    """
    for path in modules(package):
        used = {name.split(".")[0].lower() for name in imports(path)}

        assert set() == FORBIDDEN[package] & used, path


@pytest.mark.parametrize("package", BELOW)
def test_another_package_is_entered_by_its_door(package):
    """
    A package may rearrange its rooms as long as the door stays; whoever
    imports `archive.post` from outside would break.
    """
    for path in modules(package):
        inside = {name for name in imports(path) if name.split(".")[0] in BELOW[package]}

        assert inside <= BELOW[package], path


def test_nothing_is_relative():
    """
    One way to name a module; the two rules above rest on it.
    """
    for package in BELOW:
        for path in modules(package):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))

            assert [] == [n for n in nodes if isinstance(n, ast.ImportFrom) and n.level], path
