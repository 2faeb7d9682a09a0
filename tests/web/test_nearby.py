"""What a results page offers where little or nothing was found, and pages that were named."""

from __future__ import annotations

import re

import pytest

from index import Match, Query


def section(page, name):
    """A section of a page, "" if it is not there."""
    found = re.search(
        rf'<section class="sect" aria-labelledby="{name}">.*?</section>', page, re.DOTALL
    )
    return found[0] if found else ""


def slugs(part):
    return re.findall(r'href="/news/([^/]+)/"', part)


def found(client, address):
    return client.get(address.replace("/search", "/search.json")).get_json()


class TestMost:
    ASKED = "/search?q=learned+bench+round+7"

    def test_posts_with_most_of_the_words_stand_below_those_with_all(self, client):
        """
        Under a heading that says so, with a number of their own, and none twice.
        """
        page = client.get(self.ASKED).text
        most = section(page, "most")
        exact = [hit["slug"] for hit in found(client, self.ASKED)["hits"]]
        wider = found(client, f"{self.ASKED}&match=most")

        assert "With most of these words" in most
        assert ["post-07"] == exact
        assert slugs(most)
        assert not set(exact) & set(slugs(most))
        assert f"{wider['total'] - len(exact)} posts" in most
        assert "At least 3 of the 4 words" in most

    def test_what_programs_read_has_only_exact_hits(self, client):
        """
        Total and hits never mix ways to match.
        """
        answer = found(client, self.ASKED)

        assert ("all", 1, 1) == (answer["match"], answer["total"], len(answer["hits"]))

    @pytest.mark.parametrize(
        "address",
        [
            "/search?q=learned+round",
            "/search?q=learned+about+bench",
            "/search?q=learned+bench+round+7&match=most",
            "/search?q=learned+bench+round+7&match=any",
            "/search?q=xyzzy+plugh+frotz",
        ],
    )
    def test_it_is_not_shown_where_it_says_nothing_new(self, client, address):
        """
        For two words most is all, with many hits nobody needs more, and nothing is nothing.
        """
        assert "" == section(client.get(address).text, "most")

    def test_filters_hold_for_them_too(self, client, editions):
        """
        A post that was filtered out does not come back below.
        """
        page = client.get(f"{self.ASKED}&category=event").text
        with editions.public() as shelf:
            query = Query(text="learned bench round 7", category=("event",))
            allowed = {r.slug for r in shelf.engine.scan(query.but(match=Match.MOST))}

        assert set(slugs(section(page, "most"))) <= allowed
        assert slugs(section(page, "most"))

    def test_they_are_near_where_nothing_has_all_the_words(self, client):
        """
        One word too many is the commonest reason for nothing.
        """
        page = client.get("/search?q=learned+bench+round+zeppelin").text

        assert "Nothing for" in page
        assert slugs(section(page, "most"))


class TestNothingFound:
    def test_each_filter_says_what_is_found_without_it(self, client):
        """
        The number beside a filter is the number above the results of its link.
        """
        page = client.get("/search?q=square&theme=water&year=1999").text
        chosen = section(page, "chosen")
        beside = re.findall(
            r'<li class="chips"><a class="chip" href="([^"]+)".*?'
            r'class="brings">([\d,]+) posts? without it</span></li>',
            chosen,
        )

        assert len(beside) > 0
        for link, number in beside:
            assert int(number) == found(client, link.replace("&amp;", "&"))["total"]

    def test_a_filter_without_which_there_is_nothing_either_promises_none(self, client):
        """
        It can be taken away like any other; "0 posts" beside it would be no help.
        """
        alone = section(client.get("/search?q=square&year=1999&theme=xyzzy").text, "chosen")
        words = section(client.get("/search?q=xyzzy&theme=water").text, "chosen")

        for chosen, filters in ((alone, 2), (words, 1)):
            assert not re.search(r"\b0 posts", chosen)
            assert filters == chosen.count('class="chip"')
            assert 'class="clear"' in chosen

    def test_a_long_question_is_said_once(self, client):
        """
        The line below says how it was read, word by word.
        """
        words = "zeppelins over every square that nobody had ever thought of measuring before"
        page = client.get("/search", query_string={"q": words}).text
        top = page[page.index('<div class="head">') : page.index('<div class="finder">')]

        assert "<b>No posts</b> match.</p>" in top
        assert words not in top
        assert "zeppelins" in top

    def test_another_spelling_is_a_link_with_its_number(self, client):
        """
        Never applied, always offered, what changed in bold, the filters kept.
        """
        page = client.get("/search?q=sqaure+bench&category=event").text
        offer = re.search(
            r'Did you mean <a href="([^"]+)">(.*?)</a>\? <span class="dim">(\d+)', page
        )
        offered = found(client, offer[1].replace("&amp;", "&"))

        assert "Nothing for <i>sqaure bench</i>" in page
        assert "<b>square</b> bench" == offer[2]
        assert "category=event" in offer[1]
        assert int(offer[3]) == offered["total"] > 0
        assert (
            offered["total"]
            == found(client, "/search?q=sqaure+bench&category=event")["did_you_mean"]["total"]
        )

    def test_a_text_with_markup_stays_text(self, client):
        """
        What was typed is shown in three places.
        """
        page = client.get("/search?q=%3Cb%3Esqaure%3C/b%3E+%3Cscript%3E").text

        assert "<script>" not in page
        assert "<b>sqaure" not in page


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "href"),
        [
            ("Municipality of Kallinisos", "/partners/"),
            ("MUNICIPALITY OF KALLINISOS", "/partners/"),
            ("Heat and shade", "/themes/heat-and-shade/"),
            ("heat-and-shade", "/themes/heat-and-shade/"),
        ],
    )
    def test_who_types_a_name_is_offered_its_page_first(self, client, typed, href):
        """
        Above the results, with its number of posts.
        """
        page = client.get("/search", query_string={"q": typed}).text
        named = re.search(r'<p class="named">.*?href="([^"]+)".*?(\d+) posts', page)

        assert named[1].startswith(href)
        assert page.index('class="named"') < page.index('id="posts"')
        assert f"<b>{named[2]} posts</b>" in re.sub(r"\s+", " ", client.get(named[1]).text) or (
            f"{named[2]} posts" in client.get(named[1]).text
        )

    def test_a_name_with_other_words_is_a_search(self, client):
        """
        Only the whole text is a name.
        """
        assert 'class="named"' not in client.get("/search?q=heat+and+shade+bench").text
