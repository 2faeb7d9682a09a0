"""What stands on the pages, as a browser sees it."""

from __future__ import annotations

import re

import library
import pytest

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 700}

PAGES = {
    "home": "/",
    "results": "/search?q=square&partner=town-1&theme=heat-and-shade",
    "plain": "/search",
    "nothing": "/search?q=granite+xyzzy&theme=water&year=1999",
    "error": "/search?q=bench&from=31/02/2020&to=2019",
    "post": "/news/four-public-spaces/",
    "odd-post": "/news/script-in-the-title/",
    "theme": "/themes/heat-and-shade/",
    "themes": "/themes/",
    "years": "/archive/",
    "year": "/archive/2024/",
    "events": "/events/",
    "help": "/search/help",
    "missing": "/nothing/",
}

CONTRAST = """
(selector) => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [fore, back] = selector;
  const [a, b] = [light(fore), light(back)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
"""


SCROLLING = """
(all) => all.filter((e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY))
  .map((e) => e.tagName)
"""

SPACE_OUT = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""

CLIPPED = """
() => [...document.querySelectorAll('main *')].filter((e) =>
    e.clientWidth > 1 && !e.closest('.vh, svg') &&
    ['hidden', 'clip'].includes(getComputedStyle(e).overflowX) &&
    e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 80))
"""

MOVING = """
() => [...document.querySelectorAll('*')].filter((e) => {
    const style = getComputedStyle(e);
    return style.animationName !== 'none' || style.transitionDuration !== '0s';
  }).map((e) => e.tagName)
"""


class TestResults:
    def test_the_search_box_is_labelled_and_bounded(self, open_page):
        """
        What the server would cut off, the box does not take.
        """
        box = open_page("/search?q=bench").get_by_role("searchbox", name="Search the archive")

        assert ["search", "search", "500"] == [
            box.get_attribute(name) for name in ("type", "enterkeyhint", "maxlength")
        ]

    @pytest.mark.parametrize("path", ["/", "/search?q=bench", "/news/post-01/"])
    def test_the_landmarks_are_there(self, open_page, path):
        """
        Screen readers jump by them.
        """
        page = open_page(path)

        for role in ("banner", "search", "main", "contentinfo"):
            assert 1 == page.get_by_role(role).count(), role
        assert 1 == page.get_by_role("heading", level=1).count()

    def test_the_count_is_a_status_and_the_list_is_not_live(self, open_page):
        """
        The number is news; twenty results read aloud are noise.
        """
        page = open_page("/search?q=bench", java_script_enabled=False)

        assert re.search(r"\d+ posts", page.get_by_role("status").first.inner_text())
        assert 0 == page.locator("[aria-live] .hits, [role=status] .hits").count()

    def test_facets_are_groups_with_names(self, open_page):
        """
        Without a legend a box says "Health" and nothing about what of.
        """
        page = open_page("/search", viewport=WIDE)

        for name in ("Partner", "Theme", "Date of publication"):
            assert page.get_by_role("group", name=name, exact=True).count() >= 1, name

    def test_facets_open_by_keyboard(self, open_page):
        """
        Not everybody points.
        """
        page = open_page("/search", viewport=WIDE)
        summary = page.locator(".facet > summary", has_text="Language")
        facet = summary.locator("..")
        summary.focus()
        for key in ("Enter", "Space"):
            before = facet.evaluate("each => each.open")
            page.keyboard.press(key)
            assert before != facet.evaluate("each => each.open"), key

    def test_eight_values_are_shown_and_the_rest_is_counted(self, open_page):
        """
        "More" without a number is a door without a sign.
        """
        page = open_page("/search", viewport=WIDE)
        group = page.get_by_role("group", name="Partner", exact=True).first
        more = group.locator(".more > summary")
        hidden = group.locator(".more input[type=checkbox]").count()

        assert 8 == group.locator(".opts").first.locator("input").count()
        assert f"Show {hidden} more" == more.inner_text()

    def test_long_facets_have_a_box_and_no_scroll_area(self, open_page):
        """
        A list within a list traps wheels and fingers.
        """
        page = open_page("/search", viewport=WIDE)
        group = page.locator("fieldset[data-filterable]")
        group.get_by_label("Find in Partner").fill("zrebowo")

        assert ["Gmina Źrębowo"] == [
            row.locator(".to").inner_text()
            for row in group.locator("label.opt").all()
            if row.is_visible()
        ]
        assert page.url.endswith("/search")
        assert [] == page.eval_on_selector_all(".filters *", SCROLLING)

    def test_a_chosen_value_stays_at_zero(self, open_page):
        """
        What cannot be seen cannot be unticked.
        """
        page = open_page("/search?q=granite&language=en&partner=town-23", viewport=WIDE)
        row = page.locator("label.opt", has_text="Larch")

        assert row.get_by_role("checkbox").is_checked()
        assert row.is_visible()

    def test_years_are_links_with_names_and_a_table_beside(self, open_page):
        """
        A drawing nobody can operate is a picture.
        """
        page = open_page("/search?q=square", viewport=WIDE)
        names = [bar.get_attribute("aria-label") for bar in page.locator(".bars a").all()]
        page.get_by_text("As a table").click()
        rows = page.locator(".more table tbody tr").all()
        told = dict(row.inner_text().split("\t") for row in rows)

        assert all(re.fullmatch(r"\d{4}, \d+ posts?", name) for name in names)
        for name in names:
            year, count = re.findall(r"\d+", name)
            assert count == told[year].strip()

    def test_each_result_has_one_stop_and_its_facts(self, open_page):
        """
        Two links to one place are two stops on the way through the page.
        """
        page = open_page("/search?q=square", viewport=WIDE)

        for hit in page.locator(".hit").all():
            assert 1 == hit.locator("a, button, input, [tabindex]").count()
            assert hit.locator("time[datetime]").count() == 1
            assert hit.locator(".meta b").count() == 1
        assert 0 == page.locator(".snip :not(mark)").count()

    def test_dates_that_cannot_be_read_are_told_at_the_field(self, open_page):
        """
        The error is where the eye and the screen reader are.
        """
        page = open_page("/search?q=bench&from=31/02/2020", viewport=WIDE)
        field = page.get_by_label("From")
        described = field.get_attribute("aria-describedby").split()

        assert "true" == field.get_attribute("aria-invalid")
        assert "31/02/2020" == field.input_value()
        assert any(
            "31/02/2020 is not a date" in page.locator(f"#{each}").inner_text()
            for each in described
        )

    def test_nothing_found_shows_the_way_on(self, open_page):
        """
        Sentence, filters, all years, newest posts.
        """
        page = open_page("/search?q=square&theme=water&year=1999", viewport=WIDE)

        assert "square" in page.get_by_role("status").first.inner_text()
        assert page.get_by_role("link", name="Remove Year: 1999").is_visible()
        assert page.get_by_role("link", name="Remove Theme: Water in the city").is_visible()
        assert page.get_by_role("link", name="Search all years").is_visible()
        assert 3 == page.locator(".hit").count()


