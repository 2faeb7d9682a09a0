"""
The language of the search box.
"""

from datetime import date

import pytest
import samples
from hypothesis import given
from queries import MEANT

from index import NONE, Facet
from index.asking.as_typed import said
from index.asking.forms import FORMS
from index.asking.grammar import parse
from index.asking.halves import halves_of
from index.asking.limits import Limits
from index.asking.names import Names
from index.asking.tree import Beginning, Dated, Has, Named, Not, Or, Phrase, Word
from index.results import DatesRead, FieldRead


def wanted(text, **options):
    return [node.text for node in parse(text, **options).tree.wanted]


class TestReading:
    def test_words_phrases_and_exclusions(self):
        """
        The whole language, in one line.
        """
        parsed = parse('Data "open portal" -draft -"old news" the', stop={"en": frozenset({"the"})})

        assert ("Data",) == parsed.reading.words
        assert ("open portal",) == parsed.reading.phrases
        assert ("draft", "old news") == parsed.reading.excluded
        assert ("the",) == parsed.reading.dropped
        assert () == parsed.reading.notes
        assert [Word, Phrase, Not, Not] == [type(node) for node in parsed.tree.nodes]

    @pytest.mark.parametrize(
        "typed",
        ['"open portal"', "“open portal”", "„open portal“", "«open portal»", "「open portal」"],
    )
    def test_any_quotation_marks_will_do(self, typed):
        """
        Telephones type the curved ones.
        """
        assert ("open portal",) == parse(typed).reading.phrases

    def test_a_lonely_quotation_mark_is_passed_over_and_said_so(self):
        """
        The reader meant the words in any case.
        """
        reading = parse('open "portal data').reading

        assert ("open", "portal", "data") == reading.words
        assert ("a quotation mark without its partner was passed over",) == reading.notes

    def test_stop_words_alone_are_searched(self):
        """
        "To be or not to be" is a title.
        """
        stop = {"en": frozenset({"the", "who"})}

        assert ["The", "Who"] == wanted("The Who", stop=stop)
        assert ["Who", "-x"] != wanted("Who -x", stop=stop)
        assert ["Who"] == wanted("Who -x", stop=stop)

    def test_the_same_word_counts_once(self):
        """
        Else it would weigh twice, and "most of three words" would mean another thing.
        """
        assert ["Łódź", "data"] == wanted("Łódź LODZ lodz data")

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("a,b", ["a", "b"]),
            ("energy/transport", ["energy", "transport"]),
            ("example.org", ["example.org"]),
            ("name@example.org", ["name@example.org"]),
            ("l'énergie", ["énergie"]),
            ("5G通信", ["5G通信"]),
            ("(portal)", ["portal"]),
            ("W-2", ["W-2"]),
            ("c++,c#", ["c++", "c#"]),
        ],
    )
    def test_what_is_typed_together(self, typed, read):
        """
        A full stop inside a word holds it together, a comma does not.
        """
        assert read == wanted(typed)

    def test_nothing_but_signs_is_every_post_and_said_so(self):
        """
        An empty page would be the wrong answer to a slip of the finger.
        """
        parsed = parse("??? ((")

        assert () == parsed.tree.nodes
        assert ("nothing in it to search for: ???, ((",) == parsed.reading.notes

    def test_hyphens_join_and_part(self):
        """
        What the three spellings of a word are looked for as.
        """
        (hyphen,) = parse("counter-terrorism").tree.wanted
        counter, terrorism = parse("counter terrorism").tree.wanted
        (joined,) = parse("counterterrorism").tree.wanted

        assert ((0, "counter"), (1, "terrorism")) == hyphen.parts
        assert ("counterterrorism",) == hyphen.wholes == counter.wholes == terrorism.wholes
        assert hyphen.parts in halves_of(joined, frozenset())

    def test_a_stop_word_is_no_half(self):
        """
        `island` is not `isl and`.
        """
        (island,) = parse("island").tree.wanted

        assert (((0, "isl"), (1, "and")),) == halves_of(island, frozenset())
        assert () == halves_of(island, frozenset({"and"}))


