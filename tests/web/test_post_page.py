"""The page of a post, and its other forms."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import library
import pytest

from archive.rendering.finishing import SCROLL
from index import Record
from web import create_app
from web.marks import cutter

TABLE = f"{SCROLL}<table><tr><td>1</td></tr></table></div>"

ADDRESS = "/news/four-public-spaces/"


@pytest.fixture
def page(client):
    return client.get(ADDRESS).text


class TestPage:
    def test_everything_a_post_carries_is_there(self, page):
        """
        Nothing that an author wrote down is lost on the way to the reader.
        """
        for piece in (
            "<h1>Four public spaces, one summer",
            "<b>2024</b> 18 Jun",
            '<i aria-hidden="true">fou</i>',
            "18 June 2024</span>, corrected",
            "Two squares had sails and two had none.",
            "17 to 18 June 2024",
            "Grünfurth, Germany",
            "Jürgen Weißhaupt",
            "out of date since 1 January 2025",
            "2024-06-18 fou",
            "Share this publication",
            "Deutsch</a>",
        ):
            assert piece in page, piece

    def test_topics_have_reasons_that_can_be_checked(self, page):
        """
        A recommendation without a reason is an order.
        """
        topics = page.split("You may also be interested in these topics")[1].split("</section>")[0]

        assert ">Procurement</a>" in topics
        assert '<p class="why">3 posts; ' in topics
        for topic in topics.split("<li>")[1:]:
            assert 1 == len(re.findall(r"\d+ posts?\b", topic))

    def test_people_lead_to_what_names_them(self, client, page):
        """
        Who is named once is often named again.
        """
        link = re.search(r'<a href="/search\?([^"]+)">Jürgen Weißhaupt</a>', page)[1]
        found = client.get(f"/search.json?{link}").get_json()["hits"]

        assert "four-public-spaces" in [hit["slug"] for hit in found]

    def test_a_post_without_a_body_says_where_it_is(self, client):
        """
        A title above nothing looks like a broken page.
        """
        page = client.get("/news/pointer/").text

        assert "The archive keeps the summary alone." in page
        assert (
            '<a href="https://elsewhere.example/report" rel="noopener">'
            "Read the post at elsewhere.example</a>"
        ) in page
        assert "First published at" not in page
        assert '<div class="prose"' not in page

    def test_the_name_of_a_language_is_read_in_it(self, client):
        """
        "Deutsch" in English rules is no word.
        """
        assert '· <span lang="de">Deutsch</span>' in client.get("/news/vier-plaetze/").text

    def test_a_citation_can_be_had_in_four_forms(self, client, page):
        """
        People paste, programs import.
        """
        forms = re.findall(r'href="(/news/four-public-spaces/cite\.\w+)">', page)

        assert {"txt", "bib", "ris"} <= {form.rpartition(".")[2] for form in forms}
        assert {200} == {client.get(form).status_code for form in forms}

    def test_a_post_without_themes_still_leads_on(self, client):
        """
        Most old posts were never filed.
        """
        page = client.get("/news/post-02/").text

        assert "You may also be interested in these topics" in page

    def test_neighbours_stand_by_date(self, page):
        """
        The next post is the one that was published next.
        """
        assert re.search(r'href="/news/vier-plaetze/" rel="next" lang="de"', page)
        assert 'rel="prev"' in page

    def test_an_undated_post_says_so(self, client):
        """
        A date that nobody wrote is not invented.
        """
        page = client.get("/news/undated-one/").text

        assert "<b>n.d.</b> undated" in page
        assert "SHADEWALK (n.d.)" in page

    def test_markup_in_any_field_is_text(self, client):
        """
        Authors paste what they like; the page stays a page.
        """
        page = client.get("/news/script-in-the-title/").text

        assert "<script>alert" not in page
        assert "<img src=x" not in page

    def test_only_places_on_the_web_become_links(self, client):
        """
        An address that runs something is no address.
        """
        page = client.get("/news/links-that-run/").text

        assert "javascript:" not in page
        assert "evil.example" not in page

    def test_the_original_is_linked(self, client):
        """
        Who wants to see where it first appeared can.
        """
        assert (
            'href="https://elsewhere.example/first"'
            in client.get("/news/script-in-the-title/").text
        )

    def test_the_body_says_its_language(self, client):
        """
        A German text on an English page is still German.
        """
        assert '<div class="prose" lang="de">' in client.get("/news/vier-plaetze/").text


class TestTables:
    @pytest.fixture
    def names(self, tmp_path):
        """
        Return what the tables of a body are called on its page in a language.
        """

        def of(html, language=""):
            editions = library.make_editions(
                tmp_path / "public", [Record("a", "A", True, "en", html=html)]
            )
            settings = library.make_settings(interface_languages=("en", "de"))
            text = create_app(settings, editions=editions).test_client().get(f"{language}/news/a/")
            editions.close()
            return re.findall(r'role="region"[^>]*aria-label="([^"]*)"', text.text)

        return of

    def test_one_alone_is_called_a_table(self, names):
        assert ["Tabelle"] == names(TABLE, "/de")

    def test_several_have_numbers(self, names):
        """
        Regions of one name are no choice for those who walk from one to the next by ear.
        """
        assert ["Tabelle 1", "Tabelle 2"] == names(f"{TABLE}<p>Then:</p>{TABLE}", "/de")

    def test_a_caption_is_the_name(self, names):
        html = TABLE.replace("<tr>", '<caption>Seats &amp; <b>"sails"</b></caption><tr>')

        assert ["Seats &amp; &#34;sails&#34;", "Table 2"] == names(html + TABLE)


def test_a_day_is_heard_once(page):
    """
    The stamp beside the title is for the eye: the line above the title says its day in full.
    """
    stamp = re.search(r'<p class="mark large"[^>]*>.*?</p>', page, re.DOTALL)[0]

    assert "18 Jun" in stamp
    assert stamp.startswith('<p class="mark large" aria-hidden="true">')


@pytest.mark.parametrize(
    ("slug", "letters"), [("four-public", "fou"), ("fy-2024", "fy2"), ("a-year-on", "aye")]
)
def test_a_stamp_has_letters_and_no_hyphens(slug, letters):
    """
    A hyphen at its end looks like an accident.
    """
    assert letters == cutter(slug)


class TestAddresses:
    def test_a_missing_slash_is_added(self, client):
        """
        One post has one address.
        """
        response = client.get(ADDRESS[:-1] + "?a=b")

        assert (301, ADDRESS + "?a=b") == (response.status_code, response.headers["Location"])

    @pytest.mark.parametrize(
        "old", ["/news/old-address/", "/news/old-address", "/2024/06/18/four/"]
    )
    def test_an_old_address_leads_to_the_post(self, client, old):
        """
        Links on paper cannot be mended.
        """
        response = client.get(old)

        assert (301, ADDRESS) == (response.status_code, response.headers["Location"])

    def test_an_unknown_post_is_a_page_with_a_search_box(self, client):
        """
        Whoever followed a broken link can look for what they wanted.
        """
        response = client.get("/news/never-written/")

        assert 404 == response.status_code
        assert 'type="search"' in response.text

    @pytest.mark.parametrize(
        "slug", ["..", "%2e%2e", "a%00b", "..%5c", "x" * 5_000, "%ff", "a%0d%0aSet-Cookie:x"]
    )
    def test_strange_addresses_are_not_found(self, client, slug):
        """
        Nothing but a slug is ever looked up.
        """
        assert client.get(f"/news/{slug}/").status_code in {301, 404}


class TestForms:
    def test_json_holds_the_public_fields(self, client):
        """
        Programs read what people read, and no more.
        """
        answer = client.get("/news/four-public-spaces.json").get_json()

        assert library.SITE_URL + ADDRESS == answer["url"]
        assert "2024-06-18" == answer["date"]
        assert not {"activity", "visibility", "staff", "path", "public_from"} & set(answer)

    def test_markdown_opens_with_its_fields(self, client):
        """
        A text that is saved keeps where it came from.
        """
        text = client.get("/news/four-public-spaces.md").text
        front = text.split("---\n")[1]
        fields = {
            line.partition(": ")[0]: json.loads(line.partition(": ")[2])
            for line in front.splitlines()
        }

        assert (
            "Four public spaces, one summer: what the shade sails changed in Grünfurth"
            == fields["title"]
        )
        assert text.endswith("From spring to summer we measured four squares.\n")

    @pytest.mark.parametrize("form", [".json", ".md"])
    def test_other_forms_of_unknown_posts_are_not_found(self, client, form):
        """
        A program must not take a notice for a post.
        """
        assert 404 == client.get(f"/news/never-written{form}").status_code


def test_posts_that_belong_with_a_post_are_linked_with_their_reasons(tmp_path):
    """
    The next thing to read is one click away, and it is said why.
    """
    first = replace(library.records()[0], slug="first", title="First", text="A quince was planted.")
    second = replace(first, slug="second", title="Second", text="The quince has a quince.")
    others = [replace(first, slug=f"o{n}", title=f"Other {n}", text=f"Rain {n}") for n in range(9)]
    editions = library.make_editions(tmp_path / "public", [first, second, *others])
    app = create_app(library.make_settings(), editions=editions)

    page = app.test_client().get("/news/first/").text

    posts = page.split("Posts that belong with this one")[1].split("</section>")[0]
    assert re.search(r'<a href="/news/second/"[^>]*>Second</a>', posts)
    assert "both say: quince" in posts
    editions.close()
