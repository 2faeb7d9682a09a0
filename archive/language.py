"""The language of a post that does not name one.

A folder called `fr` says so; else the words do.  The words decide only among
the languages that the site publishes in, because to tell German from English is
easy and to tell which of two hundred languages a headline is in is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.values import Unreadable, language_of

SAMPLE_CHARACTERS = 2_000
"""How much of a post is looked at; function words are everywhere."""

MIN_EVIDENCE = 2
"""Fewer telling words or letters than this decide nothing."""

_CODE_LIST = (
    "aa ab af am ar as az ba be bg bn bo br bs ca ce co cs cv cy da de dv el en eo es et eu "
    "fa fi fj fo fr fy ga gd gl gn gu gv ha he hi hr ht hu hy id ig is it iu ja jv ka kk kl "
    "km kn ko ku kw ky la lb ln lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no oc om or "
    "pa pl ps pt qu rm ro ru rw sa sc sd se si sk sl sm sn so sq sr st su sv sw ta te tg th "
    "ti tk tl tn tr ts tt ug uk ur uz ve vi wo xh yi yo zh zu "
)

_CODES = frozenset(_CODE_LIST.split())
"""Languages of ISO 639-1 that a folder can be named after."""

_WORDS = {
    "bg": "и на в за от се да с не по са че през които към",
    "cs": "a se na v je že do pro které při byl jako jsou podle nebo také pod",
    "da": "og i at er det en til på af som for med ikke den har blev også skal",
    "de": "und der die das ist nicht mit den von zu auf für ein eine im dem des sich auch wurde",
    "el": "και το της την του στην για με να που από των τα είναι σε",
    "en": "the of and to in is that for with on was are by this from be as at it an were has have",
    "es": "de la el que y en los se del las por con una para es al su más como fue",
    "et": "ja on ei et see oli ning kui mis või aga selle kes oma",
    "fi": "ja on ei että se oli myös sekä joka ovat mutta kun tai hän sen",
    "fr": "le la les de des et est en du une un pour dans que qui sur avec au par pas sont ce",
    "ga": "agus an na ar le do is go bhí atá sa chun ag",
    "hr": "i je u na za se su od da s kao koji koja te bi iz",
    "hu": "a az és hogy nem is egy volt meg ezt vagy mint csak de ki",
    "id": "yang dan di untuk dengan ini dari pada adalah tidak dalam ke akan anda oleh atau",
    "it": "di il la che e per un una in del della con non sono le dei è al da più alla",
    "lt": "ir yra kad į iš su tai buvo kaip bei ar šis nuo",
    "lv": "un ir par no ar tika kas uz lai arī bija kā vai pie",
    "mt": "il ta li u għal fil mill huwa din dan kien għall",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er ook door naar",
    "nb": "og i er det en til på av som for med ikke den har ble også skal",
    "no": "og i er det en til på av som for med ikke den har ble også skal",
    "pl": "w i na z do się jest że nie o to dla od po przez oraz są który które został",
    "pt": "de a o que e do da em um uma para com não os no na as dos por é mais foi ao",
    "ro": "de și la în a cu pentru din este care pe o un mai sunt nu fost prin",
    "ru": "и в на не что с по как для это от из он к у но был",
    "sk": "a sa na v je že do pre ktoré pri bol ako sú podľa alebo tiež pod",
    "sl": "in je na za v se so da ki z pri kot tudi bil ali po",
    "sv": "och i att är det en som för på av med till den inte har om också ett var",
    "tr": "ve bir bu için ile da de olarak çok en ne daha olan gibi ise",
    "uk": "і в на не що з як до та це від за був для у про",
}
"""Words of each language that are in almost every paragraph of it."""

_SCRIPTS = {
    "ar": "\u0600-\u06ff",
    "fa": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "ja": "\u3040-\u30ff",
    "ko": "\u1100-\u11ff\uac00-\ud7af",
    "th": "\u0e00-\u0e7f",
    "zh": "\u4e00-\u9fff",
}
"""Letters of languages that do not put blanks between words, or share none."""

_TELLING_LETTERS = {
    "cs": "ěřů",
    "da": "æø",
    "de": "ßäöü",
    "es": "ñ¿¡",
    "et": "õ",
    "fi": "ä",
    "fr": "œçêèù",
    "hr": "đ",
    "hu": "őű",
    "it": "ìò",
    "lt": "ėįų",
    "lv": "ļņķģ",
    "mt": "ħġż",
    "nb": "æø",
    "no": "æø",
    "pl": "łąęśźżćń",
    "pt": "ãõ",
    "ro": "țșă",
    "sk": "ľĺŕô",
    "sv": "å",
    "tr": "ğışİ",
    "uk": "їєґ",
    "ru": "ыэё",
    "bg": "ъ",
}
"""Letters that speak for a language among its neighbours."""

_WORD = re.compile(r"[^\W\d_]+")

_NO_WORDS = re.compile(r"https?://\S+|`[^`]*`|\]\([^)]*\)|<[^<>]*>")
"""Addresses, code and markup: they are in English whatever the post is in."""


def tag_of_folder(name: str, known: Sequence[str]) -> str | None:
    """Return the language that a folder's name stands for, or None.

    Args:
        name: Such as `fr` or `zh_cn`.
        known: Languages of the site; their tags count whatever they are.
    """
    try:
        tag = language_of(name)
    except Unreadable:
        return None
    if tag in known or tag.split("-")[0] in _CODES:
        return tag
    return None


def detected(text: str, among: Sequence[str]) -> str | None:
    """Return the language that a text is most likely in, or None if it does not show.

    Args:
        text: Title, then body.
        among: Languages to choose from, the likelier first.
    """
    sample = _NO_WORDS.sub(" ", text[:SAMPLE_CHARACTERS]).lower()
    words = [word for word in _WORD.findall(sample) if len(word) > 1]
    common = {tag: frozenset(_WORDS.get(tag.split("-")[0], "").split()) for tag in among}
    # A word of several languages, as `la` or `in`, speaks for each of them less.
    weights = {
        word: 1 / sum(word in each for each in common.values())
        for each in common.values()
        for word in each
    }
    best, best_score = None, MIN_EVIDENCE - 0.01
    for tag in among:
        score = sum(weights[word] for word in words if word in common[tag])
        score += _letters(tag.split("-")[0], sample)
        if score > best_score:
            best, best_score = tag, score
    return best


def _letters(language: str, sample: str) -> int:
    """Return how many letters speak for a language."""
    if language in _SCRIPTS:
        letters = len(re.findall(f"[{_SCRIPTS[language]}]", sample))
        # Japanese is full of Chinese characters; kana decide.
        kana = len(re.findall("[\u3040-\u30ff]", sample)) if language == "zh" else 0
        return letters - 10 * kana
    telling = frozenset(_TELLING_LETTERS.get(language, ""))
    return sum(character in telling for character in sample)
