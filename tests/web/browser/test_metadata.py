"""What a post says to programs, in a browser with the site's policy."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("slug", ["post-00", "script-in-the-title"])
def test_the_policy_has_nothing_to_say_about_the_data(open_page, slug):
    """
    The policy forbids inline scripts; data in a script element is none.
    """
    page = open_page("/")
    page.add_init_script(
        "window.refused = [];"
        "document.addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective));"
    )
    page.goto(f"/news/{slug}/")
    data = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
    )

    assert [] == page.faults
    assert [] == page.evaluate("refused")
    assert "NewsArticle" == data["@graph"][0]["@type"]
    assert data["@graph"][0]["headline"] == page.inner_text("h1")


def test_the_table_and_the_calendar_are_saved_and_not_shown(open_page):
    """
    A click leaves the reader on the page.
    """
    page = open_page("/news/four-public-spaces/")
    with page.expect_download() as event:
        page.get_by_role("link", name="Add to a calendar").click()
    page.goto("/search?q=bench")
    with page.expect_download() as table:
        page.get_by_role("link", name="As a spreadsheet").click()

    assert "four-public-spaces.ics" == event.value.suggested_filename
    assert "posts.csv" == table.value.suggested_filename
