"""`pressmark search --explain`: why a post is where it is among results, or why it is not.

The numbers are those of `index.explanation`; they add up to the score that the
search shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from index import Explanation, FieldShare, WordShare


def explain_answer(found: Explanation) -> dict[str, Any]:
    """Return an explanation as programs read it."""
    told = asdict(found)
    shares = {name: told.pop(name) for name in ("words", "near", "reasons")}
    return {**told, "found": found.rank is not None, "score": found.score, **shares}


def lines(found: Explanation) -> Iterator[str]:
    """Yield an explanation as people read it."""
    if found.rank is None:
        yield f"{found.slug} is not among the {found.total} results:"
        yield from (f"  {reason}" for reason in found.reasons)
    else:
        yield f"{found.slug} is number {found.rank} of {found.total}, score {found.score:.6f}"
    for word in found.words:
        yield f"{word.score:10.6f}  {_word(word)}"
        for field in word.fields:
            yield f"{'':12}{_field(field)}"
    for near in found.near:
        left, right = near.words
        yield f"{near.score:10.6f}  {left} near {right}"


def _word(word: WordShare) -> str:
    said = f"{word.text}: idf {word.idf:.3f} (in {word.posts} posts), weight {word.weight:.3f}"
    if word.worth != 1.0:
        said += f", counts {word.worth:g} as a function word"
    return f"{said}, typed {word.times} times" if word.times > 1 else said


def _field(field: FieldShare) -> str:
    return (
        f"{field.field}, {field.form}: {field.occurrences} of {field.worth:g}"
        f" by {field.length:.3f} for field and length = {field.weight:.3f}"
    )
