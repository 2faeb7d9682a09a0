"""
A cache that never takes more than it may.
"""

from index.kept import ENTRY_BYTES, Kept


def test_an_answer_is_made_once():
    """
    Common words are asked for again and again.
    """
    made = []
    kept = Kept(10_000, len)

    answers = [kept.get("a", lambda: made.append("a") or b"answer") for _ in range(3)]

    assert [b"answer"] * 3 == answers
    assert ["a"] == made


def test_the_answer_not_asked_for_longest_is_forgotten():
    """
    Machines ask for every word there is.
    """
    made = []

    def ask(key):
        return kept.get(key, lambda: made.append(key) or bytes(100))

    kept = Kept(2 * (ENTRY_BYTES + 100), len)
    for key in "abacab":
        ask(key)

    assert ["a", "b", "c", "b"] == made


def test_an_answer_larger_than_the_budget_is_given_all_the_same():
    """
    Only keeping it is out of the question, once another comes.
    """
    kept = Kept(1, len)

    assert bytes(9) == kept.get("a", lambda: bytes(9))
    assert bytes(8) == kept.get("b", lambda: bytes(8))
    assert bytes(7) == kept.get("a", lambda: bytes(7))
