"""How the parts of a post stand on its page."""

from __future__ import annotations

import pytest

NARROW = {"width": 320, "height": 800}

RULES = """
(shelf) => [...shelf.children]
  .filter((each) => !each.textContent.trim())
  .map((each) => [each.getBoundingClientRect().height,
    parseFloat(getComputedStyle(each).borderTopWidth),
    parseFloat(getComputedStyle(each.nextElementSibling || each).borderTopWidth)])
"""
"""Of each neighbour that is missing: its height, and the rules above it and above the next."""

QUOTED = """
(prose) => {
  prose.innerHTML = '<blockquote><p>Shade.</p><p><cite>Mayor</cite></p></blockquote>' +
    '<blockquote><p>As <cite>Mayor</cite> says.</p></blockquote>';
  return [...prose.querySelectorAll('p')].map((each) => getComputedStyle(each).fontSize);
}
"""


@pytest.mark.parametrize(("slug", "missing"), [("links-that-run", 1), ("post-01", 0)])
def test_a_neighbour_that_there_is_not_leaves_no_second_rule(open_page, slug, missing):
    """
    The first post of all has a next one alone, and one line above it.
    """
    page = open_page(f"/news/{slug}/", viewport=NARROW)

    assert [[0, 0, 0]] * missing == page.locator(".neighbours").evaluate(RULES)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_address_to_keep_is_seen_to_its_end(open_page, width):
    """
    In a column narrower than an address, beside a button.
    """
    page = open_page("/news/script-in-the-title/", viewport={"width": width, "height": 800})
    field = page.get_by_label("Stable address")

    assert field.input_value().endswith("/news/script-in-the-title/")
    assert field.evaluate(
        "(e) => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth"
    )
    assert page.get_by_role("button", name="Copy").is_visible()


def test_who_said_it_is_smaller_than_what_was_said(open_page):
    """
    A name below a quotation is not part of it.
    """
    page = open_page("/news/post-01/", viewport=NARROW)
    said, name, alone = page.locator(".prose").evaluate(QUOTED)

    assert (said, "15px") == (alone, name)
    assert float(said.removesuffix("px")) > 20
