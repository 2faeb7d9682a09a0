"""The language of the search box, as pages tell it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from markupsafe import Markup

from archive import default_settings, load_settings
from index import FORMS, Query, Reading, Results, rebuild
from web import create_app
from web.editions import limits_of
from web.readings import reading_line


def reading(client, text):
    page = client.get("/search", query_string={"q": text}).text
    found = re.search(r'<p class="reading">(.*?)</p>', page, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found.group(1))).split()) if found else None


class TestHelp:
    def test_every_form_is_on_the_page(self, client):
        """
        A form that nobody reads of is a form that nobody types.
        """
        page = unescape(client.get("/search/help").text)

        assert [] == [form for form in FORMS if f"<code>{form.example}</code>" not in page]
        assert [] == [form for form in FORMS if form.meaning not in page]

    def test_every_field_has_an_example_of_this_archive(self, client):
        """
        Examples of another archive find nothing here.
        """
        page = unescape(client.get("/search/help").text)

        for form in FORMS:
            if form.field:
                assert re.search(rf'{re.escape(form.meaning)}, here <a href="/search\?q=', page), (
                    form
                )


class TestReadAs:
    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("bench theme:water", "Read as posts with bench, on the theme Water in the city."),
            (
                "bench title:shade date:2020 -partner:arbor",
                "Read as posts with bench, with shade in the title, published from 1 January to 31 December 2020, without partner:arbor.",
            ),
            ("on:2020-05-01", "Read as posts published on 1 May 2020."),
            ("benc* after:2021", "Read as posts with benc*, published on 1 January 2021 or later."),
            ("before:2021", "Read as posts published on 31 December 2020 or earlier."),
            ("event:2024-03-01", "Read as posts on an event on 1 March 2024."),
            ("language:de", "Read as posts in Deutsch."),
            ("date:none", "Read as posts without a date."),
            ("bench event:none", "Read as posts with bench, without a day of an event."),
            ("year:2020", "Read as posts published from 1 January to 31 December 2020."),
            (
                "shade (bench OR fountain) date:2020",
                "Read as shade (bench OR fountain) date:2020, published from 1 January to 31 December 2020.",
            ),
            ("(bench", "Read as posts with bench. A bracket without its partner was passed over."),
            ("theme:nobody", "Read as posts on the theme nobody. No theme is called nobody."),
        ],
    )
    def test_fields_and_dates_are_told(self, client, typed, told):
        """
        Who typed a month sees its days, who typed a word of a name sees the name.
        """
        assert told == reading(client, typed)

    def test_relevance_is_offered_only_for_words(self, client):
        """
        There is no relevance to a filter.
        """
        page = client.get("/search?q=date:2020").text

        assert "Relevance</a>" not in page
        assert 'aria-current="true">Newest' in page
        assert "newest" == client.get("/search.json?q=date:2020").get_json()["sort"]
        assert "relevance" == client.get("/search.json?q=bench").get_json()["sort"]

    def test_other_names_are_told(self, client):
        """
        A post without the acronym that was typed must not be a riddle.
        """
        told = "Read as posts with WITC. Also found: Water in the city."

        assert told == reading(client, "WITC")
        assert "Read as posts with bench." == reading(client, "bench")
        read = client.get("/search.json?q=water+in+the+city").get_json()["reading"]
        assert ["WITC"] == read["also"]

    def test_of_very_many_names_some_are_told_and_the_others_counted(self, site):
        """
        A line is read, a list of thirty names is not.
        """
        reading = Reading(words=("a",), also=tuple("bcdefghi"))
        results = Results(Query(), 0, (), {}, (), reading, "g")

        with site.test_request_context("/"):
            told = Markup(reading_line(results)).striptags()

        assert "Read as posts with a. Also found: b, c, d, e, f, g and 2 more." == told

    def test_programs_get_the_same(self, client):
        """
        The documented keys stay; fields and dates stand beside them.
        """
        read = client.get("/search.json?q=bench+theme:water+date:2020..").get_json()["reading"]

        assert {
            "words": ["bench"],
            "phrases": [],
            "excluded": [],
            "dropped": [],
            "also": [],
            "notes": [],
            "fields": [{"field": "theme", "text": "water", "names": ["Water in the city"]}],
            "dates": [{"of": "published", "from": "2020-01-01", "to": None}],
            "asked": None,
        } == read

    def test_filters_in_the_text_are_no_chips(self, client):
        """
        They are taken away where they were typed.
        """
        page = client.get("/search?q=bench+theme:water").text

        assert "Clear all filters" not in page


@pytest.mark.parametrize(
    "text", ['"', "(", "NOT NOT x", "AND OR", ":::", "date:[2023 to 2024]", "secret:x", "x" * 499]
)
def test_no_text_is_an_error(client, text):
    """
    People are never told off for typing.
    """
    assert 200 == client.get("/search", query_string={"q": text}).status_code


def test_the_limits_of_the_settings_are_those_of_the_search_box(tmp_path):
    """
    A limit that is set and not obeyed is worse than none.
    """
    file = tmp_path / "pressmark.toml"
    file.write_text(
        "[limits]\nquery_characters = 50\nquery_words = 3\nquery_depth = 2\nexpanded_terms = 7\n"
        "search_bytes = 9\n",
        encoding="utf-8",
    )

    limits = limits_of(load_settings(file))

    assert (50, 3, 2, 7) == (limits.characters, limits.words, limits.depth, limits.expanded)
    assert 9 == limits.memory


def test_the_site_obeys_them(tmp_path):
    """
    From the settings file to the page.
    """
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "one.md").write_text("---\ntitle: One\n---\nFirst words, worded.\n")
    set_to = {"limits.query_words": 2, "limits.expanded_terms": 1, "limits.query_depth": 1}
    folders = {"content": tmp_path / "content", "index": tmp_path / "index", "build.workers": 1}
    settings = default_settings(folders | set_to)
    rebuild(settings)
    client = create_app(settings).test_client()

    told = reading(client, "wor* ((first)) words one")

    assert "Only the first 2 words were searched; left out: one." in told
    assert "Brackets were read 1 deep; left out: (first)." in told
    assert "Wor* stands for the 1 commonest of 2 words." in told
