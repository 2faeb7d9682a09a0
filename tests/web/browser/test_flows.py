"""What people do on the results page, step by step, with and without JavaScript."""

from __future__ import annotations

import re

import pytest

FOUND = ".hit h3 a"


def slugs(page):
    return [link.get_attribute("href") for link in page.locator(FOUND).all()]


def total(page):
    return int(re.search(r"(\d+) posts?", page.get_by_role("status").first.inner_text())[1])


def follow(page, control):
    """Click, and wait for the page that comes."""
    with page.expect_navigation():
        control.click()


def ask(page, text):
    """Type into the box, press Enter, and wait for the page that comes."""
    page.locator("#q").fill(text)
    with page.expect_navigation():
        page.locator("#q").press("Enter")


def apply(page):
    follow(page, page.get_by_role("button", name="Apply filters"))


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def start(request, open_page):
    """Open a page, once with and once without JavaScript."""
    return lambda path: open_page(
        path, java_script_enabled=request.param, viewport={"width": 1280, "height": 900}
    )


class TestFlows:
    def test_typing_and_submitting_finds_posts(self, start):
        """
        The one thing that everybody does.
        """
        page = start("/")
        ask(page, "fountain")

        assert page.title().startswith("fountain – Search – SHADEWALK")
        assert total(page) > 0

    def test_a_keyboard_skips_the_filters_to_the_results(self, start):
        """
        Forty boxes stand before the first title.
        """
        page = start("/search?q=square")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert "Skip to results" == page.locator(":focus").inner_text()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(".sort a:focus").count()
        while not page.locator(f"{FOUND}:focus").count():
            page.keyboard.press("Tab")
            assert page.locator("section[aria-labelledby=posts] :focus").count()

    def test_ticking_and_applying_narrows(self, start):
        """
        The number beside a value is the number of results it brings.
        """
        page = start("/search?q=square")
        row = page.locator("label.opt", has_text="Stadt Grünfurth")
        promised = int(re.search(r"(\d+)", row.locator(".n").inner_text())[1])
        row.get_by_role("checkbox").check()
        apply(page)

        assert promised == total(page)
        assert page.get_by_role("checkbox", name="Stadt Grünfurth").is_checked()

    def test_a_chip_takes_its_filter_away_and_keeps_the_others(self, start):
        """
        One step back, not all the way.
        """
        page = start("/search?q=square&theme=water&theme=health&partner=town-0")
        follow(page, page.get_by_role("link", name="Remove Theme: Water in the city"))

        assert "/search?q=square&partner=town-0&theme=health" in page.url

    def test_clearing_keeps_the_words(self, start):
        """
        The words were typed; the filters only clicked.
        """
        page = start("/search?q=square&theme=water&year=2020&from=2019")
        follow(page, page.get_by_role("link", name="Clear all filters"))

        assert page.url.endswith("/search?q=square")

    def test_pages_follow_each_other_and_keep_the_filters(self, start):
        """
        Page 2 is page 2 of the same.
        """
        page = start("/search?q=square&sort=oldest")
        first = slugs(page)
        follow(page, page.get_by_role("link", name="Next page"))

        assert "sort=oldest" in page.url
        assert "page=2" in page.url
        assert not set(first) & set(slugs(page))
        assert "2" in page.locator(".pager [aria-current=page]").inner_text()

    def test_sorting_goes_back_to_page_one(self, start):
        """
        Page 2 of another order is nowhere.
        """
        page = start("/search?q=square&page=2")
        follow(page, page.get_by_label("Sort posts by").get_by_role("link", name="Oldest"))

        assert page.url.endswith("/search?q=square&sort=oldest")
        assert "Oldest" == page.locator(".sort [aria-current]").inner_text()

    def test_a_span_of_dates_narrows(self, start):
        """
        Reports are written about periods.
        """
        page = start("/search?q=square")
        page.get_by_label("From").fill("2020")
        page.get_by_label("To", exact=True).fill("2021-06")
        apply(page)

        days = [mark.get_attribute("datetime") for mark in page.locator(".hit time").all()]
        assert days
        assert all("2020-01-01" <= day <= "2021-06-30" for day in days)
        assert page.get_by_role("link", name="Remove Date: 2020 to June 2021").is_visible()

    def test_applying_goes_back_to_page_one(self, start):
        """
        The form carries everything but the page.
        """
        page = start("/search?q=square&sort=oldest&page=2")
        page.get_by_role("checkbox", name="Stadt Grünfurth").check()
        apply(page)

        assert "page=" not in page.url
        assert "sort=oldest" in page.url


