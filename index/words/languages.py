"""Words without their endings, language by language.

Words are folded first: an accent left out must not change what a word is
reduced to.  Snowball does most of it, `index.words.endings` what Snowball cannot.  A
language that neither knows is searched by its words as they are.

Stemmers take endings off function words too, and what they leave of another word
is often one of those: German Sicherheit (safety) and sicher (safe) become sich
(oneself), Italian qualità (quality) becomes quale (which).  So the stems of function
words are stems of their own: the pronoun is sich=, and safe still finds safety.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import local

import Stemmer

from index.words.endings import AFTER, BEFORE, DIGRAPHS, ONLY
from index.words.folding import fold
from index.words.function_words import function_words

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's names, by primary language subtag."""

CUTS_BEGINNINGS = frozenset(["ar", "fa", "ga", "id", "mt", "nl", "sk", "yi"])
"""Languages whose stemmers may take letters from the front of a word, or change one there."""


FUNCTION = "="
"""Last sign of the stem of a function word; no word of a text has it."""


def primary(tag: str) -> str:
    """Return the language of a tag, without script and region: `pt` of `pt-BR`."""
    return tag.partition("-")[0].lower()


@lru_cache(maxsize=1 << 18)
def stem(language: str, word: str) -> str:
    """Return a folded word without its endings.

    Args:
        language: Primary subtag.
        word: Folded.
    """
    return stems(language, (word,))[0]


def stems(language: str, words: Sequence[str]) -> list[str]:
    """Return folded words without their endings; many take less time than one by one.

    Args:
        language: Primary subtag.
        words: Folded.

    Returns:
        Their stems; those of function words end in `FUNCTION`, so that they are no other word's.
    """
    if language in ONLY:
        found = [ONLY[language].reduced(word) for word in words]
    elif language in ALGORITHMS:
        found = _stemmed(language, ALGORITHMS[language], words)
    else:
        return list(words)
    apart = function_words(language)
    return [
        cut + FUNCTION if word in apart else cut for word, cut in zip(words, found, strict=True)
    ]


_stemmers = local()
"""One stemmer for each thread and language: they are not safe to share."""


def _stemmed(language: str, algorithm: str, words: Sequence[str]) -> list[str]:
    reduced = list(words)
    for two, one in DIGRAPHS.get(language, ()):
        reduced = [word.replace(two, one) for word in reduced]
    if language in BEFORE:
        reduced = [BEFORE[language].reduced(word) for word in reduced]
    found = _stemmer(algorithm).stemWords(reduced)
    reduced = [fold(cut) or word for cut, word in zip(found, words, strict=True)]
    if language in AFTER:
        reduced = [AFTER[language].reduced(word) for word in reduced]
    return reduced


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    stemmer = getattr(_stemmers, algorithm, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(algorithm, 0)
        setattr(_stemmers, algorithm, stemmer)
    return stemmer
