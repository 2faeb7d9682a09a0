"""
What keeps a post from the public.
"""

from datetime import UTC, datetime

import pytest

from archive import Visibility


class TestHiding:
    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ([], Visibility.PUBLIC),
            (["visibility: staff"], Visibility.STAFF),
            (["visibility: Draft"], Visibility.DRAFT),
            (["draft: true"], Visibility.DRAFT),
            (["draft: false"], Visibility.PUBLIC),
            (["published: false"], Visibility.DRAFT),
            (["published: no", "visibility: public"], Visibility.DRAFT),
            (["published: 2024-01-01"], Visibility.PUBLIC),
            (["published: 2099-01-01"], Visibility.STAFF),
            (["status: draft"], Visibility.DRAFT),
            (["status: private"], Visibility.STAFF),
            (["status: published"], Visibility.PUBLIC),
            (["visibility: secret"], Visibility.STAFF),
            (["visibility: [staff]"], Visibility.STAFF),
            (['visibility: ""'], Visibility.STAFF),
            (["Visibility: staff"], Visibility.STAFF),
            (["visibilty: staff"], Visibility.STAFF),
            (["embargo_until: 2030-01-01"], Visibility.STAFF),
            (["draft: maybe"], Visibility.STAFF),
            (["embargo: soon"], Visibility.STAFF),
            (["embargo: [2024-01-01]"], Visibility.STAFF),
            (["embargo: soon", "draft: yes"], Visibility.DRAFT),
        ],
    )
    def test_the_most_careful_reading_counts(self, folder, lines, expected):
        """
        A slip in a word that hides a post must not publish it.
        """
        assert expected is folder.only("title: T", *lines).visibility

    def test_what_cannot_be_read_is_reported_with_what_became_of_it(self, folder):
        """
        Otherwise nobody would know why the post is not there.
        """
        folder.post("a.md", "title: T", "visibility: secret")

        assert [
            (
                'a.md:3: "visibility" is not a visibility: "secret"; the post is kept from the'
                " public; write public, staff or draft"
            )
        ] == folder.problems()

    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            (["date: 2026-06-01"], None),
            (["date: 2026-06-02"], datetime(2026, 6, 1, 22, tzinfo=UTC)),
            (["date: 2026-06-01 15:30"], datetime(2026, 6, 1, 13, 30, tzinfo=UTC)),
            (["date: 2026-06-01T13:00Z"], datetime(2026, 6, 1, 13, tzinfo=UTC)),
            (["embargo: 2026-07-01"], datetime(2026, 6, 30, 22, tzinfo=UTC)),
            (["embargo: 2026-07-01", "date: 2026-06-15"], datetime(2026, 6, 30, 22, tzinfo=UTC)),
            (["embargo: 2026-06-15", "date: 2026-07-01"], datetime(2026, 6, 30, 22, tzinfo=UTC)),
            (["publishDate: 2026-07-01T00:00:00Z"], datetime(2026, 7, 1, tzinfo=UTC)),
        ],
    )
    def test_a_moment_ahead_holds_the_post_back(self, folder, lines, expected):
        """
        It is noon UTC on 1 June 2026, 14:00 in Warsaw.
        """
        post = folder.only("title: T", *lines, site__timezone="Europe/Warsaw")

        assert expected == post.public_from

    def test_an_embargo_that_nobody_outlives_can_be_compared(self, folder):
        """
        People write 9999-12-31 for "never"; time zones must not overflow.
        """
        post = folder.only("embargo: 9999-12-31T23:59:00-12:00")

        assert not post.is_public(datetime(2026, 6, 1, tzinfo=UTC))
