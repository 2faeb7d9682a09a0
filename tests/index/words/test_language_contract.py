"""
The language of the search box, asked of both engines: whatever is typed, they agree.

`PRESSMARK_QUERIES=10000` makes the long form of the test of generated queries.
"""

import os
import time
from datetime import date

import pytest
import samples
from answers import TODAY, found, slugs
from hypothesis import HealthCheck, given, settings
from queries import QUERIES

from archive import Event
from index import Limits, Match, Query, Sort
from index.building.edition import update_edition, write_edition

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
