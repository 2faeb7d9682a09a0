"""
Posts of an invented town, made by a rule: what each theme is about is known.
"""

import random
from datetime import UTC, date, datetime, timedelta

from archive import Kind, Term, Vocabulary
from index import Label, Record

SUBJECTS = {
    "trees": ("Street trees", "plane lime root canopy sapling pruning bark avenue"),
    "water": ("Water", "fountain basin tap drought puddle drinking pump spring"),
    "benches": ("Benches", "bench seat plank armrest carpenter backrest granite slats"),
    "alerts": ("Alerts", "siren warning loudspeaker evacuation drill harbour message test"),
    "schools": ("Schoolyards", "pupils teacher playground asphalt class break lesson bell"),
}
PARTNERS = {"lab": "Harbour Lab", "ferries": "Łódź Ferries", "grove": "Grove Society"}
OF_PARTNER = {"alerts": "lab", "water": "ferries", "trees": "grove"}
COMPANION = {
    "trees": "water",
    "water": "trees",
    "alerts": "schools",
    "benches": "schools",
    "schools": "benches",
}
"""What a post on a theme is on too, if it is on two."""
COMMON = (
    "town people week street meeting report plan council work year visit north "
    "place morning project office number group answer question autumn open"
).split()
FIRST = date(2020, 1, 6)
LEARNT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def label(slug):
    return Label(slug, SUBJECTS[slug][0])


def partner(slug):
    return Label(slug, PARTNERS[slug])


def themes():
    return Vocabulary(
        Kind.THEME, [Term(slug, name, Kind.THEME) for slug, (name, _) in SUBJECTS.items()]
    )


def partners():
    return Vocabulary(
        Kind.PARTNER, [Term(slug, name, Kind.PARTNER) for slug, name in PARTNERS.items()]
    )


def text_on(luck, slugs, words=60):
    """
    Words of some themes among words that every post has.
    """
    own = [word for slug in slugs for word in SUBJECTS[slug][1].split()]
    return " ".join(
        luck.choice(own) if luck.random() < 0.3 else luck.choice(COMMON) for _ in range(words)
    )


def posts(number=120, *, seed=7, days=9):
    """
    Posts with one theme or two, every `days` days, and the partner of the first.
    """
    luck = random.Random(seed)
    made = []
    for n in range(number):
        first = luck.choice(sorted(SUBJECTS))
        slugs = [first, COMPANION[first]] if n % 3 == 0 else [first]
        made.append(
            Record(
                slug=f"post-{n:04d}",
                title=f"{text_on(luck, slugs, 5)} {n}".capitalize(),
                titled=True,
                language="en",
                date=FIRST + timedelta(days * n),
                category="News",
                themes=tuple(map(label, slugs)),
                partners=(partner(OF_PARTNER[slugs[0]]),) if slugs[0] in OF_PARTNER else (),
                text=text_on(luck, slugs),
            )
        )
    return made
