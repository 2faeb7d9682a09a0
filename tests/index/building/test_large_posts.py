"""
Memory while an edition of large posts is written: a matter of the largest, not of their number.
"""

import random
import tracemalloc
from functools import cache
from itertools import islice

import samples

from archive import Kind, Vocabulary
from index.building.edition import write_edition
from index.columnar import writer

MEMORY = 1 << 20
"""
Bytes that a build may take for words, here.
"""

LARGE = 1_000_000
"""
Bytes of a large text.
"""


def peak_of_writing(folder, texts):
    """
    Return the most bytes that were held while posts with these texts were written, each made
    when it is asked for.
    """
    none = (Vocabulary(Kind.PARTNER), Vocabulary(Kind.THEME))
    posts = (samples.post(f"p{number}", "Post", text) for number, text in enumerate(texts))
    folder.mkdir()
    tracemalloc.start()
    try:
        write_edition(folder, posts, *none, language="en", memory=MEMORY)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@cache
def some_words():
    chance = random.Random(1)
    return [f"w{chance.randrange(1 << 40):x}" for _ in range(40_000)]


def alike(size):
    """
    Yield texts of the same hundred words, no two of them equal.
    """
    chance = random.Random(2)
    words = [word * 20 for word in some_words()[:100]]
    while True:
        yield " ".join(chance.choices(words, k=size // len(words[0])))


def all_different():
    """
    Yield texts of words that are in no other.
    """
    for number in range(1_000):
        yield " ".join(f"{word}{number}" for word in some_words()[:5_000])


class TestLargePosts:
    def test_many_take_no_more_memory_than_few(self, tmp_path):
        """
        What waits to be read, deflated or written is counted in bytes, not in posts.
        """
        few = peak_of_writing(tmp_path / "few", islice(alike(LARGE), 12))
        many = peak_of_writing(tmp_path / "many", islice(alike(LARGE), 36))

        assert many < 1.3 * few

    def test_words_that_do_not_come_again_are_forgotten(self, tmp_path, monkeypatch):
        """
        Neither what is known of words nor what becomes one segment grows with their number.
        """
        monkeypatch.setattr(writer, "LEAST_MEMORY", MEMORY)

        few = peak_of_writing(tmp_path / "few", islice(all_different(), 6))
        many = peak_of_writing(tmp_path / "many", islice(all_different(), 20))

        assert many < 1.3 * few
