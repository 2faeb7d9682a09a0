"""The names of partners and themes, as people begin to type them or type them whole.

Every name counts: label, aliases and acronyms, without regard to case, accents
and hyphens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from index.results import TermView
from index.words.tokens import tokens

Words = tuple[str, ...]
"""The words of a text, folded."""


def words_in(text: str, *, beside: bool = False) -> Words:
    """Return the words of a text.

    Args:
        text: Any.
        beside: Whether the joined forms of hyphenated words are among them.
    """
    return tuple(token.text for token in tokens(text) if beside or not token.extra)


class TermNames:
    """The names of one edition.

    Args:
        terms: Its partners and themes; those without a post are passed over.
    """

    def __init__(self, terms: Iterable[TermView]) -> None:
        self._names = [
            (words_in(name), words_in(name, beside=True), term)
            for term in terms
            if term.count
            for name in (term.name, *term.aliases, *term.acronyms)
        ]
        self._whole: dict[str, list[TermView]] = defaultdict(list)
        for words, _, term in self._names:
            self._whole["".join(words)].append(term)

    def whole(self, text: str) -> tuple[TermView, ...]:
        """Return the terms that have a text as a name, those of most posts first.

        Blanks and hyphens make no difference.
        """
        wanted = "".join(words_in(text))
        found = dict.fromkeys(self._whole.get(wanted, ())) if wanted else {}
        return tuple(sorted(found, key=lambda term: (-term.count, term.kind, term.slug)))

    def begun(self, wanted: Words) -> tuple[TermView, ...]:
        """Return the terms with a name in which each of some words is begun.

        Names that begin as typed come first, then those of most posts.
        """
        found = [
            (not begins(name, wanted), -term.count, number, term)
            for number, (name, every, term) in enumerate(self._names)
            if holds(every, wanted)
        ]
        return tuple(dict.fromkeys(each[-1] for each in sorted(found, key=lambda each: each[:3])))


def begins(name: Words, wanted: Words) -> bool:
    """Tell whether a name begins with some words, the last of them perhaps cut off."""
    *whole, last = wanted
    here = name[: len(wanted)]
    return here[:-1] == tuple(whole) and bool(here[-1:]) and here[-1].startswith(last)


def holds(name: Words, wanted: Words) -> bool:
    """Tell whether every one of some words begins a word of a name."""
    return all(any(word.startswith(each) for word in name) for each in wanted)
