"""
Themes for texts, learnt from the posts of an edition.
"""

import random
from dataclasses import replace

import numpy as np
import town
from hypothesis import given
from hypothesis import strategies as st

from index import Label, learn_themes, write_edition
from index.building.edition import update_edition
from index.learning.features import OF_TITLE, Rows
from index.learning.separating import COST, COST_UNFILED, separate
from index.learning.suggester import FILE, Suggester


def texts(number, seed=99):
    """
    New texts, each with the theme it was made for.
    """
    luck = random.Random(seed)
    for n in range(number):
        slug = sorted(town.SUBJECTS)[n % len(town.SUBJECTS)]
        yield slug, town.text_on(luck, [slug], 6), town.text_on(luck, [slug], 40)


class TestSuggesting:
    def test_the_likeliest_theme_is_that_of_posts_with_such_words(self, engine):
        """
        What a theme is about is told by the posts that are filed under it, by nothing else.
        """
        found = [engine.recommender.themes_of(title, body)[0].slug for _, title, body in texts(50)]

        assert [slug for slug, _, _ in texts(50)] == found

    def test_scores_say_how_sure_it_is_whatever_else_the_text_is_about(self, engine):
        """
        Staff accept everything above a score; scaled per text, the best would always be 1.
        """
        luck = random.Random(5)
        sure = engine.recommender.themes_of(None, town.text_on(luck, ["water"]))
        both = engine.recommender.themes_of(None, town.text_on(luck, ["water", "trees"], 90))
        unsure = engine.recommender.themes_of(None, "a meeting of the council about the plan")

        assert sure[0].score > 0.8
        assert both[0].score > 0.5 < both[1].score
        assert unsure[0].score < 0.5
        assert all(0 <= theme.score <= 1 for theme in (*sure, *both, *unsure))

    def test_every_theme_is_ranked_up_to_the_number_asked_for(self, engine):
        """
        A program that measures needs the whole list.
        """
        found = engine.recommender.themes_of("Water", None, size=3)
        everything = engine.recommender.themes_of("Water", None)

        assert 3 == len(found)
        assert set(town.SUBJECTS) == {theme.slug for theme in everything}
        assert sorted((t.score for t in everything), reverse=True) == [t.score for t in everything]

    def test_a_word_that_nobody_knows_is_no_error(self, engine):
        """
        Texts come from anywhere.
        """
        for title, body in ((None, None), ("", ""), ("Ωζ", "\ud800 \x00"), ("x" * 9000, "9" * 99)):
            assert 5 == len(engine.recommender.themes_of(title, body))

    def test_reasons_name_words_of_the_text_that_the_theme_has_more_than_others(self, engine):
        """
        A reason that cannot be checked is no reason.
        """
        body = "The council met. Loudspeakers failed, so the evacuation was called off."

        best = engine.recommender.topics_of(None, body)[0]

        assert "alerts" == best.slug
        count = sum(town.label("alerts") in post.themes for post in town.posts())
        assert f"{count} posts; this text says: evacuation, Loudspeakers" == best.reason
        assert count == best.count


class TestLearning:
    def test_an_edition_without_themes_suggests_none(self, edition):
        """
        A new archive has posts before it has themes.
        """
        engine = edition([replace(post, themes=()) for post in town.posts(9)])

        assert () == engine.recommender.themes_of("Water", "fountain")
        assert engine.recommender.learnt is None

    def test_posts_that_nobody_filed_are_examples_only_while_they_are_few(self, edition):
        """
        In an archive that began to use themes last year, a missing theme means nothing.
        """
        posts = town.posts(150)
        few = [replace(p, themes=()) if n % 5 else p for n, p in enumerate(posts)]
        engine = edition(few)

        found = [engine.recommender.themes_of(t, b)[0] for _, t, b in texts(20)]

        assert sum(theme.score > 0.5 for theme in found) > 15

    def test_equal_posts_give_equal_files(self, tmp_path):
        """
        Two builds of one content must not differ.
        """
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            write_edition(
                tmp_path / name, town.posts(40), town.partners(), town.themes(), language="en"
            )
            learn_themes(tmp_path / name, created=town.LEARNT)

        assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()

    def test_the_themes_themselves_are_not_what_is_learnt(self, edition):
        """
        The names of a post's themes are indexed with it; learnt from, they would be the
        only thing that a new text lacks.
        """
        name = "Qwertz"
        posts = [
            replace(p, themes=tuple(Label(t.slug, name) for t in p.themes)) for p in town.posts(40)
        ]
        engine = edition(posts)

        with_name = engine.recommender.themes_of(None, f"fountain pump {name}")

        assert engine.recommender.themes_of(None, "fountain pump") == with_name

    def test_a_theme_that_lost_its_last_post_is_not_suggested(self, edition):
        """
        It would lead to an empty page.
        """
        engine = edition([p for p in town.posts() if town.label("water") not in p.themes])

        found = engine.recommender.themes_of("Fountain", "fountain basin tap")

        assert "water" not in {theme.slug for theme in found}


