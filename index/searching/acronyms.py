"""Stop words that are acronyms in an archive: who types `IT` does not mean `it`.

Capitals alone do not tell, because people write `AND` for emphasis and headlines
are shouted.  So the bodies of posts are asked how often they write the word so.
"""

from __future__ import annotations

from index.searching.postings import PostingsReader
from index.words.folding import fold

BODY = "body"
"""The field that is asked; in titles all words may be in capitals."""

SHARE = 0.02
"""Least share of the posts with the word that have it in capitals.  In four archives of
agencies and a news service IT, UNO, SA and AI had 2.6 to 25 %, all other stop words less
than 1.6 %."""


def means_acronym(postings: PostingsReader, capitals: str) -> bool:
    """Tell whether a stop word in capitals means something else than in small letters.

    Args:
        postings: Of the edition.
        capitals: As the index has acronyms.
    """
    written = len(postings.postings(BODY, capitals))
    return written > 0 and written >= SHARE * len(postings.postings(BODY, fold(capitals)))
