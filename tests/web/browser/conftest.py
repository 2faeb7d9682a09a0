"""A browser, and a site on a port of this machine for it to open."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import abort
from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).parents[1]))

import library

from web import create_app
from web.editions import editions_in

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 20_000
"""Milliseconds that a page may take before a test fails instead of hanging."""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Chromium, or a reason why not."""
    reason = (
        "Chromium is missing: install the package `chromium`, or say where it is with CHROMIUM."
    )
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@contextmanager
def served(editions):
    """Serve editions, at `/fails/CODE` an error; the settings name the port that the site really has."""
    server = make_server("127.0.0.1", 0, lambda environ, start: None, threaded=True)
    here = f"http://127.0.0.1:{server.port}"
    settings = library.make_settings(url=here, interface_languages=("en", "de", "fr", "pl", "el"))
    server.app = create_app(settings, editions=editions)
    server.app.add_url_rule("/fails/<int:code>", view_func=abort)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(editions):
    """Where the site answers."""
    with served(editions) as here:
        yield here


@pytest.fixture
def closed_address(tmp_path):
    """Where a site answers that has no index yet."""
    with served(editions_in(tmp_path / "nothing")) as here:
        yield here


@pytest.fixture
def open_page(browser, address):
    """Open a page, in a context that may be set up as for `new_context`."""
    contexts = []

    def open_page(path="/", **options):
        context = browser.new_context(base_url=address, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.asked = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console", lambda said: page.faults.append(said.text) if said.type == "error" else None
        )
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
