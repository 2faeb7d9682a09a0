"""
Fields and dates typed in the search box, asked of both engines.
"""

from datetime import date

import pytest
import samples
from answers import found, slugs

from archive import Event
from index import Facet, Match, Query, Sort
from index.asking.dates import PartialDate


class TestFields:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("title:harbour", {"alert"}),
            ("title:opened", {"data"}),
            ("title:twice", set()),
            ('title:"data portal"', {"data"}),
            ('title:"portal for"', set()),
            ("title:words", set()),
            ("partner:harbour-lab", {"alert"}),
            ('partner:"Laboratorium Portowe"', {"alert"}),
            ("partner:gz", {"alert"}),
            ("partner:harbour", {"alert"}),
            ("partner:portowe", {"alert"}),
            ("partner:ministry", {"data", "undated"}),
            ("theme:security", {"alert", "athens", "strasse", "data"}),
            ("theme:urban", {"alert", "strasse", "data"}),
            ("theme:none", {"tokyo", "seoul", "forms", "undated", "untitled"}),
            ("theme:(crowds privacy)", {"data"}),
            ("theme:(crowds OR privacy)", {"data", "strasse", "energie"}),
            ("person:anna", {"alert"}),
            ('person:"anna obrien"', {"alert"}),
            ("person:obrien", {"alert"}),
            ('person:"obrien anna"', set()),
            ("place:zrebowo", {"alert"}),
            ("language:EL", {"athens"}),
            ("category:NEWS title:portal", {"data"}),
            ("Theme:privacy -theme:crowds", {"energie"}),
        ],
    )
    def test_fields_narrow(self, engine, typed, expected):
        """
        What can be ticked can be typed, and a little more.
        """
        assert expected == found(engine, typed)

    def test_a_language_stands_for_its_regions(self, build, simple):
        """
        Who asks for Portuguese has not thought of Brazil; who ticks a box sees what it counts.
        """
        tags = ["pt", "pt-BR", "pt-PT", "zh-Hant-TW", "en"]
        posts = [samples.post(tag.lower(), language=tag) for tag in tags]
        for make in (build, simple):
            engine = make(posts)

            assert {"pt", "pt-br", "pt-pt"} == found(engine, "language:pt")
            assert {"pt-br"} == found(engine, "language:pt-BR")
            assert {"pt-br"} == found(engine, "language:pt_br")
            assert {"zh-hant-tw"} == found(engine, "language:zh")
            assert {"pt"} == found(engine, "", language=("pt",))
            assert set() == found(engine, "language:p")

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("person:ANNA", {"alert"}),
            ('person:"anna o\'brien"', {"alert"}),
            ("person:ánna", {"alert"}),
            ("place:ŹRĘBOWO", {"alert"}),
            ("place:zrębowo", {"alert"}),
        ],
    )
    def test_names_of_people_and_places_are_blind_to_marks_and_case(self, engine, typed, expected):
        """
        A name is typed as the keyboard lets it be.
        """
        assert expected == found(engine, typed)

    def test_an_unknown_field_is_text(self, engine):
        """
        Nobody may ask what fields there are.
        """
        assert set() == found(engine, "visibility:staff")
        assert found(engine, '"stored portal"') == found(engine, "_stored:portal")

    def test_filters_in_the_text_narrow_whatever_match_says(self, engine):
        """
        "Any of the words" is about words.
        """
        assert {"data"} == found(engine, "portal absent category:news", match=Match.ANY)

    def test_filters_in_the_text_tick_nothing(self, engine):
        """
        A facet shows what was ticked; the reading shows what was typed.
        """
        results = engine.search(Query(text="theme:privacy"))

        assert Sort.NEWEST is results.sort
        assert ["energie", "data"] == slugs(results)
        assert not any(value.selected for value in results.facets[Facet.THEME])
        assert {"privacy": 2, "crowds": 1} == {
            value.value: value.count
            for value in results.facets[Facet.THEME]
            if value.value in {"privacy", "crowds"}
        }

    @pytest.mark.parametrize(
        ("typed", "note"),
        [
            ("partner:nobody", "no partner is called nobody"),
            ("theme:nothing", "no theme is called nothing"),
            ("person:nobody", "no person is called nobody"),
            ('person:"obrien anna"', "no person is called obrien anna"),
            ("place:anna", "no place is called anna"),
            ("-place:nowhere", "no place is called nowhere"),
            ("category:nwes", "no posts are of the kind nwes; there are event, guide, news"),
            ("language:xx", "no posts are in the language xx; there are de, el, en, fr, ja, ko"),
        ],
    )
    def test_a_name_that_nobody_has_is_told(self, engine, typed, note):
        """
        Else the reader looks for the fault in the words.
        """
        results = engine.search(Query(text=f"portal {typed}"))

        assert (note,) == results.reading.notes
        assert typed.startswith("-") == bool(results.total)

    @pytest.mark.parametrize(
        "typed", ["person:anna", "place:źrębowo", "category:News", "category:none", "language:EN"]
    )
    def test_of_a_name_that_somebody_has_nothing_is_told(self, engine, typed):
        """
        Where other words find nothing, the name is not to blame.
        """
        assert () == engine.search(Query(text=f"absent {typed}")).reading.notes


