"""
The language of the search box, asked of both engines: whatever is typed, they agree.

`PRESSMARK_QUERIES=10000` makes the long form of the test of generated queries.
"""

import os
import time
from datetime import date

import pytest
import samples
from hypothesis import HealthCheck, given, settings
from queries import QUERIES

from archive import Event
from index import Facet, Limits, Match, Query, Sort
from index.dates import PartialDate
from index.edition import update_edition, write_edition

TODAY = date(2024, 3, 20)

EXAMPLES = int(os.environ.get("PRESSMARK_QUERIES", "300"))
"""
Generated queries; some hundreds in `make test`.
"""

SLOWEST = 2.0
"""
Seconds of processor time that no query may take.
"""


@pytest.fixture(scope="module")
def both(build, simple):
    """
    The engine that serves, and the one that is right, over the same posts.
    """
    records = samples.WRITTEN + samples.chance(60)
    options = {"limits": Limits(expanded=4), "today": lambda: TODAY}
    return build(records, **options), simple(records, **options)


@pytest.fixture(scope="module", params=["whoosh", "brute force"])
def engine(request, build, simple):
    """
    Each engine in turn, over the posts written by hand.
    """
    make = build if request.param == "whoosh" else simple
    return make(samples.WRITTEN, today=lambda: TODAY)


def slugs(results):
    return [hit.slug for hit in results.hits]


def found(engine, text, **others):
    return set(slugs(engine.search(Query(text=text, size=100, **others))))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(query=QUERIES)
def test_both_engines_answer_every_query_alike(both, query):
    """
    Arrays are quick and can be wrong in silence; sets of posts are slow and plain.
    """
    serving, right = both

    started = time.process_time()
    ours = serving.search(query)
    took = time.process_time() - started
    theirs = right.search(query)

    assert SLOWEST > took
    assert theirs.total == ours.total
    assert theirs.facets == ours.facets
    assert theirs.timeline == ours.timeline
    assert theirs.reading == ours.reading
    assert theirs.sort == ours.sort
    if ours.sort is Sort.RELEVANCE:
        assert sorted(slugs(theirs)) == sorted(slugs(ours))
        scores = [hit.score for hit in ours.hits]
        assert sorted(scores, reverse=True) == scores
    else:
        assert slugs(theirs) == slugs(ours)


class TestOperators:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("lodz OR strasse", {"alert", "strasse"}),
            ("portal OR harbour counterterrorism", {"undated", "alert"}),
            ("counterterrorism harbour OR portal", {"undated", "alert"}),
            ("(portal data) OR lodz", {"data", "alert"}),
            ("portal AND data", {"data"}),
            ("portal NOT counterterrorism", {"data"}),
            ("portal -(data opens)", {"undated"}),
            ("portal NOT (data OR lodz)", {"undated"}),
            ("portal -undated -data", set()),
            ("title:(harbour OR portal)", {"alert", "data"}),
            ("NOT NOT portal", {"undated", "data"}),
        ],
    )
    def test_words_are_joined_as_the_help_says(self, engine, typed, expected):
        """
        OR joins the two things beside it; everything else is wanted at once.
        """
        assert expected == found(engine, typed)

    def test_capitals_are_words_where_everything_is_in_capitals(self, engine):
        """
        Who forgot the shift key meant no operator.
        """
        assert found(engine, "portal lodz") == found(engine, "PORTAL OR LODZ")
        assert found(engine, "portal") == found(engine, "PORTAL")

    def test_a_group_is_one_thing_to_match(self, engine):
        """
        Of a group and two words, "most" is two.
        """
        text = "(portal data) absent lodz"

        assert set() == found(engine, text, match=Match.MOST)
        assert {"data", "alert"} == found(engine, text, match=Match.ANY)


