"""Which pages are offered."""

from __future__ import annotations

import pytest

from web.paging import pager


@pytest.mark.parametrize(
    ("current", "pages", "numbers"),
    [
        (1, 2, [1, 2]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (4, 5, [1, 2, 3, 4, 5]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_first_last_and_neighbours_are_offered(current, pages, numbers):
    """
    A gap never hides a single page: a link takes no more room.
    """
    assert numbers == [link.number for link in pager(current, pages, str).links]


def test_one_page_needs_no_links():
    """
    A list of one page is no choice.
    """
    assert None is pager(1, 1, str)


def test_the_ends_lead_nowhere_further():
    """
    There is no page before the first, and none after the last.
    """
    assert (None, "2") == (pager(1, 3, str).previous, pager(1, 3, str).next)
    assert ("2", None) == (pager(3, 3, str).previous, pager(3, 3, str).next)
