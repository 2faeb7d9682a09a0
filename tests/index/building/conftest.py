"""
A small site whose content and index a test may treat as it likes.
"""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_site import DRAFT, HARBOUR, NOW, PNG, SECOND, THEMES, Place


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def later():
    return NOW + timedelta(days=400)


@pytest.fixture
def empty(tmp_path):
    """No content and no index yet."""
    place = Place(tmp_path)
    place.content.mkdir()
    return place


@pytest.fixture
def place(empty):
    """Three posts, one of them for staff, a picture and themes; no index yet."""
    empty.write("themes.yaml", THEMES)
    empty.write("posts/harbour.md", HARBOUR)
    empty.write("posts/harbour.png", PNG)
    empty.write("posts/second.md", SECOND)
    empty.write("posts/minutes.md", DRAFT)
    return empty


@pytest.fixture
def built(place):
    """The same with an index."""
    place.rebuild()
    return place