class TestDates:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("date:2023", {"athens", "strasse", "forms"}),
            ("date:2023-05-02", {"athens", "strasse"}),
            ("on:02/05/2023", {"athens", "strasse"}),
            ("date:2022-11..2023-05-02", {"tokyo", "athens", "strasse"}),
            ("date:2023-05-02..2022-11", {"tokyo", "athens", "strasse"}),
            ("date:2023-05-31..", {"forms", "alert"}),
            ("date:..2020", {"data", "untitled"}),
            ("after:2023-05-31", {"forms", "alert"}),
            ("before:2020-02-29", {"data"}),
            ("after:2023-05 before:2023-05-31", {"athens", "strasse"}),
            ("year:2023", {"athens", "strasse", "forms"}),
            ("year:2019..2020", {"data", "untitled"}),
            ("date:none", {"seoul", "undated"}),
            ("date:undated portal", {"undated"}),
            ("-year:none date:..2020", {"data", "untitled"}),
            ("event:none harbour", set()),
            ("-event:none", {"alert"}),
            ("last three days", {"alert"}),
            ("last 3 days", {"alert"}),
            ("last 2 days", set()),
            ("last 1 week", {"alert"}),
            ("last 1 year", {"alert", "athens", "strasse", "forms"}),
            ("LAST 11 Months", {"alert", "athens", "strasse", "forms"}),
            (
                "last 9999 years",
                {"alert", "athens", "strasse", "tokyo", "energie", "forms", "data", "untitled"},
            ),
            ('date:"last 3 days"', {"alert"}),
            ("event:2024-03", {"alert"}),
            ("event:2024-03-13", {"alert"}),
            ("event:2024-03-18", set()),
            ("event:2019..2024-03-12", set()),
            ("-date:2000..", {"seoul", "undated"}),
            ("portal date:1999..", {"data"}),
        ],
    )
    def test_days_of_publication_and_of_events(self, engine, typed, expected):
        """
        An undated post was published on no day, a post without an event took place on none.
        """
        assert expected == found(engine, typed)

    def test_an_event_is_on_each_of_its_days(self, build, simple):
        """
        A conference of five days is found by any of them, and by a month that it reaches into.
        """
        event = Event(name="Week", start=date(2024, 2, 28), end=date(2024, 3, 3))
        open_end = Event(name="End", end=date(2024, 3, 1))
        posts = [
            samples.post("week", event=event),
            samples.post("end", event=open_end),
            samples.post("nameless", event=Event(name="Some day")),
        ]
        for make in (build, simple):
            engine = make(posts)

            assert {"week", "end"} == found(engine, "event:2024-03")
            assert {"week"} == found(engine, "event:2024-02-28")
            assert {"week", "end"} == found(engine, "event:2024-03-01")
            assert {"week"} == found(engine, "event:2024-03-02..")
            assert set() == found(engine, "event:2024-03-04..2025")

    def test_the_timeline_and_the_years_obey_dates_in_the_text(self, engine):
        """
        They are part of the text, unlike the bounds beside it.
        """
        results = engine.search(Query(text="date:2023", start=PartialDate(2023, 5, 31)))

        assert ["forms"] == slugs(results)
        assert {"2023-05": 3} == {month.month: month.count for month in results.timeline}
