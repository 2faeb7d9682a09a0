"""Pages asked for over several connections at once.

One connection shows how long a page takes; several show what a site does when
people come together, and how a page then waits for others.  The threads that ask
share the machine's processors with the server, so the rate is less than what a
server alone would reach: of a quick site by more than of a slow one.
"""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from itertools import cycle, islice

CONNECTIONS = 8
"""People who ask at once: several times as many as a small machine has processors."""

SPAN = 10.0
"""Seconds in which pages are asked for, one after the other on each connection."""

PATIENCE = 600
"""Seconds that a page may take."""


@dataclass(frozen=True, slots=True)
class Met:
    """What those who asked met.

    Attributes:
        seconds: Of each page, all of it received, also of those received after the span.
        within: Pages received within the span; a rate counts these.
        span: Seconds in which pages were asked for.
    """

    seconds: list[float]
    within: int
    span: float


def ask_at_once(
    address: tuple[str, int],
    paths: Sequence[str],
    *,
    connections: int = CONNECTIONS,
    span: float = SPAN,
) -> Met:
    """Ask a site for pages over and over, each connection beginning at another page.

    Args:
        address: Host and port.
        paths: Of the pages.
        connections: How many.
        span: Seconds after which no page is asked for any more.

    Raises:
        RuntimeError: If a page does not answer with status 200.
    """
    ends = time.perf_counter() + span
    starts = [number * len(paths) // connections for number in range(connections)]
    with ThreadPoolExecutor(connections) as people:
        taken = people.map(partial(_asked, address, paths, ends), starts)
        pages = [page for each in taken for page in each]
    within = sum(received <= ends for _, received in pages)
    return Met([seconds for seconds, _ in pages], within, span)


def _asked(
    address: tuple[str, int], paths: Sequence[str], ends: float, start: int
) -> list[tuple[float, float]]:
    """Return the seconds of each page on one connection, and when it was there."""
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
    pages = []
    try:
        for path in _from(paths, start):
            began = time.perf_counter()
            if began >= ends:
                break
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(f"{path} answered {answer.status}")
            received = time.perf_counter()
            pages.append((received - began, received))
    finally:
        connection.close()
    return pages


def _from(paths: Sequence[str], start: int) -> Iterator[str]:
    """Yield paths without end, beginning with one of them."""
    return islice(cycle(paths), start, None)