class TestHistory:
    def test_back_restores_every_step(self, open_page):
        """
        People look into a post, come back and expect the shelf as they left it.
        """
        page = open_page("/search?q=square", viewport={"width": 1280, "height": 700})
        steps = [(page.url, slugs(page))]
        for name in ("Stadt Grünfurth", "Municipality of Kallinisos", "Heat and shade"):
            page.get_by_role("checkbox", name=name).check()
            apply(page)
            steps.append((page.url, slugs(page)))
        for url, hits in reversed(steps[:-1]):
            page.go_back()

            assert (url, hits) == (page.url, slugs(page))
            assert "square" == page.locator("#q").input_value()
            assert page.locator("input[type=checkbox]:checked").count() == url.count(
                "&partner="
            ) + url.count("&theme=")

    def test_back_restores_the_place_on_the_page(self, open_page):
        """
        Finding one's place again is work that the browser can do.
        """
        page = open_page("/search?q=square", viewport={"width": 1280, "height": 700})
        page.evaluate("window.scrollTo(0, 900)")
        follow(page, page.locator(FOUND).nth(6))
        page.go_back()
        page.wait_for_function("window.scrollY > 0")

        assert abs(page.evaluate("window.scrollY") - 900) <= 50

    def test_a_copied_address_shows_the_same(self, open_page):
        """
        A link in a mail is a promise.
        """
        path = "/search?q=square&theme=water&theme=health&from=2019&sort=title"
        page = open_page(path)
        hits = slugs(page)
        page.reload()

        assert hits == slugs(page)
        assert hits == slugs(open_page(path))


class TestPatience:
    def test_ticking_alone_changes_nothing(self, open_page):
        """
        A page that moves under the finger makes people tick the wrong box.
        """
        page = open_page("/search?q=square", viewport={"width": 1280, "height": 900})
        before = (page.url, page.locator("label.opt").all_inner_texts())
        page.get_by_role("checkbox", name="Stadt Grünfurth").check()
        page.wait_for_timeout(300)

        assert before == (page.url, page.locator("label.opt").all_inner_texts())

    def test_empty_fields_stay_out_of_the_address(self, open_page):
        """
        Addresses are for people too.
        """
        page = open_page("/search?q=square", viewport={"width": 1280, "height": 900})
        page.get_by_role("checkbox", name="Heat and shade").check()
        apply(page)

        assert page.url.endswith("/search?q=square&theme=heat-and-shade")

    def test_a_device_shares_in_its_own_way_where_it_has_one(self, open_page, address):
        """
        On a phone that is where the people are; without it, the plain links are enough.
        """
        page = open_page("/news/four-public-spaces/")
        assert 0 == page.get_by_role("button", name="With another app").count()

        page.add_init_script(
            "navigator.share = (what) => { window.shared = what; return Promise.reject(); }"
        )
        page.reload()
        page.get_by_role("button", name="With another app").click()

        assert f"{address}/news/four-public-spaces/" == page.evaluate("window.shared.url")
        assert "Four public spaces, one summer" in page.evaluate("window.shared.title")
        assert [] == [fault for fault in page.faults if "404" not in fault]

    def test_the_stable_address_can_be_copied(self, open_page, address):
        """
        Citing should take one click.
        """
        page = open_page(
            "/news/four-public-spaces/", permissions=["clipboard-read", "clipboard-write"]
        )
        page.get_by_role("button", name="Copy").click()

        assert "Copied" == page.get_by_text("Copied").inner_text()
        assert f"{address}/news/four-public-spaces/" == page.evaluate(
            "navigator.clipboard.readText()"
        )
