"""
The rows of facets, whose markup is written by the program.
"""

from functools import partial

import pytest
from markupsafe import Markup

from web.boxes import boxes
from web.facets import Option
from web.wording import lang

row = partial(boxes, lang=partial(lang, default="en", page="en"))


def test_a_row_is_a_ticked_box_with_a_name_and_a_count():
    """
    What templates would write.
    """
    written = row(
        [Option("bench-works", "Bench Works", 1, selected=True, language="de")], "partner"
    )

    assert written == Markup(
        '<li><label class="opt row"><input type="checkbox" form="search" name="partner" '
        'value="bench-works" checked><span class="to"><span lang="de">Bench Works</span></span>'
        '<span class="n">1<span class="vh"> post</span></span></label></li>'
    )


def test_a_row_without_posts_is_pale():
    """
    Ticking it would find nothing.
    """
    written = row([Option("x", "X", 0, selected=False, language=None)], "theme")

    assert 'class="opt row none"' in written
    assert "checked" not in written


@pytest.mark.parametrize("evil", ['"><script>', "<b>", "'&"])
def test_whatever_a_name_holds_stays_text(evil):
    """
    Values that readers chose come from addresses that anybody can make.
    """
    written = row([Option(evil, evil, 1, selected=True, language=None)], "partner")

    assert str(Markup.escape(evil)) in written
    assert evil not in written
