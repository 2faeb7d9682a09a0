"""
What every engine promises to people who are still typing, or type a name.
"""

import pytest
import samples

from archive import Kind
from index import CompletionKind, Facet, Query, TermView
from index.guidance.term_names import TermNames

NAMES = {CompletionKind.PARTNER: Facet.PARTNER, CompletionKind.THEME: Facet.THEME}


def offered(engine, text, size=20):
    return {(each.kind.value, each.text) for each in engine.suggest(text, size)}


def reached(engine, completion):
    """
    How many posts a completion leads to.
    """
    if completion.kind is CompletionKind.TITLE:
        return int(engine.post(completion.slug).record.title == completion.text)
    if completion.kind in NAMES:
        query = Query(**{NAMES[completion.kind].value: (completion.slug,)})
    else:
        quoted = completion.kind is CompletionKind.PHRASE
        query = Query(text=f'"{completion.text}"' if quoted else completion.text)
    return engine.search(query).total


class TestCompletions:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("harb", ("partner", "Harbour Lab")),
            ("lab", ("partner", "Harbour Lab")),
            ("portowe", ("partner", "Harbour Lab")),
            ("ZREB", ("partner", "Gmina Źrębowo")),
            ("gz", ("partner", "Gmina Źrębowo")),
            ("urban sec", ("theme", "Urban security")),
            ("counterter", ("theme", "Counter-terrorism")),
            ("rehe", ("title", "Partners rehearse a city-wide alert at the harbour")),
            ("harbour reh", ("title", "Partners rehearse a city-wide alert at the harbour")),
            ("ΑΘΗΝ", ("title", "Η Αθήνα φιλοξενεί το συνέδριο")),
            ("東京", ("title", "東京都で会議")),
        ],
    )
    def test_a_beginning_of_any_word_finds_names_and_titles(self, engine, typed, expected):
        """
        Nobody remembers how a name begins, nor which of its names it goes by.
        """
        assert expected in offered(engine, typed)

    def test_a_phrase_with_an_acronym_is_one_phrase(self, build):
        """
        The index has an acronym in capitals too, beside the word.
        """
        titles = ["Solar NATO panels", "SOLAR NATO roofs", "solar nato kiosk"]
        engine = build([samples.post(f"p{n}", title) for n, title in enumerate(titles)])

        assert ("phrase", "solar nato") in offered(engine, "sol")
        assert {("word", "nato")} == {each for each in offered(engine, "nat") if each[0] == "word"}

    @pytest.mark.parametrize("typed", ["", "  ", "-", '"', "zzzz", "abour", "()", "title:exer"])
    def test_nothing_is_offered_for_nothing(self, engine, typed):
        """
        The inside of a word is no beginning, and a blank is no word.
        """
        assert set() == offered(engine, typed)

    def test_the_last_word_is_finished_in_the_company_of_the_others(self, engine):
        """
        After `units` only words make sense that a post has beside it.
        """
        finished = {text for kind, text in offered(engine, "units exer") if kind == "word"}

        assert finished == {"units exercise"}

    def test_whatever_is_offered_leads_to_as_many_posts_as_it_says(self, engine):
        """
        A suggestion that finds nothing is worse than none.
        """
        typed = ("pa", "h", "counter-t", "city-", "si", "αθ", "東", "prea", "the ha")

        for each in (each for text in typed for each in engine.suggest(text)):
            assert (each.text, each.count) == (each.text, reached(engine, each))

    def test_no_more_are_offered_than_asked_for(self, engine):
        """
        A list on a telephone has room for a few.
        """
        assert [1, 3] == [len(engine.suggest("a", size)) for size in (1, 3)]


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("Harbour Lab", ["harbour-lab"]),
            ("laboratorium portowe", ["harbour-lab"]),
            ("gmina zrebowo", ["gmina-zrebowo"]),
            ("GZ", ["gmina-zrebowo"]),
            ("gz", ["gmina-zrebowo"]),
            ('"Urban Security"', ["urban-security"]),
            ("counter terrorism", ["counter-terrorism"]),
            ("counterterrorism", ["counter-terrorism"]),
            ("Harbour", []),
            ("Harbour Lab news", []),
            ("", []),
        ],
    )
    def test_a_whole_name_is_recognised(self, engine, typed, expected):
        """
        Who types the name of a partner wants its page first.
        """
        named = engine.search(Query(text=typed)).named

        assert expected == [term.slug for term in named]

    def test_a_name_without_posts_is_not(self):
        """
        A page with nothing on it is no answer; the staff edition keeps such names.
        """
        names = TermNames([TermView(Kind.PARTNER, "lab", "Lab", count) for count in (0, 0)])

        assert () == names.whole("Lab") == names.begun(("l",))


def test_completions_lead_somewhere_in_any_archive(build):
    """
    The same for posts made by chance, in several languages.
    """
    engine = build(samples.chance(60))

    for text in ("a", "s", "die", "city al", "ha", "z", "1", "r&", "c+"):
        for each in engine.suggest(text, 20):
            assert each.count == reached(engine, each), each
            assert each.count > 0
