"""What a text says: its stems, how often each, and how each was written.

The same reading as that of the index, so that a stem from here is looked up
there as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from index.languages import FUNCTION, stem
from index.schema import TEXT_FIELDS
from index.surfaces import surface_pattern
from index.tokens import read
from index.writing import STREAMS

READ = 20_000
"""Characters of a text that are read: what comes after ten pages changes no subject."""


def stems_of(text: str | None, language: str) -> Iterator[str]:
    """Yield the stems of a text in its order, as the index has them.

    Args:
        text: None is no text.
        language: Primary subtag.
    """
    stream = STREAMS["body"]
    slots = stream.tokens((text or "")[:READ])
    distinct = list(dict.fromkeys(slots))
    stems = dict(zip(distinct, stream.fields[_BODY_STEMS](language, distinct), strict=True))
    for slot in slots:
        yield from stems[slot]


def counted(text: str | None, language: str) -> Counter[str]:
    """Return how often a text has each stem."""
    return Counter(stems_of(text, language))


def written(texts: Collection[str], language: str, wanted: Collection[str]) -> dict[str, str]:
    """Return how some stems are written where they stand first in some texts."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for text in texts:
        for surface in surface_pattern().findall(text[:READ]):
            if surface in seen:
                continue
            seen.add(surface)
            for token in read(surface):
                stemmed = stem(language, token.text)
                if stemmed in wanted and not token.extra:
                    found.setdefault(stemmed, surface[token.start : token.end])
        if len(found) == len(wanted):
            break
    return found


def says_something(stemmed: str) -> bool:
    """Tell whether a stem is worth showing: no number, no function word, no short one."""
    return (
        len(stemmed) > MIN_LETTERS and not stemmed[0].isdigit() and not stemmed.endswith(FUNCTION)
    )


MIN_LETTERS = 2
"""A stem of up to so many letters tells a reader nothing."""

_BODY_STEMS = next(field.stems for field in TEXT_FIELDS if field.name == "body")
