"""Addresses with a host, read as browsers read them.

They forgive much: another scheme, a user, a closing dot and backslashes lead to the
same page.  Whoever asks whether an address is on the site must forgive as much.
"""

from __future__ import annotations

import contextlib
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_WHOLE = re.compile(
    r"(?:https?:)?[/\\]{2,}(?P<host>[^/\\?#]+)(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)

_HOSTLESS = re.compile(r"https?:(?!//[^/\\?#])", re.IGNORECASE)

_USUAL_PORTS = frozenset({"", "80", "443"})
"""What a browser adds by itself; which of them, the scheme says, and that may be either."""


def lacks_host(address: str) -> bool:
    """Tell whether a web address has no host; browsers take one from its path or the page."""
    return _HOSTLESS.match(address) is not None


def within_site(address: str, site: str) -> str:
    """Return the path of an address on the site; any other address as it is.

    Args:
        address: Without control characters and blanks around it.
        site: Address of the site without its prefix, such as `https://example.org`.
    """
    whole = _WHOLE.match(address)
    if not site or whole is None or _host(whole["host"]) != _host(urlsplit(site).netloc):
        return address
    path, mark, rest = re.split(r"([?#]|\Z)", whole["rest"], maxsplit=1)
    return "/" + path.replace("\\", "/").lstrip("/") + mark + rest


@lru_cache(maxsize=1024)
def _host(netloc: str) -> tuple[str, str]:
    """Return the host and the port that a part of an address means."""
    host, _, port = unquote(netloc).rpartition("@")[2].lower().partition(":")
    with contextlib.suppress(UnicodeError):
        host = host.rstrip(".").encode("idna").decode("ascii")
    port = port.lstrip("0")
    return host, "" if port in _USUAL_PORTS else port
