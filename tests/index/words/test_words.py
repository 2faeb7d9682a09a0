"""
Folding, tokens and stems: what a word is.
"""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.words.folding import fold, fold_word
from index.words.function_words import function_words
from index.words.languages import ALGORITHMS, stem
from index.words.stop_words import stop_words, stop_words_of
from index.words.surfaces import CHUNKING, combining_marks
from index.words.tokens import BESIDE, MAX_WORD, is_acronym, slots, tokens

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "aÀçŁøß-'’&.,+#·‐ \u00a0\n0123ıİſﬁΣς東京ﾊﾟがé한\u0301\u0306иЙё\u00ad\u200bไทยÅ\ufb01½"
        ),
    ),
    max_size=40,
)
"""
Any text, and more often one that is awkward.
"""


LETTERS = st.text(
    "abcdefghijklmnopqrstuvwxyz"
    "áàâäãåāăąæçćčċďđéèêëēėęěģğġħíìîïīįıķĺļľłńňñņóòôöõőøœŕřśšşșşßťţțúùûüůūűųýÿźżž"
    "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"
    "абвгдежзийклмнопрстуфхцчшщъьюяіїєґ -’'09",
    max_size=30,
)
"""
What the languages of the Union, and Ukrainian, are written with.
"""


def decomposed(text):
    return unicodedata.normalize("NFD", text)


def unmarked(text):
    """
    A text without its marks, but for й, which is a letter.
    """
    bare = (c if c in "йЙ" else unicodedata.normalize("NFD", c)[0] for c in text)
    return "".join(bare)


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def words(text):
    return [token.text for token in tokens(text) if not token.extra]


def extras(text):
    return [token.text for token in tokens(text) if token.extra]


class TestFolding:
    @pytest.mark.parametrize(
        ("written", "folded"),
        [
            ("Łódź", "lodz"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("ΑΘΗΝΑΣ", "αθηνασ"),
            ("Αθήνας", "αθηνασ"),
            ("İstanbul", "istanbul"),
            ("ISPARTALI ırmak", "ispartali irmak"),
            ("Ærø Đorđe Ħal Œuvre", "aero dorde hal oeuvre"),
            ("ＡＢＣ１２", "abc12"),
            ("ﬁre", "fire"),
            ("Ёлка Йод", "елка йод"),
            ("מלך", "מלכ"),
            ("أُستاذ", "استاذ"),
            ("ガ ﾊﾟ か", "ガ パ か"),
            ("हिन्दी", "हिन्दी"),
            ("ไทย", "ไทย"),
        ],
    )
    def test_letters_that_are_typed_in_two_ways_are_one(self, written, folded):
        """
        A reader in Lisbon has no ł, one in Łódź sees no reason to leave it out.
        """
        assert folded == fold(written)

    @given(ODD)
    def test_folding_twice_changes_nothing(self, text):
        """
        Index and query fold at different moments, some twice.
        """
        assert fold(text) == fold(fold(text))

    @given(ODD)
    def test_composed_and_decomposed_letters_are_one(self, text):
        """
        macOS writes file names, and text copied from PDF, in pieces.
        """
        assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))

    @pytest.mark.parametrize(
        ("written", "meant"), [("Сovid", "covid"), ("pοrtal", "portal"), ("мoсквa", "москва")]
    )
    def test_letters_of_another_alphabet_that_look_alike_are_taken_for_what_they_look_like(
        self, written, meant
    ):
        """
        A Cyrillic С in COVID cannot be seen, only not found.
        """
        assert meant == fold_word(written)


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "proper", "beside"),
        [
            ("counter-terrorism", ["counter", "terrorism"], ["counterterrorism"]),
            ("state‑of‑the‑art", ["state", "of", "the", "art"], ["stateoftheart"]),
            ("COVID-19", ["covid", "19"], ["COVID", "covid19"]),
            ("EU ŁÓDŹ A B2", ["eu", "lodz", "a", "b2"], ["EU", "LODZ"]),
            ("E.U. U.S.A. z.B.", ["e", "u", "u", "s", "a", "z", "b"], ["eu", "usa", "zb"]),
            ("Zürich Tromsø", ["zurich", "tromso"], ["zuerich", "tromsoe"]),
            ("l'énergie d’Ivoire", ["l", "energie", "d", "ivoire"], []),
            ("O’Brien don't", ["obrien", "dont"], []),
            ("the partner's partners’", ["the", "partner", "partners"], []),
            ("R&D AT&T", ["r&d", "at&t"], ["r", "d", "at", "t"]),
            ("C++ C# c", ["c++", "c#", "c"], ["c", "c"]),
            ("1,000,000 1.000.000 1'000'000 1\u00a0000", ["1000000"] * 3 + ["1000"], []),
            ("3.5 3,5", ["3", "5", "3", "5"], ["3.5", "3.5"]),
            ("1,234.56", ["1234", "56"], ["1234.56"]),
            ("18.03.2024", ["18", "03", "2024"], ["18.03.2024"]),
            ("5G W-2", ["5g", "w", "2"], ["w2"]),
            ("東京都", ["東", "京", "都"], ["東京", "京都"]),
            ("5G通信", ["5g", "通", "信"], ["通信"]),
            ("Infor\u00admation Lo\u0301dz\u0301", ["information", "lodz"], []),
            ("_under_score_", ["under", "score"], []),
            ("col·lega", ["collega"], []),
            ("", [], []),
        ],
    )
    def test_what_a_word_is(self, text, proper, beside):
        """
        Every line was once a word that nobody could find.
        """
        assert proper == words(text)
        assert beside == extras(text)

    @given(LETTERS, st.sampled_from([str.upper, str.lower, str.title, decomposed, unmarked, wide]))
    def test_case_marks_and_width_change_no_word(self, text, way):
        """
        Which posts are found must not hang on them, in any language of the Union.
        """
        assert words(text) == words(way(text))

    @given(ODD)
    def test_positions_count_up_and_offsets_lie_in_the_text(self, text):
        """
        Phrases rest on positions, marks on offsets.
        """
        found = list(tokens(text))
        proper = [token for token in found if not token.extra]

        assert list(range(len(proper))) == [token.position for token in proper]
        assert all(0 <= t.start < t.end <= len(text) for t in found)
        assert all(a.end <= b.start for a, b in pairwise(proper))
        assert all(0 < len(t.text) <= 2 * MAX_WORD for t in found)

    @pytest.mark.parametrize("text", ["ـ", "shade ـ", '"ـ"', "a-ـ-b"])
    def test_what_folds_to_nothing_is_no_word(self, text):
        """
        A lone stretching mark of Arabic once answered 500.
        """
        assert all(token.text for token in tokens(text))
        assert all(slots(text))

    @given(ODD)
    def test_every_token_is_folded_already_but_acronyms(self, text):
        """
        A token that folding would change is found by no query; an acronym stands
        beside its folded form, and only makes a post better.
        """
        found = list(tokens(text))
        folded = {(t.position, t.text) for t in found if not is_acronym(t.text)}

        assert all(t.text == fold(t.text) for t in found if not is_acronym(t.text))
        assert all(
            t.extra and (t.position, fold(t.text)) in folded for t in found if is_acronym(t.text)
        )

    @given(ODD)
    def test_slots_agree_with_tokens(self, text):
        """
        One is for the index, the other for snippets; a post found must be marked.
        """
        expected = {}
        for token in tokens(text):
            expected.setdefault(token.position, []).append(token.text)

        found = [slot.split(BESIDE) for slot in slots(text)]

        assert expected == dict(enumerate(found))
        assert len(words(text)) == len(found)

    @given(ODD)
    @example("1\u00a0000\u202f000 forms")
    @example("c++ c#, (1,000.5) 'tis R&D's --x-- a.-b")
    def test_a_text_is_its_chunks_one_after_the_other(self, text):
        """
        Each chunk is read once for the whole archive.
        """
        data = b"\0%s\0" % text.encode(errors="replace")
        pairs = zip(*(bounds.tolist() for bounds in CHUNKING.cut(data)), strict=True)
        chunks = [data[start:end].decode() for start, end in pairs]

        assert slots(text) == [slot for chunk in chunks for slot in slots(chunk)]

    @pytest.mark.parametrize(
        "text", ["x" * 1_000_000, "x-" * 200_000, "東" * 200_000, "1." * 200_000, "'" * 10**6]
    )
    def test_a_text_without_blanks_is_read_in_time(self, text):
        """
        Whoosh takes 40 s for a word of 100,000 characters.  The limit is pytest's.
        """
        found = [token for slot in slots(text) for token in slot.split(BESIDE)]

        assert all(len(token) <= MAX_WORD for token in found)