class TestTrees:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("a OR b c", "(a OR b) c"),
            ("c a OR b", "c (a OR b)"),
            ("a OR b OR c", "a OR b OR c"),
            ("(a OR b) OR c", "a OR b OR c"),
            ("a AND b OR c", "a (b OR c)"),
            ("(a b) OR c", "(a b) OR c"),
            ("NOT a", "-a"),
            ("NOT NOT a", "a"),
            ("NOT -a", "a"),
            ("-(a b)", "-(a b)"),
            ("-(-a)", "a"),
            ("a OR -b", "a OR -b"),
            ("((a))", "a"),
            ("((a b))", "a b"),
            ("c,d OR e", "(c d) OR e"),
            ("title:(a OR b*)", "title:a OR title:b"),
            ("title:(a theme:b)", "title:a theme:b"),
            ("Title:a", "title:a"),
            ("（a OR b） c", "(a OR b) c"),
            ("東京 OR 大阪", "東京 OR 大阪"),
            ('(counter "x y") z', '(counter "x y") z'),
            ('partner:"Harbour Lab"', 'partner:"Harbour Lab"'),
            ("date:2024", "date:2024"),
            ("NOT last 6 months", "-last 6 months"),
        ],
    )
    def test_a_tree_says_what_was_meant(self, typed, meant):
        """
        OR joins the two things beside it; the page shows the brackets that this makes.
        """
        assert meant == said(parse(typed).tree)

    @given(MEANT)
    def test_what_a_tree_says_is_read_as_the_same_tree(self, text):
        """
        Else the line above the results would teach a language that is not ours.
        """
        limits = Limits(words=1_000, characters=100_000, depth=100)
        tree = parse(text, limits=limits, today=date(2024, 3, 20)).tree

        again = parse(said(tree), limits=limits, today=date(2024, 3, 20)).tree

        assert said(tree) == said(again)

    @pytest.mark.parametrize(
        ("typed", "kind"),
        [
            ("harb*", Beginning),
            ("theme:security", Has),
            ("place:athens", Named),
            ("event:2024", Dated),
            ("last 2 weeks", Dated),
            ("last two weeks", Dated),
            ("Last TWELVE Months", Dated),
            ("year:2024", Dated),
            ("date:none", Dated),
            ("on:undated", Dated),
            ("event:none", Dated),
            ("before:none", Word),
            ("last thirteen months", Word),
            ("last year", Word),
            ("a OR b", Or),
            ("h*", Word),
            ("*ab", Word),
            ("a*b", Word),
            ("secret:x", Word),
            ("subtitle:x", Word),
            ("title:", Word),
            ("title: x", Word),
            ("last 0 days", Word),
            ("last months", Word),
            ("date:2024-13", Word),
            ("before:0001", Word),
            ("AND", Word),
        ],
    )
    def test_what_is_read_as_what(self, typed, kind):
        """
        What nearly fits the language is words.
        """
        assert kind is type(parse(typed).tree.nodes[0])

    def test_a_comma_or_a_bracket_ends_a_word_wherever_it_stands(self):
        """
        Pasted text has both.
        """
        assert ["f", "x", "y"] == wanted("f(x), y")
        assert ["foo", "bar"] == wanted("(foo)-bar")

    @pytest.mark.parametrize("typed", ["SAFE OR SOUND", "NOT SAFE", "OR", '"SAFE" AND "SOUND"'])
    def test_capitals_alone_are_words(self, typed):
        """
        Who forgot the shift key meant no operator.
        """
        reading = parse(typed).reading

        assert {"OR", "NOT", "AND"} & set(reading.words)
        assert ((), "") == (reading.excluded, reading.asked)

    @pytest.mark.parametrize(
        "typed",
        [
            "eins ODER zwei",
            "un OU deux",
            "un ET deux",
            "pas NICHT da",
            "jeden LUB dwa",
            "ένα Ή δύο",
            "not salt or pepper and thyme",
        ],
    )
    def test_operators_are_english(self, typed):
        """
        In many languages they are words that titles are made of: OU, ET, O, Y.  So are the
        English ones in small letters.
        """
        reading = parse(typed).reading

        assert tuple(typed.split()) == reading.words
        assert "" == reading.asked

    @pytest.mark.parametrize(
        ("typed", "words", "note"),
        [
            ("OR a", ("a",), "OR with nothing on one side was passed over"),
            ("a OR", ("a",), "OR with nothing on one side was passed over"),
            ("a OR OR b", ("a", "b"), "OR with nothing on one side was passed over"),
            ("a AND", ("a",), "AND with nothing on one side was passed over"),
            ("a NOT", ("a",), "NOT with nothing behind it was passed over"),
            ("a NOT OR b", ("a", "b"), "NOT with nothing behind it was passed over"),
            ("NOT ... b", ("b",), "NOT with nothing behind it was passed over"),
            ("(a b", ("a", "b"), "a bracket without its partner was passed over"),
            ("a) b", ("a", "b"), "a bracket without its partner was passed over"),
            ("-(a b", ("a", "b"), "a bracket without its partner was passed over"),
            ("title:(a", ("title", "a"), "a bracket without its partner was passed over"),
            ("h*", ("h",), "h* was read without the *"),
        ],
    )
    def test_what_dangles_is_passed_over_with_a_note(self, typed, words, note):
        """
        Nothing is an error, and nothing happens in silence.
        """
        reading = parse(typed).reading

        assert words == reading.words
        assert (note,) == reading.notes

    def test_what_is_no_date_is_read_as_words_with_a_note(self):
        """
        Whoosh finds nothing, without a word.
        """
        reading = parse("harbour date:soon").reading

        assert ("harbour", "date:soon") == reading.words
        forms = (
            "2019, 2019-05, 2019-05-31 or 31/05/2019, two of them with .. between, or last 6 months"
        )
        assert (f"date:soon was read as words, not as a date; write {forms}",) == reading.notes

    @pytest.mark.parametrize(
        ("typed", "notes"),
        [
            ("language:german", ("no posts are in the language german; there are de-CH, en",)),
            ("language:de", ()),
            ("language:DE-ch", ()),
            ("language:none", ()),
            ("category:nwes", ("no posts are of the kind nwes; there are event, news",)),
            ("category:News", ()),
            ("category:none", ()),
        ],
    )
    def test_a_language_or_kind_of_no_post_is_told_with_those_that_there_are(self, typed, notes):
        """
        Who types a language's name instead of its code sees why nothing is found.
        """
        known = {Facet.LANGUAGE: ["en", "de-CH"], Facet.CATEGORY: ["news", "event", NONE]}
        names = Names(values=known)

        assert notes == parse(typed, names=names).reading.notes

    def test_fields_and_dates_are_read_back(self):
        """
        The line above the results tells names for slugs, and days for months.
        """
        reading = parse(
            'portal title:"open data" theme:urban person:anna date:2024-02 event:2023.. -place:x last 2 days',
            today=date(2024, 3, 1),
            names=Names(samples.PARTNERS, samples.THEMES),
        ).reading

        assert ("portal",) == reading.words
        assert () == reading.phrases
        assert ("place:x",) == reading.excluded
        assert (
            FieldRead("title", '"open data"'),
            FieldRead("theme", "urban", ("Urban security",)),
            FieldRead("person", "anna"),
        ) == reading.fields
        assert (
            DatesRead("published", date(2024, 2, 1), date(2024, 2, 29)),
            DatesRead("event", date(2023, 1, 1), None),
            DatesRead("published", date(2024, 2, 29), date(2024, 3, 1)),
        ) == reading.dates
        assert "" == reading.asked

    @pytest.mark.parametrize(
        "typed", ['theme:""', "partner:,", "person:...", 'title:""', "theme:()"]
    )
    def test_a_field_without_a_word_asks_for_nothing(self, typed):
        """
        An empty page would be the wrong answer to a slip of the finger.
        """
        parsed = parse(f"{typed} portal")

        assert "portal" == said(parsed.tree)
        assert () == parse(typed).tree.nodes
        assert (f"nothing in it to search for: {typed}",) == parse(typed).reading.notes

    def test_groups_and_alternatives_are_read_back_whole(self):
        """
        A list of words cannot say which of them are alternatives.
        """
        reading = parse("alert harbour OR port").reading

        assert ("alert", "harbour", "port") == reading.words
        assert "alert (harbour OR port)" == reading.asked

    def test_neighbours_are_those_of_one_group_and_field(self):
        """
        `counter OR terrorism` is not `counterterrorism`.
        """
        (either,) = parse("counter OR terrorism").tree.nodes

        assert [(), ()] == [word.wholes for word in either.nodes]
        assert [(), ()] == [word.wholes for word in parse("counter title:terrorism").tree.nodes]
        titled = parse("title:(counter terrorism)").tree.nodes
        assert [("counterterrorism",)] * 2 == [word.wholes for word in titled]

    def test_stop_words_are_dropped_group_by_group_but_are_alternatives(self):
        """
        Who writes "the OR a" means them.
        """
        stop = {"en": frozenset({"the", "of"})}

        assert "(data x) OR y" == said(parse("(the data of x) OR y", stop=stop).tree)
        assert "the OR data" == said(parse("the OR data", stop=stop).tree)
        assert "the theme:x" == said(parse("the theme:x", stop=stop).tree)
        assert "title:the data" == said(parse("title:the data", stop=stop).tree)

    @pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
    def test_every_form_is_read_without_a_note(self, form):
        """
        The table on the help page is true.
        """
        parsed = parse(form.example, names=Names(samples.PARTNERS, samples.THEMES))

        assert () == parsed.reading.notes
        if form.field:
            assert parsed.reading.fields or parsed.reading.dates
