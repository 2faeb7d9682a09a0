"""A site over a real edition, made once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import library

from web import create_app


@pytest.fixture(scope="session")
def editions(tmp_path_factory):
    made = library.make_editions(tmp_path_factory.mktemp("editions") / "public")
    yield made
    made.close()


@pytest.fixture(scope="session")
def site(editions):
    """The application, as a server would run it."""
    app = create_app(library.make_settings(), editions=editions)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def client(site):
    return site.test_client()


@pytest.fixture(scope="session")
def posts():
    return library.records()
