"""
What belongs with a post, and why.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
import town

from archive import Event
from index import Query, Translation
from index.recommending.related import is_same_event


def slugs(found):
    return [post.slug for post in found.posts]


class TestPosts:
    def test_most_of_what_belongs_with_a_post_is_on_its_themes(self, engine):
        """
        Words, filing and time together find the posts of one subject.
        """
        posts = {post.slug: post for post in town.posts()}
        shared = [
            any(label in posts[other].themes for label in post.themes)
            for post in posts.values()
            for other in slugs(engine.recommender.post(post.slug))
        ]

        assert sum(shared) > 0.9 * len(shared)

    def test_a_post_does_not_belong_with_itself(self, engine):
        """
        The reader has just read it.
        """
        assert all(
            post.slug not in slugs(engine.recommender.post(post.slug)) for post in town.posts()
        )

    def test_a_post_that_is_not_there_has_nothing(self, engine):
        """
        An address may be mistyped.
        """
        assert engine.recommender.post("nobody-knows") is None

    def test_nearly_the_same_text_is_not_shown(self, edition):
        """
        A notice that was posted five times must not fill the list of a sixth.
        """
        posts = town.posts(40)
        again = [
            replace(posts[3], slug=f"again-{n}", title=f"{posts[3].title} again") for n in range(5)
        ]
        engine = edition([*posts, *again])

        assert not set(slugs(engine.recommender.post(posts[3].slug, size=10))) & {
            post.slug for post in again
        }
        others = slugs(engine.recommender.post(posts[9].slug, size=40))
        assert len({*others} & {posts[3].slug, *(post.slug for post in again)}) <= 1

    def test_no_post_is_shown_in_a_second_language(self, edition):
        """
        The page links to the other language versions already.
        """
        posts = town.posts(40)
        names = "Kallinisos Zrebowo Gruenfurth Luettenfoerde Kornmarkt"
        original = replace(
            posts[0],
            slug="original",
            text=f"{names} canopy bark sapling",
            translations=(Translation("version", "de", "Version"),),
        )
        version = replace(
            original,
            slug="version",
            language="de",
            title="Version",
            text=f"{names} Krone Rinde Stamm und Blatt",
            translations=(Translation("original", "en", "Original"),),
        )
        third = replace(posts[1], slug="third", text=f"{names} canopy root avenue")
        engine = edition([*posts, original, version, third])

        assert "version" not in slugs(engine.recommender.post("original", size=20))
        assert (
            len({"original", "version"} & {*slugs(engine.recommender.post("third", size=40))}) == 1
        )

    def test_reasons_say_what_both_have(self, engine):
        """
        Every name and word in a reason is looked up in both posts.
        """
        for post in town.posts()[::5]:
            for other in engine.recommender.post(post.slug).posts:
                theirs = engine.post(other.slug).record
                for clause in other.reason.split("; "):
                    check_clause(clause, post, theirs)

    def test_new_posts_change_few_lists_of_old_ones(self, edition):
        """
        A list that is another on every visit cannot be trusted.
        """
        posts = [
            replace(post, text=f"{post.text} {story(n % 50)}")
            for n, post in enumerate(town.posts(400))
        ]
        before, after = edition(posts[:-4], learns=False), edition(posts, learns=False)

        changed = [
            post.slug
            for post in posts[:-4]
            if {*slugs(before.recommender.post(post.slug))}
            != {*slugs(after.recommender.post(post.slug))}
        ]
        assert len(changed) <= 0.05 * len(posts)

    def test_undated_posts_and_posts_without_words_are_answered(self, edition):
        """
        Pointers elsewhere often have a title alone.
        """
        posts = town.posts(20)
        bare = [
            replace(posts[0], slug="undated", date=None),
            replace(posts[0], slug="empty", title="?", text="", themes=(), partners=()),
        ]
        engine = edition([*posts, *bare])

        assert slugs(engine.recommender.post("undated"))
        assert [] == slugs(engine.recommender.post("empty"))


def story(number):
    """
    Words that the posts of one story share: eight posts of these four hundred.
    """
    return " ".join(f"story{number}word{word}" for word in range(12))


def check_clause(clause, ours, theirs):
    """
    Look up in both posts what a clause of a reason says.
    """
    kind, _, said = clause.partition(" with " if clause.startswith("also with") else " on ")
    if clause.startswith("both say: "):
        for word in clause.removeprefix("both say: ").split(", "):
            assert word.lower() in f"{ours.title} {ours.text}".lower().split()
            assert word.lower() in f"{theirs.title} {theirs.text}".lower().split()
    elif clause.startswith("also with "):
        for name in said.split(", "):
            assert name in {label.name for label in ours.partners}
            assert name in {label.name for label in theirs.partners}
    else:
        assert "also" == kind
        for name in said.split(", "):
            assert name in {label.name for label in ours.themes}
            assert name in {label.name for label in theirs.themes}


class TestTopics:
    def test_what_a_post_is_filed_under_is_no_topic(self, engine):
        """
        It stands beside the post already.
        """
        for post in town.posts():
            own = {label.slug for label in (*post.themes, *post.partners)}
            assert not own & {topic.slug for topic in engine.recommender.post(post.slug).topics}

    def test_counts_and_reasons_are_so(self, engine):
        """
        The number beside a topic is the number of posts that its link leads to, and
        what a reason says can be counted.
        """
        posts = {post.slug: post for post in town.posts()}
        checked = 0
        for post in list(posts.values())[::6]:
            for topic in engine.recommender.post(post.slug).topics:
                having = [posts[record.slug] for record in engine.scan(query_of(topic))]
                assert topic.count == len(having)
                number, *clauses = topic.reason.split("; ")
                assert f"{len(having)} posts" == number
                for clause in clauses:
                    check_topic_clause(clause, post, having, posts.values())
                    checked += 1
        assert checked > 12

    def test_no_two_topics_have_nearly_the_same_posts(self, edition):
        """
        Two names of one thing are one topic.
        """
        posts = [
            replace(p, themes=(*p.themes, town.label("schools")))
            if town.label("water") in p.themes
            else replace(p, themes=tuple(t for t in p.themes if t.slug != "schools"))
            for p in town.posts(100)
        ]
        engine = edition(posts, learns=False)

        for post in posts:
            topics = engine.recommender.post(post.slug).topics
            held = [{r.slug for r in engine.scan(query_of(topic))} for topic in topics]
            pairs = [(a, b) for n, a in enumerate(held) for b in held[:n]]
            assert all(len(a & b) <= 0.8 * len(a | b) for a, b in pairs)

    def test_themes_come_first_then_partners_then_phrases(self, engine):
        """
        The order of trust: what somebody filed, who wrote, what words happen to say.
        """
        order = ["theme", "partner", "phrase"]
        kinds = [[t.kind for t in engine.recommender.post(p.slug).topics] for p in town.posts()]

        assert all(each == sorted(each, key=order.index) for each in kinds)
        assert {"theme", "partner", "phrase"} == {kind for each in kinds for kind in each}


def query_of(topic):
    if topic.kind == "phrase":
        return Query(text=f'"{topic.name}"')
    return Query(**{topic.kind: (topic.slug,)})


def check_topic_clause(clause, post, having, everything):
    if clause.startswith("this post says: "):
        for word in clause.removeprefix("this post says: ").lower().split(", "):
            assert word in f"{post.title} {post.text}".lower().split()
            of_topic = sum(word in other.text.split() for other in having) / len(having)
            of_all = sum(word in other.text.split() for other in everything) / len(everything)
            assert of_topic > of_all
    else:
        count, _, name = clause.partition(" with ")
        both = [p for p in having if name in {t.name for t in (*p.themes, *p.partners)}]
        said = "all" if len(both) == len(having) else f"{len(both)} of them"
        assert said == count
        assert name in {label.name for label in (*post.themes, *post.partners)}


class TestSameEvent:
    DAY = date(2024, 3, 13)

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            (Event("Harbour Drill", DAY, None, "Elsewhere"), True),
            (Event("harbour drill", DAY + timedelta(2), DAY + timedelta(3)), True),
            (Event("Harbour drill", DAY + timedelta(365)), False),
            (Event("Another drill", DAY, None, "Port"), False),
            (Event(None, DAY, None, "PORT"), True),
            (Event(None, DAY, None, None), False),
            (Event("Harbour drill"), True),
        ],
    )
    def test_days_must_meet_and_names_or_places_be_equal(self, other, expected):
        """
        An event that comes every year is another every year.
        """
        event = Event("Harbour drill", self.DAY, self.DAY + timedelta(2), "Port")

        assert expected == is_same_event(event, other)
        assert expected == is_same_event(other, event)


def test_an_updated_edition_recommends_what_a_rebuilt_one_would(tmp_path, opened, edition):
    """
    Whether a post came with an update or was always there makes no difference.
    """
    from index import update_edition, write_edition

    posts = town.posts(60)
    random.Random(3).shuffle(posts)
    changed = replace(posts[1], text=posts[2].text)
    write_edition(tmp_path, posts[:30], town.partners(), town.themes(), language="en")
    # The first update writes the one segment anew, the second adds another.
    for removed, records in (([posts[0].slug], [changed, *posts[30:40]]), ([], posts[40:])):
        update_edition(
            tmp_path,
            removed=removed,
            records=records,
            partners=town.partners(),
            themes=town.themes(),
            language="en",
        )
    rest = [changed, *posts[2:]]
    updated, rebuilt = opened(tmp_path), edition(rest, learns=False)

    for post in rest:
        assert rebuilt.recommender.post(post.slug) == updated.recommender.post(post.slug)
