"""
Words that stand near each other say more together than apart.
"""

from collections import defaultdict
from itertools import product
from math import log1p

import pytest
import samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import post

from index import Limits, Match, Query
from index.building.edition import update_edition, write_edition
from index.editions.schema import TEXT_FIELDS
from index.editions.writing import APART, document_of
from index.searching import nearness, ranking
from index.searching.bm25 import K1
from index.words.function_words import function_words
from index.words.languages import primary, stem
from index.words.tokens import BESIDE, slots

TEXTS = ("data portal", "security alert plans", "title:data title:portal", "counter-terrorism city")

FILLER = ["matters", "days", "things", "others", "years", "hours", "weeks"]


def scores(engine, text, match=Match.ANY):
    return {
        hit.slug: hit.score for hit in engine.search(Query(text=text, match=match, size=100)).hits
    }


def gained(engine, left, right):
    """
    What posts have for two words beyond what they have for each.
    """
    apart = scores(engine, f"{left} OR {right}")
    return {slug: score - apart[slug] for slug, score in scores(engine, f"{left} {right}").items()}


def stems_by_place(record):
    """
    For each text field the stems at each place, from the texts alone.
    """
    document = document_of(record, samples.PARTNERS, samples.THEMES)
    language = primary(record.language)
    fields = defaultdict(dict)
    for field, text in document.texts.items():
        place = 0
        for part in (text.text, *text.more):
            for slot in slots(part):
                fields[field][place] = {stem(language, term) for term in slot.split(BESIDE)}
                place += 1
            place += APART
    return fields


def simple_gains(records, left, right, having):
    """
    The rule of the stage, place by place; `having` says how many posts have each word.
    """
    texts = {record.slug: stems_by_place(record) for record in records}
    total = len(records)
    average = {}
    for field in TEXT_FIELDS:
        lengths = [len(text[field.name]) for text in texts.values() if text[field.name]]
        average[field.name] = sum(lengths) / max(1, len(lengths))
    commonest = max(having)
    worth = nearness.WORTH * log1p((total - commonest + 0.5) / (commonest + 0.5))
    gains = {}
    for record in records:
        language = primary(record.language)
        one, other = stem(language, left), stem(language, right)
        weight = 0.0
        for field in TEXT_FIELDS:
            places = texts[record.slug][field.name]
            norm = field.weight / (1 - field.b + field.b * len(places) / (average[field.name] or 1))
            for a, b in product(places, places):
                if one in places[a] and other in places[b] and 0 < abs(a - b) <= nearness.REACH:
                    weight += norm / abs(a - b)
        gains[record.slug] = worth * weight * (K1 + 1) / (weight + K1)
    return gains


@pytest.mark.parametrize("pair", [("data", "portal"), ("security", "alert"), ("plans", "city")])
def test_what_posts_gain_is_what_counting_place_by_place_gives(build, pair):
    """
    Any field, any order, up to eight places; shorter distances and rarer words count more.
    """
    records = samples.chance(60, seed=3)
    engine = build(records)
    having = [engine.search(Query(text=word)).total for word in pair]

    found = gained(engine, *pair)

    expected = simple_gains(records, *pair, having)
    assert found == pytest.approx({slug: expected[slug] for slug in found}, abs=1e-5)
    assert any(found.values())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 7), st.permutations(FILLER))
