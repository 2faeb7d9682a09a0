"""
Did you mean: what is offered for mistyped words, and that nothing is for others.
"""

from datetime import date
from random import Random

import pytest
import samples
from hypothesis import given
from hypothesis import strategies as st

from index import Query
from index.guidance.slips import prices
from index.guidance.typed_words import typed_words

TEXTS = {
    "en": "The harbour rehearses an emergency exercise; volunteers measure sound insulation, "
    "and the committee reports on climate change with evidence from the agency ABCDEFG. NATO",
    "de": "Die Übung im Hafen zeigt den Freiwilligen die Zuständigkeit der Feuerwehr; Gemeinden "
    "prüfen die Schalldämmung der Gebäude",
    "fr": "Les pompiers préparent un exercice de sécurité; les communes étudient l'isolation des "
    "bâtiments et la température",
    "el": "Η άσκηση στο λιμάνι δείχνει στους εθελοντές τις αρμοδιότητες της πυροσβεστικής",
}


def many():
    """
    Ten posts of each text, and some with what else there is in archives: misprints, rare words.
    """
    for language, text in TEXTS.items():
        for number in range(10):
            yield samples.post(
                f"{language}-{number}",
                text.split(";")[0],
                text,
                language=language,
                date=date(2024, 1 + number, 1),
                themes=samples.themes("security") if number < 4 else (),
            )
    yield samples.post("rare", "Insulated harbours", "An insular vernacular of 2024-03.")
    yield samples.post("ways", "Way", "A report about climbing; change happens. Emergencia.")


@pytest.fixture(scope="module")
def archive(build):
    return build(many())


def meant(engine, text, **others):
    offer = engine.search(Query(text=text, **others)).did_you_mean
    return offer.text if offer else None


class TestOffers:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("emergancy", "emergency"),
            ("emegrency", "emergency"),
            ("emergemcy", "emergency"),
            ("emergncy", "emergency"),
            ("emerrgency", "emergency"),
            ("rmergency", "emergency"),
            ("comittee", "committee"),
            ("agincy", "agency"),
            ("insulatoin", "insulation"),
            ("harbuor", "harbour"),
            ("zustandigkiet", "Zuständigkeit"),
            ("Schaldämung", "Schalldämmung"),
            ("securitee", "sécurité"),
            ("temprature", "température"),
            ("πυροσβετσικης", "πυροσβεστικής"),
            ("Harbuor", "Harbour"),
            ("HARBUOR EXERCISE", "HARBOUR EXERCISE"),
        ],
    )
    def test_a_slip_is_corrected_as_posts_write_the_word(self, archive, typed, expected):
        """
        Letters left out, put in, exchanged or swapped, in any language, accents or not.
        """
        assert expected == meant(archive, typed)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("harbuor exercise", "harbour exercise"),
            ('"climat chnge" harbour', '"climate change" harbour'),
            ("title:harbuor", "title:harbour"),
            ("harbuor after:2024-02 -nothing", "harbour after:2024-02 -nothing"),
            ("(harbuor OR zzzz) theme:security", "(harbour OR zzzz) theme:security"),
            ("harbuor emergancy", "harbour emergency"),
            ("harbuor  partner:nobody", None),
            ("climatechange volunteers", None),
            ('"climatechange"', '"climate change"'),
            ("harbourexercise", "harbour exercise"),
            ('"insu lation"', '"insulation"'),
        ],
    )
    def test_the_rest_of_the_text_stays_as_it_was_typed(self, archive, typed, expected):
        """
        Phrases, fields, operators: a correction changes words and nothing else.
        """
        assert expected == meant(archive, typed)

    def test_the_number_of_posts_is_that_of_the_offered_search(self, archive):
        """
        The link leads to as many posts as it says, with the filters that were chosen.
        """
        query = Query(text="harbuor exercise", theme=("security",))

        offer = archive.search(query).did_you_mean

        assert 4 == offer.total == archive.search(query.but(text=offer.text)).total

    @pytest.mark.parametrize("typed", ["Minstry", "Ministery of the Inerior"])
    def test_names_are_corrected_though_no_text_spells_them(self, build, typed):
        """
        The posts of a partner are found by its name, so a slip in the name is seen as well.
        """
        engine = build(
            [samples.post("one", "A report", "x", partners=samples.partners("ministry"))]
        )

        assert meant(engine, typed) in {"Ministry", "Ministry of the Interior"}

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("harbuor exercised", "harbour exercise"),
            ("exercised", None),
            ('"harbuor rehearses"', '"harbour rehearses"'),
        ],
    )
    def test_every_word_of_an_offer_stands_in_some_post(self, archive, typed, expected):
        """
        A slip in an ending finds the right posts, but is not repeated in an offer.
        """
        assert expected == meant(archive, typed)

    def test_an_offer_that_the_filters_leave_nothing_of_is_not_made(self, archive):
        """
        Another word for nothing helps nobody.
        """
        assert meant(archive, "harbuor")
        assert not meant(archive, "harbuor", language=("fr",))


