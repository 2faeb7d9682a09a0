"""What a post is and where posts live.

This folder reads files and knows nothing of searching, serving or any engine:
it imports neither `index` nor `web`.  Others import from here alone, never
from a module below.  A name is imported from its module when it is first asked
for; the stub `__init__.pyi` says where each is.

Reading never raises for bad content.  What is wrong becomes a `Problem` with
file, line and remedy; what cannot be read is treated as missing; what hides a
post and cannot be read hides it.
"""

from archive.doors import door

__all__, __getattr__ = door(__name__, __file__, globals())