class TestSeparating:
    @given(st.integers(0, 2**32 - 1))
    def test_weights_are_those_of_the_smallest_loss(self, seed):
        """
        The loss of a support vector machine has one minimum: no small step from the
        weights may lower it by more than a little.
        """
        luck = np.random.default_rng(seed)
        values = luck.random((12, 4)).astype(np.float32)
        values /= np.linalg.norm(values, axis=1, keepdims=True)
        truth = luck.random((12, 2)) < 0.5
        rows = Rows(np.arange(13) * 4, np.tile(np.arange(4, dtype=np.int32), 12), values.ravel())
        sides = np.where(truth, 1.0, -1.0)
        costs = np.where(truth.any(axis=1, keepdims=True), COST, COST_UNFILED)

        def loss(weights):
            margins = values @ weights[:-1] + weights[-1]
            return (
                0.5 * (weights**2).sum() + (costs * np.maximum(1 - sides * margins, 0) ** 2).sum()
            )

        weights = separate(rows, truth, 4).astype(np.float64)

        steps = luck.normal(0, 0.3, (200, *weights.shape))
        best = min(loss(weights + step) for step in steps)
        assert loss(weights) <= best * 1.03

    def test_no_word_of_a_text_can_pass_for_a_word_of_a_title(self, engine):
        """
        The mark before words of titles is in no word that a text can have.
        """
        plain = engine.recommender.themes_of(None, "fountain")
        marked = engine.recommender.themes_of(None, f"{OF_TITLE}fountain")

        assert plain == marked


class TestUnfiledPosts:
    def test_a_post_that_waits_to_be_filed_is_not_held_against_itself(self, edition):
        """
        It was an example of a text on no theme; its own theme must be suggested all the same.
        """
        posts = town.posts(120)
        waiting = {n: replace(posts[n], themes=()) for n in range(0, 120, 6)}
        engine = edition([waiting.get(n, post) for n, post in enumerate(posts)])

        found = {
            n: engine.recommender.topics_of(post.title, post.text, size=1, unfiled=True)[0]
            for n, post in waiting.items()
        }

        right = [n for n, topic in found.items() if town.label(topic.slug) in posts[n].themes]
        assert len(right) == len(waiting)
        assert sum(topic.score > 0.5 for topic in found.values()) > 0.8 * len(waiting)


class TestForgetting:
    def test_words_that_no_post_has_any_more_are_forgotten(self, tmp_path):
        """
        What was withdrawn must be in no byte of an edition, and nothing else need be relearnt.
        """
        posts = town.posts(60)
        odd = [replace(post, slug=f"x{n}", text="xylophones") for n, post in enumerate(posts[:4])]
        write_edition(tmp_path, [*posts, *odd], town.partners(), town.themes(), language="en")
        learn_themes(tmp_path, created=town.LEARNT)
        before = Suggester.of_edition(tmp_path)
        update_edition(
            tmp_path,
            removed=[post.slug for post in odd],
            records=(),
            partners=town.partners(),
            themes=town.themes(),
            language="en",
        )

        after = Suggester.of_edition(tmp_path)
        assert set(before.words.terms.all()) - set(after.words.terms.all()) == {b"xylophon"}
        assert before.suggest("Fountain", "pump", "en", size=5) == after.suggest(
            "Fountain", "pump", "en", size=5
        )
        assert before.learnt == after.learnt
