"""Requests as they come, not as they should be written.

A browser percent-encodes what stands in an address; a scanner sends raw bytes,
at which Werkzeug's reading of parameters raises.  Encoding them here makes both
the same.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Request

_RAW = re.compile(rb"[^\x21-\x7e]")


class AnyRequest(Request):
    """A request whose query string is always ASCII."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query_string = _RAW.sub(lambda found: b"%%%02X" % found[0][0], self.query_string)
