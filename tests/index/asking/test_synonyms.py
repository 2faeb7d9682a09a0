"""
The names of a partner or a theme find one another.
"""

import pytest
import samples
from answers import in_order

from archive import Kind, Term, Vocabulary
from index import Limits, Query
from index.asking.grammar import parse
from index.asking.names import Names
from index.asking.synonyms import MOST_NAMES

PARTNERS = Vocabulary(
    Kind.PARTNER,
    [
        Term(
            "mil",
            "Municipal Institute of Lighting",
            Kind.PARTNER,
            aliases=("Lichtinstitut Grünfurth", "Instytut Światła"),
            acronyms=("MIL",),
        ),
        Term("quiet", "Bureau of Quiet", Kind.PARTNER),
        Term("eloy", "Saint-Éloy", Kind.PARTNER, acronyms=("SE-B",)),
    ],
)

THEMES = Vocabulary(
    Kind.THEME,
    [
        Term("trees", "Street trees", Kind.THEME, aliases=("trees", "arbres d’alignement")),
        Term("alarm", "Counter-noise", Kind.THEME, acronyms=("CN",)),
    ],
)

POSTS = [
    samples.post("acronym", "MIL measured the lamps"),
    samples.post("spelled", "The Municipal Institute of Lighting opened"),
    samples.post("german", "Am Lichtinstitut Grünfurth", language="de"),
    samples.post("polish", "Plan Instytutu Światła", language="pl"),
    samples.post("words", "Lighting for a municipal pool, no institute"),
    samples.post("filed", "A visit", partners=(samples.Label("mil", "MIL"),)),
    samples.post("french", "Des arbres d’alignement", language="fr"),
    samples.post("trees", "Trees and street"),
    samples.post("hush", "The CN rule"),
    samples.post("joined", "On counternoise"),
    samples.post("town", "SE-B goes on"),
    samples.post(
        "desk",
        "An edition names only those that posts are filed under",
        partners=(samples.Label("eloy", "Saint-Éloy"), samples.Label("quiet", "Bureau of Quiet")),
        themes=(samples.Label("trees", "Street trees"), samples.Label("alarm", "Counter-noise")),
    ),
]


@pytest.fixture(scope="module")
def engine(make):
    """
    Each engine in turn.
    """
    return make(POSTS, PARTNERS, THEMES)


def found(engine, text, **others):
    return set(in_order(engine, text, **others)) - {"desk"}


@pytest.mark.parametrize(
    "typed",
    [
        "MIL",
        "mil",
        "municipal institute of lighting",
        "Municipal Institute of Lighting",
        "lichtinstitut gruenfurth",
        "Lichtinstitut Grünfurth",
        "instytut swiatla",
        "MIL OR nothing",
        "(MIL)",
    ],
)
def test_every_name_finds_what_any_of_them_finds(engine, typed):
    """
    Nobody knows all the names of a partner; the vocabulary does.
    """
    expected = {"acronym", "spelled", "german", "polish", "filed"}
    loose = {"words"} if "institute" in typed.lower() else set()

    assert expected | loose == found(engine, typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("counter-noise", {"hush", "joined"}),
        ("counter noise", {"hush", "joined"}),
        ("counternoise", {"hush", "joined"}),
        ("CN", {"hush"}),
        ("saint eloy", {"town"}),
        ("SAINT-ÉLOY", {"town"}),
        ("street trees", {"trees", "french"}),
        ("arbres d'alignement", {"french", "trees"}),
        ("title:CN", {"hush"}),
        ("rule CN", {"hush"}),
        ("CN nothing", set()),
        ("MIL lamps", {"acronym"}),
        ("municipal institute of lighting lamps", {"acronym"}),
    ],
)
def test_a_name_may_stand_among_other_words_and_be_hyphenated(engine, typed, expected):
    """
    The names of a query are read as its words are.
    """
    assert expected == found(engine, typed)


def test_what_is_no_whole_name_means_itself(engine):
    """
    "Institute" is in many names, and a phrase is meant to the letter.
    """
    assert {"spelled", "filed", "words"} == found(engine, "institute")
    assert {"acronym", "filed"} == found(engine, '"MIL"')
    assert set() == found(engine, "quiet")


def test_a_name_and_its_exclusion_share_out_all_posts(engine):
    """
    What one finds the other leaves, other names included.
    """
    everything = found(engine, "")

    assert everything - found(engine, "MIL") == found(engine, "-MIL")


def test_the_reading_says_what_else_was_found(engine):
    """
    A post without the word that was typed must not be a riddle.
    """
    assert (
        "Municipal Institute of Lighting",
        "Lichtinstitut Grünfurth",
        "Instytut Światła",
    ) == engine.search(Query(text="lamps MIL")).reading.also
    assert ("MIL", "Lichtinstitut Grünfurth", "Instytut Światła") == tuple(
        sorted(
            engine.search(Query(text="municipal institute of lighting")).reading.also,
            key=["MIL", "Lichtinstitut Grünfurth", "Instytut Światła"].index,
        )
    )
    assert () == engine.search(Query(text='"MIL" institute -MIL')).reading.also


def test_the_name_that_was_typed_comes_first_and_all_are_marked(build):
    """
    Other names are a guess, and a reader sees which one it was.
    """
    hits = build(POSTS, PARTNERS, THEMES).search(Query(text="mil")).hits

    assert "acronym" in {hit.slug for hit in hits[:2]}
    by_slug = {hit.slug: hit for hit in hits}
    marked = "".join(span.text for span in by_slug["german"].title if span.match)
    assert "Lichtinstitut Grünfurth" == marked
    assert by_slug["acronym"].score > by_slug["german"].score > 0


def test_a_partner_with_very_many_names_is_looked_for_by_sixteen():
    """
    Each name is a look into every field.
    """
    aliases = tuple(f"alias number {n}" for n in range(100))
    term = Term("many", "Many Names", Kind.PARTNER, aliases=aliases)
    names = Names(Vocabulary(Kind.PARTNER, [term]))

    (many, called) = parse("many names", names=names).tree.nodes

    assert many.names == called.names
    assert MOST_NAMES == len(many.names)


def test_names_count_no_words_towards_the_limit():
    """
    The limit is on what was typed.
    """
    parsed = parse("MIL lamps", names=Names(PARTNERS, THEMES), limits=Limits(words=2))

    assert () == parsed.reading.notes
    assert ("MIL", "lamps") == parsed.reading.words
