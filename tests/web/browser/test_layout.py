"""How pages stand on small screens, in large letters, in other colours, on paper."""

from __future__ import annotations

import re

import pytest
from addresses import NARROW, PAGES, WIDE

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

LARGE = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('html { font-size: 150% !important }');
  document.adoptedStyleSheets = [sheet];
}
"""

CLIPPED = """
() => [...document.querySelectorAll('body *')].filter((e) => {
    if (e.closest('.vh, .skip, svg, pre, input, .prose table, .scroll')) return false;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!box.width || !e.checkVisibility({ visibilityProperty: true })) return false;
    const hides = [style.overflowX, style.overflowY].some((o) => ['hidden', 'clip'].includes(o));
    const cut = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1;
    return (hides && cut) || box.right > innerWidth + 1 || box.left < -1;
  }).map((e) => e.outerHTML.slice(0, 90))
"""

OVERLAPPING = """
() => {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, within = text.parentElement;
    if (!text.data.trim() || within.closest('.vh, svg, .skip') || !within.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width > 1) lines.push([box, text.data.trim(), text]);
    }
  }
  lines.sort(([a], [b]) => a.top - b.top);
  const found = [];
  lines.forEach(([a, one, node], i) => {
    for (const [b, two, other] of lines.slice(i + 1)) {
      if (b.top > a.bottom - 6) break;
      if (node !== other && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
          Math.min(a.bottom, b.bottom) - b.top > 8) found.push(`${one} / ${two}`.slice(0, 90));
    }
  });
  return found;
}
"""

MOVING = """
() => [...document.querySelectorAll('*')].filter((e) => {
    const style = getComputedStyle(e);
    return style.animationName !== 'none' || style.transitionDuration !== '0s';
  }).map((e) => e.tagName)
"""


COVERED = """
() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    each.focus();
    const box = each.getBoundingClientRect();
    const inside = box.top >= -1 && box.left >= 0 && box.bottom <= innerHeight + 1;
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const part = top && (each.contains(top) || top.contains(each) || top.closest('label, svg'));
    return !inside || !part;
  })
  .map((each) => each.outerHTML.slice(0, 120))
"""
"""What has the focus and is not seen in the middle of itself."""


GROUND = """
(each) => {
  const colour = () => getComputedStyle(each).backgroundColor;
  while (colour().endsWith(', 0)') && each.parentElement) each = each.parentElement;
  return colour();
}
"""
"""The colour behind an element: its own or that of the nearest that has one."""


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

    @pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["narrow", "wide"])
    def test_nothing_needs_dragging_and_nothing_covers_the_focus(self, open_page, viewport):
        """
        Hands shake, and a bar that stays in place hides the link that one is on.
        """
        page = open_page("/search?q=square&theme=heat-and-shade", viewport=viewport)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

        assert 0 == page.locator("[draggable=true], input[type=range]").count()
        assert [] == page.evaluate(COVERED)

    def test_filters_stand_open_where_there_is_room(self, open_page):
        """
        What fits needs no button.
        """
        page = open_page("/search?q=square", viewport=WIDE)

        assert page.get_by_role("button", name="Apply filters").is_visible()
        assert not page.locator(".filters > summary").is_visible()

    @pytest.mark.parametrize("name", PAGES)
    def test_wide_spacing_and_large_letters_clip_nothing(self, open_page, name):
        """
        Some readers need air between letters (WCAG 1.4.12), some letters of
        twice the size (1.4.4): a page of 1280 pixels at 200 % is 640 wide.
        """
        page = open_page(PAGES[name], viewport={"width": 640, "height": 450})
        page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        for change in (None, SPACE_OUT, LARGE):
            if change:
                page.evaluate(change)

            assert [] == page.evaluate(CLIPPED), change
            assert [] == page.evaluate(OVERLAPPING), change
            assert page.evaluate("document.documentElement.scrollWidth") <= 640, change

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
        page = open_page("/search?q=square&theme=water&sort=oldest")
        page.emulate_media(media="print")

        line = page.locator(".only-print")
        assert line.is_visible()
        assert f"{address}/search?q=square&theme=water&sort=oldest – " in line.inner_text()
        assert re.search(r"Theme: Water in the city.*Printed on \d+ \w+ \d{4}", line.inner_text())
        assert page.locator(".bars rect.bar").first.is_visible()
        assert not page.locator(".filters").is_visible()
        assert not page.locator("#q").is_visible()
        assert page.get_by_role("heading", level=1).is_visible()

    def test_a_post_on_paper_is_the_post_with_its_citation(self, open_page, address):
        """
        What leads elsewhere leads nowhere from paper.
        """
        page = open_page("/news/four-public-spaces/?q=sails&at=1", viewport=WIDE)
        page.emulate_media(media="print")

        assert page.locator(".prose").is_visible()
        assert f"{address}/news/four-public-spaces/" in page.locator("#cite + p").inner_text()
        for gone in (".trail", ".neighbours", "#related", "#topics", "#share", "text=BibTeX"):
            assert page.locator(gone).count()
            assert not page.locator(gone).first.is_visible(), gone


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
        chip = page.locator(".chip span").nth(1)
        chip_ground = chip.evaluate(GROUND)
        page.get_by_label("From").focus()
        ring = page.get_by_label("From").evaluate(style)[2]

        assert page.evaluate(CONTRAST, [colour, found]) >= 4.5
        assert page.evaluate(CONTRAST, [chip.evaluate(style)[0], chip_ground]) >= 4.5
        assert page.evaluate(CONTRAST, [ring, ground]) >= 3
