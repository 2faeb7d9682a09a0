"""Endings of words, as tables: what Snowball has no stemmer for, or knows only with marks.

Words are folded before they are stemmed, so an ending that Snowball writes with
a mark (Polish -ów, Czech -ách, Hungarian -ból) is not known to it any more, and
some languages of the EU have no Snowball stemmer at all.  Each table takes off
one ending, the longest that leaves enough of the word, and then exchanges the
last letters where a language changes them before an ending.

The tables are light: endings of case, number and article, none that make one
word from another.  They follow, in words and rules of our own, what was published:

    bg      J. Savoy, Searching strategies for the Bulgarian language (2007)
    cs, sk  L. Dolamic and J. Savoy, Indexing and stemming approaches for the
            Czech language (2009)
    hr      N. Ljubešić and others, Retrieving information in Croatian (2007)
    lv      K. Kreslins, A stemming algorithm for Latvian (1996), as lightened
            in Apache Lucene
    sl      M. Popovič and P. Willett, The effectiveness of stemming for
            natural-language access to Slovene textual data (1992)
    others  the declensions of school grammars
"""

from __future__ import annotations

VOWELS = frozenset("aeiouyαειουωηаеиоуыэюяіъєه")
"""Letters that end a syllable, the Arabic feminine ending among them."""

LEAST = 3
"""Letters that stay, unless a table says otherwise; shorter rests are many words."""


class Endings:
    """A table of endings, and of the letters that change before them.

    Args:
        endings: Folded, with blanks between.
        changes: Last letters, each with what stands for them, as `old>new`.
        least: Letters that must stay.
        openings: First letters, likewise; changed before anything else.
    """

    def __init__(
        self, endings: str, changes: str = "", *, least: int = LEAST, openings: str = ""
    ) -> None:
        self._endings = frozenset(endings.split())
        self._longest = max(map(len, self._endings), default=0)
        self._changes = _pairs(changes)
        self._openings = _pairs(openings)
        self._least = least

    def reduced(self, word: str) -> str:
        """Return a folded word without its ending."""
        for old, new in self._openings:
            if word.startswith(old):
                word = new + word[len(old) :]
                break
        word = self._cut(word)
        for old, new in self._changes:
            if word.endswith(old) and len(word) - len(old) + len(new) >= self._least:
                return word[: len(word) - len(old)] + new
        return word

    def _cut(self, word: str) -> str:
        # -om is no ending of strom, and -a is one of trga: only a vowel may leave none.
        for size in range(min(self._longest, len(word) - self._least), 0, -1):
            ending, rest = word[-size:], word[:-size]
            if ending in self._endings and (ending[-1] in VOWELS or not VOWELS.isdisjoint(rest)):
                return rest
        return word


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    found = (pair.partition(">") for pair in text.split())
    return tuple(sorted(((old, new) for old, _, new in found), key=_longest_first))


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return (-len(pair[0]), pair[0])


_CROATIAN = Endings(
    "ovima evima ijama ijima ama ima ovi evi ova eva ove eve ovo evo ovu evu ovom evom om em oga"
    " ega og eg omu emu ih im oj a e i o u",
    "c>k",
)

ONLY = {
    "bg": Endings(
        "овете евете етата ятата ията иите овци ове еве ета ята ето ото ата ите ият ия"
        " ии ът ят та а е и о я ъ",
        "ц>к",
    ),
    "bs": _CROATIAN,
    "hr": _CROATIAN,
    "lv": Endings(
        "ajiem ajai ajam ajos ajas iem aja ais ai ei am em im um us as es os ij is ie u a i e o s",
        "pj>p bj>b mj>m vj>v",
        least=2,
    ),
    "mt": Endings(
        "ajiet ijiet iet in at i a",
        openings="isk>sk ist>st isp>sp isf>sf isq>sq isw>sw ism>sm isn>sn",
    ),
    "sk": Endings(
        "iach iami atami atoch iam ami och ach emi ych ich ymi imi ovi ove eho emu ovia om em im"
        " ym ov ej ou um mi ia ie iu y a e i o u",
        "c>k iest>est ien>en ier>er",
    ),
    "sl": Endings(
        "ovoma evoma oma ema ama ami ima imi emu ega ovih evih ov ev ih ah eh om em im am mi ma"
        " oj a e i o u",
        "ec>c",
    ),
    "uk": Endings(
        "ями ами ими іями іях ові еві ого ому іх ах ях их ів ою ею єю ом ем ям ам им ій ий"
        " ої ію ія ії іі а е и і о у ю я ь є",
    ),
}
"""For the languages that Snowball does not know."""

BEFORE = {
    "cs": Endings("ymi imi ami ech ach ych ich eho emu um ym im", least=3),
    "hu": Endings("bol rol tol"),
    "lt": Endings("eje"),
    "pt": Endings("", "oes>ao aes>ao"),
    "ro": Endings("urilor urile elor ilor ele ile uri ei e", least=4),
}
"""Before Snowball: endings that it knows with marks only."""

AFTER = {
    "ar": Endings("ه"),
    "cs": Endings("", "c>k"),
    "da": Endings("erne ern er en et", least=2),
    "el": Endings("ι", least=2),
    "et": Endings("use se i a e u", "kt>k v>", least=4),
    "fi": Endings("i", "ng>nk uud>uus d>t"),
    "ga": Endings("eanna anna eacha acha ai i a e", "ail>al ainn>ann", least=4),
    "hu": Endings("ek ok ak", "jekt>j kt>k", least=4),
    "it": Endings("a e i o", least=4),
    "lt": Endings("", "dz>d c>t"),
    "nb": Endings("ene er en et", least=2),
    "nl": Endings("", "kinder>kind"),
    "nn": Endings("an ar en er et", least=2),
    "no": Endings("ene er en et", least=2),
    "pl": Endings("iow ow"),
    "ro": Endings("a", "oal>ol oar>or iat>iet"),
    "sv": Endings("et an", "dd>d gd>g nn>n dt>d gt>g kt>k tt>t", least=4),
    "tr": Endings("lari leri i u", "g>k", least=4),
}
"""After Snowball: what it leaves, so that all forms of a word end alike."""

DIGRAPHS = {
    language: tuple(pairs)
    for language, pairs in {
        "da": (("aa", "a"), ("oe", "o")),
        "nb": (("aa", "a"), ("oe", "o")),
        "nn": (("aa", "a"), ("oe", "o")),
        "no": (("aa", "a"), ("oe", "o")),
        "sv": (("aa", "a"), ("ae", "a"), ("oe", "o")),
    }.items()
}
"""Letters that stand for one with a mark: Aarhus for Århus.  Snowball's German has its own."""
