"""Accessibility, as far as a machine can tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from addresses import PAGES

AXE = Path(__file__).parents[2] / "vendor" / "axe-core" / "axe.min.js"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")

OPEN_EVERYTHING = "document.querySelectorAll('details').forEach(each => { each.open = true; })"

RUN = """
async (tags) => {
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error('too slow')), 30000));
  const running = axe.run({ runOnly: { type: 'tag', values: tags } });
  const found = await Promise.race([running, late]);
  return found.violations.map((each) => {
    const places = each.nodes.map((node) => node.html.slice(0, 120));
    return `${each.id}: ${places.join(' | ')}`;
  });
}
"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name):
    """
    Every page, at three widths, in both schemes, everything unfolded.
    """
    examine(open_page(PAGES[name], reduced_motion="reduce"))


@pytest.mark.parametrize(
    "path", ["/de/search?q=square&theme=water", "/pl/news/four-public-spaces/"]
)
def test_axe_finds_nothing_in_other_languages(open_page, path):
    """
    Names of controls are translated apart from what they show.
    """
    examine(open_page(path, reduced_motion="reduce"))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (400, "This address cannot be read"),
        (405, "This address can only be read"),
        (500, "Something went wrong here"),
    ],
)
def test_axe_finds_nothing_where_something_went_wrong(open_page, code, says):
    """
    Whoever meets an error needs the page more than anybody.
    """
    page = open_page(f"/fails/{code}", reduced_motion="reduce")

    assert says == page.get_by_role("heading", level=1).inner_text()
    examine(page)


def test_axe_finds_nothing_where_there_is_no_index(open_page, closed_address):
    """
    A page that says "later" is still a page.
    """
    page = open_page(f"{closed_address}/", reduced_motion="reduce")

    assert "The archive is being put in order" == page.get_by_role("heading").inner_text()
    examine(page)


def test_axe_finds_nothing_in_an_open_list_of_suggestions(open_page):
    """
    With one of them chosen, over whatever is on the page.
    """
    page = open_page("/search?q=square", reduced_motion="reduce")
    box = page.get_by_role("combobox", name="Search the archive")
    box.fill("")
    box.press_sequentially("squ")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")

    examine(page)
    assert page.get_by_role("listbox").is_visible()


def examine(page):
    """Run axe; motion is reduced, or colours would be read half-way."""
    page.evaluate(OPEN_EVERYTHING)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = page.evaluate(RUN, TAGS)

    assert {} == {where: faults for where, faults in found.items() if faults}