class TestStems:
    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            ("en", "running", "runs"),
            ("en", "planned", "plans"),
            ("de", "häuser", "haus"),
            ("fr", "énergies", "energie"),
            ("pl", "miasta", "miasto"),
            ("el", "αθήνα", "αθηνας"),
            ("ru", "москвы", "москва"),
        ],
    )
    def test_forms_of_a_word_share_a_stem_with_or_without_accents(self, language, one, other):
        """
        Whoosh's own stemmer makes runn of running.
        """
        assert stem(language, fold(one)) == stem(language, fold(other))

    @given(st.sampled_from([*ALGORITHMS, "ja", "xx"]), st.text(max_size=20))
    def test_every_word_has_a_stem_in_every_language(self, language, word):
        """
        A word without a stem would be in no post.
        """
        folded = fold(word)

        assert bool(folded) == bool(stem(language, folded))

    @given(st.sampled_from(["de", "el", "en", "fr", "hu", "it", "nl", "pl", "sk"]), st.data())
    def test_no_other_word_has_the_stem_of_a_function_word(self, language, data):
        """
        German Sicherheit is not the pronoun sich, whatever a stemmer makes of it.
        """
        listed = function_words(language)
        word = data.draw(st.sampled_from(sorted(listed)))
        other = fold(word + data.draw(st.text("abdehinorstuyαει", max_size=6)))

        assert (other in listed) == (stem(language, other) in {stem(language, w) for w in listed})

    def test_no_stop_list_has_a_month_or_us(self):
        """
        "May 2023" once searched 2023.
        """
        listed = set().union(*(stop_words(language) for language in ALGORITHMS))

        assert set() == listed & {"may", "mai", "march", "mars", "us", "it's", "will", "not", "who"}

    def test_a_word_is_a_stop_word_in_the_languages_that_list_it(self):
        """
        "die" is an article in German and a verb in English.
        """
        listed = stop_words_of(["de", "en", "ja"])

        assert {"de"} == {language for language, words in listed.items() if "die" in words}
        assert {"de", "en"} == {language for language, words in listed.items() if "in" in words}
        assert frozenset() == listed["ja"]


def test_every_mark_of_a_living_script_belongs_to_the_letter_before_it():
    """
    No script is forgotten because somebody thought that a stretch of Unicode holds no marks.
    """
    belonging = re.compile(f"[{combining_marks()}]")

    characters = [chr(code) for code in range(0x300, 0x12000) if not 0xD800 <= code < 0xE000]
    marks = {each for each in characters if unicodedata.category(each).startswith("M")}
    joiners = {"\u200b", "\u200c", "\u200d", "\u2060"}

    assert marks | joiners == {each for each in characters if belonging.match(each)}
