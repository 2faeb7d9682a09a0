"""The results page, as a browser and its keyboard see it."""

from __future__ import annotations

import re

import pytest
from addresses import WIDE

from web.arguments import MAX_TEXT

SCROLLING = """
(all) => all.filter((e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY))
  .map((e) => e.tagName)
"""

FACTS = """
(hits) => hits.map((hit) => {
  const link = hit.querySelector('h3 a');
  return {
    stops: hit.querySelectorAll('a, button, input, [tabindex]').length,
    href: link.getAttribute('href'),
    link: link.innerText,
    title: hit.querySelector('h3').innerText,
    day: hit.querySelector('time')?.dateTime,
    kind: hit.querySelector('.meta b')?.innerText,
    meta: hit.querySelector('.meta')?.innerText,
    snippet: hit.querySelector('.snip')?.innerText,
    marks: [...hit.querySelectorAll('.snip mark')].map((mark) => mark.innerText),
  };
})
"""

VALUES = "(boxes) => boxes.map((box) => box.value)"

OUT_OF_GROUPS = """
(boxes) => boxes.filter((box) => !box.closest('fieldset')?.querySelector('legend').textContent.trim())
  .map((box) => box.name)
"""

COUNTS = """
(rows) => rows.map((row) =>
  [row.querySelector('input').value, parseInt(row.querySelector('.n').textContent)])
"""


def is_link_to(post, fact):
    """Tell whether a hit leads to a post, from wherever in the results."""
    return fact["href"].partition("?")[0] == f"/news/{post.slug}/"


