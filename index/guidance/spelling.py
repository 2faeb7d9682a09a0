"""How a word of the index is written in the posts that have it.

The index knows words folded; people write them with accents and capitals.
The commonest way in the newest posts that have a word is the way to show it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial, reduce

import numpy as np

from index.searching.ordering import Order
from index.searching.postings import Ints, PostingsReader
from index.searching.posts import Posts
from index.words.folding import fold

POSTS = 3
"""Posts that are looked at: enough to outvote one that opens a sentence with the word."""

SCANNED = 20_000
"""Characters of a text that are looked through."""

SMALL = 0.2
"""Share of small letters that shows that capitals are those of a heading."""

KEPT = 1 << 12
"""Words whose way of writing is remembered."""


class Spelling:
    """Ways of writing in one edition.

    Args:
        postings: Of the edition.
        newest: Its posts, the newest first.
        read: Gives the text of a field of a post.
    """

    def __init__(
        self, postings: PostingsReader, newest: Order, read: Callable[[int, str], str]
    ) -> None:
        self._postings = postings
        self._newest = newest
        self._read = read
        self.of = lru_cache(maxsize=KEPT)(self._of)

    def _of(self, *words: str) -> str | None:
        """Return folded words that follow each other as posts write them.

        Returns:
            None if none of the posts that are looked at has them so: the index
            also knows `counterterrorism` where posts write `counter-terrorism`.
        """
        pattern = _pattern(words)
        for docs, field in self._places(words):
            posts = Posts(len(self._newest.docs), docs=docs)
            newest = self._newest.first(posts, POSTS)[:POSTS].tolist()
            texts = (self._read(doc, field)[:SCANNED] for doc in newest)
            ways = Counter(way for text in texts for way in _ways(text, pattern))
            if ways:
                return _usual(ways)
        return None

    def _places(self, words: tuple[str, ...]) -> Iterator[tuple[Ints, str]]:
        """Yield posts to look at, and in which field: for phrases those with all in the title.

        The text of such a post is looked at first, because titles have capitals.
        """
        if len(words) == 1:
            for field in ("body", "summary", "title", "names"):
                yield self._postings.postings(field, words[0]).docs, field
            return
        found = [self._postings.postings("title", word).docs for word in words]
        docs = reduce(partial(np.intersect1d, assume_unique=True), found)
        yield docs, "body"
        yield docs, "title"


def _usual(ways: Counter[str]) -> str:
    """Return the usual way of writing; small letters if they are not quite rare.

    A word at the head of a sentence or in a heading has a capital that is not its own.
    """
    small = {way: count for way, count in ways.items() if way.islower()}
    if sum(small.values()) >= SMALL * ways.total():
        ways = Counter(small)
    return max(ways, key=lambda way: (ways[way], way))


def _ways(text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    text = unicodedata.normalize("NFC", text)
    plain = text.lower() if text.isascii() else text.translate(_plain())
    for found in pattern.finditer(plain):
        yield text[found.start() : found.end()]


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of folded words one after the other, in a text made plain."""
    between = r"[^\w\s]?\s?"
    return re.compile(rf"(?<!\w){between.join(map(_spelt, words))}(?!\w)")


def _spelt(word: str) -> str:
    for folded, letter in _ONE_LETTER:
        word = word.replace(folded, f"(?:{folded}|{letter})")
    return word


_ONE_LETTER = (("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("th", "þ"))
"""Letters that are folded to two."""


@cache
def _plain() -> dict[int, str]:
    """Return for letters with marks and capitals what they are folded to, one letter each.

    Texts keep their length, so that what is found can be shown as it stands there.
    """
    folded = ((code, fold(chr(code))) for code in _LETTERS)
    return {code: plain for code, plain in folded if len(plain) == 1 and plain != chr(code)}


_LETTERS = (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000))
"""Where letters with marks and capitals are: Latin, Greek, Cyrillic."""
