"""
A cache that never takes more than it may.
"""

import index.searching.cache
from index.searching.cache import ENTRY_BYTES, Cache, FirstTimes


def test_an_answer_is_made_once():
    """
    Common words are asked for again and again.
    """
    made = []
    cache = Cache(10_000, len)

    answers = [cache.get("a", lambda: made.append("a") or b"answer") for _ in range(3)]

    assert [b"answer"] * 3 == answers
    assert ["a"] == made


def test_the_answer_not_asked_for_longest_is_forgotten():
    """
    Machines ask for every word there is.
    """
    made = []

    def ask(key):
        return cache.get(key, lambda: made.append(key) or bytes(100))

    cache = Cache(2 * (ENTRY_BYTES + 100), len)
    for key in "abacab":
        ask(key)

    assert ["a", "b", "c", "b"] == made


def test_an_answer_larger_than_the_budget_is_given_all_the_same():
    """
    Only keeping it is out of the question.
    """
    made = []
    cache = Cache(1, len)

    for _ in range(2):
        assert bytes(3) == cache.get("c", lambda: made.append("c") or bytes(3))

    assert ["c", "c"] == made

    assert bytes(9) == cache.get("a", lambda: bytes(9))
    assert bytes(8) == cache.get("b", lambda: bytes(8))
    assert bytes(7) == cache.get("a", lambda: bytes(7))


def test_answers_asked_for_together_are_those_asked_for_one_by_one():
    """
    A page of ten posts is one question.
    """
    made = []

    def make(key):
        made.append(key)
        return key.encode()

    cache = Cache(3 * (ENTRY_BYTES + 1), len)

    assert [b"a", b"b", b"a", b"c"] == cache.all("abac", make)
    assert ["a", "b", "c"] == made
    assert [b"b"] == cache.all("b", make)
    assert [b"d"] == cache.all("d", make)
    assert [b"b", b"c"] == cache.all("bc", make)
    assert ["a", "b", "c", "d"] == made


def test_only_the_first_time_is_the_first(monkeypatch):
    """
    What was asked longest ago is forgotten, so machines that ask for everything fill nothing.
    """
    monkeypatch.setattr(index.searching.cache, "REMEMBERED", 2)
    times = FirstTimes()

    assert [True, True, False, True, False, True] == [times.is_first(key) for key in "abacab"]
