"""
Words that say little in one language and something in another.
"""

import pytest
import samples
from answers import found

from index import Match, Query

POSTS = [
    samples.post("bare", "Häuser am Fluss", language="de"),
    samples.post("article", "Die Brücke", "Die Brücke und die Häuser.", language="de"),
    samples.post("english", "Häuser in Berlin", "Nobody must die for a house.", language="en"),
    samples.post("other", "Häuser everywhere", language="en"),
    samples.post("swiss", "Häuser", language="de-CH"),
]


@pytest.fixture(scope="module")
def engine(make):
    """
    Each engine in turn, over German and English posts.
    """
    return make(POSTS)


def test_a_stop_word_is_asked_only_of_posts_in_other_languages(engine):
    """
    "die" is an article in German and a verb in English.
    """
    assert {"bare", "article", "swiss", "english"} == found(engine, "die Häuser")
    assert {"bare", "article", "swiss", "english"} == found(engine, "häuser DIE")


def test_a_stop_word_is_no_reason_to_find_a_post(engine):
    """
    "Any of these words" would find every German post.
    """
    assert {"english", "article"} == found(engine, "die Brücke", match=Match.ANY)
    assert {"article", "bare"} == found(engine, "die Brücke Fluss", match=Match.ANY) - {"english"}


def test_most_is_counted_over_the_words_that_are_asked(engine):
    """
    Of "die Häuser Fluss" a German post needs two, an English one two of three; of four
    words a German post needs two of three, an English one three.
    """
    assert {"bare", "english"} == found(engine, "die Häuser Fluss", match=Match.MOST)
    assert {"bare", "article"} == found(engine, "die Häuser Fluss Brücke", match=Match.MOST)


def test_stop_words_alone_are_searched_in_their_language_too(engine):
    """
    Else "die" would find all of German.
    """
    assert {"article", "english"} == found(engine, "die")
    assert {"article"} == found(engine, "die und")


def test_groups_and_alternatives_obey_the_same_rule(engine):
    """
    What stands in brackets is wanted at once, as without them.
    """
    assert {"bare", "article", "swiss", "english"} == found(engine, "(die Häuser) OR nothing")
    assert {"article", "english"} == found(engine, "die OR nothing")
    assert {"other"} == found(engine, "Häuser -(die Häuser)")


def test_the_reading_lists_a_word_once(engine):
    """
    What is left out in one language is not told as searched.
    """
    reading = engine.search(Query(text="die Häuser")).reading

    assert (("Häuser",), ("die",)) == (reading.words, reading.dropped)


def test_a_stop_word_is_marked_and_scored_only_where_it_is_asked(build):
    """
    A page full of marked articles hides what was found.
    """
    hits = {hit.slug: hit for hit in build(POSTS).search(Query(text="die Häuser")).hits}

    def marked(slug):
        return [span.text for span in hits[slug].snippet if span.match]

    assert ["Häuser"] == marked("article")
    assert ["die"] == marked("english")
    assert (
        hits["bare"].score
        == {hit.slug: hit.score for hit in build(POSTS).search(Query(text="Häuser")).hits}["bare"]
    )


def test_why_a_post_is_not_found_counts_the_words_that_are_asked_of_it(build):
    """
    An article that a German post need not have is nothing that it has.
    """
    query = Query(text="die Häuser Fluss Brücke", match=Match.MOST)

    explanation = build(POSTS).explain(query, "swiss")

    assert "it has 1 of 3 words; 2 are needed" in explanation.reasons
    assert "it has no die" not in explanation.reasons


def test_an_article_does_not_bring_other_languages_to_the_top(build):
    """
    "die Energie" is German; a French post that quotes "die" has a rare word, not a better one.
    In capitals such a word may be an acronym, and counts.
    """
    german = [samples.post(f"de-{n}", "Energie", "Das Netz.", language="de") for n in range(9)]
    quoting = samples.post("fr", "Le réseau", "L'énergie et « DIE Zeit » à table.", language="fr")
    others = [samples.post(f"other-{n}", "Le lac", "Au bord.", language="fr") for n in range(20)]
    engine = build([*german, quoting, *others])

    typed, capitals = (
        [hit.slug for hit in engine.search(Query(text=text)).hits]
        for text in ("die Energie", "DIE Energie")
    )

    assert ("fr", "fr") == (typed[-1], capitals[0])