class TestLayout:
    @pytest.mark.parametrize("name", PAGES)
    def test_nothing_is_wider_than_a_small_phone(self, open_page, name):
        """
        Scrolling both ways loses the line.
        """
        page = open_page(PAGES[name], viewport=NARROW)

        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    def test_filters_stand_behind_one_button_on_a_phone(self, open_page):
        """
        The results come first; the button says how much is chosen.
        """
        page = open_page("/search?q=square&partner=town-1&theme=heat-and-shade", viewport=NARROW)
        button = page.locator(".filters > summary")

        assert "Filters (2 chosen)" == button.inner_text()
        assert not page.get_by_role("button", name="Apply filters").is_visible()
        button.click()
        assert page.get_by_role("button", name="Apply filters").is_visible()
        assert page.locator(".count").is_visible()

    def test_filters_stand_open_where_there_is_room(self, open_page):
        """
        What fits needs no button.
        """
        page = open_page("/search?q=square", viewport=WIDE)

        assert page.get_by_role("button", name="Apply filters").is_visible()
        assert not page.locator(".filters > summary").is_visible()

    @pytest.mark.parametrize("name", ["home", "results", "post", "year"])
    def test_wide_spacing_clips_nothing(self, open_page, name):
        """
        Some readers need air between letters (WCAG 1.4.12).
        """
        page = open_page(PAGES[name], viewport={"width": 640, "height": 800})
        page.evaluate(SPACE_OUT)
        clipped = page.evaluate(CLIPPED)

        assert [] == clipped
        assert page.evaluate("document.documentElement.scrollWidth") <= 640

    def test_nothing_moves_for_those_who_asked(self, open_page):
        """
        Motion makes some people ill.
        """
        page = open_page("/search?q=square", reduced_motion="reduce")

        assert [] == page.evaluate(MOVING)

    def test_forced_colours_keep_the_bars(self, open_page):
        """
        In high contrast a fill of ours would vanish.
        """
        page = open_page("/search?q=square", forced_colors="active")
        fill = page.locator(".bars a .bar").first.evaluate("e => getComputedStyle(e).fill")

        assert fill not in {"none", "rgba(0, 0, 0, 0)"}
        assert fill != page.evaluate("getComputedStyle(document.body).backgroundColor")

    def test_paper_keeps_the_question_and_loses_the_controls(self, open_page, address):
        """
        Printed results must say what was asked, and when.
        """
        page = open_page("/search?q=square&theme=water")
        page.emulate_media(media="print")

        line = page.locator(".only-print")
        assert line.is_visible()
        assert f"{address}/search?q=square&theme=water" in line.inner_text()
        assert re.search(r"Theme: Water in the city.*Printed \d+ \w+ \d{4}", line.inner_text())
        assert page.locator(".bars rect.bar").first.is_visible()
        assert not page.locator(".filters").is_visible()
        assert not page.get_by_role("searchbox").is_visible()
        assert page.get_by_role("heading", level=1).is_visible()


class TestColour:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_marks_chips_and_focus_stand_out(self, open_page, scheme):
        """
        axe does not see an underline that is drawn as a mark, nor a focus ring.
        """
        page = open_page("/search?q=square&theme=water", color_scheme=scheme, viewport=WIDE)
        style = (
            "(e) => { const s = getComputedStyle(e);"
            " return [s.color, s.textDecorationColor, s.outlineColor]; }"
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        colour, found, _ = page.locator(".hit mark").first.evaluate(style)
        chip = page.locator(".chip span").nth(1).evaluate(style)[0]
        page.get_by_label("From").focus()
        ring = page.get_by_label("From").evaluate(style)[2]

        assert page.evaluate(CONTRAST, [colour, found]) >= 4.5
        assert page.evaluate(CONTRAST, [chip, ground]) >= 4.5
        assert page.evaluate(CONTRAST, [ring, ground]) >= 3


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
        page.get_by_role("searchbox").fill(library.PAYLOAD)
        with page.expect_navigation():
            page.get_by_role("searchbox").press("Enter")

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
