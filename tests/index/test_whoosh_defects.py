"""
What goes wrong in Whoosh as it comes, and must not here.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import samples
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import post

from index import Facet, Limits, Match, Query

SECONDS = 2.0
"""
No text may take longer, however hostile.
"""


@pytest.fixture(scope="module")
def serving(build):
    """
    The engine that serves, over enough posts for a slow query to be slow.
    """
    return build(samples.WRITTEN + samples.chance(400))


@pytest.mark.parametrize(
    "text",
    [
        "NOT OR x",
        "NOT NOT x",
        "(" * 3000,
        ")" * 500,
        '"' * 499,
        "x" * 100_000,
        "abcdefgh~9",
        "???*",
        "*",
        "/[/",
        "date:garbage",
        "date:[2023-05-01 to 2023-12-31]",
        "secret:x",
        "_stored:x",
        "a AND OR b",
        ":::",
        "-",
        "--",
        "\x00",
        "\ud800",
        "a-" * 250,
        "東" * 500,
        "the " * 200,
        " ".join(f"-w{n}" for n in range(100)),
        "1,2,3" * 99,
    ],
)
def test_no_text_raises_or_takes_long(serving, text):
    """
    IndexError, RecursionError, re.error, 40 s for a long word: each was one
    address away from a dead site.
    """
    started = time.process_time()

    for match in Match:
        serving.search(Query(text=text, match=match))

    assert time.process_time() - started < len(Match) * SECONDS


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=10),
            st.sampled_from([*samples.VOCABULARY, '"', "-", "(", "*", "OR", ":", "東京"]),
        ),
        max_size=25,
    ).map(" ".join),
    st.sampled_from(list(Match)),
)
def test_any_text_has_an_answer_in_time(serving, text, match):
    """
    People are never told off for typing.
    """
    started = time.process_time()

    results = serving.search(Query(text=text, match=match))

    assert time.process_time() - started < SECONDS
    assert len(results.hits) == min(20, results.total)


def test_a_word_before_a_year_is_not_dropped(build):
    """
    "May 2023" searched only 2023, because may is on its stop list.
    """
    engine = build(
        [post("may", "In May 2023"), post("june", "In June 2023"), post("us", "Tell us")]
    )

    assert ["may"] == [hit.slug for hit in engine.search(Query(text="May 2023")).hits]
    assert ["us"] == [hit.slug for hit in engine.search(Query(text="us")).hits]


def test_a_post_with_two_themes_counts_for_both(build):
    """
    Without `allow_overlap` it counted 249 instead of 769, in silence.
    """
    records = [post(f"p{n}", themes=samples.themes("privacy", "security")) for n in range(30)]

    counted = build(records).search(Query()).facets[Facet.THEME]

    assert {"privacy": 30, "security": 30} == {value.value: value.count for value in counted}


def test_the_best_ten_are_the_best_ten(serving):
    """
    A limit made Whoosh lose the optional side of a query, and with it the best post.
    """
    for text in ("data portal", "city security running", "the harbour of lodz"):
        for match in Match:
            whole = serving.search(Query(text=text, match=match, size=100)).hits

            assert whole[:10] == serving.search(Query(text=text, match=match, size=10)).hits


def test_a_filter_that_matches_nothing_is_a_filter(serving):
    """
    An empty filter was no filter: everything came out.
    """
    assert 0 == serving.search(Query(text="data", theme=("absent",))).total


@pytest.fixture
def hasty():
    """
    Threads take turns a thousand times as often as usual.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(usual)


def test_threads_get_the_answers_of_one(serving, build, hasty):
    """
    Whoosh's files have one position for all threads.
    """
    words = [*samples.VOCABULARY, "harbuor", "alrets", "harb*", '"data portal"'] * 4
    alone = [everything_about(serving, word) for word in words]
    # So little memory that every thread reads for itself.
    fresh = build(samples.WRITTEN + samples.chance(400), limits=Limits(memory=1))

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(partial(everything_about, fresh), words))

    assert alone == together


def everything_about(engine, text):
    """
    Hits with their quotations, what was meant, what may be wanted, and what to read next.
    """
    found = engine.search(Query(text=text, match=Match.ANY, size=50))
    first = found.hits[0].slug if found.hits else "none"
    return found, engine.suggest(text[:3]), engine.post(first), engine.recommender.post(first)
