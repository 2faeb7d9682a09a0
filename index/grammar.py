"""The language of the search box, which has no errors.

    data portal        posts with both words
    "data portal"      posts with that phrase, in those forms
    -portal            posts without the word
    -"data portal"     posts without the phrase

A text becomes a small tree of nodes that any engine can walk.  What does not
fit the language is looked for as plain words, and a note says what was left
out.  Words that differ only in how they are hyphenated find each other:
`counter-terrorism` is a phrase of two words or one joined word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from index.results import Reading
from index.tokens import GLUE, Token, surfaces, tokens

NAMED = 10
"""Words left out that a note names one by one."""

SHOWN = 60
"""Characters of a long word that a note shows."""


Parts = tuple[tuple[int, str], ...]
"""Tokens that follow each other, each with its distance from the first."""

MIN_HALF = 3
"""Letters of the shorter half of a word in two; two-letter words are everywhere."""

MIN_WHOLE = 2 * MIN_HALF
"""Letters of a word that may be written in two."""

MAX_WHOLE = 40
"""Letters of the longest such word; each cut is a look into the index."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a text is read at all, settled before any work is done.

    Attributes:
        characters: Nobody types more; what machines send is cut.
        words: Each is a look into the index, in every field.
    """

    characters: int = 500
    words: int = 32


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms.

    Attributes:
        text: As typed.
        parts: Its tokens with their distance from the first; several for a
            hyphenated word, for one with points, and in scripts without blanks.
        wholes: Words that stand for it as well: a hyphenated word in one, or in
            one with the word before or after it.
        times: How often it was typed; it is looked for once and weighs as much.
    """

    text: str
    parts: Parts
    wholes: tuple[str, ...] = ()
    times: int = 1

    def halves(self, stop: frozenset[str]) -> tuple[Parts, ...]:
        """Return the pairs of words that it may be written as.

        Args:
            stop: Folded words that are no half; `island` is not `isl and`.
        """
        word = self.parts[0][1]
        if len(self.parts) > 1 or not MIN_WHOLE <= len(word) <= MAX_WHOLE or not word.isalpha():
            return ()
        cuts = ((word[:n], word[n:]) for n in range(MIN_HALF, len(word) - MIN_HALF + 1))
        return tuple(((0, a), (1, b)) for a, b in cuts if a not in stop and b not in stop)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after the other, in these forms.

    Attributes:
        text: As typed, without the quotation marks.
        parts: Tokens with their distance from the first.
        times: How often it was typed.
    """

    text: str
    parts: Parts
    times: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """What a post must not have."""

    node: Word | Phrase


@dataclass(frozen=True, slots=True)
class And:
    """Several things at once; which share of the wanted ones is enough, the query says."""

    nodes: tuple[Word | Phrase | Not, ...]

    @property
    def wanted(self) -> tuple[Word | Phrase, ...]:
        """What a post should have."""
        return tuple(node for node in self.nodes if not isinstance(node, Not))

    @property
    def excluded(self) -> tuple[Word | Phrase, ...]:
        """What a post must not have."""
        return tuple(node.node for node in self.nodes if isinstance(node, Not))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as a tree, and what to tell the reader about it."""

    tree: And
    reading: Reading


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»‹›〝〞〟「」『』＂", '"'))

_ITEM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"|(?P<not>-*)(?P<chunk>[^\s"]+)')


def parse(text: str, *, stop: frozenset[str] = frozenset(), limits: Limits | None = None) -> Parsed:
    """Read a text; any text is a query.

    Args:
        text: As typed.
        stop: Folded words that are dropped if others remain.
        limits: How much is read at all.
    """
    limits = limits or Limits()
    notes: list[str] = []
    nodes = list(_nodes(_cut(text, limits.characters, notes), notes))
    nodes = _at_most(_distinct(_with_neighbours(nodes, stop)), limits.words, notes)
    tree, dropped = _without(nodes, stop)
    reading = Reading(
        words=tuple(node.text for node in tree.wanted if isinstance(node, Word)),
        phrases=tuple(node.text for node in tree.wanted if isinstance(node, Phrase)),
        excluded=tuple(node.text for node in tree.excluded),
        dropped=dropped,
        notes=tuple(notes),
    )
    return Parsed(tree, reading)


def _cut(text: str, longest: int, notes: list[str]) -> str:
    if len(text) <= longest:
        return text
    kept = text[:longest]
    if not text[longest].isspace() and (blank := re.search(r"\s\S*\Z", kept)):
        kept = kept[: blank.start()]
    rest = text[len(kept) :].split()
    if rest:
        notes.append(f"only the first {longest} characters were searched; left out: {_named(rest)}")
    return kept


def _nodes(text: str, notes: list[str]) -> Iterator[Word | Phrase | Not]:
    marked = text.translate(_QUOTES)
    if marked.count('"') % 2:
        last = marked.rindex('"')
        marked = f"{marked[:last]} {marked[last + 1 :]}"
        notes.append("a quotation mark without its partner was passed over")
    empty = []
    found = False
    for match in _ITEM.finditer(marked):
        quoted = match["phrase"] is not None
        group = "phrase" if quoted else "chunk"
        typed = text[match.start(group) : match.end(group)]
        read: list[Word | Phrase] = [*(_phrase(typed) if quoted else _words(typed))]
        excluding = match["minus"] or match["not"]
        for node in read:
            found = True
            yield Not(node) if excluding else node
        if not read and typed.strip():
            empty.append(typed.strip())
    if not found and text.strip():
        notes.append(f"nothing in it to search for: {_named(empty or [text.strip()])}")


