"""
What a file says of its post.
"""

from datetime import date

import pytest

from archive import Activity, Event, Evidence, Markup


class TestFieldNames:
    def test_names_of_other_generators_are_understood(self, folder):
        """
        A Jekyll or Hugo folder works as it is.
        """
        post = folder.only(
            "lang: pt_br", "excerpt: Short.", "author: Ada", "authors: [Bo, Ada]",
            "redirect_from: /old/", "expirydate: 2027-01-01",
        )  # fmt: skip

        assert ("pt-BR", "Short.", ("Ada", "Bo"), ("/old/",), date(2027, 1, 1)) == (
            post.language, post.summary, post.people, post.redirects, post.expires,
        )  # fmt: skip

    def test_settings_map_names_and_lists_merge_them(self, folder):
        """
        Digital.gov calls its themes topics; some posts use both names.
        """
        post = folder.only(
            "topics: [a, b]", "themes: c", "title: T", fields={"themes": ("topics",)}
        )

        assert ("a", "b", "c") == post.themes

    def test_a_single_field_takes_the_first_name_with_a_value(self, folder):
        """
        Empty keys come from templates.
        """
        post = folder.only("deck:", 'lead: ""', "summary: S", fields={"summary": ("lead", "deck")})

        assert "S" == post.summary

    def test_a_mapped_name_means_nothing_else(self, folder):
        """
        `source: gov-uk` is the partner there, not a broken web address.
        """
        post = folder.only("source: harbour-lab", fields={"partners": ("source",)})

        assert (("harbour-lab",), None) == (post.partners, post.source)
        assert not [rule for _, _, rule in folder.rules(fields={"partners": ("source",)})
                    if rule == "source-unreadable"]  # fmt: skip

    def test_dotted_names_reach_into_tables_on_both_sides(self, folder):
        """
        Zola keeps tags in `taxonomies`; event dates are often at the top.
        """
        post = folder.only(
            "taxonomies: {tags: [a]}", "begins: 2024-03-13",
            fields={"themes": ("taxonomies.tags",), "event.start": ("begins",)},
        )  # fmt: skip

        assert (("a",), Event(start=date(2024, 3, 13))) == (post.themes, post.event)

    def test_case_and_hyphens_make_no_difference(self, folder):
        """
        Pelican writes `Title`, others `image-alt`.
        """
        post = folder.only("Title: T", "image-alt: A boat")

        assert ("T", "A boat") == (post.title, post.image_alt)


class TestDates:
    @pytest.mark.parametrize(
        "path",
        [
            "2024-03-18-harbour.md",
            "2024/03/18/harbour.md",
            "2024-03-18-harbour/index.md",
            "a/2024-3-18-harbour.md",
        ],
    )
    def test_a_date_that_opens_the_path_counts(self, folder, path):
        """
        Jekyll posts have it nowhere else.
        """
        post = folder.only("title: T", path=path)

        assert (date(2024, 3, 18), "harbour") == (post.date, post.slug)

    def test_the_path_field_counts_too(self, folder):
        """
        Zola keeps addresses in `path`.
        """
        assert date(2024, 3, 18) == folder.only("title: T", "path: news/2024/03/18/x").date

    def test_the_date_written_beats_the_date_in_the_name(self, folder):
        """
        File names are older than corrections.
        """
        assert date(2024, 3, 20) == folder.only("date: 2024-03-20", path="2024-03-18-x.md").date

    def test_no_date_is_undated(self, folder):
        """
        The page that started the project has none; it is never invented.
        """
        assert folder.only("title: T").date is None

    def test_an_unreadable_date_is_reported_and_the_post_stays(self, folder):
        """
        The message is the house's example.
        """
        folder.post("a.md", "title: T", "date: 2024-02-30")

        assert [
            'a.md:3: "date" is not a date: "2024-02-30"; write year-month-day'
        ] == folder.problems()
        assert [None] == [post.date for post in folder.read().posts]


