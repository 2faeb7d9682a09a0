"""
What a reader sees of a body.
"""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.post import Markup
from archive.rendering.converting import converted, plain_paragraphs
from archive.rendering.sanitising import sanitised


class TestMarkdown:
    def test_a_table_scrolls_by_itself(self, render):
        """
        A wide table must not make the whole page scroll sideways, and a keyboard must reach it.
        """
        html = render("a | b\n--|--:\n1 | 2").html

        assert html.startswith(
            '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>'
        )
        assert html.endswith("</table></div>")
        assert '<td class="align-right">2</td>' in html

    def test_a_table_in_a_table_scrolls_with_it(self, render):
        """
        Two regions in one another would be announced twice.
        """
        html = render("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>").html

        assert 1 == html.count('class="scroll"')
        assert 1 == html.count("</div>")

    def test_a_note_and_the_way_back_lead_to_each_other(self, render):
        """
        Ids get a prefix so that none is the page's own; the links must get it too.
        """
        html = render("A claim.[^1]\n\n[^1]: The proof.").html

        ids = set(re.findall(r'id="([^"]+)"', html))
        targets = set(re.findall(r'href="#([^"]+)"', html))
        assert {"body-fn:1", "body-fnref:1"} == ids
        assert ids == targets

    def test_headings_begin_below_the_title_and_skip_no_level(self, render):
        """
        The title is the page's only h1, and people who listen to a page go by its headings.
        """
        html = render("# One\n\n#### Two\n\n# Three\n\n### Four\n\n##### Five").html

        assert ["h2", "h3", "h2", "h3", "h4"] == re.findall(r"<(h\d)", html)
        assert ["h2", "h3", "h2", "h3", "h4"] == re.findall(r"</(h\d)", html)

    def test_a_list_may_follow_a_line_of_text(self, render):
        """
        GitHub, Hugo and word processors write it so.
        """
        html = render("We need:\n- water\n- light").html

        assert 2 == html.count("<li>")

    def test_a_listing_in_a_list_is_code(self, render):
        """
        Python-Markdown knows fences at the margin only, and would show the backticks.
        """
        html = render("1. Run\n\n   ```sh\n   make <x>\n   ```\n2. Wait").html

        assert "<pre><code>make &lt;x&gt;\n</code></pre>" in html
        assert "`" not in html

    def test_braces_at_the_end_of_a_heading_stay(self, render):
        """
        An attribute list would take them for attributes and lose the word.
        """
        assert "<h2" in render("## Rules {draft}").html
        assert "Rules {draft}" == render("## Rules {draft}").text


class TestPlainParagraphs:
    CASES = (
        "One line.",
        "One.\n\nTwo.\n\n\nThree\n  goes on\nand on.",
        "\n\n  Indented first line.\nNext (with: signs), 50% - and more; \"quoted\" 'so'!\n\n",
        "Ends in 1987.\n\nA sum of 3.5 / 2 = 1.75 ~ 2 # no heading",
    )

    @pytest.mark.parametrize("source", CASES)
    def test_the_short_way_ends_in_the_same_html(self, source, render):
        """
        Most press releases need no converter; going past it must change nothing.
        """
        assert plain_paragraphs(source) is not None
        assert sanitised(converted(source)) == render(source).html

    @example("|a|b|\n|-|-|\n|1|2|")
    @example("a [b]\n\n[b]: c")
    @example("a \\* *b* _c_ `d` &amp; <e>")
    @given(st.text(alphabet="ab Z.,;:-+=#~>1)(\"'!?%$/\né\t{}^@", max_size=60))
    def test_whatever_goes_the_short_way_ends_in_the_same_html(self, source):
        """
        The law behind the cases above.
        """
        paragraphs = plain_paragraphs(source)
        if paragraphs is not None:
            assert sanitised(converted(source)) == "\n".join(f"<p>{p}</p>" for p in paragraphs)


