"""The command line: `pressmark COMMAND`, the operator's way in.

Standard output carries the answer alone; progress and complaints go to
standard error.  Exit codes: 0 done, 1 failed or a problem found, 2 wrong
usage, 75 busy, try again.
"""

from web.cli.commands import main

__all__ = ["main"]