def test_words_side_by_side_score_at_least_as_high_as_words_apart(build, apart, filler):
    """
    The same words in the same post, only further from each other.
    """
    near = ["harbour", "alert", *filler]
    far = ["harbour", *filler[:apart], "alert", *filler[apart:]]
    engine = build([post("near", "A", " ".join(near)), post("far", "A", " ".join(far))])

    found = scores(engine, "harbour alert")

    assert found["near"] > found["far"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_further_occurrence_never_lowers_a_score(build, data):
    """
    A filler word in the place of which a word of the query stands.
    """
    words = data.draw(
        st.lists(st.sampled_from([*FILLER, "harbour", "alert"]), min_size=4, max_size=20)
    )
    number = data.draw(st.integers(0, len(words) - 1))
    more = [*words[:number], data.draw(st.sampled_from(["harbour", "alert"])), *words[number + 1 :]]
    if words[number] in {"harbour", "alert"}:
        more = words
    engine = build([post("less", "A", " ".join(words)), post("more", "A", " ".join(more))])

    found = scores(engine, "harbour alert")

    assert found.get("more", 0) >= found.get("less", 0)


def test_names_are_apart_even_where_they_stand_in_one_field(build):
    """
    "Anna Berg" and "Jon Falk" are no "Berg Jon".
    """
    engine = build([post("two", "A", "x", people=("Anna Berg", "Jon Falk"))])

    assert {"two": pytest.approx(0)} == gained(engine, "berg", "jon")
    assert gained(engine, "anna", "berg")["two"] > 0


def test_words_asked_for_in_titles_are_near_in_titles_alone(build):
    """
    That they stand side by side in the text says nothing of the title.
    """
    title = f"Harbour {' '.join(FILLER)} reach alert"
    engine = build(
        [post("apart", title, "harbour alert"), post("near", "Harbour alert", " ".join(FILLER))]
    )

    found = gained(engine, "title:harbour", "title:alert")

    assert pytest.approx(0) == found["apart"]
    assert 0 < found["near"]


def test_function_words_between_two_words_do_not_part_them(build):
    """
    "Alerts when there is fog" are about fog alerts.
    """
    engine = build(
        [
            post("near", "A", "An alert, fog and other matters of days"),
            post("far", "A", "An alert and other matters of days, fog"),
        ]
    )
    assert {"when", "there"} <= function_words("en")

    found = scores(engine, "alert when there is fog")

    assert found["near"] > found["far"]


@pytest.mark.parametrize("text", ["fig (harbour alert)", "(harbour alert) OR (fog haze)"])
def test_words_in_brackets_are_near_each_other_too(build, text):
    """
    They follow each other in the query like any others.
    """
    near = ["harbour", "alert", *FILLER * 3, "fig"]
    far = ["harbour", *FILLER * 2, "alert", *FILLER, "fig"]
    engine = build([post("near", "A", " ".join(near)), post("far", "A", " ".join(far))])

    found = scores(engine, text)

    assert found["near"] > found["far"]


def test_a_hyphenated_word_is_where_its_parts_stand_in_their_order(build):
    """
    Both posts have the same words; in one of them those near the city are another word.
    """
    hyphenated, turned = ["counter-terrorism"], ["terrorism", "counter"]
    near = [*hyphenated, "city", *FILLER * 2, *turned]
    far = [*turned, "city", *FILLER * 2, *hyphenated]
    engine = build([post("near", "A", " ".join(near)), post("far", "A", " ".join(far))])

    found = scores(engine, "counter-terrorism city")

    assert found["near"] > found["far"]


def test_no_word_is_near_itself_or_near_a_word_of_another_field(build):
    """
    A word that was typed twice is not twice in the post; a title ends before the body begins.
    """
    engine = build([post("a", "Harbour", "alert portal alerts")])

    assert {"a": pytest.approx(0)} == gained(engine, "harbour", "alert")
    assert gained(engine, "alert", "alerts") == {"a": pytest.approx(0)}


class TestTheBest:
    @pytest.fixture
    def few(self, monkeypatch):
        monkeypatch.setattr(ranking, "BEST", 10)

    def test_pages_are_parts_of_one_order(self, build, few):
        """
        The best are looked into whatever page is asked for.
        """
        engine = build(samples.chance(200, seed=5))
        query = Query(text="data portal plans", match=Match.ANY, size=100)
        whole = [
            (hit.slug, hit.score)
            for page in (1, 2)
            for hit in engine.search(query.on_page(page)).hits
        ]

        for size in (1, 7):
            asked = [query.but(size=size).on_page(page) for page in range(1, 22)]
            pages = [engine.search(each).hits for each in asked]
            found = [(hit.slug, hit.score) for page in pages for hit in page]
            assert whole[: len(found)] == found
        assert whole == sorted(whole, key=lambda each: -each[1])
        assert [slug for slug, _ in whole] == [record.slug for record in engine.scan(query)]

    def test_only_the_best_gain(self, build, few):
        """
        The eleventh has what its words count, and stays behind the tenth.
        """
        engine = build(samples.chance(80, seed=5))
        apart = scores(engine, "data OR portal")
        together = scores(engine, "data portal")
        first = sorted(apart, key=lambda slug: -apart[slug])[:10]
        rest = set(apart) - set(together) | {
            slug for slug in apart if apart[slug] < apart[first[-1]]
        }

        assert {slug: apart[slug] for slug in rest} == {slug: together[slug] for slug in rest}
        assert any(together[slug] > apart[slug] for slug in first)


def test_segments_and_deleted_posts_do_not_matter(tmp_path, opened):
    """
    Places are read segment by segment; an edition that grew answers like one that was built.
    """
    records = samples.chance(60, seed=9)
    options = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}
    folder = tmp_path / "grown"
    folder.mkdir()
    (tmp_path / "whole").mkdir()
    write_edition(tmp_path / "whole", records[2:], **options)
    write_edition(folder, records[:30], **options)
    gone = [record.slug for record in records[:2]]
    update_edition(folder, removed=gone, records=records[30:45], **options)
    update_edition(folder, removed=[], records=records[45:], **options)
    whole, grown = opened(tmp_path / "whole"), opened(folder)

    for text in ("data portal", "security alert plans", "counter terrorism city"):
        assert scores(whole, text) == scores(grown, text)
        assert any(gained(grown, *text.split()[:2]).values())


def test_memory_decides_nothing(build):
    """
    Places that were let go of are read again.
    """
    records = samples.chance(40, seed=11)
    small, usual = build(records, limits=Limits(memory=1)), build(records)

    for text in ("data portal", "security alert plans") * 2:
        assert scores(usual, text) == scores(small, text)


def test_words_that_are_asked_for_again_count_as_they_did(build):
    """
    The first time their places are read in the best posts only, later they are kept.
    """
    engine = build(samples.chance(60, seed=13))
    first = [scores(engine, text) for text in TEXTS]

    assert first == [scores(engine, text) for text in TEXTS]
    assert len(engine._finder.ranking.nearness._positions._known._answers) > 0


def test_how_often_words_occur_decides_nothing(build, monkeypatch):
    """
    Of words that occur often, only the places in the best posts are looked at.
    """
    engine = build(samples.chance(60, seed=13))
    usual = [scores(engine, text) for text in TEXTS]
    again = [scores(engine, text) for text in TEXTS]

    monkeypatch.setattr(nearness, "GONE_THROUGH", 0)

    assert usual == again == [scores(engine, text) for text in TEXTS]


def test_words_that_are_near_only_in_posts_that_were_filtered_out_find_nothing(build):
    """
    Nothing is best, and nothing gains.
    """
    engine = build([post("a", "A", "harbour alert"), post("b", "B", "fog")])

    assert scores(engine, "harbour alert -fog") != {}
    assert scores(engine, "harbour alert before:1900") == {}
