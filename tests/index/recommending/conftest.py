"""
An edition of the invented town.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import town

from index import learn_themes, write_edition


@pytest.fixture(scope="session")
def edition(tmp_path_factory, opened):
    """
    A function from posts to an engine over them that has learnt their themes.
    """

    def built(records, *, learns=True):
        folder = tmp_path_factory.mktemp("town")
        write_edition(folder, records, town.partners(), town.themes(), language="en")
        if learns:
            learn_themes(folder, created=town.LEARNT)
        return opened(folder)

    return built


@pytest.fixture(scope="session")
def engine(edition):
    return edition(town.posts())
