"""
Texts that people, and worse, may type: made from the grammar, and by chance.
"""

import samples
from hypothesis import strategies as st

from index import NONE, Match, PartialDate, Query, Sort
from index.asking.forms import FORMS

WORDS = st.sampled_from(
    [*samples.VOCABULARY, "absent", "straße", "東京", "Αθήνα", "o'brien", "a", "e-mail", "3.5"]
)

PHRASES = st.sampled_from(
    ["data portal", "the portal", "Harbour Lab", "open data", "東京都 知事", "counter terrorism"]
)

NAMES = st.sampled_from(
    [
        *(name for term in [*samples.PARTNERS, *samples.THEMES] for name in term.names()),
        "urban",
        "city",
        "Źrębowo",
        "anna",
        "brien anna",
        "straße",
        "stranger",
        "nobody",
        NONE,
    ]
)

DATES = st.one_of(
    st.builds("{:04d}".format, st.integers(2017, 2025)),
    st.builds("{:04d}-{:02d}".format, st.integers(2017, 2025), st.integers(1, 13)),
    st.builds(
        "{:04d}-{:02d}-{:02d}".format,
        st.integers(2017, 2025),
        st.integers(1, 12),
        st.integers(1, 31),
    ),
    st.sampled_from(["18/03/2024", "5.2023", "0001", "9999-12-31", "garbage", "", NONE, "undated"]),
)

PERIODS = st.one_of(DATES, st.builds("{}..{}".format, DATES, DATES))


def field(name, values):
    quoted = values.map('"{}"'.format)
    return st.builds(f"{name}:{{}}".format, st.one_of(values, quoted))


ATOMS = st.one_of(
    WORDS,
    WORDS,
    PHRASES.map('"{}"'.format),
    WORDS.map(lambda word: f"{word[:3]}*"),
    field("title", WORDS),
    field("title", PHRASES),
    st.one_of(*(field(name, NAMES) for name in ("partner", "theme", "person", "place"))),
    field("language", st.sampled_from(["en", "de", "pt_br", "pt", "EL", "xx"])),
    field("category", st.sampled_from(["news", "Event", "guide", NONE, "absent"])),
    st.one_of(
        *(field(name, PERIODS) for name in ("date", "on", "year", "after", "before", "event"))
    ),
    st.builds(
        "last {} {}".format,
        st.one_of(st.integers(0, 2000), st.sampled_from(["six", "Twelve"])),
        st.sampled_from(["day", "days", "weeks", "months", "years"]),
    ),
)


def joined(texts):
    return st.one_of(
        st.lists(texts, min_size=1, max_size=4).map(" ".join),
        st.lists(texts, min_size=2, max_size=3).map(" OR ".join),
        st.builds("{} AND {}".format, texts, texts),
        st.builds("{} NOT {}".format, texts, texts),
        texts.map("-({})".format),
        texts.map("NOT ({})".format),
        texts.map("({})".format),
        texts.map("title:({})".format),
        texts.map("theme:({})".format),
    )


MEANT = st.recursive(ATOMS, joined, max_leaves=8)
"""
Texts as the grammar would have them.
"""

SCRAPS = [
    '"', "“", "-", "--", "(", ")", "（", "OR", "AND", "NOT", "*", "~9", ":", ":::", "title:", "theme:(",
    "secret:x", "_stored:x", "[x TO y]", "..", "date:..", "last", "6", "months", "/[/", "???*", "—",
    "\x00", "\ud800", "a-b-c", "x" * 300, "portal", "Łódź",
]  # fmt: skip

FUZZED = st.lists(
    st.one_of(st.sampled_from(SCRAPS), st.text(max_size=6), ATOMS), max_size=12
).flatmap(lambda parts: st.sampled_from([" ", ""]).map(lambda between: between.join(parts)))
"""
Texts that nobody meant.
"""

TEXTS = st.one_of(MEANT, MEANT, FUZZED, st.sampled_from([form.example for form in FORMS]))

QUERIES = st.builds(
    Query,
    text=TEXTS,
    theme=st.sampled_from([(), (), (), ("security",), (NONE, "privacy")]),
    language=st.sampled_from([(), (), (), ("en",)]),
    sort=st.sampled_from([None, *Sort]),
    match=st.sampled_from([Match.ALL, Match.ALL, *Match]),
    size=st.just(100),
)
"""
States of a results page, all of whose hits are on the page.
"""


def any_query(random):
    """
    A query with filters, any of them, drawn from a generator of numbers.
    """

    def some(values, most=2):
        return tuple(random.sample(values, random.randint(0, most) if random.random() < 0.5 else 0))

    def bound():
        return PartialDate(random.randint(2018, 2024), random.choice([None, 1, 6, 12]))

    words = [
        *samples.VOCABULARY,
        "-portal",
        '"data portal"',
        '-"open data"',
        "plans",
        "straße",
        "absent",
    ]
    return Query(
        text=" ".join(random.choices(words, k=random.randint(0, 4))),
        partner=some([*(term.slug for term in samples.PARTNERS), "Stranger", "GZ", NONE]),
        theme=some([*(term.slug for term in samples.THEMES), "Data Protection", NONE]),
        category=some(["news", "Event", "guide", NONE, "absent"]),
        language=some(["en", "de", "pt_br", "ja"]),
        year=some([*map(str, range(2018, 2025)), NONE]),
        start=bound() if random.random() < 0.2 else None,
        end=bound() if random.random() < 0.2 else None,
        sort=random.choice([None, *Sort]),
        match=random.choice(list(Match)),
        page=random.choice([1, 1, 2]),
        size=random.choice([1, 5, 100]),
    )
