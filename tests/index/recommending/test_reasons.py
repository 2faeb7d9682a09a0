"""
What a reason says, in numbers that a reader can check.
"""

import pytest

from index.recommending import reasons


@pytest.mark.parametrize(
    ("count", "expected"), [(9, "9 of them with Water"), (10, "all with Water")]
)
def test_all_are_not_counted_again(count, expected):
    """
    "10 posts; 10 of them with Water" makes a reader compare two numbers.
    """
    assert expected == reasons.often_with("Water", count, 10)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (0.4, "fewer than one would be usual"),
        (1.0, "about 1 would be usual"),
        (76.5, "about 76 would be usual"),
    ],
)
def test_what_would_be_usual_is_said_in_whole_posts(expected, said):
    """
    Nobody has seen half a post.
    """
    assert said == reasons.instead_of(expected)
