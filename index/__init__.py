"""Finding posts: generations of an index, their two editions, and the engine over them.

The rule of this folder: only it imports Whoosh, and it imports nothing of
`web`.  Callers use the names of `__init__.pyi` and never an engine's own types.

A name is imported from its module when it is first asked for, because a command
should not wait for what it does not use: `pressmark update` needs no engine.  The
stub says where each name is, to type checkers and to this door alike.
"""

import ast
from importlib import import_module
from pathlib import Path
from typing import Any


def _modules() -> dict[str, str]:
    """Return the module of each name, as the stub imports them."""
    stub = ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = (node for node in stub.body if isinstance(node, ast.ImportFrom))
    return {alias.name: str(node.module) for node in imports for alias in node.names}


_MODULES = _modules()
__all__ = sorted(_MODULES)  # noqa: PLE0605 - the names that the stub lists


def __getattr__(name: str) -> Any:
    """Return a public name; it is looked up once."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value
