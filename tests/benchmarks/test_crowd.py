"""
People who ask a site at once.
"""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from crowd import ask_at_once

SLOW = 0.4
"""
Seconds that some pages take.
"""


class _Site(BaseHTTPRequestHandler):
    """
    Notes at most how many pages it was asked for at once, and which.
    """

    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    now = 0
    most = 0
    asked: ClassVar[list[str]] = []

    def do_GET(self):
        with self.lock:
            _Site.asked.append(self.path)
            _Site.now += 1
            _Site.most = max(_Site.most, _Site.now)
        time.sleep(SLOW if self.path.startswith("/slow") else 0.01)
        with self.lock:
            _Site.now -= 1
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """
        Say nothing.
        """


@pytest.fixture
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    serving = threading.Thread(target=server.serve_forever, args=(0.01,))
    serving.start()
    yield server.server_address
    server.shutdown()
    serving.join()
    server.server_close()


def test_pages_are_asked_for_at_once(address):
    """
    One after the other would be one connection again.
    """
    _Site.most = 0

    ask_at_once(address, ["/a"], connections=3, span=0.3)

    assert 3 == _Site.most


def test_pages_after_the_span_are_no_part_of_the_rate(address):
    """
    Who asked in time is answered, and waited; but a rate has its seconds.
    """
    met = ask_at_once(address, ["/slow"], connections=3, span=SLOW / 4)

    assert (0, 3) == (met.within, len(met.seconds))
    assert min(met.seconds) >= SLOW
    assert SLOW / 4 == met.span


def test_pages_within_the_span_are_the_rate(address):
    """
    Each connection asks again as soon as it was answered, and no longer than the span.
    """
    met = ask_at_once(address, ["/a", "/b", "/c"], connections=3, span=0.2)

    assert 3 <= met.within <= len(met.seconds) <= met.within + 3


def test_every_connection_begins_at_another_page(address):
    """
    A site that answers all of them from one page kept would look quicker than it is.
    """
    _Site.asked.clear()

    ask_at_once(address, ["/slow-a", "/slow-b", "/slow-c"], connections=3, span=SLOW / 4)

    assert ["/slow-a", "/slow-b", "/slow-c"] == sorted(_Site.asked)


def test_a_page_that_fails_stops_the_measurement(address):
    """
    Refusing is quick.
    """
    with pytest.raises(RuntimeError, match="/missing answered 404"):
        ask_at_once(address, ["/a", "/missing"], connections=1, span=5)