class TestTitles:
    def test_the_first_words_stand_in_for_a_title(self, folder):
        """
        They are shown, but not searched as a title.
        """
        post = folder.only(
            "date: 2024-01-01", body="## The *harbour* [lab](http://x.org/) opens\n\nMore."
        )

        assert ("The harbour lab opens More.", False) == (post.title, post.titled)

    def test_a_made_title_has_at_most_80_characters(self, folder):
        """
        It ends at a word.
        """
        post = folder.only("date: 2024-01-01", body="Harbour " * 40)

        assert "Harbour " * 9 + "Harbour…" == post.title

    @pytest.mark.parametrize(
        "remark",
        [
            f"<!-- {'secret ' * 1000}-->",
            "<!-- secret --!>",
            "{::comment}\nsecret\n{:/comment}",
            "{::comment}secret{:/}",
            "{% comment %}secret{% endcomment %}",
            "{%- comment -%}\nsecret\n{%- endcomment -%}",
            "{{% comment %}}secret{{% /comment %}}",
            "{{/* secret {{ x }} */}}",
            "<?php secret > 1 ?>",
            "[//]: # (secret (very))",
            "[comment]: <> (secret)",
            "[link]: ../secret.md 'secret'",
            '<a title="a > b" href="secret/">',
        ],
    )
    def test_comments_are_no_words(self, folder, remark):
        """
        What an author wrote for himself would be the headline of the post.
        """
        post = folder.only("date: 2024-01-01", body=f"{remark}\n\nThe harbour opens")

        assert "The harbour opens" == post.title

    def test_where_a_link_leads_is_no_word(self, folder):
        """
        It may be a post that is not for everyone.
        """
        post = folder.only("date: 2024-01-01", body="The [a [new] lab](../secret_(1).md) opens")

        assert "The a [new] lab opens" == post.title

    def test_a_pointer_with_a_summary_alone_is_a_post(self, folder):
        """
        Digests link to pages elsewhere with two sentences and an address; losing
        them would lose published news.
        """
        folder.write(
            "a.md", "---\nsummary: Two sentences. And more.\nsource: https://x.example/\n---\n"
        )

        (post,) = folder.read().posts
        assert ("Two sentences. And more.", False) == (post.title, post.titled)

    def test_neither_title_nor_body_is_no_post(self, folder):
        """
        There is nothing to show.
        """
        folder.post("a.md", "date: 2024-01-01", body="")

        assert [
            "a.md:2: has neither a title nor a body nor a summary; write one, or delete the post"
        ] == folder.problems()

    def test_character_references_are_the_characters(self, folder):
        """
        WordPress exports are full of them.
        """
        assert (
            "It’s <b> & “so”"
            == folder.only("title: It&#8217;s &lt;b&gt; &amp; &ldquo;so&rdquo;").title
        )


class TestSlugs:
    @pytest.mark.parametrize(
        ("path", "lines", "expected"),
        [
            ("a.md", ["slug: chosen"], "chosen"),
            ("2024-03-18-From the name.md", ["title: T"], "from-the-name"),
            ("folder/index.md", ["title: T"], "folder"),
            ("index.md", ["title: The Title"], "the-title"),
            ("2024-03-18.md", ["title: The Title"], "the-title"),
            ("źrebię.md", ["title: T"], "zrebie"),
            ("a.md", ["slug: ../../x"], "x"),
            ("a.md", ["slug: none"], "none-2"),
            ("search.md", ["title: T"], "search-2"),
            ("con.md", ["title: T"], "con-2"),
            ("a.md", [f"slug: {'x' * 300}"], "x" * 200),
            ("a.md", ["slug: '!!!'"], "a"),
        ],
    )
    def test_the_address_of_a_post(self, folder, path, lines, expected):
        """
        Chosen, else the file's name, else the title.
        """
        assert expected == folder.only(*lines, path=path).slug

    def test_a_post_without_any_letters_still_has_an_address(self, folder):
        """
        And it is the same tomorrow.
        """
        post = folder.only("title: '!!!'", path="---.md")

        assert "post-16669b17" == post.slug