class TestNoOffers:
    @pytest.mark.parametrize(
        "typed",
        [
            "harbour",
            "rare",
            "insular",
            "vernacular",
            "climbing",
            "emergencia",
            "insulated harbours",
            "2042",
            "date:2042",
            "20244",
            "patner:lab",
            "theme:securiti",
            "harbuo*",
            "-harbuor exercise",
            "ABCDEFH",
            "nata",
            "NATA",
            "xyzzy",
            "",
            "an",
            "NOT harbuor",
        ],
    )
    def test_what_is_right_or_no_word_is_left_alone(self, archive, typed):
        """
        Rare words are right, numbers and dates mean themselves, acronyms are not spelled.
        """
        assert meant(archive, typed) is None

    def test_words_of_the_archive_are_never_corrected(self, archive):
        """
        Whoever typed a word that is there knows how it is spelled.
        """
        words = {word.strip(".,;") for text in TEXTS.values() for word in text.split()}

        assert dict.fromkeys(words) == {word: meant(archive, word) for word in words}

    @pytest.mark.parametrize(("misprints", "expected"), [(1, "vernacular"), (2, None)])
    def test_only_a_misprint_that_one_post_has_is_doubted(self, build, misprints, expected):
        """
        Archives have misprints; what two posts write so is a word.
        """
        right = [samples.post(f"right-{n}", "One", "vernacular") for n in range(210)]
        wrong = [samples.post(f"wrong-{n}", "Two", "vernaculer") for n in range(misprints)]

        assert expected == meant(build(right + wrong), "vernaculer")


class TestTypedWords:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("harbour Exercise", ["harbour", "Exercise"]),
            ('"harbour exercise" title:alert', ["harbour", "exercise", "alert"]),
            ('title:"harbour exercise"', ["harbour", "exercise"]),
            ("harbour -exercise", ["harbour"]),
            ("harbour NOT exercise", ["harbour"]),
            ("-(harbour OR (alert)) exercise", ["exercise"]),
            ("(harbour OR alert) exercise", ["harbour", "alert", "exercise"]),
            ("theme:(harbour alert) partner:exercise after:today", []),
            ("harbou* counter-terrorism l'énergie", ["counter", "terrorism", "énergie"]),
            ("NATO iOS 2024 4x4x R&D the", []),
            ("HARBOUR ALERT", ["HARBOUR", "ALERT"]),
            ("place: harbour", ["harbour"]),
            ("東京都 harbour", ["harbour"]),
            ("a" * 41, []),
        ],
    )
    def test_words_that_are_looked_for_can_be_doubted(self, text, expected):
        """
        What narrows, is left out, or is no word is taken as typed; the rest is where it says.
        """
        words = list(typed_words(text))

        assert expected == [word.written for word in words]
        assert expected == [text[word.start : word.end] for word in words]


class TestPrices:
    @pytest.mark.parametrize(
        ("typed", "word", "price"),
        [
            ("harbour", "harbour", 0.0),
            ("harbuor", "harbour", 0.7),
            ("harrbour", "harbour", 0.7),
            ("comittee", "committee", 0.7),
            ("harvour", "harbour", 0.8),
            ("harxour", "harbour", 1.0),
            ("habour", "harbour", 1.0),
            ("arbour", "harbour", 1.4),
            ("κιμανι", "λιμανι", 1.4),
            ("ca", "abc", 3.4),
        ],
    )
    def test_a_slip_costs_by_how_easily_it_is_made(self, typed, word, price):
        """
        Swapped neighbours and doubled letters are cheap, first letters dear.
        """
        assert [price] == prices(typed, [word]).tolist()

    @given(st.text("abcß漢", min_size=1, max_size=9), st.text("abcß漢", min_size=1, max_size=9))
    def test_only_the_same_word_costs_nothing(self, one, other):
        """
        And no word is further off than writing it anew.
        """
        price = prices(one, [other, one]).tolist()

        assert (price[0] == 0.0) == (one == other)
        assert price[0] <= len(one) + len(other) + 0.8
        assert price[1] == 0.0


def test_most_slips_of_the_hand_are_corrected(archive):
    """
    One letter changed by chance in each word of the archive with six letters or more.
    """
    random = Random(1)
    words = {word for text in TEXTS.values() for word in text.split() if len(word) > 5}
    right = []
    for word in sorted(word for word in words if word.isalpha() and word.islower()):
        place = random.randrange(1, len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        right.append(swapped == word or meant(archive, swapped) == word)

    assert 0.9 < sum(right) / len(right)
