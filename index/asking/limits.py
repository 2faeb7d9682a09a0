"""How much a search may take, settled before any work is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.asking.reading import named
from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read, and kept, for searches.

    Attributes:
        characters: Nobody types more; what machines send is cut.
        words: Words, phrases and fields; each is a look into the index.
        depth: How deep brackets may stand in brackets.
        expanded: Words that one beginning of a word may stand for.
        memory: Bytes that an open edition keeps of words and posts that were asked for;
            0 for what suits their number.
    """

    characters: int = 500
    words: int = 32
    depth: int = 10
    expanded: int = 256
    memory: int = 0


def cut_text(text: str, longest: int) -> tuple[str, Sentence | None]:
    """Return as many words of a text as are read, and the note on the others, if there are any.

    Args:
        text: As typed.
        longest: Characters that are read.
    """
    if len(text) <= longest:
        return text, None
    kept = text[:longest]
    if not text[longest].isspace() and (blank := re.search(r"\s\S*\Z", kept)):
        kept = kept[: blank.start()]
    rest = text[len(kept) :].split()
    if not rest:
        return kept, None
    return kept, Sentence(
        "only the first %(most)s characters were searched; left out: %(rest)s",
        most=longest,
        rest=named(rest),
    )