class TestPicturesOfOtherSites:
    def test_they_become_links(self, render):
        """
        Showing one would tell another site who reads what.
        """
        html = render("![A harbour](https://elsewhere.example/a.png)").html

        assert (
            '<p><a href="https://elsewhere.example/a.png" rel="noopener noreferrer">'
            "A harbour</a></p>" == html
        )

    def test_inside_a_link_they_become_its_label(self, render):
        """
        A link cannot stand in a link.
        """
        html = render("[![Cover](https://a.example/c.png)](https://a.example/book)").html

        assert '<p><a href="https://a.example/book" rel="noopener noreferrer">Cover</a></p>' == html

    def test_a_counting_pixel_vanishes(self, render):
        """
        WordPress exports are full of them.
        """
        assert "" == render('<img src="https://count.example/p.gif" width="1" height="1">').html


class TestTextInAngleBrackets:
    @pytest.mark.parametrize(
        "text",
        [
            "Shares of IBM <IBM> rose",
            "Ford <F>, Citicorp <CCI>, US Steel <X> and <U>",
            "Du Pont <DD> fell",
            "Volkswagen <VOWG.F>",
            "<Goldman, Sachs and Co> said",
            "a<b and c>d",
            "x < y > z",
            "write <your-name> here",
            "open <script and leave",
            "an <!-- unfinished thought",
            "an <a",
        ],
    )
    @pytest.mark.parametrize("markup", Markup)
    def test_it_is_read(self, text, markup, render):
        """
        A sanitiser drops what it does not know; a reader would miss the company's name.
        """
        assert text == render(text, markup=markup).text

    def test_in_code_too(self, render):
        """
        There it must not be escaped twice.
        """
        assert "<p><code>&lt;IBM&gt;</code></p>" == render("`<IBM>`").html

    def test_web_addresses_in_angle_brackets_are_links(self, render):
        """
        Markdown's own use of them.
        """
        assert 'href="https://a.example/b"' in render("<https://a.example/b>").html

    def test_elements_that_are_closed_work(self, render):
        """
        HTML is part of Markdown.
        """
        assert "<p>a <b>bold</b> word</p>" == render("a <b>bold</b> word").html


class TestText:
    def test_paragraphs_are_lines(self, render):
        """
        Snippets and passages are cut from it.
        """
        body = "# Title\n\nOne  line\nof text &amp; more.\n\n- a\n- b\n\nx | y\n--|--\n1 | 2"

        assert "Title\nOne line of text & more.\na\nb\nx y\n1 2" == render(body).text

    def test_notes_are_in_it_and_their_numbers_are_not(self, render):
        """
        A number in the middle of a sentence is noise to a search.
        """
        assert "A claim.\nThe proof." == render("A claim.[^1]\n\n[^1]: The proof.").text

    def test_blocks_that_are_not_allowed_still_part_words(self, render):
        """
        Otherwise the last word of one would be glued to the first of the next.
        """
        body = "<section>one</section><section>two</section>"

        assert "one\ntwo" == render(body, markup=Markup.HTML).text

    def test_scripts_and_styles_are_not_in_it(self, render):
        """
        Nobody reads them.
        """
        body = "<style>p {}</style><p>Words</p><script>alert('x')</script>"

        assert "Words" == render(body, markup=Markup.HTML).text


def test_paragraphs_that_an_editor_indented_are_no_listing(render):
    """
    Readers of an old archive saw tags instead of words.
    """
    body = "<p>\n  One.\n</p>\n\n    <p>\n      Two.\n    </p>\n    \n    <p>\n      Three.</p>"

    assert "One.\nTwo.\nThree." == render(body).text


def test_indented_html_behind_words_is_a_listing(render):
    """
    Whoever shows HTML as an example means the tags.
    """
    assert "<pre><code>&lt;p&gt;One&lt;/p&gt;" in render("So:\n\n    <p>One</p>\n").html
