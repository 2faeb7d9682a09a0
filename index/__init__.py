"""Finding posts: generations of an index, their two editions, and the engine over them.

The rule of this folder: only it imports Whoosh, and it imports nothing of
`web`.  Callers use the names of `__init__.pyi` and never an engine's own types;
each is imported when it is first asked for.
"""

from archive import door

__all__, __getattr__ = door(__name__, __file__, globals())
