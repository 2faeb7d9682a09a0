"""
Posts to search: a few written by hand, and as many made by chance as a test asks for.
"""

from datetime import date, timedelta
from random import Random

from archive import Event, Kind, Term, Vocabulary
from index import Label, Record

PARTNERS = Vocabulary(
    Kind.PARTNER,
    [
        Term("harbour-lab", "Harbour Lab", Kind.PARTNER, aliases=("Laboratorium Portowe",)),
        Term(
            "gmina-zrebowo",
            "Gmina Źrębowo",
            Kind.PARTNER,
            acronyms=("GZ",),
            country="PL",
            language="pl",
        ),
        Term("city-of-athens", "City of Athens", Kind.PARTNER, aliases=("Δήμος Αθηναίων",)),
        Term("ministry", "Ministry of the Interior", Kind.PARTNER, acronyms=("MOI",)),
        Term("police", "Police Academy", Kind.PARTNER, broader=("ministry",)),
    ],
)

THEMES = Vocabulary(
    Kind.THEME,
    [
        Term("security", "Security", Kind.THEME),
        Term("urban-security", "Urban security", Kind.THEME, broader=("security",)),
        Term("counter-terrorism", "Counter-terrorism", Kind.THEME, broader=("security",)),
        Term(
            "crowds",
            "Crowds",
            Kind.THEME,
            broader=("urban-security",),
            related=("counter-terrorism",),
        ),
        Term("privacy", "Privacy", Kind.THEME, aliases=("data protection",)),
    ],
)

UNKNOWN = {"stranger": Label("stranger", "Stranger Ltd")}
"""
A partner that no vocabulary knows.
"""


def partners(*slugs):
    return tuple(
        UNKNOWN.get(slug) or Label(slug, PARTNERS.name(slug), PARTNERS.get(slug).language)
        for slug in slugs
    )


def themes(*slugs):
    return tuple(Label(slug, THEMES.name(slug)) for slug in slugs)


def post(slug, title="Untitled", text="", *, language="en", **others):
    others.setdefault("titled", True)
    return Record(
        slug=slug, title=title, text=text, html=f"<p>{text}</p>", language=language, **others
    )


WRITTEN = [
    post(
        "alert",
        "Partners rehearse a city-wide alert at the harbour",
        "The exercise in Łódź was planned for months.\n"
        "Counter-terrorism units ran through it twice.",
        date=date(2024, 3, 18),
        category="News",
        partners=partners("harbour-lab", "gmina-zrebowo"),
        themes=themes("urban-security", "counter-terrorism"),
        people=("Anna O’Brien",),
        event=Event(name="City Drill", start=date(2024, 3, 13), place="Źrębowo"),
        summary="A rehearsal, and what it showed.",
        redirects=("/news/old-address/",),
    ),
    post(
        "athens",
        "Η Αθήνα φιλοξενεί το συνέδριο",
        "Το συνέδριο για την ασφάλεια έγινε στην ΑΘΗΝΑ.",
        language="el",
        date=date(2023, 5, 2),
        category="News",
        partners=partners("city-of-athens"),
        themes=themes("security"),
    ),
    post(
        "strasse",
        "Sicherheit auf der Straße",
        "Die Häuser an der Straße wurden gesichert.",
        language="de",
        date=date(2023, 5, 2),
        category="news",
        themes=themes("crowds"),
    ),
    post(
        "tokyo",
        "東京都で会議",
        "東京都知事が5G通信網について話した。",
        language="ja",
        date=date(2022, 11, 30),
        category="Event",
    ),
    post(
        "seoul",
        "서울특별시 회의",
        "학교에서 안전 교육을 하였다.",
        language="ko",
        category="Event",
        partners=partners("stranger"),
    ),
    post(
        "energie",
        "L’énergie de demain",
        "Le partenaire parle d'énergie et de R&D.",
        language="fr",
        date=date(2021, 1, 1),
        themes=themes("privacy"),
        redirects=("/old",),
    ),
    post(
        "forms",
        "Forms W-2 and C++",
        "Of 1,000,000 forms, 3.5 % came by e-mail in May 2023, said us.",
        date=date(2023, 5, 31),
        category="Guide",
    ),
    post(
        "data",
        "Data portal opens",
        "The data portal was opened. A portal for data, and running data.",
        date=date(2019, 6, 1),
        category="News",
        partners=partners("police"),
        themes=themes("privacy", "crowds"),
    ),
    post(
        "undated",
        "An undated note",
        "Counterterrorism and the portal.",
        category=None,
        partners=partners("police", "ministry"),
    ),
    post(
        "untitled",
        "Words made from the body",
        "Words made from the body of a post without a title.",
        titled=False,
        date=date(2020, 2, 29),
    ),
]

VOCABULARY = [
    "portal",
    "data",
    "open",
    "security",
    "running",
    "ran",
    "plans",
    "planned",
    "planning",
    "counter",
    "terrorism",
    "counterterrorism",
    "counter-terrorism",
    "the",
    "and",
    "of",
    "harbour",
    "Łódź",
    "Lodz",
    "city",
    "cities",
    "alert",
    "R&D",
    "C++",
    "5G",
    "May",
    "2023",
]


def chance(count, seed=1):
    """
    Posts made by chance, of few words, so that any question has some answers.
    """
    random = Random(seed)
    return [_made(f"made-{number}", random) for number in range(count)]


def _made(slug, random):
    def some(things, most):
        return random.sample(things, random.randint(0, most))

    def words(most):
        return " ".join(random.choices(VOCABULARY, k=random.randint(1, most)))

    day = date(2018, 1, 1) + timedelta(days=random.randrange(2400))
    slugs = [term.slug for term in PARTNERS] + list(UNKNOWN)
    return post(
        slug,
        words(6),
        words(40),
        language=random.choice(["en", "en", "de", "pt-BR"]),
        titled=random.random() < 0.9,
        date=day if random.random() < 0.9 else None,
        category=random.choice(["News", "news", "Event", "Guide", None]),
        partners=partners(*some(slugs, 3)),
        themes=themes(*some([term.slug for term in THEMES], 3)),
        people=tuple(some(["Anna O’Brien", "Jörg Straße"], 1)),
        summary=words(10) if random.random() < 0.5 else None,
    )
