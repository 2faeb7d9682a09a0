"""The posts that the tests of the site read: few enough to count by hand, of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from archive import Event, Kind, Term, Vocabulary, default_settings
from index import Label, Record, Translation
from index.building.edition import write_edition
from index.editions.register import write_register
from index.opened import open_edition
from web.editions import Editions, Found

GENERATION = "20261123T090000-000000-00aa"
BUILT = date(2026, 11, 23)
"""The day of the build, by which a harvester asks."""

SITE_URL = "https://archive.shadewalk.example"

PAYLOAD = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>"

LONG_WORD = "Verbundforschungszentrumskoordinationsgeschäftsstellenleitungssekretariat"
"""Longer than a phone is wide."""

TOWNS = (
    "Gmina Źrębowo",
    "Stadt Grünfurth",
    "Αστεροσκοπείο Αρμυρής",
    "Ville de Saint-Éloy-sur-Brève",
    "Municipality of Kallinisos",
    "Politechnika Wężyńska",
    "Network of Walking Cities",
    "Fundacja Cień",
    "Bankwerk Möbel",
    "Institut des Ombrages",
    "Cooperativa Bica Serena",
    "Technische Hochschule Lüttenförde",
    *("Arbor", "Birch", "Cedar", "Dogwood", "Elm", "Fir"),
    *("Ginkgo", "Hazel", "Ivy", "Juniper", "Kapok", "Larch"),
)
"""Names of partners; more than twenty, so that their facet gets its box."""

TOWN_LANGUAGES = ("pl", "de", "el", "fr", "en", "pl", "en", "pl", "de", "fr", "pt", "de")

THEMES = {
    "heat-and-shade": ("Heat and shade", ()),
    "street-trees": ("Street trees", ("heat-and-shade",)),
    "water": ("Water in the city", ("heat-and-shade",)),
    "schoolyards": ("Schoolyards", ()),
    "access": ("Step-free access", ()),
    "measuring": ("Citizen measuring", ()),
    "procurement": ("Procurement", ()),
    "health": ("Health", ()),
    "standards": ("Standards", ()),
    "open-data": ("Open data", ("measuring",)),
    "training": ("Training", ()),
    "policy": ("Policy", ()),
}

WORDS = ("shade", "bench", "plane tree", "fountain", "granite", "thermometer")
CATEGORIES = ("News", "Event", "Publication", "Interview")
LANGUAGES = ("en", "en", "de", "pl", "el", "fr")
DATED = 72


def slug_of_town(number: int) -> str:
    """Return the slug of a partner by its place in `TOWNS`."""
    return f"town-{number}"


def partners() -> Vocabulary:
    """Return the partners."""
    return Vocabulary(
        Kind.PARTNER,
        [
            Term(
                slug_of_town(n),
                name,
                Kind.PARTNER,
                language=TOWN_LANGUAGES[n] if n < len(TOWN_LANGUAGES) else None,
                country="PL" if n == 0 else None,
                links=("https://zrebowo.example",) if n == 0 else (),
            )
            for n, name in enumerate(TOWNS)
        ]
        + [Term("long", LONG_WORD, Kind.PARTNER)],
    )


def themes() -> Vocabulary:
    """Return the themes; two of them are narrower than a third."""
    return Vocabulary(
        Kind.THEME,
        [
            Term(
                slug,
                name,
                Kind.THEME,
                broader=broader,
                acronyms=("WITC",) if slug == "water" else (),
                related=("schoolyards",) if slug == "water" else (),
                description=f"All about {name.lower()}.",
            )
            for slug, (name, broader) in THEMES.items()
        ],
    )


def records() -> list[Record]:
    """Return all posts: 72 with a date, three without, and one of each odd kind."""
    return [*_dated(), *_odd()]


def _dated() -> Iterator[Record]:
    towns, topics = tuple(partners())[: len(TOWNS)], tuple(themes())
    for n in range(DATED):
        word = WORDS[n % len(WORDS)]
        body = f"The {word} stood in the square, and people came to sit beside it. Round {n}."
        day = date(2019, 2, 1) + timedelta(days=n * 37)
        chosen = [towns[n % 5], towns[(n * 7) % len(towns)]]
        about = [topics[n % len(topics)], *([topics[(n * 5 + 1) % len(topics)]] if n % 2 else [])]
        yield Record(
            slug=f"post-{n:02d}",
            title=f"What we learned about the {word} in round {n}",
            titled=True,
            language=LANGUAGES[n % len(LANGUAGES)],
            date=day,
            category=CATEGORIES[n % len(CATEGORIES)],
            partners=tuple(dict.fromkeys(_label(term) for term in chosen)),
            themes=tuple(dict.fromkeys(_label(term) for term in about)),
            summary=f"Round {n}: one {word}, many questions.",
            event=Event("Open day", day, day + timedelta(days=1), "Źrębowo", "PL", "in-person")
            if n % 9 == 0
            else None,
            html=f"<p>{body}</p>",
            text=body,
        )


def _odd() -> Iterator[Record]:
    yield Record(
        slug="undated-one",
        title="A leaflet that nobody dated",
        titled=True,
        language="en",
        category="Publication",
        html="<p>A leaflet about a bench.</p>",
        text="A leaflet about a bench.",
    )
    yield Record(
        slug="undated-two",
        title="Zwei ohne Tag",
        titled=True,
        language="de",
        text="Bank.",
        html="<p>Bank.</p>",
    )
    yield Record(
        slug="script-in-the-title",
        title=PAYLOAD,
        titled=True,
        language="en",
        category=PAYLOAD,
        people=(PAYLOAD,),
        summary=PAYLOAD,
        source="https://elsewhere.example/first",
        event=Event(PAYLOAD, date(2020, 1, 1), date(2020, 1, 1), PAYLOAD),
        html="<p>payload &lt;script&gt;</p>",
        text=f"payload {PAYLOAD} and words around it",
    )
    yield Record(
        slug="links-that-run",
        title="Links that run",
        titled=True,
        language="en",
        date=date(2019, 1, 2),
        image="//evil.example/x.png",
        source="javascript:alert(3)",
        html="<p>Nothing to see.</p>",
        text="Nothing to see.",
    )
    yield Record(
        slug="pointer",
        title="A report that lies elsewhere",
        titled=True,
        language="en",
        date=date(2019, 1, 3),
        summary="Only its summary was ever kept.",
        source="https://elsewhere.example/report",
        html="",
        text="",
    )
    yield Record(
        slug="long-names",
        title=f"{LONG_WORD} and other long names",
        titled=True,
        language="en",
        date=date(2019, 1, 4),
        category=LONG_WORD,
        partners=(Label("long", LONG_WORD),),
        people=(LONG_WORD,),
        summary=f"Of {LONG_WORD}.",
        event=Event(LONG_WORD, date(2019, 1, 4), None, LONG_WORD),
        html=f"<p>{LONG_WORD} stood in the square.</p>",
        text=f"{LONG_WORD} stood in the square.",
    )
    yield Record(
        slug="four-public-spaces",
        title="Four public spaces, one summer: what the shade sails changed in Grünfurth",
        titled=True,
        language="en",
        date=date(2024, 6, 18),
        updated=date(2024, 7, 2),
        category="News",
        partners=(_label(next(t for t in partners() if t.slug == slug_of_town(1))),),
        themes=(Label("street-trees", "Street trees"),),
        people=("Jürgen Weißhaupt",),
        summary="Two squares had sails and two had none.",
        redirects=("/news/old-address/", "/2024/06/18/four/"),
        translations=(Translation("vier-plaetze", "de", "Vier Plätze"),),
        event=Event(
            "Closing workshop", date(2024, 6, 17), date(2024, 6, 18), "Grünfurth", "DE", "in-person"
        ),
        expires=date(2025, 1, 1),
        html='<p>From spring to summer <a href="/news/post-01/">we measured</a> four squares.</p>'
        '<p><img src="/media/0123456789abcdef/chart.png" alt="Chart"></p>',
        text="From spring to summer we measured four squares.",
    )
    yield Record(
        slug="vier-plaetze",
        title="Vier Plätze, ein Sommer",
        titled=True,
        language="de",
        date=date(2024, 6, 20),
        category="News",
        translations=(Translation("four-public-spaces", "en", "Four public spaces"),),
        html="<p>Zwei Plätze hatten Segel.</p>",
        text="Zwei Plätze hatten Segel.",
    )


def _label(term: Term) -> Label:
    return Label(term.slug, term.name, term.language)


def make_editions(folder: Path, posts: list[Record] | None = None) -> Editions:
    """Write an edition with the real engine and return it as a site reads it."""
    folder.mkdir()
    write_edition(
        folder, records() if posts is None else posts, partners(), themes(), language="en"
    )
    write_register(folder, records() if posts is None else posts, BUILT)
    media = folder / "media"
    engine = open_edition(folder, GENERATION)
    return Editions(lambda: Found(engine, media), lambda: GENERATION)


def make_settings(*, index=None, **site: str):
    """Return settings with a site that has a name."""
    values = {"name": "SHADEWALK", "url": SITE_URL, "timezone": "Europe/Warsaw", **site}
    places = {"index": index} if index is not None else {}
    return default_settings({f"site.{name}": value for name, value in values.items()} | places)
