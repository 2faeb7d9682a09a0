"""The two ways in: HTTP and the command line.

The rule of this folder: it imports `index` and `archive` through their doors,
and knows nothing of Whoosh.  Building an edition is not its business; outside
`/staff/` it opens the public one alone.

The names of `__init__.pyi` are imported when they are first asked for: the command
line is in this folder too, and most of its commands have no use for a web framework.
"""

from archive import door

__all__, __getattr__ = door(__name__, __file__, globals())
