"""The two ways in: HTTP and the command line.

The rule of this folder: it imports `index` and `archive` through their doors,
and knows nothing of Whoosh.  Building an edition is not its business; outside
`/staff/` it opens the public one alone.
"""

from web.answers import search_answer
from web.app import create_app
from web.arguments import SearchForm, read_arguments, to_arguments

__all__ = ["SearchForm", "create_app", "read_arguments", "search_answer", "to_arguments"]
