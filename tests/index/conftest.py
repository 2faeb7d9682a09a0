"""
Engines over the same posts: the one that serves, and the one that is simple.
"""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

import samples
from answers import TODAY
from brute_force import BruteForce

from index.building.edition import write_edition
from index.opened import open_edition

settings.register_profile("index", deadline=None)
settings.load_profile("index")


@pytest.fixture(scope="session")
def opened():
    """
    A function from an edition's folder to an engine over it, closed at the end.
    """
    engines = []

    def open_(folder, **options):
        engines.append(open_edition(folder, "g", **options))
        return engines[-1]

    yield open_
    for engine in engines:
        engine.close()


@pytest.fixture(scope="session")
def build(tmp_path_factory, opened):
    """
    A function from posts to an engine over them, on a real index.
    """

    def built(records, partners=samples.PARTNERS, themes=samples.THEMES, **options):
        folder = tmp_path_factory.mktemp("edition")
        write_edition(folder, records, partners, themes, language="en")
        return opened(folder, **options)

    return built


@pytest.fixture(scope="session")
def simple():
    """
    A function from posts to the engine that is right by being simple.
    """

    def built(records, partners=samples.PARTNERS, themes=samples.THEMES, **options):
        return BruteForce(records, partners, themes, **options)

    return built


@pytest.fixture(scope="session", params=["whoosh", "brute force"])
def make(request, build, simple):
    """
    Each engine in turn, as a function from posts.
    """
    return build if request.param == "whoosh" else simple


@pytest.fixture(scope="session")
def engine(make):
    """
    Each engine in turn, over the posts written by hand.
    """
    return make(samples.WRITTEN, today=lambda: TODAY)