def _phrase(text: str) -> Iterator[Phrase]:
    parts = _parts(list(tokens(text)))
    if parts:
        yield Phrase(" ".join(text.split()), parts)


def _words(chunk: str) -> Iterator[Word]:
    """Yield the words of what was typed without a blank."""
    groups: list[tuple[int, int]] = []
    for start, surface in surfaces(chunk):
        end = start + len(surface)
        together = groups and GLUE.fullmatch(chunk, groups[-1][1], start)
        groups.append((groups.pop()[0] if together else start, end))
    found = list(tokens(chunk))
    for start, end in groups:
        yield from _word(chunk, [t for t in found if start <= t.start and t.end <= end])


def _word(chunk: str, group: list[Token]) -> Iterator[Word]:
    proper = [token for token in group if not token.extra]
    kept = [token for token in proper if not token.elided] or proper
    if not kept:
        return
    first, last = kept[0].place, kept[-1].place
    group = [token for token in group if first <= token.place <= last]
    start, end = kept[0].start, kept[-1].end
    joined = next((t.text for t in group if t.extra and (t.start, t.end) == (start, end)), None)
    parts = _parts(group)
    yield Word(chunk[start:end], parts, (joined,) if joined and len(parts) > 1 else ())


def _parts(group: list[Token]) -> Parts:
    """Return the tokens that a phrase is made of, each with its distance from the first.

    In scripts without blanks those are the pairs of letters, which are fewer
    posts each than single letters; a letter alone is itself.
    """
    proper = {token.place: token for token in group if not token.extra}
    pairs = {t.place: t for t in group if t.extra and _is_pair(t, proper)}
    parts = []
    covered = False
    for place, token in proper.items():
        pair = pairs.get(place)
        if pair is not None or not covered:
            parts.append((place - group[0].place, (pair or token).text))
        covered = pair is not None
    return tuple(parts)


def _is_pair(extra: Token, proper: Mapping[int, Token]) -> bool:
    """Tell a pair of letters from a joined word: it is what two neighbours are in one."""
    here, following = proper[extra.place], proper.get(extra.place + 1)
    return (
        following is not None
        and extra.start == here.start
        and extra.end == following.end
        and here.end == following.start
        and extra.text == here.text + following.text
    )


def _with_neighbours(
    nodes: list[Word | Phrase | Not], stop: frozenset[str]
) -> Iterator[Word | Phrase | Not]:
    """Let `counter terrorism` find `counterterrorism`."""
    single = [_single(node, stop) for node in nodes]
    for number, node in enumerate(nodes):
        here = single[number]
        if here is None or not isinstance(node, Word):
            yield node
            continue
        before = single[number - 1] if number else None
        after = single[number + 1] if number + 1 < len(nodes) else None
        wholes = [before + here] if before else []
        wholes += [here + after] if after else []
        yield replace(node, wholes=tuple(w for w in wholes if MIN_WHOLE <= len(w) <= MAX_WHOLE))


def _single(node: Word | Phrase | Not, stop: frozenset[str]) -> str | None:
    """Return the one token of a word that may be half of another, else None."""
    if not isinstance(node, Word) or len(node.parts) > 1 or node.parts[0][1] in stop:
        return None
    return node.parts[0][1]


def _distinct(nodes: Iterator[Word | Phrase | Not]) -> list[Word | Phrase | Not]:
    """Return the nodes without those that ask the same again, which are counted."""
    kept: dict[object, Word | Phrase | Not] = {}
    for node in nodes:
        inner = node.node if isinstance(node, Not) else node
        key = (isinstance(node, Not), type(inner), inner.parts)
        before = kept.get(key)
        if before is None:
            kept[key] = node
        elif not isinstance(before, Not):
            kept[key] = replace(before, times=before.times + 1)
    return list(kept.values())


def _at_most(
    nodes: list[Word | Phrase | Not], most: int, notes: list[str]
) -> list[Word | Phrase | Not]:
    kept: list[Word | Phrase | Not] = []
    left_out = []
    words = 0
    for node in nodes:
        inner = node.node if isinstance(node, Not) else node
        words += len(inner.text.split())
        if words <= most:
            kept.append(node)
        else:
            left_out.append(inner.text)
    if left_out:
        notes.append(f"only the first {most} words were searched; left out: {_named(left_out)}")
    return kept


def _without(nodes: list[Word | Phrase | Not], stop: frozenset[str]) -> tuple[And, tuple[str, ...]]:
    """Drop stop words, unless nothing else is wanted."""
    dropped = [
        n for n in nodes if isinstance(n, Word) and len(n.parts) == 1 and n.parts[0][1] in stop
    ]
    wanted = [node for node in nodes if not isinstance(node, Not)]
    if len(dropped) == len(wanted):
        return And(tuple(nodes)), ()
    kept = tuple(node for node in nodes if node not in dropped)
    return And(kept), tuple(node.text for node in dropped)


def _named(words: list[str]) -> str:
    shown = [word if len(word) <= SHOWN else word[: SHOWN - 1] + "…" for word in words[:NAMED]]
    more = len(words) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
