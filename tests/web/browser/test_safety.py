"""That pages load from here alone, and that no text of a post or reader becomes script."""

from __future__ import annotations

import library
import pytest
from addresses import PAGES


class TestSafety:
    @pytest.mark.parametrize("name", PAGES)
    def test_pages_load_without_fault_and_from_here_alone(self, open_page, address, name):
        """
        No script error, no broken policy, no request to anybody else.
        """
        page = open_page(PAGES[name])
        faults = [fault for fault in page.faults if "404" not in fault]

        assert [] == faults
        assert all(url.startswith(address) for url in page.asked)

    @pytest.mark.parametrize(
        "path",
        ["/search?q=payload", "/news/script-in-the-title/", "/events/", "/search?category=x"],
    )
    def test_markup_from_authors_stays_text(self, open_page, path):
        """
        One alert would be one too many.
        """
        page = open_page(path)

        assert 0 == page.locator("img[src=x], main script").count()

    def test_markup_from_readers_stays_text(self, open_page):
        """
        The question stands in title, heading, box and links.
        """
        dialogs = []
        page = open_page("/")
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.locator("#q").fill(library.PAYLOAD)
        with page.expect_navigation():
            page.locator("#q").press("Enter")

        assert [] == dialogs
        assert library.PAYLOAD in page.get_by_role("heading", level=1).inner_text()
        assert 0 == page.locator("img[src=x]").count()

    def test_the_keyboard_reaches_the_content_first(self, open_page):
        """
        Nobody wants to hear the menu on every page.
        """
        page = open_page("/search?q=square")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert "main" == page.evaluate("document.activeElement.id")
