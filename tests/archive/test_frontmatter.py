"""
How the values that open a file are read, and what is said when they cannot be.
"""

import time

import pytest

from archive.frontmatter import document_of
from archive.report import FormError, Report
from archive.tree import Listing, Scalar, Table


def values(text, report=None):
    return document_of(text, report or Report("a.md"), max_bytes=64_000).values.entries


def refused(text):
    with pytest.raises(FormError) as error:
        values(text)
    return error.value.line, error.value.rule


class TestScalars:
    @pytest.mark.parametrize(
        "text", ["no", "yes", "on", "12:30", "1.10", "0755", "1e3", "2024-02-30"]
    )
    def test_a_value_is_the_text_its_author_typed(self, text):
        """
        YAML makes False of `no`, 750 of `12:30` and 1.1 of `1.10`.
        """
        assert Scalar(text, 2) == values(f"---\ntitle: {text}\n---\n")["title"]

    @pytest.mark.parametrize("text", ["", "~", "null", "NULL"])
    def test_an_unquoted_null_is_absent(self, text):
        """
        A template leaves `summary:` empty, and that means nothing.
        """
        assert {} == values(f"---\ntitle: {text}\n---\n")

    def test_a_quoted_null_is_a_word(self):
        """
        A post may be about nothing.
        """
        assert "null" == values('---\ntitle: "null"\n---\n')["title"].text

    def test_a_toml_number_keeps_its_digits(self):
        """
        Version 1.10 is not version 1.1 in Hugo either.
        """
        assert Scalar("1.10", 2) == values("+++\ntitle = 1.10\n+++\n")["title"]


class TestForm:
    @pytest.mark.parametrize("before", ["\ufeff", "\n\n", "\ufeff\n", "  \n\t\n"])
    def test_what_stands_invisibly_before_the_front_matter_is_read_over(self, before):
        """
        Editors put it there, and other parsers then see no values at all.
        """
        assert "T" == values(f"{before}---\ntitle: T\n---\n")["title"].text

    def test_lines_count_from_the_top_of_the_file(self):
        """
        Blank lines before the front matter move everything down.
        """
        assert 4 == values("\n\n---\ntitle: T\n---\n")["title"].line

    def test_the_body_keeps_its_line(self):
        """
        A problem in the body names a line as well.
        """
        document = document_of("---\na: b\n---\n\n\nBody\n", Report("a.md"), max_bytes=99)

        assert ("Body\n", 6) == (document.body, document.line)

    def test_a_rule_in_the_body_does_not_close_anything(self):
        """
        `---` between paragraphs is a line across the page.
        """
        document = document_of("---\na: b\n---\nOne\n\n---\n\nTwo", Report("a.md"), max_bytes=99)

        assert "One\n\n---\n\nTwo" == document.body

    def test_empty_front_matter_is_front_matter(self):
        """
        A post may have a body alone.
        """
        assert {} == values("---\n---\nBody")

    def test_a_repeated_key_is_reported_and_the_last_counts(self):
        """
        PyYAML says nothing and takes the last.
        """
        report = Report("a.md")

        found = values("---\ntitle: One\ntitle: Two\n---\n", report)

        assert "Two" == found["title"].text
        assert ['a.md:3: "title" is written twice; the last one counts; delete one'] == [
            str(problem) for problem in report.problems
        ]

    def test_a_repeated_toml_key_is_no_different(self):
        """
        TOML forbids it, but a post is not lost for one value.
        """
        report = Report("a.md")

        found = values('+++\ntitle = "One"\ndate = 2024-01-01\ntitle = "Two"\n+++\n', report)

        assert {"title": "Two", "date": "2024-01-01"} == {k: v.text for k, v in found.items()}
        assert [(4, "key-repeated")] == [(p.line, p.rule) for p in report.problems]

    def test_toml_tables_know_their_lines(self):
        """
        Zola keeps themes in `[taxonomies]`.
        """
        found = values('+++\ntitle = "T"\n\n[taxonomies]\ntags = ["a", "b"]\n+++\n')

        tags = Listing((Scalar("a", 5), Scalar("b", 5)), 5)
        assert Table({"tags": tags}, 4) == found["taxonomies"]


class TestRefusal:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", (1, "empty-file")),
            ("Just words.\n", (1, "front-matter-missing")),
            ("----\ntitle: x\n----\n", (1, "front-matter-missing")),
            ("---\ntitle: x\n", (1, "front-matter-unclosed")),
            ("\n\n---\ntitle: x\n", (3, "front-matter-unclosed")),
            ("---\n- a\n- b\n---\n", (2, "front-matter-list")),
            ("---\njust a text\n---\n", (2, "front-matter-text")),
            ("---\na: 1\n\tb: 2\n---\n", (3, "yaml")),
            ("---\ntitle: a: b\n---\n", (2, "yaml")),
            ('---\ndate: x\ntitle: "open\nc: d\n---\n', (3, "yaml")),
            ("---\na: b\nthemes: [a, b\nc: d\n---\n", (3, "yaml")),
            ("---\na: b\nno colon here\n---\n", (3, "yaml")),
            ("---\na: &x b\n---\n", (2, "yaml-alias")),
            ("---\na: 1\nb: *x\n---\n", (3, "yaml-alias")),
            ("---\na: 1\nb: !!python/object:os.system x\n---\n", (3, "yaml-tag")),
            ("---\n? [a, b]\n: c\n---\n", (2, "yaml")),
            ("+++\na = \n+++\n", (2, "toml")),
            ("+++\na = 1\nb = zz\n+++\n", (3, "toml")),
            (f"---\na: {'x' * 70_000}\n---\n", (1, "front-matter-long")),
            (f"---\nx: 1\na: {'[' * 3000}{']' * 3000}\n---\n", (3, "yaml")),
        ],
    )
    def test_a_broken_form_is_named_with_its_line(self, text, expected):
        """
        python-frontmatter answers `{}` to most of these, without an error.
        """
        assert expected == refused(text)

    def test_an_alias_bomb_is_refused_at_once(self):
        """
        386 bytes of it are 86 million values when walked.
        """
        rows = [
            f"{c}: &{c} [{', '.join(['*' + p] * 9)}]"
            for p, c in zip("abcdefgh", "bcdefghi", strict=True)
        ]
        text = "\n".join(["---", "a: &a [x, x, x, x, x, x, x, x, x]", *rows, "---"])
        began = time.perf_counter()

        found = refused(text)

        assert (2, "yaml-alias") == found
        assert time.perf_counter() - began < 0.05

    def test_the_message_names_the_thing_and_the_remedy(self):
        """
        The commonest mistake of all: a colon in a title.
        """
        with pytest.raises(FormError) as error:
            values("---\ntitle: Harbour: a rehearsal\n---\n")

        assert (
            (
                "is not YAML: mapping values are not allowed in this context: "
                '"title: Harbour: a rehearsal"'
            ),
            "put the value in quotes",
        ) == (error.value.message, error.value.remedy)