class TestLanguages:
    @pytest.mark.parametrize(
        ("path", "lines", "expected"),
        [
            ("fr/a.md", [], "fr"),
            ("zh_cn/news/a.md", [], "zh-CN"),
            ("news/de/a.md", [], "de"),
            ("news/it/a.md", [], "en"),
            ("fr/a.md", ["language: de"], "de"),
            ("a.fr.md", [], "fr"),
            ("a.md", ["language: gibberish"], "en"),
        ],
    )
    def test_front_matter_then_folder_then_words(self, folder, path, lines, expected):
        """
        Deep folders count only for the site's languages: `it` may be a department.
        """
        post = folder.only("title: T", *lines, path=path, site__languages=("en", "de", "fr"))

        assert expected == post.language

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("Die Partner haben den Alarm in der Stadt und auf dem Wasser geprobt.", "de"),
            ("Les partenaires ont répété une alerte dans la ville et sur le port.", "fr"),
            ("Partnerzy przećwiczyli alarm w mieście i na wodzie, który nie był łatwy.", "pl"),
            ("The partners rehearsed an alert in the city and on the water.", "en"),
            ("IBM 3081 4 cts", "en"),
        ],
    )
    def test_words_tell_among_the_languages_of_the_site(self, folder, body, expected):
        """
        What shows no language is in the site's own.
        """
        post = folder.only("date: 2024-01-01", body=body, site__languages=("en", "de", "fr", "pl"))

        assert expected == post.language


class TestTables:
    def test_an_event_in_full(self, folder):
        """
        The example of the design.
        """
        post = folder.only(
            "event: {name: E, start: 2024-03-13, end: 2024-03-15, place: Źrębowo, country: pl, mode: In person}"
        )

        assert (
            Event("E", date(2024, 3, 13), date(2024, 3, 15), "Źrębowo", "PL", "in-person")
            == post.event
        )

    def test_an_event_that_ends_before_it_starts_has_no_end(self, folder):
        """
        Which of the two is wrong, only its author knows.
        """
        folder.post("a.md", "title: T", "event:", "  start: 2024-03-15", "  end: 2024-03-13")

        assert [
            'a.md:5: "event.end" 2024-03-13 is before "event.start" 2024-03-15; swap the two'
        ] == folder.problems()
        assert [Event(start=date(2024, 3, 15))] == [post.event for post in folder.read().posts]

    def test_an_activity_in_full(self, folder):
        """
        What a funder's table needs.
        """
        folder.write("partners.yaml", "- {slug: harbour-lab, name: Harbour Lab}\n")
        post = folder.only(
            "activity:", "  id: A12", "  audiences: [policy makers]", "  reached: {policy makers: 1 200, press: many}",
            "  evidence: [{url: https://e.org/, note: photos}, on paper, https://f.org/]",
            "  links: [https://g.org/, ftp://h]", "  lead: Harbour Lab",
        )  # fmt: skip

        assert Activity(
            id="A12",
            audiences=("policy makers",),
            reached={"policy makers": 1200},
            evidence=(
                Evidence("https://e.org/", "photos"),
                Evidence(None, "on paper"),
                Evidence("https://f.org/", None),
            ),
            links=("https://g.org/",),
            lead="harbour-lab",
        ) == post.activity  # fmt: skip
        assert [(5, "activity-reached-unreadable"), (7, "activity-links-unreadable")] == [
            (line, rule) for _, line, rule in folder.rules() if "unreadable" in rule
        ]


def test_html_files_are_html(folder):
    """
    Their bodies are sanitised, not converted.
    """
    assert Markup.HTML is folder.only("title: T", path="a.html").markup


def test_text_saved_as_utf_16_is_read(folder):
    """
    Old Windows editors call it Unicode and some leave out its mark.
    """
    folder.write("a.md", "---\ntitle: Źrebię\n---\n".encode("utf-16-le"))

    assert ["Źrebię"] == [post.title for post in folder.read().posts]
    assert ["a.md:1: is UTF-16-LE; save the file as UTF-8"] == folder.problems()
