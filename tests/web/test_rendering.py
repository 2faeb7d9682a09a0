"""
Templates, in an environment for each language.
"""

import library
import pytest
from jinja2 import Environment
from markupsafe import Markup

from web import create_app
from web.speech import messages


@pytest.mark.parametrize("name", ["_", "gettext"])
def test_values_in_messages_of_templates_are_escaped(name):
    """
    Messages hold markup; what a reader typed must not become any.
    """
    said = messages("en")[name]

    assert Markup("<b>&lt;i&gt;</b>") == said("<b>%(text)s</b>", text="<i>")
    assert Markup("<b>100%</b>") == said("<b>100%%</b>")


def test_messages_about_a_number_know_it():
    """
    They need not be given it twice.
    """
    several = messages("en")["ngettext"]

    assert "1 post" == several("%(num)s post", "%(num)s posts", 1)
    assert "2 posts" == several("%(num)s post", "%(num)s posts", 2)


def test_a_template_is_compiled_for_all_languages_at_once(editions, monkeypatch):
    """
    The first reader of a language would wait for it; it takes ten times as long as a page.
    """
    settings = library.make_settings(interface_languages=("en", "de"))
    client = create_app(settings, editions=editions).test_client()
    client.get("/search?q=bench")
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))

    assert 'lang="de"' in client.get("/de/search?q=bench").text
