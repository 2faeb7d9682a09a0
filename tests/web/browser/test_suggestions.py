"""The search box as a combobox, by keyboard and pointer, quick and slow networks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

WIDE = {"width": 1280, "height": 900}

PAUSE = 200
"""Milliseconds without a key after which is asked."""

SETTLED = 500
"""Milliseconds after which whatever was going to be asked has been asked and shown."""

COUNT_CHANGES = """() => {
  window.told = [];
  const status = document.querySelector('.guesses [aria-live]');
  new MutationObserver(() => { if (status.textContent) window.told.push(status.textContent); })
    .observe(status, { childList: true });
}"""

STATE = """box => ({
  open: box.getAttribute('aria-expanded') === 'true',
  shown: !document.getElementById(box.getAttribute('aria-controls')).hidden,
  active: box.getAttribute('aria-activedescendant'),
  chosen: [...document.querySelectorAll('.guess [aria-selected=true]')].map(each => each.id),
})"""


class Box:
    """
    The search box of an open page, and what it asks for.
    """

    def __init__(self, page):
        self.page = page
        self.box = page.get_by_role("combobox", name="Search the archive")
        self.asked = []
        page.on("request", self._note)

    def _note(self, request):
        if "/api/v1/suggest" in request.url:
            self.asked.append(parse_qs(urlsplit(request.url).query)["q"][0])

    @property
    def state(self):
        return self.box.evaluate(STATE)

    @property
    def options(self):
        return self.page.locator(".guess").get_by_role("option")

    @property
    def texts(self):
        return self.options.locator(":scope > :first-child").all_inner_texts()

    def type(self, text):
        """
        Type slowly enough for a person, and wait for the list.
        """
        self.box.fill("")
        self.box.press_sequentially(text, delay=10)
        self.options.first.wait_for()


@pytest.fixture
def box(open_page):
    return Box(open_page("/search", viewport=WIDE))


class Late:
    """
    Requests that are not answered yet.
    """

    def __init__(self):
        self.routes = []

    def keep(self, route):
        self.routes.append(route)


def answer(route, *texts):
    address = "https://x.example/search?q="
    found = [{"kind": "word", "text": t, "url": address + t, "count": 1} for t in texts]
    route.fulfill(status=200, content_type="application/json", body=json.dumps(found))


class TestKeys:
    def test_down_and_up_go_through_the_list_and_back_to_the_box(self, box):
        """
        Past the last is the box again, which is where the words are.
        """
        box.type("ben")
        number = box.options.count()
        ids = [option.get_attribute("id") for option in box.options.all()]
        went = []
        for key in [*["ArrowDown"] * (number + 1), "ArrowUp", "ArrowUp"]:
            box.box.press(key)
            went.append(box.state["active"])

        assert number > 1
        assert [*ids, None, ids[-1], ids[-2]] == went
        assert [ids[-2]] == box.state["chosen"]
        assert "ben" == box.box.input_value()
        assert box.box.evaluate("each => each === document.activeElement")

    def test_enter_goes_where_the_chosen_one_leads(self, box):
        """
        A name to its page, in the place where this site is read.
        """
        box.type("kallinisos")
        place = box.texts.index("Municipality of Kallinisos")
        for _ in range(place + 1):
            box.box.press("ArrowDown")
        box.box.press("Enter")
        box.page.wait_for_url("**/partners/**")

        assert "Municipality of Kallinisos" == box.page.locator("h1").inner_text()

    def test_enter_without_a_choice_searches_for_what_was_typed(self, box):
        """
        The list never decides for anybody.
        """
        box.type("ben")
        box.box.press("Enter")

        box.page.wait_for_url("**/search?q=ben")

    def test_escape_closes_the_list_and_then_empties_the_box(self, box):
        """
        The first Escape is about the list alone.
        """
        box.type("ben")
        box.box.press("Escape")
        once = (box.state["open"], box.state["shown"], box.box.input_value())
        box.box.press("Escape")

        assert (False, False, "ben") == once
        assert "" == box.box.input_value()

    def test_tab_closes_the_list_and_goes_on(self, box):
        """
        Nobody is caught in a list.
        """
        box.type("ben")
        box.box.press("ArrowDown")
        box.box.press("Tab")

        assert not box.state["shown"]
        assert box.page.get_by_role("button", name="Search", exact=True).evaluate(
            "each => each === document.activeElement"
        )

    def test_home_and_end_move_in_the_text(self, box):
        """
        The choice is given up, because the reader is at the words again.
        """
        places = []
        box.type("ben")
        for key in ("Home", "End"):
            box.box.press("ArrowDown")
            box.box.press(key)
            places.append((box.box.evaluate("each => each.selectionStart"), box.state["active"]))

        assert [(0, None), (3, None)] == places
        assert box.state["open"]

    def test_down_opens_a_list_that_was_closed(self, box):
        """
        Escape is not for ever.
        """
        box.type("ben")
        box.box.press("Escape")
        box.box.press("ArrowDown")

        box.options.first.wait_for()
        assert box.state["open"]


class TestPointer:
    def test_a_click_on_a_suggestion_goes_there(self, box):
        """
        The list does not close before the click arrives.
        """
        box.type("kallinisos")
        box.options.filter(has_text="Municipality of Kallinisos").first.click()

        box.page.wait_for_url("**/partners/**")

    def test_a_click_elsewhere_closes_the_list(self, box):
        """
        And goes nowhere.
        """
        box.type("ben")
        box.page.mouse.click(1200, 850)

        assert not box.state["shown"]
        assert box.page.url.endswith("/search")


class TestAsking:
    def test_nothing_is_asked_while_somebody_types(self, box):
        """
        One question for each pause of 200 milliseconds, by the clock of the page.
        """
        box.page.clock.install()
        box.page.clock.pause_at(datetime.now(UTC) + timedelta(days=1))
        for letter in "benches":
            box.box.press(letter)
            box.page.clock.run_for(PAUSE - 1)
        with box.page.expect_request("**/api/v1/suggest?**"):
            box.page.clock.run_for(1)

        assert ["benches"] == box.asked

    def test_one_letter_asks_nothing(self, box):
        """
        Half of the archive begins with it.
        """
        box.box.press_sequentially("b")
        box.page.wait_for_timeout(SETTLED)

        assert [] == box.asked

    def test_an_answer_that_was_overtaken_is_never_shown(self, box):
        """
        The request is given up, and its late answer would be for other letters.
        """
        late = Late()
        box.page.route("**/api/v1/suggest?q=be&**", late.keep)
        box.page.route("**/api/v1/suggest?q=ben&**", lambda route: answer(route, "right"))
        ended = []
        box.page.on("requestfailed", lambda request: ended.append(request.url))

        box.box.press_sequentially("be")
        box.page.wait_for_timeout(SETTLED)
        box.box.press("n")
        box.options.first.wait_for()
        answer(late.routes[0], "wrong")
        box.page.wait_for_timeout(SETTLED)

        assert ["right"] == box.texts
        assert 1 == len([url for url in ended if "q=be&" in url])

    def test_an_answer_after_leaving_the_box_opens_nothing(self, box):
        """
        A list that jumps over what is being read is worse than none.
        """
        late = Late()
        box.page.route("**/api/v1/suggest?**", late.keep)
        box.box.press_sequentially("ben")
        box.page.wait_for_timeout(SETTLED)
        box.page.mouse.click(1200, 850)
        answer(late.routes[0], "late")
        box.page.wait_for_timeout(SETTLED)

        assert not box.state["shown"]

    @pytest.mark.parametrize("fault", ["abort", "error", "nonsense"])
    def test_without_an_answer_the_box_is_a_box(self, box, fault):
        """
        Suggestions that fail must not cost a search.
        """
        faults = {
            "abort": lambda route: route.abort(),
            "error": lambda route: route.fulfill(status=503, body="later"),
            "nonsense": lambda route: route.fulfill(status=200, body="<html>"),
        }
        box.page.route("**/api/v1/suggest?**", faults[fault])
        box.box.press_sequentially("ben")
        box.page.wait_for_timeout(SETTLED)
        shown = box.state["shown"]
        box.box.press("Enter")

        assert not shown
        box.page.wait_for_url("**/search?q=ben")


class TestTelling:
    def test_the_number_is_told_once_for_each_pause(self, box):
        """
        A screen reader that repeats itself is turned off.
        """
        box.page.evaluate(COUNT_CHANGES)
        box.page.route("**/api/v1/suggest?q=ben&**", lambda route: answer(route, "one", "two"))
        box.page.route("**/api/v1/suggest?q=benc&**", lambda route: answer(route, "one"))
        box.page.route("**/api/v1/suggest?q=bencx&**", lambda route: answer(route, *()))
        for letters in ("ben", "c", "x"):
            box.box.press_sequentially(letters, delay=20)
            box.page.wait_for_timeout(SETTLED)

        assert ["2 suggestions", "1 suggestion", "No suggestions"] == box.page.evaluate("told")
        assert not box.state["shown"]
        assert not box.state["open"]

    def test_the_box_says_what_it_is(self, box):
        """
        Role, list, and that the text is not filled in by itself.
        """
        box.type("ben")
        names = ("role", "aria-autocomplete", "aria-expanded", "aria-controls", "autocomplete")

        found = {name: box.box.get_attribute(name) for name in names}

        assert {
            "role": "combobox",
            "aria-autocomplete": "list",
            "aria-expanded": "true",
            "aria-controls": "q-list",
            "autocomplete": "off",
        } == found
        assert box.page.get_by_role("listbox", name="Suggestions").is_visible()

    @pytest.mark.parametrize(
        ("width", "scheme"), [(320, "dark"), (768, "light"), (1280, "light"), (1280, "dark")]
    )
    def test_the_open_list_fits_the_window_and_the_finger(self, open_page, width, scheme):
        """
        Nothing wider than the window, and rows that a finger hits.
        """
        page = open_page(
            "/search?q=square", viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        box = Box(page)
        box.type("squ")
        box.box.press("ArrowDown")

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert all(option.bounding_box()["height"] >= 24 for option in box.options.all())


def test_every_page_with_a_box_suggests(open_page):
    """
    Home, a post, and the page for addresses that there are not.
    """
    for path in ("/", "/news/post-70/", "/themes/", "/nowhere"):
        box = Box(open_page(path, viewport=WIDE))
        box.type("ben")

        assert box.texts
