"""
A question is about what it names, not about how it is asked.
"""

import pytest
from answers import in_order
from samples import post

from index import Match, Query
from index.words.function_words import WORTH, function_words

EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()

ASKED = {
    "en": ("what problems are there", "What and there", "Problems"),
    "de": ("welche Probleme gibt es dort", "Welche Rolle dort", "Probleme"),
    "fr": ("quels problèmes avons-nous ici", "Quels rôles ici", "Des problèmes"),
    "pl": ("jakie tutaj problemy oraz dlaczego", "Jakie, dlaczego", "Problemy"),
    "el": ("ποια προβλήματα και πότε", "Ποια, πότε", "Προβλήματα"),
    "fi": ("mitkä ongelmia ja miksi", "Mitkä, miksi", "Ongelmia"),
}
"""
A question, a title that shares only words of asking with it, and one that shares its matter.
"""


@pytest.mark.parametrize("language", sorted(ASKED))
def test_the_matter_of_a_question_comes_before_its_words_of_asking(build, language):
    """
    "What" is rarer among titles than most words, and says nothing.
    """
    question, asking, matter = ASKED[language]
    others = [post(f"other-{n}", matter, "x", language=language) for n in range(3)]
    engine = build(
        [
            post("asking", asking, "x", language=language),
            post("matter", f"{matter} 1", "x", language=language),
            *others,
        ]
    )

    assert "asking" == in_order(engine, question, match=Match.ANY)[-1]


def test_a_function_word_is_found_all_the_same(build):
    """
    It counts for little; it is not passed over.
    """
    engine = build([post("then", "There and then", "x"), post("other", "Other", "x")])

    assert ["then"] == in_order(engine, "there")
    assert [] == in_order(engine, "there other")


def test_what_is_a_function_word_in_one_language_counts_in_another(build):
    """
    German "war" is "was"; an English post on war is about it.
    """
    engine = build(
        [
            post("de", "Es war einmal", "x", language="de"),
            post("en", "A long war", "x"),
            post("neither", "Peace", "x"),
        ]
    )
    score = {hit.slug: hit.score for hit in engine.search(Query(text="war")).hits}

    assert {"de", "en"} == set(score)
    assert score["de"] < 2 * WORTH * score["en"]


@pytest.mark.parametrize("language", EU)
def test_every_language_of_the_union_has_function_words(language):
    """
    A question may be asked in any of them; the lists hold single words, folded.
    """
    words = function_words(language)

    assert len(words) >= 50
    assert [] == [word for word in words if not word or " " in word or word != word.casefold()]


def test_names_are_no_function_words_of_english():
    """
    The WHO, the US, in May, a mine, a just transition.
    """
    assert set() == function_words("en") & {"who", "us", "may", "mine", "just", "march"}
