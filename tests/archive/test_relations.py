"""
What only shows when all posts are there.
"""

from datetime import UTC, datetime


def slugs(content):
    return {post.path: post.slug for post in content.posts}


class TestAddresses:
    def test_the_earlier_post_keeps_the_address(self, folder):
        """
        Adding a post never moves an older one.
        """
        folder.post("b/x.md", "title: T", "date: 2020-01-01")
        folder.post("a/x.md", "title: T", "date: 2021-01-01")
        folder.post("c/x.md", "title: T")

        assert {"b/x.md": "x", "a/x.md": "x-2", "c/x.md": "x-3"} == slugs(folder.read())

    def test_the_problem_holds_the_line_to_paste(self, folder):
        """
        So that the address stays when posts come and go.
        """
        folder.post("a/x.md", "title: T")
        folder.post("b/x.md", "title: T", "slug: x")

        assert [
            'b/x.md:3: "x" is the address of a/x.md; the address of this post is "x-2"; write `slug: x-2`'
        ] == folder.problems()

    def test_another_language_is_in_the_address(self, folder):
        """
        A number would say nothing.
        """
        folder.post("en/x.md", "title: T", "date: 2020-01-01")
        folder.post("pt_br/x.md", "title: T", "date: 2021-01-01")

        assert {"en/x.md": "x", "pt_br/x.md": "x-pt-br"} == slugs(folder.read())

    def test_an_address_that_somebody_chose_is_not_taken_away(self, folder):
        """
        The second `x` does not become `x-2` if a third post is called so.
        """
        folder.post("a.md", "title: T", "slug: x", "date: 2020-01-01")
        folder.post("b.md", "title: T", "slug: x", "date: 2021-01-01")
        folder.post("c.md", "title: T", "slug: x-2", "date: 2022-01-01")

        assert {"a.md": "x", "b.md": "x-3", "c.md": "x-2"} == slugs(folder.read())

    def test_case_and_composition_do_not_make_two_addresses(self, folder):
        """
        Some disks hold both, no browser tells them apart.
        """
        folder.post("A/caf\u00e9.md", "title: T")
        folder.post("A/cafe\u0301.md", "title: T")
        folder.post("A/Cafe.md", "title: T")

        assert {"cafe", "cafe-2", "cafe-3"} == set(slugs(folder.read()).values())


class TestHiddenPosts:
    def test_they_take_no_address_from_a_public_post(self, folder):
        """
        `x-2` without an `x` would say that there is something to be curious about.
        """
        folder.post("a.md", "title: T", "slug: x", "date: 2019-01-01", "visibility: staff")
        folder.post("b.md", "title: T", "slug: x", "date: 2020-01-01")
        folder.post("c.md", "title: T", "slug: x", "date: 2021-01-01")
        folder.post("d.md", "title: T", "slug: x-2", "date: 2018-01-01", "draft: true")

        assert {"a.md": "x-3", "b.md": "x", "c.md": "x-2", "d.md": "x-2-2"} == slugs(folder.read())

    def test_the_end_of_an_embargo_moves_no_post(self, folder):
        """
        The address of a public post is in letters, in printed pages, in libraries.
        """
        folder.post("a.md", "title: T", "slug: x", "date: 2019-01-01", "embargo: 2026-07-01T09:00")
        folder.post("b.md", "title: T", "slug: x", "date: 2020-01-01")
        before = slugs(folder.read())
        after = slugs(folder.read(now=datetime(2026, 8, 1, tzinfo=UTC)))

        assert {"a.md": "x-2", "b.md": "x"} == before == after

    def test_they_take_no_old_address_either(self, folder):
        """
        A link that worked until somebody wrote a draft tells of the draft.
        """
        folder.post("a.md", "title: T", "visibility: staff", "redirects: [/old/]")
        folder.post("b.md", "title: T", "redirects: [/old]")
        content = folder.read()

        assert {"a": (), "b": ("/old",)} == {post.slug: post.redirects for post in content.posts}
        assert ["a.md"] == [p.file for p in content.problems if p.rule == "redirect-taken"]


class TestTranslations:
    def test_the_same_name_in_another_language_folder(self, folder):
        """
        That is how folders of translations are kept.
        """
        for language in ("de", "en", "fr"):
            folder.post(f"{language}/news/x.md", "title: T")
        folder.post("en/news/y.md", "title: T")

        assert {
            "de/news/x.md": ("x-en", "x-fr"),
            "en/news/x.md": ("x", "x-fr"),
            "fr/news/x.md": ("x", "x-en"),
            "en/news/y.md": (),
        } == {post.path: post.translations for post in folder.read().posts}

    def test_one_word_joins_whole_groups(self, folder):
        """
        Whoever translates names one original, not every other version.
        """
        folder.post("a.md", "title: T")
        folder.post("b.md", "title: T", "translation_of: a")
        folder.post("c.md", "title: T", "translation_of: b")

        assert [("b", "c"), ("a", "c"), ("a", "b")] == [
            post.translations for post in folder.read().posts
        ]

    def test_two_formats_of_one_name_are_not_translations(self, folder):
        """
        They are in one language.
        """
        folder.post("a.md", "title: T")
        folder.post("a.html", "title: T")

        assert [(), ()] == [post.translations for post in folder.read().posts]

    def test_an_unknown_original_is_reported(self, folder):
        """
        The slug was mistyped, or the post is gone.
        """
        folder.post("a.md", "title: T", "translation_of: nowhere")

        assert [
            (
                'a.md:3: "translation_of" names "nowhere", the address of no post; '
                "write the slug of the other post"
            )
        ] == folder.problems()


def test_posts_that_contradict_each_other_on_an_activity_are_reported(folder):
    """
    They are one line in the report to the funder.
    """
    folder.post("a.md", "title: T", "activity: {id: A1, status: planned, type: talk}")
    folder.post("b.md", "title: T", "activity: {id: A1, status: delivered, kind: x}")

    assert [
        'b.md:3: "activity.status" of "A1" is "delivered" here and "planned" in a.md; say the same in both'
    ] == folder.problems()


def test_an_old_path_leads_to_one_post(folder):
    """
    Otherwise which one would be chance.
    """
    folder.post("a.md", "title: T", "redirects: [/old/, /older]")
    folder.post("b.md", "title: T", "redirects: [/old]")

    assert [("/old/", "/older"), ()] == [post.redirects for post in folder.read().posts]
    assert ['b.md:3: "/old" already leads to "a"; take it from one of the two'] == folder.problems()
