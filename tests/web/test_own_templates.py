"""
What is told of a site's own templates when a server starts, and not when a page is asked for.
"""

import logging
import re

import library
import pytest

from archive import SettingsError
from web import create_app
from web.rendering import compile_templates


@pytest.fixture
def start(editions, tmp_path, caplog):
    """
    Compile templates, given by name, as a server does, and return what is logged.
    """

    def starting(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        app = create_app(library.make_settings(templates=str(tmp_path)), editions=editions)
        with caplog.at_level(logging.WARNING):
            compile_templates(app)
        return [record.getMessage().replace(str(tmp_path), "") for record in caplog.records]

    return starting


class TestWhatIsCalledFor:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (
                '\n{% extends "pressmark/bass.html" %}',
                "home.html:2: there is no template pressmark/bass.html; did you mean pressmark/b",
            ),
            (
                '{% extends "bases.html" %}',
                "home.html:1: there is no template bases.html; did you mean pressmark/base.html?",
            ),
            (
                '{% include "logo.svg" %}',
                "there is no template logo.svg; ours are called as in pressmark/base.html",
            ),
            (
                '{% if site.name %}\n\n{% include ["a.html", "b.html"] %}{% endif %}',
                "home.html:3: there is no template a.html",
            ),
            (
                '{% import "xyz.html" as xyz %}',
                "home.html:1: there is no template xyz.html",
            ),
            (
                '{% from "peaces.html" import hits %}',
                "did you mean pressmark/pieces.html?",
            ),
        ],
    )
    def test_one_that_is_not_there_stops_a_server(self, start, text, told):
        """
        Or every such page would be an error, until somebody looks.
        """
        with pytest.raises(SettingsError) as caught:
            start(home=text)

        assert str(caught.value).startswith("site.templates: /")
        assert told in str(caught.value)

    def test_one_that_extends_itself_stops_a_server(self, start):
        """
        `base.html` of the folder takes the place of the one that it means to extend.
        """
        with pytest.raises(SettingsError) as caught:
            start(base='{% extends "base.html" %}')

        told = "base.html:1: base.html extends itself; the one of ours is pressmark/base.html"
        assert told in str(caught.value)

    def test_one_that_extends_itself_through_ours_stops_a_server(self, start):
        with pytest.raises(SettingsError, match=r"base\.html:1: base\.html extends itself"):
            start(base='{% extends "pressmark/home.html" %}')

    def test_what_is_chosen_when_a_page_is_made_or_may_be_missing_is_left_alone(self, start):
        assert [] == start(
            home='{% extends "pressmark/home.html" %}{% block footer %}'
            '{% include "x.html" ignore missing %}{% include ["x.html", "foot.html"] %}'
            '{% include (site.name ~ ".html") ignore missing %}{% endblock %}',
            foot="<p>Ours</p>",
        )


class TestWhatFailsLater:
    @pytest.mark.parametrize(("path", "code"), [("/themes/", 500), ("/nothing-here", 404)])
    def test_a_fault_in_the_frame_of_all_pages_leaves_a_plain_page(
        self, editions, tmp_path, caplog, path, code
    ):
        """
        Of ours alone, with its number, a way on, and what happened in the log.
        """
        (tmp_path / "base.html").write_text(
            '{% extends "pressmark/base.html" %}{% block footer %}{{ 1 // 0 }}{% endblock %}'
        )
        app = create_app(library.make_settings(templates=str(tmp_path)), editions=editions)

        answer = app.test_client().get(path)
        sheet = re.search(r'rel="stylesheet" href="([^"]+)"', answer.text)[1]

        assert (code, "text/html") == (answer.status_code, answer.mimetype)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert 200 == app.test_client().get(sheet).status_code
        assert '<a href="/search">Search the archive</a>' in answer.text
        assert ("give this number" in answer.text) == (code == 500)
        assert f"at '{path}' cannot be made" in caplog.text
        assert "ZeroDivisionError" in caplog.text


class TestWhatNoPageShows:
    def test_a_file_that_takes_no_place_is_told(self, start):
        (told,) = start(reslts='{% extends "pressmark/results.html" %}')

        assert (
            "site.templates: /reslts.html: there is no template reslts.html whose place it takes; "
            "did you mean results.html?" == told
        )

    def test_a_block_that_no_parent_has_is_told(self, start):
        """
        Jinja passes over it, and the operator looks for the fault elsewhere.
        """
        (told,) = start(
            base='{% extends "pressmark/base.html" %}\n{% block foter %}x{% endblock %}'
        )

        assert (
            "site.templates: /base.html:2: there is no block foter whose place it takes; "
            "did you mean footer?" == told
        )

    def test_blocks_of_a_template_s_own_are_none_of_these(self, start):
        """
        One inside a block that is shown, one in a parent of the folder, one in a page of its own.
        """
        assert [] == start(
            base='{% extends "pressmark/base.html" %}'
            "{% block footer %}{% block inner %}{% endblock %}{% endblock %}",
            results='{% extends "pressmark/results.html" %}{% block inner %}x{% endblock %}',
            help="<title>{% block anything %}{% endblock %}</title>",
        )

    def test_nothing_is_told_of_a_site_without_templates(self, editions, caplog):
        compile_templates(create_app(library.make_settings(), editions=editions))

        assert [] == caplog.records
