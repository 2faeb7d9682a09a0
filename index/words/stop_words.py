"""Words of almost every post, language by language: what a query may leave out.

Stop words are only ever left out of a query, never out of the index, and only
for posts in a language that lists them.  No list has the name of a month
(May), `us`, or a word that organisations are called by (WHO is in no title
without being meant, but the English list cannot tell; so it has no `who`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

from index.words.folding import fold

_STOP_WORDS = {
    "bg": "и на в за от се да с не по са че през към като е до",
    "ca": "el la els les un una de del dels i a en per amb que es no al als",
    "cs": "a se na v ve je že do pro od za s z o i k po to jako by",
    "da": "og i at er en et den det de til på af som for med",
    "de": "der die das den dem des ein eine einen einem einer eines und oder in im an am auf zu zum"
    " zur von vom mit"
    " für bei aus nach als ist sind wird werden auch sich es",
    "el": "ο η το οι τα του της των τον την τους τις και σε στο στη στην στον για με από να που"
    " είναι",
    "en": "a an and are as at be been but by for from had has have in into is it its of on or that"
    " the their these"
    " this to was were which with",
    "es": "el la los las un una unos unas de del y o en a al que es por para con se su sus lo como",
    "et": "ja on ei et see oli ning kui",
    "fi": "ja on ei että se oli myös sekä",
    "fr": "le la les un une des de du et ou en au aux à dans par pour sur avec que qui est sont se"
    " ce cette ces son"
    " sa ses l d",
    "ga": "an na agus ar le do is go i ag",
    "hr": "i u na za se je su da od s o a iz",
    "hu": "a az és egy is hogy nem",
    "it": "il lo la i gli le un uno una di del dello della dei degli delle da dal dalla e o in nel"
    " nella nei con su"
    " sul sulla per che è sono si al alla ai l d",
    "lt": "ir yra į iš su kad tai o",
    "lv": "un ir par no ar uz kas ka",
    "mt": "il l ta u li għal fil mill huwa dan",
    "nb": "og i er det en et den de til på av som for med at",
    "nl": "de het een en of in op te van voor met is dat die aan er bij om zijn",
    "nn": "og i er det ein eit den dei til på av som for med at",
    "no": "og i er det en et den de til på av som for med at",
    "pl": "i w we z ze na do o od po za się że jest oraz to nie dla przez",
    "pt": "o a os as um uma de do da dos das e ou em no na nos nas ao à por para com que se é",
    "ro": "și în la de cu pe din un o ai ale a al că este sunt pentru",
    "ru": "и в во на с со к по за из от у о об не что как это для",
    "sk": "a sa na v vo je že do pre od za s z o i k po to ako",
    "sl": "in je na za v se so da z s o po pri",
    "sv": "och i att är en ett den det de till på av som för med",
    "tr": "ve bir bu ile de da için",
    "uk": "і й в у на з із до за та не що як це для від",
}
"""Articles, prepositions, conjunctions and forms of "to be": the words of almost every post."""

StopWords: TypeAlias = Mapping[str, frozenset[str]]
"""Folded words by primary language subtag."""


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language, folded; none if it has no list."""
    return frozenset(fold(word) for word in _STOP_WORDS.get(language, "").split())


def stop_words_of(languages: Iterable[str]) -> StopWords:
    """Return the stop words of some languages, language by language."""
    return {language: stop_words(language) for language in sorted(set(languages))}
