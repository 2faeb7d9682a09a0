"""
Names that mean the same thing, and the files that say which do.
"""

import pytest

from archive import Kind, Term, Vocabulary
from archive.report import Report
from archive.vocabulary_file import vocabulary_of


def theme(slug, **values):
    return Term(slug=slug, name=values.pop("name", slug.title()), kind=Kind.THEME, **values)


def read(text, kind=Kind.PARTNER):
    report = Report("partners.yaml")
    return vocabulary_of(text, kind, report), [str(problem) for problem in report.problems]


LAB = Term(
    slug="harbour-lab",
    name="Harbour Lab",
    kind=Kind.PARTNER,
    aliases=("Laboratorium Źrębowo",),
    acronyms=("HL",),
)


class TestFind:
    @pytest.mark.parametrize(
        "name",
        [
            "harbour-lab",
            "Harbour Lab",
            "HARBOUR  LAB",
            "harbour_lab",
            "hl",
            "laboratorium zrebowo",
            "Harbour-Lab!",
        ],
    )
    def test_slug_name_alias_and_acronym_mean_the_term(self, name):
        """
        Many hands write partners' names.
        """
        assert LAB == Vocabulary(Kind.PARTNER, [LAB]).find(name)

    def test_a_slug_beats_another_term_s_alias(self):
        """
        An address means what it says.
        """
        other = theme("data", aliases=("design",))

        assert theme("design") == Vocabulary(Kind.THEME, [other, theme("design")]).find("Design")

    @pytest.mark.parametrize("name", ["", "!!!", "nothing"])
    def test_other_names_mean_nothing(self, name):
        """
        Not even a name without letters finds the first term.
        """
        assert Vocabulary(Kind.PARTNER, [LAB]).find(name) is None

    def test_the_closest_listed_name_is_offered(self):
        """
        Unlisted ones are likely to be mistakes themselves.
        """
        vocabulary = Vocabulary(Kind.PARTNER, [LAB])
        vocabulary.add("Harbor Labs")

        assert LAB == vocabulary.closest("Harbor Labs")

    def test_a_term_is_never_called_none(self):
        """
        `partner=none` asks for posts without one.
        """
        assert "none-2" == Vocabulary(Kind.PARTNER).add("None").slug

    def test_added_names_are_found_again(self):
        """
        The label is the name as first written.
        """
        vocabulary = Vocabulary(Kind.PARTNER)

        added = vocabulary.add("Gmina Źrębowo")

        assert added is vocabulary.add("GMINA zrebowo")
        assert (False, "Gmina Źrębowo") == (added.listed, added.name)


class TestBroader:
    def test_ancestors_come_nearest_first(self):
        """
        A post on a narrower theme counts once for each broader one.
        """
        vocabulary = Vocabulary(
            Kind.THEME,
            [
                theme("a", broader=("b", "c")),
                theme("b", broader=("d",)),
                theme("c", broader=("d",)),
                theme("d"),
            ],
        )

        assert ("b", "c", "d") == vocabulary.ancestors("a")

    def test_a_circle_ends(self):
        """
        A mistake in a file must not hang a build.
        """
        vocabulary = Vocabulary(
            Kind.THEME, [theme("a", broader=("b",)), theme("b", broader=("a",))]
        )

        assert ("b",) == vocabulary.ancestors("a")

    def test_a_restricted_vocabulary_does_not_even_name_the_rest(self):
        """
        A theme of unpublished posts alone must not show in public.
        """
        vocabulary = Vocabulary(
            Kind.THEME,
            [
                theme("a", broader=("b",), related=("b", "secret")),
                theme("b", related=("secret",)),
                theme("secret"),
            ],
        )

        assert (theme("a", broader=("b",), related=("b",)), theme("b")) == vocabulary.restricted_to(
            ["a"]
        ).terms

    def test_terms_that_no_file_lists_are_named_as_first_written(self):
        """
        By the posts that are asked, not by the first of all: that may be hidden.
        """
        vocabulary = Vocabulary(
            Kind.THEME,
            [theme("a", name="Listed"), theme("b", listed=False), theme("c", listed=False)],
        )

        spelled = vocabulary.spelled([("a", "LISTED"), ("b", "Bee"), ("b", "BEE")])

        assert ["Listed", "Bee", "C"] == [term.name for term in spelled]
        assert "b" == spelled.find("bee").slug


