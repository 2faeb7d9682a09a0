"""
The words of an edition: which there are, in how many posts, and which are near each other.
"""

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest
import samples

from index.building.edition import write_edition
from index.columnar import open_dir, policies, writer
from index.guidance import lexicon as module
from index.guidance.lexicon import Lexicon
from index.searching.postings import PostingsReader
from index.searching.snapshot import read_documents

WORDS = {"partners": samples.PARTNERS, "themes": samples.THEMES, "language": "en"}
LETTERS = "abcdeé"


def any_word(random):
    return "".join(random.choices(LETTERS, k=random.randint(4, 9)))


@pytest.fixture(scope="module")
def posts():
    """
    Posts of few letters, so that many words are near each other.
    """
    random = Random(2)
    known = [any_word(random) for _ in range(400)]
    return [
        samples.post(
            f"p{n}", " ".join(random.sample(known, 2)), " ".join(random.choices(known, k=9))
        )
        for n in range(120)
    ]


@pytest.fixture(scope="module")
def segments(tmp_path_factory, posts):
    """
    The same posts in several segments, among others that are deleted there.
    """
    folder = tmp_path_factory.mktemp("edition")
    gone = [samples.post(f"gone-{n}", "Gone", posts[n].text + " vanished") for n in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policies, "SEGMENT", 40)
        patch.setattr(writer, "SEGMENT", 40)
        write_edition(folder, [*posts[:80], *gone, *posts[80:]], **WORDS)
    with open_dir(folder).reader() as reader:
        documents = read_documents(reader)
        known = PostingsReader(documents.segments, 2**20)
        live = np.ones(len(documents), bool)
        live[[known.postings("slug", post.slug).docs[0] for post in gone]] = False
        numbers = np.where(live, live.cumsum() - 1, -1).astype(np.int32)
        found = [replace(each, numbers=numbers[each.numbers]) for each in documents.segments]
        assert len(found) > 1
        yield found


@pytest.fixture(scope="module")
def lexicon(segments):
    return Lexicon(segments)


@pytest.fixture(scope="module")
def having(posts):
    """
    For each word the posts that have it, field by field.
    """
    found = {}
    for post in posts:
        for place, text in enumerate((post.title, post.text)):
            for word in text.replace("é", "e").split():
                found.setdefault(word, (set(), set()))[place].add(post.slug)
    return found


def most(fields, among=None):
    """
    In how many posts a word stands, in the field where it stands in most.
    """
    return max(len(slugs if among is None else slugs & among) for slugs in fields)


def test_a_word_has_the_posts_of_the_field_where_it_stands_in_most(lexicon, having):
    """
    Of deleted posts none counts, and a word that only these had is none.
    """
    asked = [*having, "vanished", "gone", "", "zzzz"]

    expected = [most(having[word]) if word in having else 0 for word in asked]
    assert expected == lexicon.posts_of(asked)


def test_every_word_with_one_slip_is_near(lexicon, having):
    """
    Whatever hands do once: a letter more or less, another one, two swapped.
    """
    checked = 0
    for word in sorted(having)[::3]:
        slipped = {word[:n] + word[n + 1 :] for n in range(len(word))}
        slipped |= {word[:n] + x + word[n:] for n in range(len(word) + 1) for x in "abz"}
        slipped |= {word[:n] + x + word[n + 1 :] for n in range(len(word)) for x in "abz"}
        slipped |= {word[:n] + b + a + word[n + 2 :] for n, (a, b) in enumerate(pairwise(word))}
        for typed in sorted(slipped - {word})[::5]:
            assert word in [each.word for each in lexicon.near(typed, 1)], typed
            checked += 1
    assert checked > 500


def test_words_that_are_near_come_by_alphabet_with_their_posts(lexicon, having):
    """
    Which one is offered of two that are as likely must not depend on segments.
    """
    found = [each for word in sorted(having)[::9] for each in lexicon.near(word, 2)]

    assert len(found) > 50
    assert [most(having[each.word]) for each in found] == [each.posts for each in found]
    for word in sorted(having)[::9]:
        near = [each.word for each in lexicon.near(word, 2)]
        assert near == sorted(set(near) - {word})


@pytest.mark.parametrize("read", [10**6, 0], ids=["every word counted", "the commonest counted"])
def test_the_commonest_words_with_a_beginning_are_counted(
    monkeypatch, lexicon, segments, having, read
):
    """
    Beside other words only the posts count that have these.
    """
    monkeypatch.setattr(module, "READ", read)
    chosen = {f"p{n}" for n in [*Random(4).sample(range(119), 60), 119]}
    reader = PostingsReader(segments, 2**20)
    among = np.zeros(120, bool)
    among[[reader.postings("slug", slug).docs[0] for slug in chosen]] = True

    for start in ("a", "ab", "b", "cde", "zz"):
        begun = {word: fields for word, fields in having.items() if word.startswith(start)}
        found = [(each.word, each.posts) for each in lexicon.beginning(start)]
        some = [(each.word, each.posts) for each in lexicon.beginning(start, among)]

        for told, counted in ((found, None), (some, chosen)):
            assert told == sorted(told, key=lambda each: (-each[1], each[0]))
            assert all(most(begun[word], counted) == count > 0 for word, count in told)
        commonest = sorted(map(most, begun.values()), reverse=True)[: module.BLOCK]
        assert commonest == [count for _, count in found]
        if read:
            counts = sorted((most(fields, chosen) for fields in begun.values()), reverse=True)
            assert [n for n in counts if n][: module.BLOCK] == [count for _, count in some]
        else:
            assert {word for word, _ in some} <= {word for word, _ in found}
    assert [] == lexicon.beginning("a", among & False)
