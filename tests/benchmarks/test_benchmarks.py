"""
A benchmark of engines that answer differently measures nothing.
"""

import datetime as dt
import json
import math
import re
from collections import Counter
from dataclasses import replace
from itertools import islice

import corpus
import pytest
from engines import ENGINES, make, missing
from parsed import Post, first_posts, read_posts, write_posts
from posts import lemma, synthetic_posts
from questions import FACETS, Kind, Question, choose, from_json, narrowed
from truth import Analysis, count, count_each

POSTS = 80
LANGUAGE = "english"


@pytest.fixture(scope="module")
def posts():
    return list(synthetic_posts(POSTS))


@pytest.fixture(scope="module")
def written(posts, tmp_path_factory):
    path = tmp_path_factory.mktemp("posts") / "posts.jsonl"
    return replace(write_posts(path, posts, LANGUAGE)[0], posts=posts)


@pytest.fixture(scope="module")
def questions(posts):
    chosen = choose(posts)
    return [*chosen, *narrowed(chosen, posts)]


@pytest.fixture(scope="module")
def many():
    return list(synthetic_posts(1_500))


@pytest.fixture(scope="module")
def texts(many):
    return [re.findall(r"\w+", post.text.lower()) for post in many]


class TestGenerator:
    def test_one_seed_gives_the_same_posts_always(self, posts):
        """
        Figures of two runs may be compared only if the posts are the same; a
        small run has the first posts of a large one.
        """
        assert posts == list(synthetic_posts(POSTS))
        assert posts[:3] == list(synthetic_posts(3))
        assert posts[:3] != list(synthetic_posts(3, seed=2))

    def test_posts_are_made_as_they_are_asked_for(self):
        """
        A million must not lie in memory.
        """
        assert 3 == len(list(islice(synthetic_posts(10**9), 3)))

    def test_frequencies_fall_as_zipf_found(self, texts):
        """
        The share of long and short postings decides which engine looks fast.
        """
        ranked = [n for _, n in Counter(word for text in texts for word in text).most_common()]
        slope = math.log(ranked[999] / ranked[9]) / math.log(1000 / 10)

        assert -1.3 < slope < -0.7
        assert 0.3 < ranked.count(1) / len(ranked) < 0.6

    def test_words_come_in_bursts(self, texts):
        """
        A word that a post has once, it tends to have again.
        """
        found = Counter(word for text in texts for word in text)
        having = Counter(word for text in texts for word in set(text))
        usual = [word for word, n in having.items() if 15 <= n <= 150]
        expected = [len(texts) * (1 - math.exp(-found[w] / len(texts))) for w in usual]

        assert sum(having[w] for w in usual) < 0.8 * sum(expected)

    def test_a_post_has_about_280_words_and_most_have_partners(self, many):
        """
        The size of a news post of a project, as measured on real ones.
        """
        words = [len(f"{p.title} {p.summary} {p.text}".split()) for p in many]

        assert 250 < sum(words) / len(words) < 320
        assert 40 == len({slug for post in many for slug in post.partners})
        assert 30 == len({slug for post in many for slug in post.themes})
        assert 10 == len({post.year for post in many} - {None})

    def test_no_word_is_two_others(self):
        """
        Engines that read `database` as `data base` would else find more than the rest.
        """
        words = [lemma(rank) for rank in range(20_000)]
        known = set(words)
        parts = [(w[:n], w[n:]) for w in words for n in range(2, len(w) - 1)]

        assert len(words) == len(known)
        assert [] == [pair for pair in parts if known.issuperset(pair)]


class TestFiles:
    def test_posts_are_read_as_they_were_written(self, posts, written):
        """
        Engines are given the same posts, each in its own process.
        """
        assert posts == list(read_posts(written.file))

    def test_a_part_has_the_first_posts_alone(self, posts, written, tmp_path):
        """
        `pressmark rebuild` reads the whole file that it is given.
        """
        part = first_posts(written, 3, tmp_path / "part.jsonl")

        assert posts[:3] == list(read_posts(part.file)) == list(part.posts)

    def test_a_corpus_is_read_as_posts(self, tmp_path):
        """
        Real posts lack dates and partners, and names have capitals and accents.
        """
        path = tmp_path / "real.jsonl"
        row = {"title": "Harbour  drill", "body": "A & B.\n\nC.", "partners": ["Gmina Źrębowo"]}
        path.write_text(json.dumps(row) + "\n" + json.dumps({"title": "No text", "body": None}))
        expected = Post(
            slug="post-0000000",
            title="Harbour drill",
            summary="",
            text="A & B.\n\nC.",
            html="<p>A &amp; B.</p>\n<p>C.</p>\n",
            partners=("gmina-zrebowo",),
        )

        assert [expected] == list(corpus.read_corpus(path))


class TestQuestions:
    def test_every_kind_is_asked_and_always_the_same(self, posts):
        """
        Otherwise two runs measure two things.
        """
        chosen = choose(posts)

        assert set(Kind) == {question.kind for question in chosen}
        assert chosen == choose(posts)
        assert chosen == [from_json(json.loads(json.dumps(q.as_json()))) for q in chosen]

    def test_words_that_say_nothing_are_not_asked_for(self, posts):
        """
        An engine that leaves them out would be asked for less than the others.
        """
        said = {word for question in choose(posts) for word in question.words}
        left_out = sorted(said)[:10]

        left = {w for question in choose(posts, without=left_out) for w in question.words}

        assert said & set(left_out)
        assert not left & set(left_out)

    def test_a_phrase_is_in_a_post(self, posts):
        """
        A phrase without hits is a different, much faster question.
        """
        phrases = [question for question in choose(posts) if question.kind is Kind.PHRASE]
        found = count(posts, phrases, Analysis(), LANGUAGE)

        assert all(each.total for each in found)


