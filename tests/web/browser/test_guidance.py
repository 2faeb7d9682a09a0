"""What is offered to somebody who mistyped: another spelling, as a link, never without asking."""

from __future__ import annotations

import re

import pytest
from addresses import WIDE


def number_of(text):
    return int(re.search(r"\d+", text)[0])


class TestDidYouMean:
    @pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
    def test_another_spelling_is_offered_and_never_applied(self, open_page, scripts):
        """
        The page is about what was typed; whoever meant it is not sent away.
        """
        page = open_page("/search?q=sqaure", java_script_enabled=scripts, viewport=WIDE)
        offer = page.get_by_text("Did you mean").get_by_role("link", name="square")

        assert page.url.endswith("/search?q=sqaure")
        assert "sqaure" == page.locator("#q").input_value()
        assert "Nothing for sqaure" == page.get_by_role("heading", level=1).inner_text()
        assert page.title().startswith("sqaure – ")
        assert offer.get_attribute("href").endswith("/search?q=square")

    @pytest.mark.parametrize("path", ["/search?q=sqaure", "/search?q=sqaure&category=event"])
    def test_an_offer_finds_as_many_as_it_says_with_the_same_filters(self, open_page, path):
        """
        A second dead end after the first is worse than none.
        """
        page = open_page(path, viewport=WIDE)
        line = page.locator("p", has_text="Did you mean")
        promised = number_of(line.locator(".dim").inner_text())
        line.get_by_role("link").click()
        page.wait_for_url("**q=square**")

        assert promised == number_of(page.get_by_role("status").first.inner_text()) > 0
        assert ("category=event" in path) == ("category=event" in page.url)
        assert "square" == page.locator("#q").input_value()

    @pytest.mark.parametrize("path", ["/search?q=xqzvk", "/search?q=sqaure&year=1999"])
    def test_nothing_is_offered_that_finds_nothing(self, open_page, path):
        """
        Neither for letters that resemble no word, nor where the filters leave none.
        """
        page = open_page(path, viewport=WIDE)

        assert "No posts" in page.get_by_role("status").first.inner_text()
        assert 0 == page.get_by_text("Did you mean").count()


@pytest.mark.parametrize("typed", ["squ", "kall", "heat"])
def test_whatever_the_box_suggests_has_posts(open_page, typed):
    """
    Of a word, a name or a title: where it leads, there is something to read.
    """
    page = open_page("/search", viewport=WIDE)
    page.get_by_role("combobox", name="Search the archive").press_sequentially(typed)
    options = page.locator(".guess").get_by_role("option")
    options.first.wait_for()
    addresses = [option.get_attribute("data-url") for option in options.all()]

    for address in addresses:
        page.goto(address)
        if "/news/" in address:
            assert 1 == page.locator("article.post, main article").count(), address
        else:
            assert page.locator(".hit").count() > 0, address
            assert 0 == page.get_by_text("No posts").count(), address
