"""What stands beside what: labels and texts, names and numbers, in every language."""

from __future__ import annotations

import pytest
from addresses import NARROW, WIDE

OVER_THE_TEXT = """
() => [...document.querySelectorAll('.hit')].filter((hit) => {
    const [label, text] = [hit.querySelector('.mark'), hit.querySelector('article')];
    return label.getBoundingClientRect().right > text.getBoundingClientRect().left - 8;
  }).map((hit) => hit.querySelector('.mark').innerText)
"""
"""Labels that come nearer to the text beside them than the gap allows, in pixels."""

OUT_OF_THE_BOX = """
() => [...document.querySelectorAll('.mark')].filter((mark) => {
    const box = mark.getBoundingClientRect();
    return box.height > 30 || mark.scrollWidth > mark.clientWidth
      || [...mark.children].some((part) => part.getBoundingClientRect().right > box.right);
  }).map((mark) => mark.innerText)
"""
"""Labels of a phone that a part hangs out of, or of more than one line (30 px)."""

TOPS = "links => new Set(links.map((each) => Math.round(each.getBoundingClientRect().top))).size"


@pytest.mark.parametrize("spoken", ["", "/de", "/fr", "/pl", "/el"])
@pytest.mark.parametrize("path", ["/archive/undated/", "/search?q=square"])
def test_a_pressmark_keeps_out_of_the_text_in_every_language(open_page, spoken, path):
    """
    The word for "undated" has seven letters in one language and fifteen in another.
    """
    page = open_page(f"{spoken}{path}", viewport=WIDE)

    assert page.locator(".mark").count() > 0
    assert [] == page.evaluate(OVER_THE_TEXT)


@pytest.mark.parametrize("spoken", ["", "/de", "/fr", "/pl", "/el"])
def test_a_pressmark_holds_its_parts_on_one_line_of_a_phone(open_page, spoken):
    """
    "Undated" is longer than a day in every language, and has the width of the page there.
    """
    page = open_page(f"{spoken}/archive/undated/", viewport=NARROW)

    assert page.locator(".mark").count() > 0
    assert [] == page.evaluate(OUT_OF_THE_BOX)


def test_the_ways_to_sort_stand_on_one_line_of_a_phone(open_page):
    """
    An order alone on a line of its own looks like something else.
    """
    page = open_page("/search?q=square", viewport=NARROW)

    assert 4 == page.locator(".sort a").count()
    assert 1 == page.locator(".sort a").evaluate_all(TOPS)


@pytest.mark.parametrize("spoken", ["", "/de", "/fr", "/pl", "/el"])
def test_the_days_of_an_event_stay_on_one_line_of_a_phone(open_page, spoken):
    """
    A dash between two days is a place to break, and a blank that does not break after it is none.
    """
    page = open_page(f"{spoken}/search?q=sails", viewport=NARROW)
    days = page.locator(".hit .meta .nw")

    assert days.count() > 0
    assert {1} == set(days.evaluate_all("all => all.map((each) => each.getClientRects().length)"))
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_row_of_a_list_is_its_link(open_page):
    """
    A thumb meets the dots as often as the name.
    """
    page = open_page("/partners/town-0/", viewport=NARROW)
    row = page.locator(".contents .row").first
    row.scroll_into_view_if_needed()
    box = row.locator(".to").bounding_box()
    href = row.locator("a").get_attribute("href")
    with page.expect_navigation():
        page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)

    assert page.url.endswith(href)
    assert box["height"] >= 24


def test_the_focus_fills_a_name_in_a_row_as_it_fills_any_link(open_page):
    """
    The ground that keeps the dots off a name must not keep the focus off it.
    """
    page = open_page("/partners/town-0/", viewport=WIDE, reduced_motion="reduce")
    page.keyboard.press("Tab")
    fills = []
    for link in (page.locator(".contents .to a").first, page.locator(".hit h3 a").first):
        link.focus()
        fills.append(link.evaluate("each => getComputedStyle(each).backgroundColor"))

    assert fills[0] == fills[1] != page.evaluate("getComputedStyle(document.body).backgroundColor")
