"""Doors of packages that import a name when it is first asked for.

A command should not wait for what it does not use: `pressmark update` needs no
engine, `pressmark new` renders nothing.  So the door of a package knows the place
of each name from its stub, `__init__.pyi`, which type checkers read as well.
"""

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def door(package: str, file: str, names: dict[str, Any]) -> tuple[list[str], Callable[[str], Any]]:
    """Return `__all__` and `__getattr__` of a package.

    Args:
        package: Its name.
        file: Its `__init__.py`; the stub is beside it.
        names: Its globals, where a name that was looked up stays.
    """
    stub = ast.parse(Path(file).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = (node for node in stub.body if isinstance(node, ast.ImportFrom))
    modules = {alias.name: str(node.module) for node in imports for alias in node.names}

    def look_up(name: str) -> Any:
        """Return a public name; it is looked up once."""
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = names[name] = getattr(import_module(modules[name]), name)
        return value

    return sorted(modules), look_up
