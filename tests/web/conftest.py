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


@pytest.fixture
def document(client):
    """The description of the interface for programs."""
    return client.get("/api/v1/openapi.json").get_json()


@pytest.fixture
def parameters(document):
    """What it says of the parameters of a search."""
    return document["paths"]["/api/v1/search"]["get"]["parameters"]