class TestBeginnings:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("harb*", {"alert"}),
            ("HARB*", {"alert"}),
            ("łó*", {"alert"}),
            ("counter-terr*", {"alert", "undated"}),
            ("title:port*", {"data"}),
            ("-po* forms", {"forms"}),
            ("zzz*", set()),
        ],
    )
    def test_words_that_begin_so(self, engine, typed, expected):
        """
        Who does not know how a name goes on types its beginning.
        """
        assert expected == found(engine, typed)

    def test_only_the_commonest_words_are_looked_for(self, build, simple):
        """
        Two letters may begin half an archive; the note says how many words there are.
        """
        posts = [samples.post(f"p{n}", text=f"word{n % 7} word{n % 3}") for n in range(21)]
        for make in (build, simple):
            results = make(posts, limits=Limits(expanded=3)).search(Query(text="word*"))

            assert 21 == results.total

            rest = make(posts, limits=Limits(expanded=1)).search(Query(text="word*"))
            again = make(posts[1::3], limits=Limits(expanded=1)).search(Query(text="word*"))

            assert 9 == rest.total  # word0, which stands in most
            assert 7 == again.total  # word1, not the first by alphabet
            assert ("word* stands for the 3 commonest of 7 words",) == results.reading.notes

    @pytest.mark.parametrize(("most", "noted"), [(6, True), (7, False), (8, False)])
    def test_the_limit_itself_is_within(self, build, most, noted):
        """
        A note on nothing left out would only worry.
        """
        posts = [samples.post(f"p{n}", text=f"word{n}") for n in range(7)]

        results = build(posts, limits=Limits(expanded=most)).search(Query(text="word*"))

        assert min(most, 7) == results.total
        assert noted == bool(results.reading.notes)


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

    def test_a_name_that_nobody_has_finds_nothing_and_says_so(self, engine):
        """
        Else the reader looks for the fault in the words.
        """
        results = engine.search(Query(text="portal partner:nobody"))

        assert 0 == results.total
        assert ("no partner is called nobody",) == results.reading.notes


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


def test_posts_that_are_gone_count_for_nothing(tmp_path, opened, simple):
    """
    An updated edition keeps their words in its files; a limit that counted them would
    answer otherwise than a rebuild.
    """
    kept = [
        samples.post(f"kept-{n}", text=f"word{n} word0", people=(f"Anna {n}",)) for n in range(6)
    ]
    gone = [
        samples.post(
            f"gone-{n}",
            text="worda wordb word5 " * 3,
            people=("Anna Gone",),
            event=Event(start=date(2024, 3, 1), place="Athens"),
        )
        for n in range(3)
    ]
    vocabularies = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}
    write_edition(tmp_path, kept[:3] + gone, **vocabularies)
    removed = [post.slug for post in gone]
    update_edition(tmp_path, removed=removed, records=kept[3:], **vocabularies)

    options = {"limits": Limits(expanded=3)}
    updated, right = opened(tmp_path, **options), simple(kept, **options)

    for text in ("word*", "worda*", "person:anna", "person:gone", "event:2024", "place:athens"):
        ours, theirs = updated.search(Query(text=text)), right.search(Query(text=text))
        assert (theirs.total, theirs.reading) == (ours.total, ours.reading), text


def test_only_what_a_post_has_makes_it_better(build):
    """
    Half a group is nothing, and a filter is not a merit.
    """
    # Out of each other's reach: words near each other would be a merit of their own.
    apart = " ".join(["alpha", *(f"word{n}" for n in range(9)), "beta"])
    posts = [samples.post("half", text="alpha gamma"), samples.post("whole", text=apart)]
    engine = build([*posts, samples.post("other", text="delta")])

    def score(text, slug):
        return {h.slug: h.score for h in engine.search(Query(text=text)).hits}[slug]

    assert score("gamma", "half") == score("(alpha beta) OR gamma", "half")
    assert score("gamma", "half") == score("gamma OR language:en", "half")
    assert score("gamma", "half") == score("gamma language:en -delta", "half")
    assert 0.0 == score("gamma OR language:en", "other")
    assert score("alpha", "whole") + score("beta", "whole") == pytest.approx(
        score("(alpha beta) OR gamma", "whole"), abs=1e-5
    )


def test_marks_are_on_what_was_asked_for(build):
    """
    A word asked for in the title is no reason to mark it in the body.
    """

    def marked(spans):
        return [span.text for span in spans if span.match]

    engine = build([samples.post("one", "Portal opens", "The portals of data, dated. No draft.")])

    (hit,) = engine.search(Query(text="title:portal dat* -theme:crowds OR drafts")).hits

    assert ["Portal"] == marked(hit.title)
    assert ["data", "dated", "draft"] == marked(hit.snippet)
