"""
The file that a new post begins as.
"""

from datetime import date

import pytest

from archive import Visibility, default_settings, draft_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Partners: a rehearsal", "2024-03-18-partners-a-rehearsal.md"),
        ('"Quoted" \\ and #hash', "2024-03-18-quoted-and-hash.md"),
        ("search", "2024-03-18-search-2024.md"),
        ("", "2024-03-18-untitled.md"),
        ("!!!", "2024-03-18-post.md"),
    ],
)
def test_a_new_post_can_be_read_and_is_not_public(folder, title, name):
    """
    It must not appear half written, and its title may hold anything.
    """
    made, text = draft_of(title, date(2024, 3, 18), default_settings())
    folder.write(made, text)

    (post,) = folder.read().posts

    assert (name, title or "Untitled", date(2024, 3, 18), Visibility.DRAFT) == (
        made,
        post.title,
        post.date,
        post.visibility,
    )
    assert [] == folder.problems()
