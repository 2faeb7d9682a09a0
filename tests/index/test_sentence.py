"""
Sentences that the engine says, and that a page may say in another language.
"""

import json

import pytest

from index import Sentence
from index.asking.grammar import parse


def test_a_sentence_is_its_english_text():
    """
    Programs and the command line speak English, and need not know that it could be otherwise.
    """
    sentence = Sentence("no partner is called %(name)s", name="x")

    assert "no partner is called x" == sentence
    assert '["no partner is called x"]' == json.dumps([sentence])


def test_a_message_without_values_may_hold_a_percent_sign():
    assert "100 % cotton" == Sentence("100 % cotton")


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 posts by x"), (1, "1 post by x"), (2, "2 posts by x")]
)
def test_a_number_decides_between_two_messages(number, expected):
    sentence = Sentence.counted("%(n)s post by %(who)s", "%(n)s posts by %(who)s", number, who="x")

    assert expected == sentence
    assert ("%(n)s post by %(who)s", "%(n)s posts by %(who)s") == (
        sentence.message,
        sentence.plural,
    )


@pytest.mark.parametrize(
    "text",
    [
        *("(((", "a OR", "NOT", "NOT a NOT", "word (", 'a "b', "date:soon", "partner:nobody"),
        *("a* word", "theme:nothing", "b-c*", "w " * 400, " ".join(f"w{n}" for n in range(99))),
    ],
)
def test_every_note_on_a_text_can_be_translated(text):
    """
    A plain text among the notes would stay English on a Greek page.
    """
    notes = parse(text).reading.notes

    assert all(isinstance(note, Sentence) for note in notes), notes
