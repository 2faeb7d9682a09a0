"""What was typed without a blank, or between quotation marks, as words and phrases.

Words that differ only in how they are hyphenated find each other:
`counter-terrorism` is a phrase of two words or one joined word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from index.asking.tree import Beginning, Parts, Phrase, Word
from index.words.surfaces import GLUE, surfaces
from index.words.tokens import Token, is_acronym, tokens

MIN_BEGINNING = 2
"""Letters of the shortest beginning; with one, most words of an archive begin."""

NUMBER = r"(?<![\w.,])\d{1,3}(?:[ ]\d{3})+(?![\w.,]*\w)"
"""Pattern of a number whose groups of digits have blanks between them."""

ANYTHING = "*"
"""Stands for any ending."""


_NUMBER = re.compile(NUMBER)


def phrase(text: str, field: str | None = None) -> Iterator[Phrase]:
    """Yield the phrase of a text, or nothing where no word is in it."""
    found = parts_of(text)
    if found:
        yield Phrase(" ".join(text.split()), found, field=field)


def parts_of(text: str) -> Parts:
    """Return the tokens of a text that a phrase is made of."""
    return _parts(list(tokens(text)))


def beginning(chunk: str, field: str | None = None) -> Beginning | None:
    """Return the beginning that a chunk with an asterisk at its end is, or None.

    A hyphenated one is looked for in its joined form, which the index has
    beside the parts.
    """
    typed = chunk.rstrip(ANYTHING)
    if typed == chunk:
        return None
    words = list(words_of(typed, field))
    if len(words) != 1 or not typed.endswith(words[0].text):
        return None
    word = words[0]
    start = word.parts[0][1] if len(word.parts) == 1 else "".join(word.wholes)
    return Beginning(word.text, start, field=field) if len(start) >= MIN_BEGINNING else None


def words_of(chunk: str, field: str | None = None) -> Iterator[Word]:
    """Yield the words of what was typed without a blank."""
    if _NUMBER.fullmatch(chunk):
        digits = chunk.split()
        yield Word(chunk, tuple(enumerate(digits)), ("".join(digits),), field=field)
        return
    groups: list[tuple[int, int]] = []
    for start, surface in surfaces(chunk):
        end = start + len(surface)
        together = groups and GLUE.fullmatch(chunk, groups[-1][1], start)
        groups.append((groups.pop()[0] if together else start, end))
    found = list(tokens(chunk))
    for start, end in groups:
        yield from _word(chunk, [t for t in found if start <= t.start and t.end <= end], field)


def _word(chunk: str, group: list[Token], field: str | None) -> Iterator[Word]:
    proper = [token for token in group if not token.extra]
    kept = [token for token in proper if not token.elided] or proper
    if not kept:
        return
    first, last = kept[0].position, kept[-1].position
    group = [token for token in group if first <= token.position <= last]
    start, end = kept[0].start, kept[-1].end
    joined = next((t.text for t in group if t.extra and (t.start, t.end) == (start, end)), None)
    parts = _parts(group)
    wholes = (joined,) if joined and len(parts) > 1 else ()
    capital = next((t.text for t in group if t.extra and is_acronym(t.text)), None)
    acronym = capital if len(parts) == 1 else None
    yield Word(chunk[start:end], parts, wholes, field=field, acronym=acronym)


def _parts(group: list[Token]) -> Parts:
    """Return the tokens that a phrase is made of, each with its distance from the first.

    In scripts without blanks those are the pairs of letters, which are fewer
    posts each than single letters; a letter alone is itself.
    """
    proper = {token.position: token for token in group if not token.extra}
    pairs = {t.position: t for t in group if t.extra and _is_pair(t, proper)}
    parts = []
    covered = False
    for position, token in proper.items():
        pair = pairs.get(position)
        if pair is not None or not covered:
            parts.append((position - group[0].position, (pair or token).text))
        covered = pair is not None
    return tuple(parts)


def _is_pair(extra: Token, proper: Mapping[int, Token]) -> bool:
    """Tell a pair of letters from a joined word: it is what two neighbours are in one."""
    here, following = proper[extra.position], proper.get(extra.position + 1)
    return (
        following is not None
        and extra.start == here.start
        and extra.end == following.end
        and here.end == following.start
        and extra.text == here.text + following.text
    )