class TestShapes:
    @pytest.mark.parametrize(
        "text",
        [
            "- {slug: lab, name: The Lab}\n",
            "- name: The Lab\n  slug: lab\n",
            "lab: {name: The Lab}\n",
            "lab: The Lab\n",
            "partners:\n  - slug: lab\n    name: The Lab\n",
            "partners:\n  lab: The Lab\n",
            "\ufeff# who we work with\npartners: [{slug: lab, name: The Lab}]\n",
        ],
    )
    def test_every_shape_reads_the_same(self, text):
        """
        People write lists as they come to mind.
        """
        vocabulary, problems = read(text.removeprefix("\ufeff"))

        assert ((Term("lab", "The Lab", Kind.PARTNER),), []) == (vocabulary.terms, problems)

    def test_a_slug_alone_is_a_term(self):
        """
        `lab:` with nothing behind it is not silently lost.
        """
        assert ("lab", "office") == tuple(term.slug for term in read("lab:\noffice: {}\n")[0])

    def test_all_keys(self):
        """
        Names in other languages are aliases.
        """
        vocabulary, problems = read(
            "- slug: lab\n"
            "  name: Lab\n"
            "  acronym: L\n"
            "  aliases: Old Lab\n"
            "  names: {pl: Laboratorium, en: Lab}\n"
            "  country: el\n"
            "  language: en_GB\n"
            "  links: [https://lab.example/]\n"
            "  description: A lab.\n"
            "  broader: House\n"
            "  related: [shed]\n"
            "- House\n"
            "- Shed\n"
        )

        assert Term(
            "lab", "Lab", Kind.PARTNER, ("Old Lab", "Laboratorium"), ("L",), ("house",), ("shed",), "GR", "en-GB",
            ("https://lab.example/",), "A lab.",
        ) == vocabulary.get("lab")  # fmt: skip
        assert [] == problems

    @pytest.mark.parametrize(
        "text",
        [
            "- {Slug: lab, NAME: The Lab, Aliases: Old Lab, Links: 'https://lab.example/'}",
            "lab: {name: 'The \n\n Lab', aliases: ['Old \n\n Lab'], links: {web: 'https://lab.example/'}}",
            "- {slug: lab, name: The Lab, aliases: ['', [Old Lab]], country: '', links: 'https://lab.example/'}",
        ],
        ids=["capitals", "several lines", "empty texts"],
    )
    def test_keys_and_texts_read_the_same_in_every_spelling(self, text):
        """
        A name that is broken over lines is one name, and an empty one is none.
        """
        term = Term(
            "lab", "The Lab", Kind.PARTNER, aliases=("Old Lab",), links=("https://lab.example/",)
        )

        vocabulary, problems = read(text)

        assert ((term,), []) == (vocabulary.terms, problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {description: [long, text]}\n",
         'partners.yaml:1: "description" is not a text; write one text'),
        ("a: {aliases: [{pl: Laboratorium}]}\n", "partners.yaml:1: a name is not a text; write one text"),
        (
            "- {slug: a, broader: b}\n",
            'partners.yaml:1: "broader" of "a" names "b", which is not listed; list it or take it away',
        ),
        (
            "- a\n- {slug: b, related: x}\n",
            'partners.yaml:2: "related" of "b" names "x", which is not listed; list it or take it away',
        ),
        (
            "- {slug: a, aliases: X}\n- {slug: b, aliases: x}\n",
            'partners.yaml:2: "x" names "a" (line 1) and "b"; it means the first; take it from one of the two',
        ),
        ("- a\n- A\n", 'partners.yaml:2: "a" is in line 1 too; the first one counts; join the two'),
        ("- a\n- {name: '!!!'}\n", "partners.yaml:2: a term has neither a name nor a slug; write `name: ...`"),
        ("- a\n- [b]\n", "partners.yaml:2: a term is a list; write its name, or `name: ...`"),
        ("words\n", "partners.yaml:1: is neither a list nor a table of terms; write `- name: ...`"),
        ("a: {country: Poland}\n",
         'partners.yaml:1: "country" is not a country: "Poland"; write its two-letter code, such as "PL"'),
        ("a: {links: javascript:x}\n",
         'partners.yaml:1: "links" is not a web address: "javascript:x"; write it in full, beginning with https://'),
        ("a: {parent: b}\n", 'partners.yaml:1: "parent" is no key of a term; call it "broader"'),
        ("a: {broader: a}\n", 'partners.yaml:1: "a" is "broader" of itself; take it away'),
        ("partners: [a]\nversion: 1\n",
         'partners.yaml:2: "version" stands beside the list and is not read; move it into the list'),
        ("a: {name: A}\na: {name: B}\n", 'partners.yaml:2: "a" is written twice; the last one counts; delete one'),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_vocabulary_is_said(text, expected):
    """
    A term loses what is wrong with it, not its place.
    """
    assert [expected] == read(text)[1]


def test_circles_are_reported_for_every_term_in_them():
    """
    Any of them is a place to break it.
    """
    problems = read("- {slug: a, broader: b}\n- {slug: b, broader: a}\n")[1]

    assert [
        'partners.yaml:1: "a" is broader than itself, by way of "b"; break the circle',
        'partners.yaml:2: "b" is broader than itself, by way of "a"; break the circle',
    ] == problems


def test_a_vocabulary_that_is_not_yaml_is_empty_and_reported(folder):
    """
    The posts are still there.
    """
    folder.write("themes.yaml", "- &a x\n- *a\n").post("a.md", "title: T", "themes: x")

    assert [("a.md", 3, "theme-unlisted"), ("themes.yaml", 1, "yaml-alias")] == folder.rules()