class TestResults:
    @pytest.mark.parametrize(("scripts", "role"), [(True, "combobox"), (False, "searchbox")])
    def test_the_search_box_is_labelled_and_bounded(self, open_page, scripts, role):
        """
        What the server would cut off, the box does not take.
        """
        page = open_page("/search?q=bench", java_script_enabled=scripts)
        box = page.get_by_role(role, name="Search the archive")

        assert ["search", "search", str(MAX_TEXT)] == [
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
        assert 1 == page.locator(".hits").count()
        for live in ("[aria-live]", "[role=status]", "[role=alert]", "[role=log]", "output"):
            assert 0 == page.locator(f"{live} .hits").count(), live

    def test_facets_are_groups_with_names(self, open_page):
        """
        Without a legend a box says "Health" and nothing about what of.
        """
        page = open_page("/search", viewport=WIDE)

        for name in ("Partner", "Theme", "Date of publication"):
            assert page.get_by_role("group", name=name, exact=True).count() >= 1, name
        controls = page.locator(".filters input:not(.sieve)")
        assert controls.count() > 40
        assert [] == controls.evaluate_all(OUT_OF_GROUPS)

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
            after = facet.evaluate("each => each.open")
            assert before != after, key
            assert after == page.get_by_role("checkbox", name="Ελληνικά").is_visible()

    def test_eight_values_are_shown_and_the_rest_is_counted(self, open_page):
        """
        "More" without a number is a door without a sign.
        """
        page = open_page("/search", viewport=WIDE)
        group = page.get_by_role("group", name="Partner", exact=True).first
        more = group.locator(".more > summary")
        hidden = group.locator(".more input[type=checkbox]").count()

        counts = [n for _, n in group.locator("label.opt").evaluate_all(COUNTS)]

        assert 8 == group.locator(".opts").first.locator("input").count()
        assert f"Show {hidden} more" == more.inner_text()
        assert counts == sorted(counts, reverse=True)
        more.click()
        assert 8 + hidden == group.get_by_role("checkbox").count() == len(counts)
        assert all(box.is_visible() for box in group.get_by_role("checkbox").all())

    def test_long_facets_have_a_box_and_no_scroll_area(self, open_page):
        """
        A list within a list traps wheels and fingers.
        """
        page = open_page("/search", viewport=WIDE)
        group = page.locator("fieldset[data-filterable]")
        sizes = {
            facet.locator("input[type=checkbox]").count(): facet.locator(".sieve").count()
            for facet in page.locator(".facet fieldset").all()
        }
        assert {True, False} == {size > 20 for size in sizes}
        assert all((size > 20) == boxes for size, boxes in sizes.items()), sizes
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
        assert [["town-23", 0]] == row.evaluate_all(COUNTS)

    def test_a_chosen_value_stays_in_its_place(self, open_page):
        """
        A box that jumps away when it is ticked cannot be unticked; nor can one
        that falls behind "Show more" because a second filter left it no posts.
        """
        page = open_page("/search?q=square", viewport=WIDE)
        before = page.locator("input[name=theme]").evaluate_all(VALUES)
        place = 3
        page.locator(f"input[name=theme][value={before[place]}]").check()
        page.get_by_role("button", name="Apply filters").click()
        page.wait_for_url(f"**theme={before[place]}")
        after = page.locator("input[name=theme]").evaluate_all(VALUES)
        whole = open_page("/search").locator("input[name=theme]").evaluate_all(VALUES)
        page.goto("/search?q=round+1&theme=policy&theme=water&year=1999")
        empty = page.locator("input[name=theme]").evaluate_all(VALUES)
        page.goto("/search?q=granite&theme=heat-and-shade&category=interview&language=fr")
        left = page.locator("input[name=theme]").evaluate_all(VALUES)

        assert before == after
        assert sorted(["policy", "water"], key=whole.index) == empty
        assert whole.index("heat-and-shade") == left.index("heat-and-shade") == 0
        assert page.locator("input[name=theme]").first.is_checked()

    def test_years_are_links_with_names_and_a_table_beside(self, open_page):
        """
        A drawing nobody can operate is a picture.
        """
        page = open_page("/search?q=square", viewport=WIDE)
        names = [bar.get_attribute("aria-label") for bar in page.locator(".bars a").all()]
        page.locator("summary", has_text="As a table").click()
        rows = page.locator(".more table tbody tr").all()
        told = dict(row.inner_text().split("\t") for row in rows)

        assert len(names) > 5
        assert all(re.fullmatch(r"\d{4}, \d+ posts?", name) for name in names)
        assert all(bar.get_attribute("href") for bar in page.locator(".bars a").all())
        for name in names:
            year, count = re.findall(r"\d+", name)
            assert count == told[year].strip()

    def test_each_result_has_one_stop_and_its_facts(self, open_page, posts):
        """
        Two links to one place are two stops on the way through the page.
        """
        page = open_page("/search?q=square", viewport=WIDE)

        told = page.locator(".hit").evaluate_all(FACTS)

        assert 20 == len(told)
        for fact in told:
            assert 1 == fact["stops"]
            assert fact["link"] == fact["title"]
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", fact["day"])
            post = next(each for each in posts if is_link_to(each, fact))
            assert post.category == fact["kind"]
            assert all(label.name in fact["meta"] for label in post.partners)

    def test_snippets_are_short_whole_words_with_marks(self, open_page, posts):
        """
        Half a word, or a tag of an author's, has no place in twenty lines.
        """
        page = open_page("/search?q=square&size=50", viewport=WIDE)

        assert 0 == page.locator(".snip :not(mark)").count()
        for fact in page.locator(".hit:has(.snip)").evaluate_all(FACTS):
            post = next(each for each in posts if is_link_to(each, fact))
            words = set(re.findall(r"\w+", f"{post.text} {post.summary}"))
            assert len(fact["snippet"]) <= 300
            assert set(re.findall(r"\w+", fact["snippet"])) <= words
            assert set(fact["marks"]) <= {"square", "squares"}
            assert fact["marks"]

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

    def test_a_span_that_ends_before_it_begins_is_told_at_its_end(self, open_page):
        """
        The page comes, with the bound that makes sense, and says which it left out.
        """
        page = open_page("/search?q=square&from=2021&to=2019", viewport=WIDE)
        field = page.get_by_label("To", exact=True)
        described = field.get_attribute("aria-describedby").split()

        assert "true" == field.get_attribute("aria-invalid")
        assert "2019" == field.input_value()
        assert "Error: 2019 is before 2021. Not used." in [
            page.locator(f"#{each}").inner_text() for each in described
        ]
        assert None is page.get_by_label("From").get_attribute("aria-invalid")
        assert page.get_by_role("link", name="Remove Date: from 2021").is_visible()
        page.get_by_role("link", name="2019 is before 2021").click()
        assert "to" == page.evaluate("document.activeElement.id")

    def test_bars_follow_every_filter_but_dates(self, open_page):
        """
        A drawing that emptied when a year was chosen would offer no other year.
        """

        def bars(path):
            page = open_page(path, viewport=WIDE)
            return [bar.get_attribute("aria-label") for bar in page.locator(".bars a").all()]

        def years(path):
            page = open_page(path, viewport=WIDE)
            return dict(page.locator(".opt:has(input[name=year])").evaluate_all(COUNTS))

        asked = "/search?q=square&category=news"

        assert bars("/search?q=square") != bars(asked)
        assert bars(asked) == bars(f"{asked}&year=2020&from=2019&to=2021-06")
        assert years(asked) == years(f"{asked}&year=2020")
        assert set(years(f"{asked}&from=2021&to=2022")) == {"2021", "2022"}

    def test_orders_are_offered_by_name(self, open_page):
        """
        Relevance to no words is no order.
        """

        def orders(path):
            sort = open_page(path, viewport=WIDE).get_by_role("navigation", name="Sort posts by")
            return sort.get_by_role("link").all_inner_texts()

        assert ["Relevance", "Newest", "Oldest", "Title"] == orders("/search?q=square")
        assert ["Newest", "Oldest", "Title"] == orders("/search")

    def test_pages_are_a_landmark_that_says_where_one_is(self, open_page):
        """
        Browsers and screen readers know the words previous and next.
        """
        page = open_page("/search?q=square&page=2&size=10", viewport=WIDE)
        pager = page.get_by_role("navigation", name="Pages of posts")

        assert "Page 2" == pager.locator("[aria-current=page]").inner_text().replace("\n", " ")
        assert pager.locator("[rel=prev]").get_attribute("href").endswith("q=square&size=10")
        assert "page=3" in pager.locator("[rel=next]").get_attribute("href")
        assert "page=3" in page.locator("head link[rel=next]").get_attribute("href")
        page.goto("/search?q=square&page=99&size=10")
        assert 0 == page.locator("[rel=next]").count()
        page.get_by_role("link", name="Go to the last page").click()
        assert 0 == page.locator("[rel=next]").count()
        assert page.locator(".hit").count() > 0

    def test_nothing_found_shows_the_way_on(self, open_page):
        """
        Sentence, filters, all years, the three newest posts.
        """
        page = open_page("/search?q=square&theme=water&year=1999", viewport=WIDE)

        assert "square" in page.get_by_role("status").first.inner_text()
        assert page.get_by_role("link", name="Remove Year: 1999").is_visible()
        assert page.get_by_role("link", name="Remove Theme: Water in the city").is_visible()
        assert page.get_by_role("link", name="Search all years").is_visible()
        assert ["/news/post-71/", "/news/post-70/", "/news/post-69/"] == [
            fact["href"] for fact in page.locator(".hit").evaluate_all(FACTS)
        ]
        page.get_by_role("link", name="Remove Year: 1999").click()
        page.wait_for_url("**/search?q=square&theme=water")
        assert page.get_by_role("checkbox", name="Water in the city").is_checked()


class TestFocus:
    def test_after_a_new_page_the_keyboard_begins_at_its_start(self, open_page):
        """
        Focus that is nowhere sends a screen reader to nowhere.
        """
        page = open_page("/search?q=square", viewport=WIDE)
        page.get_by_role("checkbox", name="Heat and shade").check()
        page.get_by_role("button", name="Apply filters").press("Enter")
        page.wait_for_url("**theme=heat-and-shade")

        assert (0, "BODY") == (
            page.evaluate("scrollY"),
            page.evaluate("document.activeElement.tagName"),
        )
        page.keyboard.press("Tab")
        assert "Skip to content" == page.evaluate("document.activeElement.innerText")

    def test_what_changes_the_page_in_place_keeps_the_focus(self, open_page):
        """
        A script that moves the focus moves the reader.
        """
        page = open_page("/search", viewport=WIDE)
        box = page.get_by_label("Find in Partner")
        box.press_sequentially("cień")
        assert box.evaluate("each => each === document.activeElement")
        box.press("Enter")
        assert page.url.endswith("/search")
        box.fill("")
        summary = page.locator(".more > summary", has_text="Show").first
        summary.press("Enter")
        assert summary.evaluate("each => each === document.activeElement")
        page.goto("/news/four-public-spaces/")
        button = page.get_by_role("button", name="Copy")
        button.press("Enter")
        page.get_by_role("status").filter(has_text=re.compile(r"Copied|Press")).wait_for()
        assert button.evaluate("each => each === document.activeElement")
