"""The two ways in: HTTP and the command line.

The rule of this folder: it imports `index` and `archive` through their doors,
and knows nothing of Whoosh.  Building an edition is not its business; outside
`/staff/` it opens the public one alone.

The names below are imported when they are first asked for: the command line is
in this folder too, and most of its commands have no use for a web framework.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from web.answers import search_answer
    from web.app import create_app
    from web.arguments import SearchForm, read_arguments, to_arguments

__all__ = ["SearchForm", "create_app", "read_arguments", "search_answer", "to_arguments"]

_MODULES = {
    "SearchForm": "web.arguments",
    "create_app": "web.app",
    "read_arguments": "web.arguments",
    "search_answer": "web.answers",
    "to_arguments": "web.arguments",
}


def __getattr__(name: str) -> Any:
    """Return a public name; it is looked up once."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return value