class TestTruth:
    def test_a_soft_hyphen_parts_a_word_but_for_engines_that_read_over_it(self):
        """
        Real texts have them where a line was broken once, and nobody sees them.
        """
        posts = [_post("a", "It pro\u00advides a pier."), _post("b", "It provides a pier.")]
        asked = [Question(Kind.PREFIX, ("prov",)), Question(Kind.RARE, ("vides",))]
        parted, read_over = Analysis(), Analysis(unseen=True)

        found = [count_each(posts, [each], [parted, read_over], LANGUAGE) for each in asked]

        assert [["b"], ["a"]] == [each[parted][0].slugs for each in found]
        assert [["a", "b"], []] == [each[read_over][0].slugs for each in found]

    def test_a_facet_is_counted_without_its_own_selection(self):
        """
        The rule that the engines are held to, on posts that can be counted by hand.
        """
        posts = [
            _post("a", "harbour alarms", partners=("x",), year=2020),
            _post("b", "harbour alarm", partners=("x", "y"), year=2021),
            _post("c", "harbour", partners=("y",), year=2021),
            _post("d", "alarm", partners=("x",), year=2021),
            _post("e", "alarm", partners=("y",), year=2020),
        ]
        asked = Question(Kind.RARE, ("alarm",), partner=("y",), year=("2021",))

        (found,) = count(posts, [asked], Analysis(), LANGUAGE)

        assert ["b"] == found.slugs
        assert {"x": 2, "y": 1} == found.counts["partner"]
        assert {"2020": 1, "2021": 1} == found.counts["year"]

    def test_a_question_without_words_finds_every_post(self):
        """
        Posts without a word that is asked for are passed over, but only if all questions ask.
        """
        posts = [_post("a", "harbour"), _post("b", "port")]
        asked = [Question(Kind.RARE, ("harbour",)), Question(Kind.EVERYTHING)]

        totals = [found.total for found in count(posts, asked, Analysis(), LANGUAGE)]

        assert [1, 2] == totals
        assert 1 == count(posts, asked[:1], Analysis(), LANGUAGE)[0].total

    def test_what_a_phrase_finds_depends_on_the_engine(self):
        """
        Some keep stems alone, and then a phrase is found in any form.
        """
        posts = [_post("a", "harbour alarms sound"), _post("b", "the harbour alarm")]
        asked = [Question(Kind.PHRASE, ("harbour", "alarm"))]

        assert 2 == count(posts, asked, Analysis(), LANGUAGE)[0].total
        assert 1 == count(posts, asked, Analysis(exact_phrases=True), LANGUAGE)[0].total
        in_a = [Question(Kind.PHRASE, ("harbour", "alarms"))]
        assert 1 == count(posts, in_a, Analysis(exact_phrases=True), LANGUAGE)[0].total

    def test_words_with_hyphens_may_be_found_as_one(self):
        """
        Whoever looks for cooperation means co-operation too; one engine knows that.
        """
        posts = [_post("a", "we'll see co-operations"), _post("b", "cooperation")]
        asked = [
            Question(Kind.RARE, ("cooperation",)),
            Question(Kind.PHRASE, ("co", "operations")),
            Question(Kind.RARE, ("well",)),
        ]

        joined = count(posts, asked, Analysis(joined=True), LANGUAGE)

        assert [1, 1, 0] == [each.total for each in count(posts, asked, Analysis(), LANGUAGE)]
        assert [2, 1, 1] == [each.total for each in joined]

    def test_beginnings_are_of_stems_or_of_words_as_written(self):
        """
        The engines differ in this too.
        """
        posts = [_post("a", "happiness"), _post("b", "happily happi")]
        asked = [Question(Kind.PREFIX, ("happin",))]

        assert 0 == count(posts, asked, Analysis(), LANGUAGE)[0].total
        assert 1 == count(posts, asked, Analysis(exact_beginnings=True), LANGUAGE)[0].total


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_finds_and_counts_what_is_there(name, posts, written, questions, tmp_path):
    """
    Totals, hits and counts, with and without a selection, are those of a count
    post by post.
    """
    if why := missing(name):
        pytest.skip(why)
    engine = make(name)
    engine.build(tmp_path, written)
    engine.open(tmp_path)
    try:
        asked = [q for q in questions if q.kind not in engine.unanswered]
        asked = [q for q in asked if engine.narrows or q.kind is Kind.FILTERS or not q.partner]
        for question, found in zip(asked, _true(posts, asked, engine), strict=True):
            _assert_right(engine, question, found)
    finally:
        engine.close()


def _post(slug, text, *, partners=(), year=2020):
    day = dt.date(year, 1, 1)
    return Post(slug, "Title", "", text, f"<p>{text}</p>\n", day, tuple(partners), ())


def _true(posts, questions, engine):
    return count(posts, questions, engine.analysis, LANGUAGE)


def _assert_right(engine, question, found):
    plain = engine.told(engine.search(question))
    answer = engine.told(engine.search(question, facets=True, snippets=engine.quotes))

    assert found.total == plain.total == answer.total, question
    assert found.counts == answer.counts, question
    slugs = {hit.slug for hit in answer.hits}
    assert slugs <= set(found.slugs), question
    assert min(10, found.total) == len(slugs), question
    assert set(FACETS) == set(answer.counts)
    if engine.quotes and question.kind is Kind.COMMON and not question.partner:
        assert any(hit.snippet for hit in answer.hits), question
